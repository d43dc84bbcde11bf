"""What people see while training works."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress, Task

from training.show import progress_bar


def bars(monkeypatch: pytest.MonkeyPatch, *steps: tuple[str, int, int]) -> list[tuple[str, float]]:
    """The bars as they stand when the work is done: what each says, and how far it got."""
    made: list[Progress] = []
    start = Progress.start

    def started(progress: Progress) -> None:
        made.append(progress)
        start(progress)

    monkeypatch.setattr(Progress, "start", started)
    with progress_bar(Console(file=io.StringIO(), force_terminal=True, width=120)) as hear:
        for step in steps:
            hear(*step)
    tasks: list[Task] = made[0].tasks
    return [(task.description, task.completed) for task in tasks]


def test_a_stage_that_tells_more_as_it_goes_keeps_its_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [(f"tuning the encoder, epoch 1, loss {3 - n / 50:.3f}", n, 100) for n in range(101)]
    assert bars(monkeypatch, *steps) == [("tuning the encoder, epoch 1, loss 1.000", 100)]


def test_a_stage_that_is_at_nought_for_long_keeps_its_bar_and_one_that_begins_again_gets_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert bars(monkeypatch, ("rules", 0, 9), ("rules", 0, 9), ("rules", 1, 9)) == [("rules", 1)]
    assert bars(monkeypatch, ("fitting", 9, 10), ("fitting", 0, 10)) == [("fitting", 9), ("fitting", 0)]
    assert bars(monkeypatch, ("sft", 1, 2)) == [("Learning to write like the chosen texts", 1)]
