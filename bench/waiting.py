"""Waiting for what happens on a stage, and looking at it afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench.ledger import Ledger, Seen, balance, due
from bench.stage import Stage, StageError

_SETTLES_WITHIN_S = 60.0


def wait_until(stage: Stage, happened: Callable[[], bool], *, within_s: float, every_s: float = 0.05) -> None:
    """Return once it happened. Raises `StageError` when a process falls over, or after so many real seconds."""
    deadline = time.monotonic() + within_s
    while not happened():
        stage.check_alive()
        if time.monotonic() > deadline:
            raise StageError(f"waited {within_s:.0f} s in vain; see {stage.folder}\n{stage.log()[-1500:]}")
        time.sleep(every_s)


def is_settled(stage: Stage) -> bool:
    """Whether the bot has nothing left to do at this moment."""
    replies, now = stage.get("/sandbox/replies"), float(stage.get("/sandbox/clock")["now"])
    return not due(stage.store, replies, now) and not any(message["new"] for message in stage.mail()["received"])


def settle(stage: Stage, *, within_s: float = 60.0) -> bool:
    """Wait until the bot has nothing left to do, and say whether it came to that."""
    deadline = time.monotonic() + within_s
    while not is_settled(stage):
        stage.check_alive()
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def close_books(stage: Stage) -> Ledger:
    """Let the bot finish what waits, end it, and balance its books up to the moment when nothing waited."""
    settled_utc = float(stage.get("/sandbox/clock")["now"])
    deadline = time.monotonic() + _SETTLES_WITHIN_S
    while time.monotonic() < deadline and not is_settled(stage):
        stage.check_alive()
        time.sleep(0.1)
        settled_utc = float(stage.get("/sandbox/clock")["now"])
    stage.stop_bot()
    return balance(stage.store, look(stage), bot_name=stage.bot_name, until_utc=settled_utc)


def look(stage: Stage) -> Seen:
    """What people and the sandbox saw up to now."""
    conduct = stage.get("/sandbox/truth").get("conduct", {})
    return Seen(stage.get("/sandbox/replies"), stage.mail(), conduct)


def steps(console: Console) -> Progress:
    """A progress bar over steps that are counted."""
    return Progress(
        SpinnerColumn(), BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.description}"),
        TimeElapsedColumn(), console=console, transient=True,
    )  # fmt: skip
