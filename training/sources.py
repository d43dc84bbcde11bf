"""Where preferences come from, the strongest first: rulings, ratings, decisions, the seeker's answer, votes."""

from __future__ import annotations

from collections.abc import Iterator

from store.rows import ReplyRow
from training.candidates import Candidate, Fall, as_posted
from training.decisions import from_suggestions
from training.evidence import Evidence, Log, Reception, reception
from training.rated import from_ratings
from training.settings import PairSettings
from training.votes import from_votes


def candidates(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """Everything that the sources propose, and everything that they could not use."""
    yield from from_rulings(log, rules)
    yield from from_ratings(log, rules)
    yield from from_suggestions(log, rules)
    yield from from_seekers(log, rules)
    yield from from_votes(log, rules)


def from_rulings(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """A reply that moderators agreed is harmful, against each well-received reply to the same post."""
    for post, replies in log.by_post.items():
        for harmful in (row for row in replies if log.is_upheld(row.fullname)):
            received = [row for row in replies if _is_well_received(log, row, rules)]
            if not received:
                yield Fall("gm", post, Evidence.RULING, "no well-received reply to set against it")
            ruled_utc = max(flag.ruled_utc or 0.0 for flag in log.flags[harmful.fullname])
            for row in received:
                weight = rules.weights.ruling
                yield Candidate("gm", post, Evidence.RULING, as_posted(row), as_posted(harmful), weight, ruled_utc)


def from_seekers(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """A reply that the seeker thanked for, against one that the seeker pushed back on.

    Silence is no verdict, and pushback alone is a weak one (RedditESS: such labels hold for thanks, hardly for the
    rest), so a pair needs both. What thanks alone can teach, `support` learns.
    """
    for post, replies in log.by_post.items():
        answers = {row.fullname: log.seeker_answer(row.fullname) for row in replies if not row.by_seeker}
        thanked = [row for row in replies if answers.get(row.fullname) == "thanks"]
        pushed = [row for row in replies if answers.get(row.fullname) == "pushback"]
        if bool(thanked) != bool(pushed):
            reason = "thanks without pushback" if thanked else "pushback without thanks"
            yield Fall("gm", post, Evidence.SEEKER, reason)
        for good in thanked:
            for bad in pushed:
                at_utc = max(row.at_utc for one in (good, bad) for row in log.readings[one.fullname])
                weight = rules.weights.seeker
                yield Candidate("gm", post, Evidence.SEEKER, as_posted(good), as_posted(bad), weight, at_utc)


def _is_well_received(log: Log, row: ReplyRow, rules: PairSettings) -> bool:
    """Liked by voters or thanked by the seeker, and not flagged itself."""
    if row.by_seeker or log.is_flagged(row.fullname):
        return False
    liked = reception(log.reading(row.fullname, rules.outcome_age_h)) is Reception.LIKED
    return liked or log.seeker_answer(row.fullname) == "thanks"
