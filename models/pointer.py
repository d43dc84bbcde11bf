"""What serves a task, what served before, and what is being tried beside it: one small file, changed as a whole."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


class CorruptPointer(Exception):
    """A task's pointer file cannot be read. The message names it and what to do."""

    def __init__(self, path: Path, why: Exception) -> None:
        super().__init__(
            f"{path} is not a pointer of the registry ({why}): delete it, "
            "then `sidelight-train promote` the adapter that should serve"
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Candidate:
    """An adapter on its canary: it writes for some of the helpers, beside the one that serves."""

    adapter: str
    share: float
    """Of the helpers."""
    since_utc: float
    reason: str = ""

    def takes(self, helper: str) -> bool:
        """Whether this helper's suggestions come from the candidate.

        A helper stays where they are for as long as the canary lasts, and a new candidate draws anew. With a larger
        share some join, and nobody leaves.
        """
        drawn = hashlib.sha256(f"{self.adapter}:{helper.casefold()}".encode()).digest()[:8]
        return int.from_bytes(drawn, "big") < self.share * 2**64


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a task's history."""

    kind: str
    """`promote`, `rollback`, `canary` (a candidate begins) or `end` (it is over)."""
    serving: str | None
    was: str | None
    reason: str
    at_utc: float
    candidate: str = ""
    """Whose canary begins or ends."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a task's pointer file holds."""

    serving: str | None
    history: tuple[Change, ...]
    candidate: Candidate | None = None

    @property
    def previous(self) -> str | None:
        """What a rollback leads to, as far as the history knows; None is the base model."""
        earlier = self.earlier()
        return earlier[-1] if earlier else None

    def earlier(self) -> list[str]:
        """What a series of rollbacks would go through, the next one last."""
        stack: list[str] = []
        for change in self.history:
            if change.kind == "promote" and change.was is not None:
                stack.append(change.was)
            elif change.kind == "rollback":
                while stack and stack.pop() != change.serving:
                    pass
        return stack

    def led_to(self, kind: str, serving: str | None, *, reason: str, at_utc: float) -> Pointer:
        """With another adapter serving. A canary is over then: what it was compared with no longer serves."""
        ended: tuple[Change, ...] = ()
        if self.candidate is not None and self.candidate.adapter != serving:
            ended = self.ended("what it was compared with no longer serves", at_utc).history[-1:]
        change = Change(kind, serving, self.serving, reason, at_utc)
        return Pointer(serving, (*self.history, *ended, change))

    def trying(self, candidate: Candidate) -> Pointer:
        """With a candidate on its canary; one that was there before is over."""
        begun = self if self.candidate is None else self.ended("another candidate came", candidate.since_utc)
        change = Change(
            "canary", self.serving, self.serving, candidate.reason, candidate.since_utc, candidate=candidate.adapter
        )
        return Pointer(self.serving, (*begun.history, change), candidate)

    def ended(self, reason: str, at_utc: float) -> Pointer:
        """Without a candidate; what serves goes on."""
        assert self.candidate is not None
        change = Change("end", self.serving, self.serving, reason, at_utc, candidate=self.candidate.adapter)
        return Pointer(self.serving, (*self.history, change))


def read_pointer(path: Path) -> Pointer:
    """The pointer in a file; that of the base model where there is no file. Raises `CorruptPointer`."""
    try:
        raw = json.loads(path.read_text())
        changes = tuple(Change(**change) for change in raw["history"])
        tried = raw.get("candidate")
        return Pointer(raw["serving"], changes, Candidate(**tried) if tried else None)
    except FileNotFoundError:
        return Pointer(None, ())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorruptPointer(path, error) from error


def write_pointer(path: Path, pointer: Pointer) -> None:
    """Write it whole or not at all. `previous` stands in the file for whoever looks; it follows from the history."""
    told: dict[str, Any] = {**asdict(pointer), "previous": pointer.previous}
    write_json(path, told)


def write_json(path: Path, value: object) -> None:
    """Write whole or not at all: beside the file first, then over it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n")
    flush(beside)
    beside.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
