"""Means with intervals, for observations that come in clusters: the pairs of one post stand and fall together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
ONE_SIDED = 0.05
"""The lower bound is passed by chance in one of twenty comparisons of equals."""
_AT_ONCE = 2_000_000
"""Draws held in memory together."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean, its two-sided 95 % interval, and its one-sided 95 % lower bound."""

    mean: float
    low: float
    high: float
    bound: float
    clusters: int
    count: int

    def as_json(self) -> dict[str, float | int]:
        """For cards and reports, rounded to four places."""
        return {
            "mean": round(self.mean, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "bound": round(self.bound, 4),
            "clusters": self.clusters,
            "count": self.count,
        }

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def estimate(
    values: Sequence[float], clusters: Sequence[Hashable], *, seed: int, resamples: int = RESAMPLES
) -> Estimate:
    """The mean of `values`, with intervals from drawing whole clusters again and again.

    With fewer than two clusters there is nothing to draw, and the interval is everything from -1 to 1.
    """
    if not values or len(values) != len(clusters):
        raise ValueError("as many clusters as values, and at least one")
    place: dict[Hashable, int] = {}
    at = [place.setdefault(cluster, len(place)) for cluster in clusters]
    mean = sum(values) / len(values)
    if len(place) < 2:
        return Estimate(mean, -1.0, 1.0, -1.0, len(place), len(values))
    sums = np.bincount(at, weights=values)
    counts = np.bincount(at).astype(float)
    rng = np.random.default_rng(seed)
    means: list[float] = []
    while len(means) < resamples:
        rows = min(resamples - len(means), max(1, _AT_ONCE // len(place)))
        drawn = rng.integers(0, len(place), (rows, len(place)))
        means += (sums[drawn].sum(1) / counts[drawn].sum(1)).tolist()
    means.sort()
    return Estimate(mean, _at(means, 0.025), _at(means, 0.975), _at(means, ONE_SIDED), len(place), len(values))


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
