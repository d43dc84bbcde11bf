"""Accuracy slice by slice: along the gap of votes, and by what the pairs rest on.

Beside every slice stands what length alone says of its pairs: a model that does not beat that has learned how long a
liked text is, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.rows import PairRow
from training.bootstrap import Estimate, estimate
from training.evaluation.preference import accuracy
from training.evidence import Log


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much votes preferred the chosen reply of a pair, both read at one age."""

    votes: int
    ratio: float | None
    """Votes of the better to votes of the worse; None where the worse has less than one."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the pairs, and how often each judge prefers their chosen texts. The models are read by `implicit`."""

    name: str
    """`votes 5-9`, `ratio 2-4`, or the evidence."""
    pairs: int
    candidate: Estimate
    compared: Estimate
    gain: Estimate
    """Candidate less compared, pair by pair."""
    length: Estimate
    """Whoever always takes the longer text, or always the shorter: whichever of the two is right more often here."""
    over_length: Estimate
    """Candidate less that."""

    def as_json(self) -> dict[str, object]:
        """For cards and reports."""
        figures = ("candidate", "compared", "gain", "length", "over_length")
        return {"name": self.name, "pairs": self.pairs, **{name: getattr(self, name).as_json() for name in figures}}


_EVIDENCE = ("ruling", "rating", "decision", "seeker", "votes")
_VOTE_EDGES = (1, 2, 5, 10, 20, 50)
_RATIO_EDGES = (1, 1.5, 2, 4, 8)


@dataclass(frozen=True, slots=True)
class Leanings:
    """Which pairs each of two models has the right way round, ready to be cut into slices."""

    pairs: Sequence[PairRow]
    candidate: Sequence[float]
    compared: Sequence[float]
    seed: int

    def slice(self, name: str, at: Sequence[int]) -> Slice:
        """The pairs at these places."""
        posts = [self.pairs[i].post for i in at]
        length = _by_length([self.pairs[i] for i in at])
        ours, theirs = [self.candidate[i] for i in at], [self.compared[i] for i in at]

        def about(values: Sequence[float]) -> Estimate:
            return estimate(values, posts, seed=self.seed)

        gain = [a - b for a, b in zip(ours, theirs, strict=True)]
        over = [a - b for a, b in zip(ours, length, strict=True)]
        return Slice(name, len(at), about(ours), about(theirs), about(gain), about(length), about(over))

    def by_evidence(self) -> dict[str, Slice]:
        """A slice for each kind of evidence."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, pair in enumerate(self.pairs):
            found[pair.evidence].append(index)
        order = sorted(found, key=lambda kind: (_EVIDENCE.index(kind) if kind in _EVIDENCE else len(_EVIDENCE), kind))
        return {evidence: self.slice(evidence, found[evidence]) for evidence in order}

    def curve(self, gaps: Mapping[str, Gap]) -> tuple[Slice, ...]:
        """A slice for each stretch of the vote difference and of the vote ratio."""
        known = [(index, gaps[pair.key]) for index, pair in enumerate(self.pairs) if pair.key in gaps]
        votes = {index: float(gap.votes) for index, gap in known}
        ratios = {index: gap.ratio for index, gap in known if gap.ratio is not None}
        return (*self._binned("votes", votes, _VOTE_EDGES, step=1), *self._binned("ratio", ratios, _RATIO_EDGES))

    def _binned(self, what: str, values: Mapping[int, float], edges: Sequence[float], step: float = 0) -> list[Slice]:
        """Slices from edge to edge, empty ones left out; `step` is what parts a bin's end from the next one's edge."""
        found = []
        for low, high in zip(edges, (*edges[1:], float("inf")), strict=True):
            at = [index for index, value in values.items() if low <= value < high]
            last = high - step
            name = f"{low:g} or more" if high == float("inf") else f"{low:g}-{last:g}" if last > low else f"{low:g}"
            if at:
                found.append(self.slice(f"{what} {name}", at))
        return found


def _by_length(pairs: Sequence[PairRow]) -> list[float]:
    """1 where the chosen text is the longer one; turned round if that is wrong more often than right."""
    longer = [accuracy(len(pair.chosen.split()) - len(pair.rejected.split())) for pair in pairs]
    return longer if 2 * sum(longer) >= len(longer) else [1 - value for value in longer]


def vote_gaps(log: Log, pairs: Sequence[PairRow], age_h: float) -> dict[str, Gap]:
    """The gaps of those pairs of two replies whose votes were both read at this age, by the pairs' keys."""
    found = {}
    for pair in pairs:
        readings = [log.reading(name, age_h) for name in pair.texts]
        scores = [reading.score for reading in readings if reading is not None and reading.score is not None]
        if len(pair.texts) == 2 and len(scores) == 2:
            chosen, rejected = scores
            found[pair.key] = Gap(chosen - rejected, chosen / rejected if rejected >= 1 else None)
    return found
