"""What probabilities are worth: ten bins of them beside the share that came true, and how far off they are.

Read by the report for what moderators ruled on and for what the heads' card holds, and by `bench.safety` for the suite.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.protocols import Hazard

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BINS = 10


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, with a 95 % Wilson interval."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, or NaN of nothing."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the truth probably lies."""
        if not self.of:
            return (0.0, 1.0)
        z, n, p = 1.96, self.of, self.value
        centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = ((centre + side * spread) / (1 + z * z / n) for side in (-1, 1))
        return (max(0.0, low), min(1.0, high))  # rounding alone would go beyond them

    def __str__(self) -> str:
        if not self.of:
            return "no cases"
        low, high = self.interval
        return f"{self.value:.2f} ({self.hits}/{self.of}; 95 % {low:.2f}–{high:.2f})"


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of one tenth of the range."""

    low: float
    mean: float
    """Of the probabilities in it."""
    unsafe: Share


def bins(found: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Ten bins of equal width, without the empty ones."""
    places: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, is_unsafe in found:
        places[min(BINS - 1, int(probability * BINS))].append((probability, is_unsafe))
    return [
        Bin(number / BINS, sum(p for p, _ in rows) / len(rows), Share(sum(bad for _, bad in rows), len(rows)))
        for number, rows in enumerate(places)
        if rows
    ]


def said_of(probabilities: Mapping[Hazard, float], near: Hazard | None) -> float:
    """The probability that a reply stands for: of the hazard that it is about, or the highest where it is of none."""
    return max(probabilities.values()) if near is None else probabilities[near]


@dataclass(frozen=True, slots=True)
class Reliability:
    """What some predictions were worth, as a card keeps it."""

    bins: tuple[Bin, ...]
    error: float
    """The expected calibration error: how far each bin's mean is from its share of unsafe ones, by its size."""

    @property
    def replies(self) -> int:
        """How many were predicted."""
        return sum(row.unsafe.of for row in self.bins)

    def as_json(self) -> dict[str, object]:
        """For the card."""
        rows = [
            {
                "from": round(row.low, 4), "to": round(row.low + 1 / BINS, 4), "mean": round(row.mean, 4),
                "share": round(row.unsafe.value, 4), "unsafe": row.unsafe.hits, "replies": row.unsafe.of,
            }
            for row in self.bins
        ]  # fmt: skip
        return {"replies": self.replies, "error": round(self.error, 4), "bins": rows}


def reliability(found: Sequence[tuple[float, bool]]) -> Reliability:
    """The bins of predictions and what came true, and their error."""
    return Reliability(tuple(bins(found)), calibration_error(found))


def reliability_of(tree: Mapping[str, Any]) -> Reliability | None:
    """The same from a card; None where it holds none, or in a shape that we do not know."""
    try:
        rows = [(row, Share(int(row["unsafe"]), int(row["replies"]))) for row in tree["bins"]]
        found = tuple(Bin(float(row["from"]), float(row["mean"]), share) for row, share in rows)
        return Reliability(found, float(tree["error"])) if found else None
    except (LookupError, TypeError, ValueError):
        return None


def calibration_error(found: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error of predictions and what came true; 0 of none."""
    return sum(b.unsafe.of * abs(b.mean - b.unsafe.value) for b in bins(found)) / max(1, len(found))


def draw_reliability(axes: Axes, name: str, rows: Sequence[Bin]) -> None:
    """The bins as points with their intervals; on the diagonal a probability means what it says."""
    heights = [row.unsafe.value for row in rows]
    reach = [
        [max(0.0, row.unsafe.value - row.unsafe.interval[0]) for row in rows],
        [max(0.0, row.unsafe.interval[1] - row.unsafe.value) for row in rows],
    ]
    axes.errorbar([row.mean for row in rows], heights, yerr=reach, marker="o", capsize=3, label=name)
    axes.set(xlabel="probability said", ylabel="share that was unsafe", xlim=(0, 1), ylim=(0, 1))
