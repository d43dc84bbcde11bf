"""Every pass of training leaves a row, however it ends."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from store import runs
from store.database import Database, transaction
from store.rows import RunRow
from training.errors import Stopped

Now = Callable[[], float]


@dataclass(slots=True)
class Outcome:
    """Filled in by the run; what is left as it is means that it failed."""

    state: str = "failed"
    adapter: str = ""
    report: Mapping[str, object] = field(default_factory=dict)


@contextmanager
def recorded(db: Database, run: str, task: str, now: Now) -> Iterator[Outcome]:
    """A `running` row that becomes what the block made of its outcome, or `failed` with the reason if it raised."""
    with transaction(db):
        runs.start(db, RunRow(run, task, started_utc=now()))
    outcome = Outcome()
    try:
        yield outcome
    except BaseException as error:
        outcome.state, outcome.adapter = "failed", ""
        outcome.report = {**outcome.report, "why": str(error) or type(error).__name__}
        raise
    finally:
        with transaction(db):
            runs.finish(
                db, run, at_utc=now(), state=outcome.state, adapter=outcome.adapter, report=dict(outcome.report)
            )


def close_left_open(db: Database, now: Now) -> int:
    """Mark runs that a crash left `running` as failed; gives how many. Only whoever holds the lock may call it."""
    left = [row for row in runs.everything(db) if row.state == "running"]
    with transaction(db):
        for row in left:
            runs.finish(db, row.id, at_utc=now(), state="failed", report={"why": "the process was killed"})
    return len(left)


@contextmanager
def stopped_by_signal() -> Iterator[None]:
    """Inside the block SIGTERM raises `Stopped`, so that everything on the way out is tidied up."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
