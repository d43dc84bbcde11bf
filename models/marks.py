"""What was noted on an adapter after it was made: that a text was taken back, that it was vetoed, that it is retired.

A card says where an adapter comes from and never changes while its weights exist; marks come later and only add up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from models.pointer import write_json

MARKS = "marks.json"

MarkKind: TypeAlias = Literal["withdrawn", "vetoed", "retired"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One note on one adapter."""

    kind: MarkKind
    """`withdrawn`: it has learned from a text that was taken back. `vetoed`: it was found unsafe. `retired`: it never
    serves again."""
    reason: str
    at_utc: float


def read_marks(folder: Path) -> tuple[Mark, ...]:
    """The marks of the adapter in `folder`, the oldest first. Raises ValueError where the file is none of ours."""
    try:
        return tuple(Mark(**mark) for mark in json.loads((folder / MARKS).read_text()))
    except FileNotFoundError:
        return ()
    except TypeError as error:
        raise ValueError(f"{folder / MARKS} does not hold marks: {error}") from error


def add_mark(folder: Path, mark: Mark) -> None:
    """Note it; what was noted already in the same words is not noted twice."""
    marks = read_marks(folder)
    if not any((mark.kind, mark.reason) == (other.kind, other.reason) for other in marks):
        write_json(folder / MARKS, [asdict(one) for one in (*marks, mark)])


def is_retired(marks: Sequence[Mark]) -> bool:
    """Whether one of the marks says that it never serves again."""
    return any(mark.kind == "retired" for mark in marks)
