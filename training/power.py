"""How many pairs it takes to see a gain: what the gate asks for before it believes a small sample.

The usual normal approximation for a paired difference, one-sided, widened by what the pairs of one post have in common
(Kish's design effect). With a fifth of the pairs discordant it says 488 for a gain of five points at a power of 0.8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import ceil, sqrt
from statistics import NormalDist, fmean, pvariance

from training.bootstrap import ONE_SIDED

_NORMAL = NormalDist()


def pairs_needed(effect: float, *, spread: float, design_effect: float = 1.0, power: float = 0.8) -> int:
    """How many pairs show a mean gain of `effect` with this probability, at the gate's one-sided 5 %.

    `spread` is the standard deviation of one pair's gain; gains of 0 and 1 with that mean cannot have a smaller one.
    """
    variance = max(spread**2, effect * (1 - effect))
    z = _NORMAL.inv_cdf(1 - ONE_SIDED) + _NORMAL.inv_cdf(power)
    return ceil(z**2 * variance * design_effect / effect**2)


def power_with(pairs: int, effect: float, *, spread: float, design_effect: float = 1.0) -> float:
    """The probability that so many pairs show a gain of `effect`."""
    return _NORMAL.cdf(effect * sqrt(pairs / design_effect) / spread - _NORMAL.inv_cdf(1 - ONE_SIDED))


def spread_of(values: Sequence[float]) -> float:
    """The standard deviation of one value."""
    return sqrt(pvariance(values))


def design_effect_of(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """How many times the variance of the mean grows because values of one cluster stand and fall together.

    At least 1: that clusters would help is never counted on.
    """
    mean = fmean(values)
    sums: dict[Hashable, float] = defaultdict(float)
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value - mean
    alone = sum((value - mean) ** 2 for value in values)
    return max(1.0, sum(one**2 for one in sums.values()) / alone) if alone else 1.0


def highest_rise(now: int, before: int, *, of: int) -> float:
    """The one-sided 95 % upper bound of a rise between two shares of the same number: Newcombe's, by Wilson's bounds.

    It stays honest where nothing was found: 0 of 16 beside 0 of 16 may still be a rise of 14 points.
    """
    z = _NORMAL.inv_cdf(1 - ONE_SIDED)
    _, upper = _wilson(now, of, z)
    lower, _ = _wilson(before, of, z)
    return (now - before) / of + sqrt((upper - now / of) ** 2 + (before / of - lower) ** 2)


def _wilson(found: int, of: int, z: float) -> tuple[float, float]:
    share = found / of
    centre = (share + z**2 / (2 * of)) / (1 + z**2 / of)
    half = z / (1 + z**2 / of) * sqrt(share * (1 - share) / of + z**2 / (4 * of**2))
    return centre - half, centre + half
