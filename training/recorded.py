"""Every pass of training leaves a row, however it ends."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType, TracebackType

from store import runs
from store.database import Database, transaction
from store.rows import RunRow
from training.errors import Stopped

Now = Callable[[], float]


@dataclass(slots=True)
class Outcome:
    """Filled in by the run."""

    state: str = "failed"
    adapter: str = ""
    report: Mapping[str, object] = field(default_factory=dict)


class Recorded:
    """A context manager: a `running` row that becomes what the block made of its outcome, or `failed` if it raised."""

    def __init__(self, db: Database, run: str, task: str, now: Now) -> None:
        self._db = db
        self._run = run
        self._task = task
        self._now = now
        self._outcome = Outcome()

    def __enter__(self) -> Outcome:
        with transaction(self._db):
            runs.start(self._db, RunRow(self._run, self._task, started_utc=self._now()))
        return self._outcome

    def __exit__(
        self, exc_type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        made = self._outcome
        if error is not None:
            made.state, made.adapter = "failed", ""
            made.report = {**made.report, "why": str(error) or type(error).__name__}
        with transaction(self._db):
            runs.finish(
                self._db,
                self._run,
                at_utc=self._now(),
                state=made.state,
                adapter=made.adapter,
                report=dict(made.report),
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
