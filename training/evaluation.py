"""From log-probabilities of held-out texts to what may be claimed: paired, by post, with intervals. No torch.

Measures of whether a model prefers the chosen text, since each can be fooled. The whole text's log-probability (`sum`)
favours short texts, its mean a token (`mean`) fluent ones. The implicit reward asks by how much the adapter raised a
text over its base, so the base itself scores 0.5: in all (`implicit_sum`, what DPO trains), which favours long texts
once an adapter knows how a community writes, and a token at a time (`implicit`, what the gate reads). Ties count half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from store.rows import PairRow
from training.bootstrap import Estimate, estimate

_MATCHED = 1.25
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PairScore:
    """What one model makes of one pair: natural log-probabilities of the two replies, summed, and their tokens."""

    chosen: float
    rejected: float
    chosen_tokens: int
    rejected_tokens: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure on the same pairs: the candidate, what it is compared with, and the difference between them."""

    candidate: Estimate
    compared: Estimate
    gain: Estimate

    def as_json(self) -> dict[str, dict[str, float | int]]:
        """For cards and reports."""
        return {
            "candidate": self.candidate.as_json(),
            "compared": self.compared.as_json(),
            "gain": self.gain.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote for held-out prompts."""

    samples: int
    unsafe: float
    """Share that the safety classifier speaks against."""
    empty: float
    mean_words: float
    commonest_opening: float
    """Share that begins with the same four words: high where a model found a phrase that pleases."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the gate decides by, and what goes on the card."""

    compared_with: str
    """The id of the adapter that served, or `base`."""
    pairs: int
    posts: int
    accuracy: Mapping[str, Compared]
    """By measure: `implicit` (the one the gate reads), `implicit_sum`, `mean` and `sum`."""
    matched: Compared | None
    """`implicit` on pairs of about equal length, where length cannot be what is preferred."""
    by_evidence: Mapping[str, Estimate]
    """`implicit` of the candidate, by what the pairs rest on."""
    chosen_change: Estimate
    """Nats a token by which the chosen texts became likelier than under the compared model."""
    margin: Estimate
    """Mean implicit reward of chosen over rejected, in nats a token."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """`candidate` and `compared`; empty where nothing was generated."""
    chosen_words: float = 0.0
    """Mean words of what people wrote, and others chose, for the same prompts."""

    def as_json(self) -> dict[str, object]:
        """For cards and reports."""
        return {
            "compared_with": self.compared_with,
            "pairs": self.pairs,
            "posts": self.posts,
            "accuracy": {name: measure.as_json() for name, measure in self.accuracy.items()},
            "matched": self.matched.as_json() if self.matched else None,
            "by_evidence": {name: one.as_json() for name, one in self.by_evidence.items()},
            "chosen_change": self.chosen_change.as_json(),
            "margin": self.margin.as_json(),
            "written": {who: _written_json(written) for who, written in self.written.items()},
            "chosen_words": round(self.chosen_words, 1),
        }


def evaluate(
    pairs: Sequence[PairRow],
    candidate: Sequence[PairScore],
    *,
    compared: Sequence[PairScore],
    base: Sequence[PairScore],
    compared_with: str,
    seed: int,
) -> Evaluation:
    """Compare two models on the same pairs. The three sequences of scores are in the order of `pairs`."""
    posts = [pair.post for pair in pairs]
    measured = {
        name: _compare(
            [measure(score, ref) for score, ref in zip(candidate, base, strict=True)],
            [measure(score, ref) for score, ref in zip(compared, base, strict=True)],
            posts,
            seed,
        )
        for name, measure in MEASURES.items()
    }
    rewards = [implicit(score, ref) for score, ref in zip(candidate, base, strict=True)]
    before = [implicit(score, ref) for score, ref in zip(compared, base, strict=True)]
    alike = [index for index, score in enumerate(candidate) if _is_matched(score)]
    changes = [
        a.chosen / a.chosen_tokens - b.chosen / b.chosen_tokens for a, b in zip(candidate, compared, strict=True)
    ]
    return Evaluation(
        compared_with=compared_with,
        pairs=len(pairs),
        posts=len(set(posts)),
        accuracy=measured,
        matched=_compare(_pick(rewards, alike), _pick(before, alike), _pick(posts, alike), seed) if alike else None,
        by_evidence=_by_evidence(pairs, rewards, seed),
        chosen_change=estimate(changes, posts, seed=seed),
        margin=estimate(rewards, posts, seed=seed),
    )


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


def describe(texts: Sequence[str], unsafe: Sequence[bool]) -> Written:
    """The figures for what one model wrote."""
    words = [text.split() for text in texts]
    openings: dict[tuple[str, ...], int] = defaultdict(int)
    for one in words:
        openings[tuple(word.casefold() for word in one[:4])] += 1
    number = len(texts)
    return Written(
        samples=number,
        unsafe=sum(unsafe) / number,
        empty=sum(not one for one in words) / number,
        mean_words=sum(map(len, words)) / number,
        commonest_opening=max(openings.values()) / number,
    )


def _compare(candidate: Sequence[float], compared: Sequence[float], posts: Sequence[str], seed: int) -> Compared:
    a, b = [accuracy(value) for value in candidate], [accuracy(value) for value in compared]
    gains = [x - y for x, y in zip(a, b, strict=True)]
    return Compared(estimate(a, posts, seed=seed), estimate(b, posts, seed=seed), estimate(gains, posts, seed=seed))


def _by_evidence(pairs: Sequence[PairRow], rewards: Sequence[float], seed: int) -> dict[str, Estimate]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        found[pair.evidence].append(index)
    posts = [pair.post for pair in pairs]
    return {
        evidence: estimate([accuracy(rewards[i]) for i in at], _pick(posts, at), seed=seed)
        for evidence, at in sorted(found.items())
    }


def _is_matched(score: PairScore) -> bool:
    short, long = sorted((score.chosen_tokens, score.rejected_tokens))
    return long <= _MATCHED * short


def _pick(values: Sequence[_T], at: Sequence[int]) -> list[_T]:
    return [values[index] for index in at]


def _written_json(written: Written) -> dict[str, float | int]:
    return {
        "samples": written.samples,
        "unsafe": round(written.unsafe, 4),
        "empty": round(written.empty, 4),
        "mean_words": round(written.mean_words, 1),
        "commonest_opening": round(written.commonest_opening, 4),
    }
