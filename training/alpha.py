"""Krippendorff's alpha for ordinal scores: how far raters agree beyond chance, however many rated each text.

From the definition (Krippendorff, Content Analysis, 2004, chapter 11), in forty lines: the library of that name is
under the GPL, which this project is not. 1 is full agreement, 0 is chance; 0.8 is the usual line for relying on scores,
0.667 for tentative conclusions.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Alpha:
    """Agreement, and its 95 % interval from drawing the texts again; None where nothing can be compared."""

    alpha: float | None
    low: float | None
    high: float | None
    texts: int
    """With two scores or more."""

    def as_json(self) -> dict[str, float | int | None]:
        """For reports."""
        figures = {"alpha": self.alpha, "low": self.low, "high": self.high}
        return {name: None if one is None else round(one, 4) for name, one in figures.items()} | {"texts": self.texts}


def ordinal_alpha(texts: Sequence[Mapping[str, int]], *, seed: int, resamples: int = _RESAMPLES) -> Alpha:
    """Agreement on texts, each given as rater → score."""
    units = [list(scores.values()) for scores in texts if len(scores) > 1]
    found = _alpha(units)
    if found is None or len(units) < 2:
        return Alpha(found, None, None, len(units))
    rng = random.Random(seed)  # noqa: S311 - a draw that must repeat, no secret
    drawn = sorted(one for _ in range(resamples) if (one := _alpha(rng.choices(units, k=len(units)))) is not None)
    return Alpha(found, drawn[int(0.025 * len(drawn))], drawn[int(0.975 * (len(drawn) - 1))], len(units))


def _alpha(units: Sequence[Sequence[int]]) -> float | None:
    """None where all scores are the same, so that there is no chance to agree beyond."""
    together: dict[tuple[int, int], float] = defaultdict(float)
    for scores in units:
        counts = Counter(scores)
        for one, number in counts.items():
            for other, others in counts.items():
                pairs = number * (others - (one == other))
                together[one, other] += pairs / (len(scores) - 1)
    totals: dict[int, float] = {}
    for (one, _), weight in together.items():
        totals[one] = totals.get(one, 0.0) + weight
    whole, distance = sum(totals.values()), _distances(totals)
    observed = sum(weight * distance[pair] for pair, weight in together.items())
    expected = sum(totals[one] * totals[other] * apart for (one, other), apart in distance.items())
    return 1 - (whole - 1) * observed / expected if expected else None


def _distances(totals: Mapping[int, float]) -> dict[tuple[int, int], float]:
    """The squared ordinal distance: how many scores lie between two values, half of both counted."""
    values = sorted(totals)
    found = {}
    for one in values:
        for other in values:
            low, high = sorted((one, other))
            between = sum(totals[value] for value in values if low <= value <= high)
            found[one, other] = (between - (totals[one] + totals[other]) / 2) ** 2
    return found
