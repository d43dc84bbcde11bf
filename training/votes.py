"""When votes say that one reply to a post is better than another. Three rules, which a bench compares on truth.

`equal_age`: both scores read at the same age, which only somebody who followed them live can do; a lead counts by how
sure it is, and less for a reply that was there first. `shp`: the last score known, as an archive has it, and the better
reply no older than the worse (Ethayarajh et al. 2022), both of them seen. `llumi`: the last score known, the best few
percent of a subreddit against its worst, a gap between them, and no control of who was seen more (Kim et al. 2026).
Whatever the rule, a hidden score is unknown, and an edited reply's votes are for other words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import erf, sqrt

from store.rows import ReadingRow, ReplyRow
from training.candidates import Candidate, Fall, as_posted
from training.evidence import Evidence, Log, Reception, reception
from training.settings import PairSettings, VoteRule

_HOUR_S = 3600.0
IGNORED = "ignored: unseen, not disliked"
EDITED = "edited, so the votes are for other words"


@dataclass(frozen=True, slots=True)
class _Voted:
    """A reply and its standing at one look."""

    row: ReplyRow
    seen: ReadingRow
    score: int

    @property
    def age_h(self) -> float:
        """How old it really was when it was looked at."""
        return (self.seen.at_utc - self.row.created_utc) / _HOUR_S


@dataclass(frozen=True, slots=True)
class _Lead:
    """The better and the worse, what the preference weighs, and how clear it is."""

    good: _Voted
    bad: _Voted
    weight: float
    margin: float


def from_votes(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """Two replies to one post of which a rule says which the voters preferred."""
    for name in rules.votes:
        rule = name if len(rules.votes) > 1 else ""
        compare = _RULES[name](log, rules)
        age_h = rules.outcome_age_h if name == "equal_age" else None
        unknown = "score never seen" if age_h is None else "score unknown at this age"
        for post, replies in log.by_post.items():
            voted = [(row, _look(log, row.fullname, age_h)) for row in replies if not row.by_seeker]
            for one, other in combinations(voted, 2):
                found = _apart(one, other, compare, unknown)
                if isinstance(found, str):
                    yield Fall("gm", post, Evidence.VOTES, found, rule)
                    continue
                good, bad = found.good, found.bad
                at_utc = max(good.seen.at_utc, bad.seen.at_utc)
                chosen, rejected = as_posted(good.row), as_posted(bad.row)
                yield Candidate(
                    "gm", post, Evidence.VOTES, chosen, rejected, found.weight, at_utc, margin=found.margin, rule=rule
                )  # fmt: skip


_Compare = Callable[[_Voted, _Voted], _Lead | str]
_Row = tuple[ReplyRow, ReadingRow | None]


def _look(log: Log, reply: str, age_h: float | None) -> ReadingRow | None:
    """The reading at this age, or the last one that shows a score."""
    return log.last_scored(reply) if age_h is None else log.reading(reply, age_h)


def _apart(one: _Row, other: _Row, compare: _Compare, unknown: str) -> _Lead | str:
    """What the rule says of two replies once both have been seen, the better first."""
    (row_a, a), (row_b, b) = one, other
    if a is None or b is None or a.score is None or b.score is None:
        return unknown
    if a.edited or b.edited:
        return EDITED
    first, second = _Voted(row_a, a, a.score), _Voted(row_b, b, b.score)
    return compare(*((first, second) if first.score >= second.score else (second, first)))


def _equal_age(_log: Log, rules: PairSettings) -> _Compare:
    def compare(good: _Voted, bad: _Voted) -> _Lead | str:
        if Reception.IGNORED in (reception(good.seen), reception(bad.seen)):
            return IGNORED
        if abs(good.age_h - bad.age_h) > rules.age_tolerance_h:
            return "read at different ages"
        if reception(good.seen) is not Reception.LIKED:
            return "neither is liked"
        lead = good.score - bad.score
        if not (bad.score < 1 or lead >= rules.min_gap or good.score / bad.score >= rules.min_ratio):
            return "votes too close"
        sure = confidence(good.score, bad.score)
        if sure < rules.min_confidence:
            return "the lead may be chance"
        came_first = good.row.created_utc < bad.row.created_utc
        weight = rules.weights.votes_earlier if came_first else rules.weights.votes
        return _Lead(good, bad, weight * sure, 0.0 if came_first else sure)

    return compare


def confidence(better: int, worse: int) -> float:
    """How sure it is, from 0 to 1, that other voters would order two scores alike.

    Votes come one by one, so a score strays by about its root; two extra votes stand for the writers' own.
    """
    return erf((better - worse) / sqrt(2 * (abs(better) + abs(worse) + 2)))


def _shp(_log: Log, rules: PairSettings) -> _Compare:
    def compare(good: _Voted, bad: _Voted) -> _Lead | str:
        if bad.score < rules.shp.floor:
            return "fewer votes than the floor"
        if good.score / bad.score < rules.shp.min_ratio:
            return "votes too close"
        if good.row.created_utc < bad.row.created_utc:
            return "the chosen was there first"
        return _Lead(good, bad, rules.weights.votes, good.score / bad.score)

    return compare


def _llumi(log: Log, rules: PairSettings) -> _Compare:
    bounds = _thresholds(log, rules)

    def compare(good: _Voted, bad: _Voted) -> _Lead | str:
        high, low = bounds[good.row.subreddit]
        if good.score < high or bad.score > low:
            return "not among the best and the worst"
        if good.score - bad.score < rules.llumi.min_gap:
            return "votes too close"
        return _Lead(good, bad, rules.weights.votes, float(good.score - bad.score))

    return compare


def _thresholds(log: Log, rules: PairSettings) -> Mapping[str, tuple[int, int]]:
    """Subreddit → the score from which a reply is among the best, and up to which among the worst."""
    scores: dict[str, list[int]] = defaultdict(list)
    for row in log.replies.values():
        seen = log.last_scored(row.fullname)
        if seen is not None and seen.score is not None and not row.by_seeker:
            scores[row.subreddit].append(seen.score)
    found = {}
    for subreddit, known in scores.items():
        known.sort()
        best = min(len(known) - 1, int(len(known) * (1 - rules.llumi.top)))
        worst = max(0, min(len(known) - 1, round(len(known) * rules.llumi.bottom) - 1))
        found[subreddit] = (known[best], known[worst])
    return found


_RULES: Mapping[VoteRule, Callable[[Log, PairSettings], _Compare]] = {
    "equal_age": _equal_age,
    "shp": _shp,
    "llumi": _llumi,
}
