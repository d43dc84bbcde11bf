"""Texts that are good or bad by themselves, with nothing to compare them with: what KTO learns from.

Thanks are good and silence says nothing (RedditESS); a score of 1 is unseen, not bad.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from store.rows import ReplyRow
from training.candidates import Candidate, Wording, as_posted
from training.decisions import posted, side_of_stars, suggested
from training.evidence import Evidence, Log, Reception, reception
from training.rated import rated_samples, wording
from training.settings import PairSettings, Task

_GOOD, _BAD = 4.0, 2.0
"""Means over dimensions and raters from which a text is good, and up to which it is bad."""


@dataclass(frozen=True, slots=True)
class Thumb:
    """One text, and whether it is good."""

    task: Task
    post: str
    evidence: Evidence
    wording: Wording
    is_up: bool
    weight: float
    at_utc: float
    draft: str = ""

    @property
    def as_candidate(self) -> Candidate:
        """The text on both sides, so that the rules for pairs can be asked about it."""
        own = self.wording
        same = Wording("up" if self.is_up else "down", own.reply, own.author, own.text)
        return Candidate(self.task, self.post, self.evidence, own, same, self.weight, self.at_utc, self.draft)


def thumbs(log: Log, rules: PairSettings) -> Iterator[Thumb]:
    """Each text once, by the strongest evidence that speaks of it."""
    said: set[tuple[Task, str]] = set()
    for found in (*_of_ratings(log, rules), *_of_suggestions(log, rules), *_of_replies(log, rules)):
        at = (found.task, found.wording.id)
        if at not in said and found.weight > 0:
            said.add(at)
            yield found


def _of_ratings(log: Log, rules: PairSettings) -> Iterator[Thumb]:
    for one in rated_samples(log):
        mean = fmean(one.overall.values())
        if len(one.overall) < rules.ratings.min_raters or _BAD < mean < _GOOD:
            continue
        is_safe = one.safety is None or one.safety >= rules.ratings.min_safety
        if mean >= _GOOD and not is_safe:
            continue
        sample, weight = one.sample, rules.weights.rating
        task: Task = "im" if sample.draft else "gm"
        yield Thumb(
            task, sample.post, Evidence.RATING, wording(log, sample), mean >= _GOOD, weight, one.at_utc, sample.draft
        )  # fmt: skip


def _of_suggestions(log: Log, rules: PairSettings) -> Iterator[Thumb]:
    for row in log.suggestions:
        stars = side_of_stars(row)
        deed = {"taken": 1, "declined": -1}.get(row.decision or "", 0)
        at_utc = row.decided_utc or row.created_utc
        evidence, weight = (
            (Evidence.RATING, rules.weights.rating) if stars else (Evidence.DECISION, rules.weights.decision)
        )
        if stars * deed >= 0 and (stars or deed):
            yield Thumb("im", row.post, evidence, suggested(row), (stars or deed) > 0, weight, at_utc, row.draft)
        if row.decision == "edited" and row.final:
            weight = rules.weights.decision
            yield Thumb("im", row.post, Evidence.DECISION, posted(row), True, weight, at_utc, row.draft)


def _of_replies(log: Log, rules: PairSettings) -> Iterator[Thumb]:
    for row in log.replies.values():
        found = None if row.by_seeker else _of_reply(log, row, rules)
        if found is not None:
            evidence, is_up, weight, at_utc = found
            yield Thumb("gm", row.post, evidence, as_posted(row), is_up, weight, at_utc)


def _of_reply(log: Log, row: ReplyRow, rules: PairSettings) -> tuple[Evidence, bool, float, float] | None:
    flags, readings = log.flags.get(row.fullname, ()), log.readings.get(row.fullname, ())
    if log.is_upheld(row.fullname):
        return Evidence.RULING, False, rules.weights.ruling, max(flag.ruled_utc or 0.0 for flag in flags)
    if log.seeker_answer(row.fullname) == "thanks":
        return Evidence.SEEKER, True, rules.weights.seeker, readings[-1].at_utc
    seen = log.reading(row.fullname, rules.outcome_age_h)
    if seen is None or seen.score is None or seen.edited:
        return None
    if reception(seen) is Reception.DOWNVOTED:
        return Evidence.VOTES, False, rules.weights.votes, seen.at_utc
    if seen.score > rules.min_gap:
        return Evidence.VOTES, True, rules.weights.votes, seen.at_utc
    return None
