"""What helpers made of suggestions, as preferences, weighed by what became of the votes.

Taken: the suggestion over the draft. Taken with changes: what they posted over both. Declined or rated down: the draft
over the suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import fmean

from store.rows import SuggestionRow
from training.candidates import Candidate, Fall, Wording
from training.evidence import Evidence, Log
from training.settings import PairSettings

_GOOD_STARS = 4
_BAD_STARS = 2


def from_suggestions(log: Log, rules: PairSettings) -> Iterator[Candidate | Fall]:
    """A suggestion against the draft it was made from and what became of it, as its helper's stars or decision say."""
    for row in log.suggestions:
        stars = side_of_stars(row)
        deed = {"taken": 1, "declined": -1}.get(row.decision or "", 0)
        evidence = Evidence.RATING if row.stars is not None else Evidence.DECISION
        if stars * deed < 0:
            yield Fall("im", row.post, evidence, "stars and decision contradict each other")
            continue
        if stars or deed:
            weight = rules.weights.rating if stars else rules.weights.decision * _part_of_votes(log, row, rules)
            kind = Evidence.RATING if stars else Evidence.DECISION
            better, worse = (suggested(row), drafted(row)) if (stars or deed) > 0 else (drafted(row), suggested(row))
            yield _candidate(row, kind, better, worse, weight)
        if row.decision == "edited" and row.final:
            weight = rules.weights.decision * _part_of_votes(log, row, rules)
            for worse in (suggested(row), drafted(row)):
                yield _candidate(row, Evidence.DECISION, posted(row), worse, weight)
        elif not stars and not deed:
            yield Fall("im", row.post, evidence, _undecided(row))


def side_of_stars(row: SuggestionRow) -> int:
    """1 where the helper rated a suggestion up, -1 down, 0 in between or not at all."""
    return 0 if row.stars is None else (row.stars >= _GOOD_STARS) - (row.stars <= _BAD_STARS)


def suggested(row: SuggestionRow) -> Wording:
    """What the model made of the draft."""
    return Wording(f"S{row.id}", row.reply, row.author, row.text)


def drafted(row: SuggestionRow) -> Wording:
    """What the helper had written."""
    return Wording(row.reply, row.reply, row.author, row.draft)


def posted(row: SuggestionRow) -> Wording:
    """What the helper made of both."""
    return Wording(f"S{row.id}+", row.reply, row.author, row.final)


def _candidate(row: SuggestionRow, evidence: Evidence, better: Wording, worse: Wording, weight: float) -> Candidate:
    at_utc = row.decided_utc or row.created_utc
    return Candidate("im", row.post, evidence, better, worse, weight, at_utc, row.draft)


def _undecided(row: SuggestionRow) -> str:
    if row.stars is not None:
        return "stars in the middle"
    return {
        None: "not decided yet",
        "edited": "taken in part, and what became of it is not kept",
        "ignored": "ignored: unseen, not disliked",
    }.get(row.decision, "another decision")


def _part_of_votes(log: Log, row: SuggestionRow, rules: PairSettings) -> float:
    """1, or from 0 to 2 where readings tell: by how much the reply's share of new votes rose once it was edited.

    Its share is held against the other replies of the thread, before and after, at the same moments: what the whole
    thread gained is nobody's merit. A declined suggestion changed nothing that was voted on.
    """
    reply = log.replies.get(row.reply)
    if row.decision not in ("taken", "edited") or row.decided_utc is None or reply is None:
        return 1.0
    unedited = [seen.at_utc for seen in log.scored(row.reply) if not seen.edited and seen.at_utc < row.decided_utc]
    later = [seen.at_utc for seen in log.scored(row.reply) if seen.at_utc > row.decided_utc]
    if not unedited or not later:
        return 1.0
    moments = (reply.created_utc, max(unedited), max(later))
    others = [one.fullname for one in log.by_post.get(row.post, ()) if one.fullname != row.reply and not one.by_seeker]
    before, after = (_share(log, row.reply, others, start, end) for start, end in pairwise(moments))
    return 1.0 if before is None or after is None else 1.0 + after - before


def _share(log: Log, reply: str, others: list[str], start: float, end: float) -> float | None:
    """The reply's part of what it and a middling sibling gained meanwhile; None where no sibling was there to see."""
    own = log.gained(reply, start, end)
    gains = [gain for other in others if (gain := log.gained(other, start, end)) is not None]
    if own is None or not gains:
        return None
    mine, theirs = max(0.0, own), max(0.0, fmean(gains))
    return (mine + 1) / (mine + theirs + 2)
