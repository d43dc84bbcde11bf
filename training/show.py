"""What people see of training: bars while it works, tables when it is done, JSON lines for other programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from training.report import Report
    from training.run import Look
    from training.safety.rulings import Rulings
    from training.steps import Progress as Hears

_STAGES = {
    "tiny": "Building the stand-in model",
    "sft": "Learning to write like the chosen texts",
    "dpo": "Learning to prefer them",
    "kto": "Learning from texts that stand alone",
    "dpo2": "Learning what raters prefer",
    "evaluate": "Judging on held-out posts",
    "suite": "Reading what was written",
    "before": "Asking the weights that serve",
    "after": "Asking the corrected weights",
}
_EVERY_S = 0.5


@contextmanager
def progress_bar(console: Console) -> Iterator[Hears]:
    """A bar for each stage; nothing where the console is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        shown: dict[str, tuple[TaskID, int]] = {}

        def hear(stage: str, done: int, of: int) -> None:
            name = stage.partition(",")[0]  # what comes after it changes as the work goes on
            task, before = shown.get(name, (None, 0))
            if task is None or done < before:
                task = bars.add_task("", total=of)
            shown[name] = (task, done)
            bars.update(task, description=_STAGES.get(stage, stage), completed=done, total=of)

        yield hear


@contextmanager
def json_lines() -> Iterator[Hears]:
    """One JSON object a line on stdout, at most two a second and always the first and last of a stage."""
    said = 0.0

    def hear(stage: str, done: int, of: int) -> None:
        nonlocal said
        if 0 < done < of and time.monotonic() - said < _EVERY_S:
            return
        said = time.monotonic()
        sys.stdout.write(json.dumps({"event": "step", "stage": stage, "done": done, "of": of}) + "\n")
        sys.stdout.flush()

    yield hear


def ignore_progress(_stage: str, _done: int, _of: int) -> None:
    """Hears and says nothing."""


def show_unseen(console: Console, found: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
    """What was found of each functionality by a fit without its seeds, and of all; nothing where none was left out."""
    from training.reliability import Share
    from training.safety.measured import PROMISED_ALARMS, together

    if not found:
        return
    at = f"at {PROMISED_ALARMS:.0%} of alarms"
    table = Table("without its seeds", "found at 0.5", f"found {at}", f"look-alikes flagged {at}")
    figures = ("found", "at_promise", "false_at_promise")
    for name, row in found.items():
        table.add_row(name, *(str(Share(*row[figure])) for figure in figures))
    table.add_section()
    everything = [together(found.values(), figure) for figure in figures]
    # Every fit reads the same look-alikes, so their counts added up would claim too much.
    table.add_row("all", *map(str, everything[:-1]), f"{everything[-1].value:.2f} on average")
    console.print(table)


def show_reports(console: Console, reports: Sequence[Report]) -> None:
    """A table for each pass."""
    for report in reports:
        table = Table("", "", title=f"{report.task}: {report.state} {report.adapter}".rstrip(), show_header=False)
        for evidence, number in report.by_evidence.items():
            table.add_row(f"pairs by {evidence}", str(number))
        for what, number in report.counts.items():
            table.add_row(what.replace("_", " "), str(number))
        if report.evaluation is not None:
            for name, measure in report.evaluation.accuracy.items():
                table.add_row(f"accuracy, {name}", f"{measure.compared} → {measure.candidate}")
            gain = report.evaluation.accuracy["implicit"].gain
            table.add_row("gain, implicit", f"{gain} (lower bound {gain.bound:+.3f})")
            for who, written in report.evaluation.written.items():
                table.add_row(f"written by {who}", f"{written.mean_words:.0f} words, {written.unsafe:.0%} unsafe")
            for who, means in report.evaluation.suite.systems.items() if report.evaluation.suite else ():
                if "effective_support" in means:
                    table.add_row(f"likely to help, {who}", str(means["effective_support"]))
        for stage, said in report.stages.items():
            table.add_row(stage, said)
        table.add_row("seconds", ", ".join(f"{stage} {took:.0f}" for stage, took in report.seconds.items()))
        console.print(table)


def show_pairs(console: Console, found: Look) -> None:
    """Pairs by evidence, and what became of the rest."""
    table = Table("evidence", "what", "how many", title="Pairs")
    for evidence, falls in found.funnel.items():
        for what, number in sorted(falls.items(), key=lambda item: item[0] != "pairs"):
            table.add_row(evidence, "[bold]pairs[/]" if what == "pairs" else what, str(number))
    console.print(table)
    if found.agreement:
        table = Table("evidence", "votes prefer the same reply", "pairs of replies", title="Can votes be trusted?")
        for evidence, one in found.agreement.items():
            table.add_row(evidence, str(one), str(one.count))
        console.print(table)


def show_rulings(console: Console, found: Rulings) -> None:
    """Rulings that may be learned from, and what became of the other flags."""
    table = Table("what", "how many", title="Rulings")
    for what, number in found.counted.items():
        table.add_row(f"[bold]{what}[/]", str(number))
    for what, number in sorted(found.dropped.items(), key=lambda item: -item[1]):
        table.add_row(f"left out: {what}", str(number))
    console.print(table)
    console.print(
        f"{len(found.ruled)} may be learned from. {found.without_words} more rulings count for `sidelight thresholds` "
        "and `sidelight drift`, which read no words.", markup=False,
    )  # fmt: skip
