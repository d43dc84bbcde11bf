"""From log-probabilities of held-out texts to what may be claimed: paired, by post, with intervals. No torch.

Measures of whether a model prefers the chosen text, since each can be fooled. The whole text's log-probability (`sum`)
favours short texts, its mean a token (`mean`) fluent ones. The implicit reward asks by how much the adapter raised a
text over its base, so the base itself scores 0.5: in all (`implicit_sum`, what DPO trains), which favours long texts
once an adapter knows how a community writes, and a token at a time (`implicit`, what the gate reads). Ties count half.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from training.bootstrap import Estimate, estimate
from training.power import design_effect_of, spread_of


@dataclass(frozen=True, slots=True)
class PairScore:
    """What one model makes of one pair: natural log-probabilities of the two replies, summed, and their tokens."""

    chosen: float
    rejected: float
    chosen_tokens: int
    rejected_tokens: int


@dataclass(frozen=True, slots=True)
class Scores:
    """What three models make of the same pairs, in the order of the pairs."""

    candidate: Sequence[PairScore]
    compared: Sequence[PairScore]
    """Of the model that the candidate is compared with, which may be the base itself."""
    base: Sequence[PairScore]


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure on the same pairs: the candidate, what it is compared with, and the difference between them."""

    candidate: Estimate
    compared: Estimate
    gain: Estimate
    spread: float = 0.5
    """Standard deviation of one pair's gain."""
    design_effect: float = 1.0
    """How many times the variance of the mean gain grows because pairs of one post stand and fall together."""

    def as_json(self) -> dict[str, dict[str, float | int] | float]:
        """For cards and reports."""
        return {
            "candidate": self.candidate.as_json(),
            "compared": self.compared.as_json(),
            "gain": self.gain.as_json(),
            "spread": round(self.spread, 4),
            "design_effect": round(self.design_effect, 3),
        }


def accuracy(difference: float) -> float:
    """1 where the chosen text is ahead, 0 where it is behind, a half for a tie."""
    return 0.5 if difference == 0 else float(difference > 0)


def implicit(score: PairScore, base: PairScore) -> float:
    """How much further the chosen text was raised over the base than the rejected one, in nats a token."""
    return (score.chosen - base.chosen) / score.chosen_tokens - (score.rejected - base.rejected) / score.rejected_tokens


def _implicit_sum(score: PairScore, base: PairScore) -> float:
    return (score.chosen - base.chosen) - (score.rejected - base.rejected)


def _sum(score: PairScore, _base: PairScore) -> float:
    return score.chosen - score.rejected


def _mean(score: PairScore, _base: PairScore) -> float:
    return score.chosen / score.chosen_tokens - score.rejected / score.rejected_tokens


MEASURES: Mapping[str, Callable[[PairScore, PairScore], float]] = {
    "implicit": implicit,
    "implicit_sum": _implicit_sum,
    "mean": _mean,
    "sum": _sum,
}


def compare(candidate: Sequence[float], compared: Sequence[float], posts: Sequence[str], seed: int) -> Compared:
    """Two models by one measure, whose values are in the order of `posts`."""
    a, b = [accuracy(value) for value in candidate], [accuracy(value) for value in compared]
    gains = [x - y for x, y in zip(a, b, strict=True)]
    return Compared(
        estimate(a, posts, seed=seed),
        estimate(b, posts, seed=seed),
        estimate(gains, posts, seed=seed),
        spread=spread_of(gains),
        design_effect=design_effect_of(gains, posts),
    )
