"""Proposes pairs: which text the evidence prefers to which, before anybody asks whether it may be learned from.

Five sources, one function each; what a source looked at and could not use is counted with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from store.rows import ReadingRow, ReplyRow, SuggestionRow
from training.evidence import Evidence, Log, Reception, reception
from training.settings import PairSettings, Task

_HOUR_S = 3600.0
_GOOD_STARS = 4
_BAD_STARS = 2


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a pair."""

    id: str
    """Stable: the fullname of a reply, or a suggestion's S7."""
    reply: str
    """Fullname of the reply or message it goes back to."""
    author: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A preference that somebody showed."""

    task: Task
    post: str
    evidence: Evidence
    chosen: Wording
    rejected: Wording
    weight: float
    at_utc: float
    """When the preference was known."""
    draft: str = ""
    margin: float = 0.0
    """How clear it is, among pairs of one post that rest on the same evidence."""

    @property
    def key(self) -> str:
        """Stable over rebuilds."""
        return f"{self.task}:{self.chosen.id}>{self.rejected.id}"


@dataclass(frozen=True, slots=True)
class Fall:
    """Something looked at that showed no preference, and why."""

    evidence: Evidence
    reason: str


def candidates(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """From every source, the strongest evidence first."""
    yield from from_rulings(log, rules)
    yield from from_suggestions(log, rules)
    yield from from_seekers(log, rules)
    yield from from_votes(log, rules)


def from_rulings(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """A reply that moderators agreed is harmful, against each well-received reply to the same post."""
    for post, replies in log.by_post.items():
        for harmful in (row for row in replies if log.is_upheld(row.fullname)):
            received = [row for row in replies if _is_well_received(log, row, rules)]
            if not received:
                yield Fall(Evidence.RULING, "no well-received reply to set against it")
            ruled_utc = max(flag.ruled_utc or 0.0 for flag in log.flags[harmful.fullname])
            for row in received:
                weight = rules.weights.ruling
                yield Candidate("gm", post, Evidence.RULING, _said(row), _said(harmful), weight, ruled_utc)


def from_suggestions(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """A suggestion against the draft it was made from, as its helper's stars or decision say."""
    for row in log.suggestions:
        stars = 0 if row.stars is None else (row.stars >= _GOOD_STARS) - (row.stars <= _BAD_STARS)
        deed = {"taken": 1, "declined": -1}.get(row.decision or "", 0)
        evidence = Evidence.RATING if row.stars is not None else Evidence.DECISION
        if stars * deed < 0:
            yield Fall(evidence, "stars and decision contradict each other")
        elif not stars and not deed:
            yield Fall(evidence, _undecided(row))
        else:
            yield _of_suggestion(row, Evidence.RATING if stars else Evidence.DECISION, stars or deed, rules)


def _of_suggestion(row: SuggestionRow, evidence: Evidence, side: int, rules: PairSettings) -> Candidate:
    suggested = Wording(f"S{row.id}", row.reply, row.author, row.text)
    drafted = Wording(row.reply, row.reply, row.author, row.draft)
    chosen, rejected = (suggested, drafted) if side > 0 else (drafted, suggested)
    weight = rules.weights.rating if evidence is Evidence.RATING else rules.weights.decision
    at_utc = row.decided_utc or row.created_utc
    return Candidate("im", row.post, evidence, chosen, rejected, weight, at_utc, row.draft)


def _undecided(row: SuggestionRow) -> str:
    if row.stars is not None:
        return "stars in the middle"
    return {
        None: "not decided yet",
        "edited": "taken in part, and we do not keep what became of it",
        "ignored": "ignored: unseen, not disliked",
    }.get(row.decision, "another decision")


def from_seekers(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """A reply that the seeker thanked for, against one that the seeker pushed back on.

    Silence is no verdict, and pushback alone is a weak one (RedditESS: such labels hold for thanks, hardly for the
    rest), so a pair needs both.
    """
    for post, replies in log.by_post.items():
        answers = {row.fullname: log.seeker_answer(row.fullname) for row in replies if not row.by_seeker}
        thanked = [row for row in replies if answers.get(row.fullname) == "thanks"]
        pushed = [row for row in replies if answers.get(row.fullname) == "pushback"]
        if bool(thanked) != bool(pushed):
            yield Fall(Evidence.SEEKER, "thanks without pushback" if thanked else "pushback without thanks")
        for good in thanked:
            for bad in pushed:
                at_utc = max(row.at_utc for one in (good, bad) for row in log.readings[one.fullname])
                weight = rules.weights.seeker
                yield Candidate("gm", post, Evidence.SEEKER, _said(good), _said(bad), weight, at_utc)


def from_votes(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """Two replies to one post whose votes were read at the same age and differ clearly."""
    for post, replies in log.by_post.items():
        voted = [(row, log.reading(row.fullname, rules.outcome_age_h)) for row in replies if not row.by_seeker]
        for one, other in combinations(voted, 2):
            found = _compare(one, other, rules)
            if isinstance(found, str):
                yield Fall(Evidence.VOTES, found)
                continue
            (good, reading), (bad, worse) = found
            lead = float((reading.score or 0) - (worse.score or 0))
            came_first = good.created_utc < bad.created_utc
            weight = rules.weights.votes_earlier if came_first else rules.weights.votes
            at_utc = max(reading.at_utc, worse.at_utc)
            yield Candidate(
                "gm", post, Evidence.VOTES, _said(good), _said(bad), weight, at_utc, margin=0.0 if came_first else lead
            )


_Voted = tuple[ReplyRow, ReadingRow | None]
_Read = tuple[ReplyRow, ReadingRow]


def _compare(one: _Voted, other: _Voted, rules: PairSettings) -> tuple[_Read, _Read] | str:
    """The better and the worse, or why votes do not say."""
    (row_a, a), (row_b, b) = one, other
    if a is None or b is None or a.score is None or b.score is None:
        return "score unknown at this age"
    kinds = {reception(a), reception(b)}
    if Reception.IGNORED in kinds:
        return "ignored: unseen, not disliked"
    if a.edited or b.edited:
        return "edited, so the votes are for other words"
    ages = [(reading.at_utc - row.created_utc) / _HOUR_S for row, reading in ((row_a, a), (row_b, b))]
    if abs(ages[0] - ages[1]) > rules.age_tolerance_h:
        return "read at different ages"
    (good_row, good), (bad_row, bad) = sorted(((row_a, a), (row_b, b)), key=lambda pair: -(pair[1].score or 0))
    if reception(good) is not Reception.LIKED:
        return "neither is liked"
    assert good.score is not None
    assert bad.score is not None
    is_clear = bad.score < 1 or good.score - bad.score >= rules.min_gap or good.score / bad.score >= rules.min_ratio
    return ((good_row, good), (bad_row, bad)) if is_clear else "votes too close"


def _is_well_received(log: Log, row: ReplyRow, rules: PairSettings) -> bool:
    """Liked by voters or thanked by the seeker, and not flagged itself."""
    if row.by_seeker or log.is_flagged(row.fullname):
        return False
    liked = reception(log.reading(row.fullname, rules.outcome_age_h)) is Reception.LIKED
    return liked or log.seeker_answer(row.fullname) == "thanks"


def _said(row: ReplyRow) -> Wording:
    return Wording(row.fullname, row.fullname, row.author, row.body)


def count_falls(found: Iterator[Candidate | Fall]) -> tuple[list[Candidate], Counter[tuple[str, str]]]:
    """The candidates, and how many things fell before they became one, by evidence and reason."""
    proposed: list[Candidate] = []
    fallen: Counter[tuple[str, str]] = Counter()
    for item in found:
        if isinstance(item, Fall):
            fallen[item.evidence, item.reason] += 1
        else:
            proposed.append(item)
    return proposed, fallen
