"""What the store knows that speaks for one text against another, as plain data.

Nothing here decides anything yet: `sources` proposes pairs from it, `pairs` says which of them may be learned from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np

from store.rows import FlagRow, PostRow, RatingRow, ReadingRow, ReplyRow, SampleRow, SuggestionRow, VerdictRow


class Evidence(StrEnum):
    """What a pair rests on, the strongest first."""

    RULING = "ruling"
    RATING = "rating"
    DECISION = "decision"
    SEEKER = "seeker"
    VOTES = "votes"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Evidence).index(self)


class Reception(StrEnum):
    """What votes say of one reply. The four are kept apart: they mean different things."""

    UNKNOWN = "unknown"
    """Not read, or the score was hidden."""
    DOWNVOTED = "downvoted"
    IGNORED = "ignored"
    """Score 1, its author's own vote: unseen, not disliked."""
    LIKED = "liked"


@dataclass(frozen=True)
class Log:
    """Everything that was seen, by fullname. Texts are there only where their authors allowed something."""

    posts: Mapping[str, PostRow] = field(default_factory=dict)
    replies: Mapping[str, ReplyRow] = field(default_factory=dict)
    readings: Mapping[str, tuple[ReadingRow, ...]] = field(default_factory=dict)
    """Of each reply, by rising age."""
    flags: Mapping[str, tuple[FlagRow, ...]] = field(default_factory=dict)
    verdicts: Mapping[str, VerdictRow] = field(default_factory=dict)
    """The latest of each reply."""
    suggestions: tuple[SuggestionRow, ...] = ()
    rated: tuple[tuple[SampleRow, tuple[RatingRow, ...]], ...] = ()
    """Texts that people scored, with their scores."""
    allowing: frozenset[str] = frozenset()
    """Who allows training now, folded to lower case."""

    @cached_property
    def by_post(self) -> Mapping[str, tuple[ReplyRow, ...]]:
        """The replies of each post, the oldest first."""
        found: dict[str, list[ReplyRow]] = defaultdict(list)
        for reply in sorted(self.replies.values(), key=lambda row: (row.created_utc, row.fullname)):
            found[reply.post].append(reply)
        return {post: tuple(rows) for post, rows in found.items()}

    def allows(self, author: str | None) -> bool:
        """Whether this person allows training now."""
        return author is not None and author.casefold() in self.allowing

    def reading(self, reply: str, age_h: float) -> ReadingRow | None:
        """How the reply stood at this age, if it was looked at."""
        return next((row for row in self.readings.get(reply, ()) if row.age_h == age_h), None)

    def scored(self, reply: str) -> tuple[ReadingRow, ...]:
        """The readings that show a score, by rising age."""
        return tuple(row for row in self.readings.get(reply, ()) if row.score is not None)

    def last_scored(self, reply: str) -> ReadingRow | None:
        """The last look that showed a score, whatever its age: what an archive would hold."""
        return next(reversed(self.scored(reply)), None)

    def gained(self, reply: str, start_utc: float, end_utc: float) -> float | None:
        """By how much its score rose between two moments, between readings in a straight line; None where not known.

        What was written in between gained everything since; nobody knows beyond the last reading.
        """
        row, seen = self.replies.get(reply), self.scored(reply)
        if row is None or not seen or row.created_utc >= end_utc or seen[-1].at_utc < end_utc:
            return None
        moments = [row.created_utc, *(one.at_utc for one in seen)]
        scores = [1.0, *(float(one.score or 0) for one in seen)]
        start, end = np.interp([max(start_utc, row.created_utc), end_utc], moments, scores)
        return float(end - start)

    def suggestion_of(self, reply: str) -> SuggestionRow | None:
        """The suggestion that was made for this reply or message."""
        return self._by_reply.get(reply)

    @cached_property
    def _by_reply(self) -> Mapping[str, SuggestionRow]:
        return {row.reply: row for row in self.suggestions}

    def is_upheld(self, reply: str) -> bool:
        """Whether moderators agreed with a flag on it."""
        return any(flag.ruling == "agree" for flag in self.flags.get(reply, ()))

    def is_overruled(self, reply: str) -> bool:
        """Whether it was flagged and moderators disagreed with every flag."""
        flags = self.flags.get(reply, ())
        return bool(flags) and all(flag.ruling == "disagree" for flag in flags)

    def is_flagged(self, reply: str) -> bool:
        """Whether a flag stands on it: upheld, or not ruled on yet."""
        return any(flag.ruling != "disagree" for flag in self.flags.get(reply, ()))

    def is_removed(self, reply: str) -> bool:
        """Whether moderators had removed it when it was last looked at."""
        readings = self.readings.get(reply, ())
        return bool(readings) and readings[-1].removed

    def is_gone(self, reply: str) -> bool:
        """Whether its author deleted it."""
        row = self.replies.get(reply)
        return row is not None and row.gone_utc is not None

    def seeker_answer(self, reply: str) -> str | None:
        """`thanks` or `pushback`: the last of them that was seen."""
        answers = [row.seeker_answer for row in self.readings.get(reply, ())]
        return next((answer for answer in reversed(answers) if answer in ("thanks", "pushback")), None)


def reception(reading: ReadingRow | None) -> Reception:
    """What the votes of one reading say."""
    if reading is None or reading.score is None:
        return Reception.UNKNOWN
    if reading.score < 1:
        return Reception.DOWNVOTED
    return Reception.IGNORED if reading.score == 1 else Reception.LIKED
