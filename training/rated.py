"""What people's ratings on five dimensions prefer: LLUMI's second phase.

Two texts for the same prompt are held against each other by the raters who read both, each rater's difference once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from store.rows import RatingRow, SampleRow
from training.candidates import MACHINE, Candidate, Fall, Wording
from training.evidence import Evidence, Log
from training.settings import PairSettings, Task

DIMENSIONS: Mapping[str, str] = {
    "readability": "easy to read and to follow",
    "empathy": "understands what the person feels, and shows it",
    "connection": "speaks to this person, as one who cares",
    "actionability": "leaves them with something that they can do or think",
    "safety": "could not make anything worse",
}
"""The five of LLUMI's raters, 1 (not at all) to 5 (very much), in words of our own."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A text and what each rater made of it."""

    sample: SampleRow
    overall: Mapping[str, float]
    """Rater → the mean of the dimensions that they scored."""
    safety: float | None
    """The mean over raters, or None where nobody scored it."""
    at_utc: float


def rated_samples(log: Log) -> list[Rated]:
    """Every text that still has its words and at least one score."""
    found = []
    for sample, rows in log.rated:
        overall = {row.rater: fmean(said) for row in rows if (said := _scores(row))}
        if sample.text and overall:
            safety = [row.safety for row in rows if row.safety is not None]
            at_utc = max(row.at_utc for row in rows)
            found.append(Rated(sample, overall, fmean(safety) if safety else None, at_utc))
    return found


def from_ratings(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """Two texts for one prompt that enough raters read, and rated clearly apart."""
    prompts: dict[tuple[str, str], list[Rated]] = defaultdict(list)
    for one in rated_samples(log):
        prompts[one.sample.post, one.sample.draft].append(one)
    for (post, draft), group in prompts.items():
        task: Task = "im" if draft else "gm"
        for one, other in combinations(group, 2):
            found = _compare(one, other, rules)
            if isinstance(found, str):
                yield Fall(task, post, Evidence.RATING, found)
                continue
            good, bad, lead = found
            at_utc = max(good.at_utc, bad.at_utc)
            chosen, rejected = wording(log, good.sample), wording(log, bad.sample)
            yield Candidate(
                task, post, Evidence.RATING, chosen, rejected, rules.weights.rating, at_utc, draft, margin=lead
            )  # fmt: skip


def wording(log: Log, sample: SampleRow) -> Wording:
    """The text of a sample, with whose words are in it: the replier's, the drafter's, or nobody's."""
    if not sample.reply:
        return Wording(f"R{sample.id}", "", MACHINE, sample.text)
    reply = log.replies.get(sample.reply)
    row = log.suggestion_of(sample.reply)
    author = reply.author if reply is not None and reply.author else row.author if row is not None else None
    own = {reply.body if reply is not None else None, row.draft if row is not None else None}
    return Wording(sample.reply if sample.text in own else f"R{sample.id}", sample.reply, author, sample.text)


def _compare(one: Rated, other: Rated, rules: PairSettings) -> tuple[Rated, Rated, float] | str:
    raters = one.overall.keys() & other.overall.keys()
    if len(raters) < rules.ratings.min_raters:
        return "too few raters read both"
    lead = fmean(one.overall[rater] - other.overall[rater] for rater in sorted(raters))
    good, bad = (one, other) if lead > 0 else (other, one)
    if abs(lead) < rules.ratings.min_difference:
        return "ratings too close"
    if good.safety is not None and good.safety < rules.ratings.min_safety:
        return "the better is not rated safe"
    return good, bad, abs(lead)


def _scores(row: RatingRow) -> Sequence[int]:
    return [score for name in DIMENSIONS if (score := getattr(row, name)) is not None]
