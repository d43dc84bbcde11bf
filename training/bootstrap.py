"""Means with intervals, for observations that come in clusters: the pairs of one post stand and fall together."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

RESAMPLES = 2000
ONE_SIDED = 0.05
"""The lower bound is passed by chance in one of twenty comparisons of equals."""


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
    sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster][0] += value
        sums[cluster][1] += 1
    mean = sum(values) / len(values)
    if len(sums) < 2:
        return Estimate(mean, -1.0, 1.0, -1.0, len(sums), len(values))
    rng = random.Random(seed)  # noqa: S311 - a draw that must repeat, no secret
    groups = [(total, number) for total, number in sums.values()]
    means = []
    for _ in range(resamples):
        drawn = rng.choices(groups, k=len(groups))
        means.append(sum(total for total, _ in drawn) / sum(number for _, number in drawn))
    means.sort()
    return Estimate(mean, _at(means, 0.025), _at(means, 0.975), _at(means, ONE_SIDED), len(sums), len(values))


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
