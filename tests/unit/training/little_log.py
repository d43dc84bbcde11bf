"""One post, two replies by people who allow training, and votes that prefer the first: exactly one pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.protocols import Post
from store.rows import FlagRow, PostRow, ReadingRow, ReplyRow, SuggestionRow, VerdictRow
from training.evidence import Log
from training.pairs import PAIRS, THUMBS, Built, build_pairs
from training.settings import PairSettings

HOUR = 3600.0
GOOD, BAD = "t1_good", "t1_bad"
KIND = "that sounds heavy and you are not alone with it tonight"
CURT = "just stop thinking about it and go outside for once"


def a_post(fullname: str = "t3_p", **changes: object) -> PostRow:
    row = PostRow(fullname, "quiet", "/p", 0.0, 0.0, author="Seeker", title="No sleep", body="I lie awake at night.")
    return replace(row, **changes)


def a_reply(fullname: str, author: str | None = None, body: str = KIND, **changes: object) -> ReplyRow:
    row = ReplyRow(fullname, "t3_p", "t3_p", "quiet", "/r", 60.0, 60.0, author=author or f"by_{fullname}", body=body)
    return replace(row, **changes)


def a_reading(reply: str, score: int | None, **changes: object) -> ReadingRow:
    return replace(ReadingRow(reply, 24.0, 60.0 + 24 * HOUR, score), **changes)


def a_flag(reply: str, ruling: str | None) -> FlagRow:
    return FlagRow(reply, "t3_p", "quiet", "abuse", 0.9, "modmail", 100.0, id=1, ruling=ruling, ruled_utc=200.0)


def a_verdict(reply: str, worst: float, unreadable: str = "") -> VerdictRow:
    return VerdictRow(reply, "rules", 70.0, {"abuse": worst}, unreadable=unreadable)


def a_suggestion(number: int = 7, **changes: object) -> SuggestionRow:
    row = SuggestionRow(
        "t1_draft", "t3_p", "quiet", "Helper", "guideline", "", CURT, KIND, (), 80.0, id=number, sent_utc=81.0
    )
    return replace(row, **changes)


def a_log(
    *,
    posts: Iterable[PostRow] = (),
    replies: Iterable[ReplyRow] = (),
    readings: Iterable[ReadingRow] = (),
    flags: Iterable[FlagRow] = (),
    verdicts: Iterable[VerdictRow] = (),
    suggestions: Iterable[SuggestionRow] = (),
    not_allowing: Iterable[str] = (),
) -> Log:
    """The log of these rows, in which everybody allows training but those named."""
    posts, replies, suggestions = tuple(posts) or (a_post(),), tuple(replies), tuple(suggestions)
    people = {row.author for row in (*posts, *replies, *suggestions) if row.author}
    read: dict[str, tuple[ReadingRow, ...]] = {}
    for row in readings:
        read[row.reply] = (*read.get(row.reply, ()), row)
    return Log(
        posts={row.fullname: row for row in posts},
        replies={row.fullname: row for row in replies},
        readings=read,
        flags={row.reply: (row,) for row in flags},
        verdicts={row.reply: row for row in verdicts},
        suggestions=suggestions,
        allowing=frozenset(name.casefold() for name in people - set(not_allowing)),
    )


def two_replies(*, good: dict[str, object] | None = None, bad: dict[str, object] | None = None) -> tuple[ReplyRow, ...]:
    """The later one is the better one, so that no weight is taken off."""
    return (
        a_reply(BAD, **{"body": CURT, "created_utc": 30.0, **(bad or {})}),
        a_reply(GOOD, **(good or {})),
    )


def two_readings(
    *, good: dict[str, object] | None = None, bad: dict[str, object] | None = None
) -> tuple[ReadingRow, ...]:
    return (
        a_reading(GOOD, **{"score": 12, **(good or {})}),
        a_reading(BAD, **{"score": 3, **(bad or {})}),
    )


def built(log: Log, *, unsafe: Iterable[str] = (), **rules: object) -> Built:
    """The pairs of the log, with a screen that finds the texts in `unsafe` hazardous."""
    refused = frozenset(unsafe)

    def is_safe(_post: Post, text: str, *, draft: str | None = None) -> bool:
        return text not in refused

    return build_pairs(log, PairSettings(**rules), is_safe)


def falls(found: Built) -> set[str]:
    """Why things fell."""
    return {reason for reasons in found.funnel.values() for reason in reasons} - {PAIRS, THUMBS}
