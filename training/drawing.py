"""In which order and how often dialogues are learned. The trainers read no weights, so weights become repetitions."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from training.dialogues import Dialogue

_STRETCH = 8
_TILT = 1.0
"""The steepest tilt: a pair whose texts differ twice as much as usual counts seven times as much, or a seventh."""


def resampled(found: Sequence[Dialogue], weights: Sequence[float], *, seed: int) -> list[Dialogue]:
    """As many as came in, each about as often as its weight says, in a shuffled order.

    The whole part of a weight's share is certain and only the rest is drawn, so that little is left to chance.
    """
    if not found:
        return []
    rng = random.Random(seed)  # noqa: S311 - a draw that must repeat, no secret
    mean = sum(weights) / len(found)
    shares = [weight / mean for weight in weights]
    drawn = [one for one, share in zip(found, shares, strict=True) for _ in range(int(share))]
    rest = [share - int(share) for share in shares]
    if len(drawn) < len(found) and any(rest):
        drawn += rng.choices(found, weights=rest, k=len(found) - len(drawn))
    rng.shuffle(drawn)
    return drawn


def plain_weights(found: Sequence[Dialogue]) -> list[float]:
    """What the evidence says."""
    return [one.pair.weight for one in found]


def balanced_weights(found: Sequence[Dialogue]) -> list[float]:
    """The same, tilted until chosen and rejected texts have one mean length, or as near to it as a mild tilt comes.

    Liked replies are longer ones. Without this, preferring what is longer is the first thing that a model learns.
    """
    weights = plain_weights(found)
    gaps = [len(one.pair.chosen.split()) - len(one.pair.rejected.split()) for one in found]
    usual = sum(map(abs, gaps)) / max(1, len(gaps))
    if not usual:
        return weights
    steps = [max(-2.0, min(2.0, gap / usual)) for gap in gaps]

    def tilted(tilt: float) -> list[float]:
        return [weight * math.exp(-tilt * step) for weight, step in zip(weights, steps, strict=True)]

    low, high = -_TILT, _TILT
    for _ in range(40):
        middle = (low + high) / 2
        lead = sum(weight * gap for weight, gap in zip(tilted(middle), gaps, strict=True))
        low, high = (middle, high) if lead > 0 else (low, middle)
    return tilted((low + high) / 2)


def alike_in_length(found: Sequence[Dialogue], *, batch: int, seed: int) -> list[Dialogue]:
    """The same in an order in which each batch holds texts of about one length, so that little is spent on padding.

    Sorted within stretches of a few batches only, and the batches shuffled: what is learned when stays chance.
    """
    stretch = batch * _STRETCH
    ordered: list[Dialogue] = []
    for start in range(0, len(found), stretch):
        ordered += sorted(found[start : start + stretch], key=lambda one: one.tokens)
    batches = [ordered[start : start + batch] for start in range(0, len(ordered), batch)]
    random.Random(seed).shuffle(batches)  # noqa: S311 - an order that must repeat, no secret
    return [one for some in batches for one in some]
