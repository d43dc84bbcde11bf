"""What can go wrong in training, sorted by what the caller does about it.

TrainingError
├── Misconfigured   the operator must change something: one line, exit code 2
│   └── NoRoom      too little memory or disk for what is asked
├── Busy            another run holds the lock: come back later, exit code 3
├── UnknownRun      no run or adapter of that name: look at those there are, exit code 1
├── Diverged        the numbers ran away: nothing was made, what served serves on
├── CannotWrite     the disk is full: likewise, and the next run goes on where this one ended
└── TooLittle       not enough to learn from or to judge by yet: an expected end, exit code 0
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class TrainingError(Exception):
    """The root of this tree."""


class Misconfigured(TrainingError):
    """The message names the file and the key, and says what to do."""


class NoRoom(Misconfigured):
    """The run would need more than there is. Told before it begins."""


class Diverged(TrainingError):
    """A loss, a gradient or a weight is no finite number."""

    def __init__(self, stage: str, what: str, value: float, *, step: int, of: int) -> None:
        super().__init__(
            f"{stage}: the {what} was {value} at step {step} of {of}, so what it had learned was thrown away; what "
            f"served before serves on. Lower training.{stage}.learning_rate and run again"
        )
        self.stage = stage
        self.step = step


class CannotWrite(TrainingError):
    """The disk, or a quota on it, is full."""

    def __init__(self, stage: str, folder: Path, why: str, *, free: int) -> None:
        super().__init__(
            f"{stage}: cannot write to {folder} ({why}; {free / 2**20:.0f} MiB are free there). What served before "
            "serves on; make room and run again, it goes on from the last checkpoint"
        )
        self.stage = stage


class Busy(TrainingError):
    """Another run is at work on the same store."""

    def __init__(self, lock: Path, holder: str) -> None:
        super().__init__(f"another training run is at work ({holder}); wait for it to end, or stop it. Lock: {lock}")
        self.lock = lock
        self.holder = holder


class UnknownRun(TrainingError):
    """There is nothing to report on."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        if not name:
            said = "no run yet, so there is nothing to report: `sidelight-train run` makes one"
        else:
            newest = f"; the newest runs are {', '.join(known[-3:])}" if known else ""
            said = f"there is no run and no adapter {name}{newest}; `sidelight-train list` shows adapters"
        super().__init__(said)
        self.name = name


class Stopped(TrainingError):
    """SIGTERM."""

    def __init__(self) -> None:
        super().__init__(
            "stopped before it was done; nothing was registered, and the next run goes on from the last checkpoint"
        )


class TooLittle(TrainingError):
    """There are fewer pairs, or rulings, than a run needs."""

    def __init__(self, task: str, what: str, have: int, need: int, *, look: str = "pairs", instead: str = "") -> None:
        """`instead` says what else can be done; without it, where to look for those that fell."""
        hint = instead or f"`sidelight-train {look}` shows where they fell"
        super().__init__(f"{task}: {have} {what}, and {need} are needed ({hint})")
        self.task = task
        self.have = have
        self.need = need


class Withdrawn(TrainingError):
    """Somebody took back a text, or deleted it, while a model was learning from it."""

    def __init__(self, task: str, number: int, *, what: str = "pairs") -> None:
        super().__init__(f"{task}: {number} {what} were withdrawn during the run, so its adapter was thrown away")
        self.task = task
