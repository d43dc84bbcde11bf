"""Everything that one evaluation found: what the gate decides by, what goes on the card, what the report shows.

`Evaluation.as_json()` is `evaluation.json` in a run's folder: numbers and names of measures, never a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from store.rows import PairRow
from training.bootstrap import Estimate, estimate
from training.evaluation.preference import MEASURES, Compared, PairScore, Scores, accuracy, compare, implicit
from training.evaluation.slices import Gap, Leanings, Slice
from training.evaluation.suite import Suite

_MATCHED = 1.25
_T = TypeVar("_T")


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
    by_evidence: Mapping[str, Slice]
    """By what the pairs rest on, the strongest evidence first."""
    chosen_change: Estimate
    """Nats a token by which the chosen texts became likelier than under the compared model."""
    margin: Estimate
    """Mean implicit reward of chosen over rejected, in nats a token."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """`candidate` and `compared`; empty where nothing was generated."""
    chosen_words: float = 0.0
    """Mean words of what people wrote, and others chose, for the same prompts."""
    whole: Slice | None = None
    """All pairs, with the length-only baseline beside them."""
    curve: tuple[Slice, ...] = ()
    """Pairs whose votes are known, by how far these lie apart: `votes` (difference) and then `ratio`."""
    suite: Suite | None = None
    """The linguistic suite, safety and speed over what was written; None where nothing was."""

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
            "whole": self.whole.as_json() if self.whole else None,
            "curve": [one.as_json() for one in self.curve],
            "suite": self.suite.as_json() if self.suite else None,
        }


def evaluate(
    pairs: Sequence[PairRow],
    scores: Scores,
    *,
    compared_with: str,
    seed: int,
    gaps: Mapping[str, Gap] | None = None,
) -> Evaluation:
    """Compare two models on the same pairs. `gaps` are by the pairs' keys; pairs without one are not on the curve."""
    candidate, compared, base = scores.candidate, scores.compared, scores.base
    posts = [pair.post for pair in pairs]
    measured = {
        name: compare(
            [measure(score, ref) for score, ref in zip(candidate, base, strict=True)],
            [measure(score, ref) for score, ref in zip(compared, base, strict=True)],
            posts,
            seed,
        )
        for name, measure in MEASURES.items()
    }
    rewards = [implicit(score, ref) for score, ref in zip(candidate, base, strict=True)]
    before = [implicit(score, ref) for score, ref in zip(compared, base, strict=True)]
    leanings = Leanings(pairs, [accuracy(one) for one in rewards], [accuracy(one) for one in before], seed)
    alike = [index for index, score in enumerate(candidate) if _is_matched(score)]
    changes = [
        a.chosen / a.chosen_tokens - b.chosen / b.chosen_tokens for a, b in zip(candidate, compared, strict=True)
    ]
    return Evaluation(
        compared_with=compared_with,
        pairs=len(pairs),
        posts=len(set(posts)),
        accuracy=measured,
        matched=compare(_pick(rewards, alike), _pick(before, alike), _pick(posts, alike), seed) if alike else None,
        by_evidence=leanings.by_evidence(),
        chosen_change=estimate(changes, posts, seed=seed),
        margin=estimate(rewards, posts, seed=seed),
        whole=leanings.slice("all", range(len(pairs))),
        curve=leanings.curve(gaps or {}),
    )


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
