"""Power cuts: `python -m bench.kill --times 30 --seed 1` kills the bot over and over while a community lives.

Each kill is a SIGKILL, at a random moment: while the bot starts, while it works, or just after Reddit took one of its
sends and before the bot could know. After the last one it may finish. Then nothing may be missed or sent twice.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.accounts import ledger_json, show_ledger
from bench.ledger import Ledger, in_doubt
from bench.stage import Stage, StageError, fast_watch, machine, staged
from bench.waiting import close_books, steps, wait_until

SPEED = 3600.0
_STARTS_WITHIN_S = 2.5
_WORKS_AT_MOST_S = 6.0
_SEND_WITHIN_S = 12.0
_STALL_S = 5.0
_UP_WITHIN_S = 60.0
_LONGEST_S = 1200.0
SENDS = ("/api/compose", "/api/comment", "/api/mod/conversations", "/api/report")
PASSING = (
    "401-invalid-token", "401-bare", "429-bare", "503", "502-after-processing", "reset-before", "reset-after",
    "html-200", "bad-json", "missing-id",
)  # fmt: skip
"""Faults that go by themselves: whatever they hit can be done later."""
MARKS = ("/api/read_message",)

console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Kill:
    """One of them: at what kind of moment, how long the bot had lived, and how many sends it left in doubt."""

    moment: str
    after_s: float
    in_doubt: int


def main(
    times: Annotated[int, typer.Option(min=1, help="How many kills.")] = 30,
    seed: Annotated[int, typer.Option(help="The same seed makes the same community and the same kinds of kills.")] = 1,
    days: Annotated[float, typer.Option(help="Virtual days that the community lives.")] = 9.0,
    speed: Annotated[float, typer.Option(help="Virtual seconds in a real one, up to 3600.")] = SPEED,
    weather: Annotated[float, typer.Option(help="Also fail this share of requests, in every passing way.")] = 0.0,
    out: Annotated[Path, typer.Option(help="Folder for logs and store; emptied first.")] = Path("bench-out/kill"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON instead of a table.")] = False,
) -> None:
    """Kill, restart, count. The exit code is 1 when anything was missed or sent twice."""
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    try:
        with staged(out.resolve()) as stage:
            kills, ledger = _play(stage, times=times, seed=seed, days=days, speed=speed, weather=weather)
    except StageError as error:
        console.print(f"[red]kill:[/] {error}", highlight=False)
        raise typer.Exit(1) from None
    figures = {
        "kills": dict(Counter(kill.moment for kill in kills)),
        "kills that left a send in doubt": sum(kill.in_doubt > 0 for kill in kills),
        "share of requests that failed": weather,
        "seconds between start and kill": [round(kill.after_s, 2) for kill in kills],
        "real seconds": round(time.monotonic() - started),
        "machine": machine(),
    }
    if as_json:
        sys.stdout.write(ledger_json(ledger, figures) + "\n")
    else:
        show_ledger(Console(), f"{times} kills, seed {seed}, {days:g} days at {speed:g} to 1", ledger, figures)
    raise typer.Exit(1 if ledger.wrongs else 0)


def _play(
    stage: Stage, *, times: int, seed: int, days: float, speed: float, weather: float
) -> tuple[list[Kill], Ledger]:
    rng = random.Random(seed)
    stage.start_sandbox("--seed", str(seed), "--speed", str(speed), "--days", str(days))
    config = stage.write_config({"watch": fast_watch(speed), "models": {"engine": "guideline"}})
    moments = _moments(times, rng)
    _make_weather(stage, weather)
    kills: list[Kill] = []
    with steps(console) as progress:
        task = progress.add_task("killing", total=times)
        for moment in moments:
            kills.append(kill_once(stage, config, moment, rng))
            progress.update(task, advance=1, description=f"killed, {moment}")
        progress.update(task, description="the community lives on", total=None)
        stage.start_bot(config)
        wait_until(stage, lambda: not stage.get("/sandbox/state")["running"], within_s=_LONGEST_S)
        stage.delete("/sandbox/faults")
        progress.update(task, description="the bot finishes")
        return kills, close_books(stage)


def _moments(times: int, rng: random.Random) -> list[str]:
    """Three kinds in equal parts, shuffled."""
    moments = [("start", "work", "send")[i % 3] for i in range(times)]
    rng.shuffle(moments)
    return moments


def kill_once(stage: Stage, config: Path, moment: str, rng: random.Random) -> Kill:
    """Start the bot, wait for such a moment, and kill it."""
    lines = stage.log().count(" watching ")
    stage.start_bot(config)
    started = time.monotonic()
    if moment == "start":
        time.sleep(rng.uniform(0.02, _STARTS_WITHIN_S))
    else:
        wait_until(stage, lambda: stage.log().count(" watching ") > lines, within_s=_UP_WITHIN_S)
        time.sleep(rng.uniform(0, _WORKS_AT_MOST_S))
    if moment == "send":
        _await_send(stage, rng.choice((SENDS, SENDS, MARKS)))
    stage.check_alive()
    stage.kill_bot()
    return Kill(moment, time.monotonic() - started, in_doubt(stage.store))


def _await_send(stage: Stage, paths: Sequence[str]) -> None:
    """Wait until Reddit has taken a send and keeps the bot waiting for its answer; or give up when none comes."""
    before = _fired(stage)
    for path in paths:
        fault = {"name": "stall", "path": path, "method": "POST", "times": 1, "seconds": _STALL_S}
        stage.post("/sandbox/faults", fault)
    deadline = time.monotonic() + _SEND_WITHIN_S
    while _fired(stage) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    stage.delete("/sandbox/faults?name=stall")


def _make_weather(stage: Stage, share: float) -> None:
    for name in PASSING if share else ():
        stage.post("/sandbox/faults", {"name": name, "rate": share / len(PASSING)})


def _fired(stage: Stage) -> int:
    return int(stage.get("/sandbox/faults")["fired"].get("stall", 0))


if __name__ == "__main__":
    typer.run(main)
