"""Evidence that one may look at as often as one likes: bets on whose helper took the suggestion.

Whether a helper's suggestions come from the candidate is drawn by a hash, with a known share. If the candidate is no
better, knowing what a helper made of suggestions tells nothing about how they were drawn. So we bet on that: each
helper who has settled multiplies our stake by

    1 + bet * (value - expected) * (drawn - share)

which is fair if the draw has nothing to do with the value, and costs money on average if the candidate is worse. By
Ville's inequality such a stake reaches 1 / alpha with a probability of at most alpha, whenever one stops; nothing is
assumed about values, trends or how helpers differ. `expected` is any guess made before and without the draw; a good one
only makes the evidence come sooner. Which bet is best is not known beforehand, so the stake is spread over several and
the mean counts, which is fair again. Bets below zero gather evidence that the candidate is worse.

Sources: Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting (JRSS B, 2024; arXiv
2010.09686), for bets on bounded values and their mixture; Ham, Bojinov, Lindon and Tingley, Design-based confidence
sequences (arXiv 2210.08639), for resting on the draw alone; Ville (1939). A helper counts once, because a helper who
stays on one side brings one draw, however many suggestions follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log, sqrt
from statistics import NormalDist, fmean
from typing import Literal

_BETS = (0.1, 0.25, 0.5, 0.95)
"""As parts of the largest bet that can never lose everything."""
_PRICE_OF_MIXING = log(2)
"""About what spreading the stake costs: mostly, half of it lies near the best bet."""

Verdict = Literal["better", "worse", ""]


@dataclass(frozen=True, slots=True)
class Settled:
    """One helper who is counted: on which side, what they made of suggestions, and what was expected."""

    is_candidate: bool
    value: float
    """From 0 to 1."""
    expected: float = 0.5
    """From 0 to 1; known without the side that they are on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a canary says so far."""

    verdict: Verdict
    """The first of the two lines that was crossed, if any."""
    better: float
    """The stake that the candidate is better, now; 1 at the start."""
    worse: float
    helpers: int
    candidate: float | None
    """Mean value among the candidate's helpers, where there are any."""
    serving: float | None


def weigh(settled: Sequence[Settled], *, share: float, alpha: float, harm: float) -> Standing:
    """Where the bets stand after these helpers, in the order in which they settled.

    `better` when the stake on that first reached 1 / alpha, `worse` when the other reached `harm`, whichever came
    first: a line once crossed stays crossed.
    """
    verdict: Verdict = ""
    up = down = 1.0
    for up, down in zip(stakes(settled, share), stakes(settled, share, sign=-1), strict=True):
        if not verdict and max(up * alpha, down / harm) >= 1:
            verdict = "better" if up * alpha >= 1 else "worse"
    means = [[one.value for one in settled if one.is_candidate is side] for side in (True, False)]
    return Standing(verdict, up, down, len(settled), *(fmean(values) if values else None for values in means))


def stakes(settled: Iterable[Settled], share: float, *, sign: Literal[1, -1] = 1) -> Iterator[float]:
    """The stake after each helper. `sign` 1 bets that the candidate is better, -1 that it is worse."""
    if not 0 < share < 1:
        raise ValueError("a share lies between 0 and 1")
    largest = 1 / max(share, 1 - share)
    bets = [sign * part * largest for part in _BETS]
    held = [1.0] * len(bets)
    for one in settled:
        drawn = (1.0 if one.is_candidate else 0.0) - share
        surprise = min(1.0, max(-1.0, one.value - one.expected))
        held = [stake * (1 + bet * surprise * drawn) for stake, bet in zip(held, bets, strict=True)]
        yield fmean(held)


def helpers_needed(effect: float, *, share: float, spread: float, alpha: float, power: float) -> int:
    """About how many helpers it takes until a gain of `effect` is seen with this probability.

    From the growth of the best bet's stake, whose logarithm goes up by share (1 - share) effect² / 2 spread² a helper
    and varies by twice that. About twice what a test with one look at a fixed time would need: the price of looking on.
    """
    growth = share * (1 - share) * effect**2 / (2 * spread**2)
    z = NormalDist().inv_cdf(power)
    wanted = log(1 / alpha) + _PRICE_OF_MIXING
    return ceil((z + sqrt(z**2 + 2 * wanted)) ** 2 / (2 * growth))
