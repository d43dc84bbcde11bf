"""Means with their intervals, read back from the JSON of cards and rows, whichever version of us wrote it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from training.page.blocks import Cell

Tree = Mapping[str, Any]
NONE = "–"


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean and its 95 % interval."""

    mean: float
    low: float
    high: float
    bound: float | None = None
    """One-sided, from below."""
    count: int = 0

    def __str__(self) -> str:
        return f"{number(self.mean)} [{number(self.low)}, {number(self.high)}]"

    @property
    def is_clear(self) -> bool:
        """Whether nought lies outside of the interval."""
        return self.low > 0 or self.high < 0

    def less(self, other: Mean) -> Mean:
        """The difference as of two independent draws: wider than the truth where both read the same posts."""
        mean = self.mean - other.mean
        down = math.hypot(self.mean - self.low, other.high - other.mean)
        up = math.hypot(self.high - self.mean, other.mean - other.low)
        return Mean(mean, mean - down, mean + up)


def mean_of(tree: object) -> Mean | None:
    """The mean that this piece of JSON holds, or None where it holds none."""
    if not isinstance(tree, Mapping) or not all(_is_number(tree.get(name)) for name in ("mean", "low", "high")):
        return None
    bound = tree.get("bound")
    count = tree.get("count")
    return Mean(
        float(tree["mean"]),
        float(tree["low"]),
        float(tree["high"]),
        float(bound) if isinstance(bound, int | float) else None,
        int(count) if isinstance(count, int) else 0,
    )


def dig(tree: object, *path: str) -> Any:
    """What lies at the end of a path of keys, or None where the path breaks off."""
    for key in path:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(key)
    return tree


def branch(tree: object, *path: str) -> Tree:
    """The same for what has branches of its own; empty where there is none."""
    found = dig(tree, *path)
    return found if isinstance(found, Mapping) else {}


def number(value: float) -> str:
    """Three digits are as many as any of our intervals supports."""
    if not math.isfinite(value):
        return NONE
    size = abs(value)
    digits = 0 if size >= 100 or not size else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:.{digits}f}"


def cell(tree: object, *, is_difference: bool = False, more_is_better: bool | None = None) -> Cell:
    """A mean as a cell; a clear difference is told by its tone too, where it is known which way is better."""
    found = tree if isinstance(tree, Mean) else mean_of(tree)
    if found is None:
        return Cell(NONE, "faint")
    if not is_difference or not found.is_clear:
        return Cell(str(found))
    if more_is_better is None:
        return Cell(str(found), "strong")
    return Cell(str(found), "better" if (found.mean > 0) == more_is_better else "worse")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
