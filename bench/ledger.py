"""What the bot owes after a run, held against what it did: nothing missed, nothing twice, nothing unasked.

The store says what the bot believes; the sandbox says what people saw. Neither is asked about the other.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bot.outbox import reference

_MARK = re.compile(r"\bref [0-9a-f]{10}\b")
_GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Seen:
    """What people and the sandbox saw: every reply, everything the bot said and was told, and its manners."""

    replies: Mapping[str, Mapping[str, Any]]
    mail: Mapping[str, Any]
    conduct: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The books after a run. Where a field ends in names, each name is one thing that should not be there."""

    replies: int
    handled: int
    gone_unread: int
    """Replies that their authors deleted before the bot could read them."""
    effects: int
    """Messages, modmail and reports that people saw."""
    missed: tuple[str, ...] = ()
    """Replies that stand and were never handled."""
    unjudged: tuple[str, ...] = ()
    """Replies that stand, were handled, and never got the verdict that was due."""
    twice: tuple[str, ...] = ()
    """What people saw more than once."""
    never: tuple[str, ...] = ()
    """What the store calls sent and nobody saw."""
    untrue: tuple[str, ...] = ()
    """What people saw and the store calls refused, dropped or still to be sent."""
    claimed: tuple[str, ...] = ()
    """Sends that were claimed and never marked."""
    unanswered: tuple[str, ...] = ()
    """Messages and modmail commands that nobody handled."""
    unasked: int = 0
    """Messages to people who had not asked for any."""
    public: int = 0
    given_up: tuple[str, ...] = ()
    """Sends that were tried too often."""
    refused: int = 0
    """Sends that Reddit refused with a word of its own, or for an hour; the log names each."""
    integrity: str = "ok"
    """What `pragma integrity_check` says."""

    @property
    def wrongs(self) -> Mapping[str, str]:
        """Everything that is not as it must be, in words, by its name; empty after a good run."""
        found: dict[str, str] = {}
        for name in (one.name for one in fields(self)):
            value = getattr(self, name)
            if isinstance(value, tuple) and value:
                found[name] = f"{len(value)}: {', '.join(value[:5])}{' …' if len(value) > 5 else ''}"
        if self.integrity != "ok":
            found["integrity"] = self.integrity
        return found | {name: str(value) for name in ("unasked", "public") if (value := getattr(self, name))}


def balance(store: Path, seen: Seen, *, bot_name: str, until_utc: float = math.inf) -> Ledger:
    """Hold the store at `store` against what was seen. What came after `until_utc` need not be done yet."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        handled = _names(db, "select fullname from replies where handled_utc is not null")
        judged = _names(db, "select reply from verdicts")
        asked = {name: reply for name, reply in seen.replies.items() if reply["created"] <= until_utc}
        unhandled = [name for name in asked if name not in handled]
        gone = [name for name in unhandled if seen.replies[name]["deleted"]]
        rows = db.execute("select key, kind, state, result from outbox").fetchall()
        shown = shown_marks(seen.mail, bot_name)
        return Ledger(
            replies=len(asked),
            handled=len(handled & set(asked)),
            gone_unread=len(gone),
            effects=sum(shown.values()),
            missed=tuple(name for name in unhandled if name not in gone),
            unjudged=tuple(name for name in handled - judged if _is_due(seen.replies.get(name))),
            twice=twice(seen, bot_name),
            never=tuple(row["key"] for row in rows if row["state"] == "sent" and not shown[_mark_of(row)]),
            untrue=tuple(f"{r['key']} ({r['state']})" for r in rows if r["state"] != "sent" and shown[_mark_of(r)]),
            claimed=tuple(row["key"] for row in rows if row["state"] == "claimed"),
            unanswered=_unanswered(
                seen.mail, _names(db, "select message from handled_messages"), bot_name=bot_name, until_utc=until_utc
            ),
            unasked=seen.conduct.get("unasked", 0) + len(_strangers(seen.mail)),
            public=seen.conduct.get("public", 0),
            given_up=tuple(row["key"] for row in rows if str(row["result"]).startswith(_GIVEN_UP)),
            refused=sum(row["state"] == "refused" for row in rows),
            integrity=str(db.execute("pragma integrity_check").fetchone()[0]),
        )


def shown_marks(mail: Mapping[str, Any], bot_name: str) -> Counter[str]:
    """How often people saw each of the bot's marks: one for a text, `report F12` for a report."""
    texts = [message["body"] for message in mail["sent"]]
    texts += [message["body"] for message in mail["modmail"] if message["author"] == bot_name]
    marks: Counter[str] = Counter(mark for text in texts for mark in _MARK.findall(text)[-1:])
    marks.update(f"report {found[1]}" for one in mail["reports"] if (found := re.search(r"\b(F\d+):", one["reason"])))
    return marks


def twice(seen: Seen, bot_name: str) -> tuple[str, ...]:
    """What people saw more than once, by the bot's own marks and by the witness who reads over its shoulder."""
    marks = [f"{mark} x{times}" for mark, times in shown_marks(seen.mail, bot_name).items() if times > 1]
    witnessed = [f"{name} x{n}" for name, n in seen.conduct.items() if name.startswith("duplicate_") and n]
    return (*marks, *witnessed)


def due(store: Path, seen_replies: Mapping[str, Mapping[str, Any]], now_utc: float) -> int:
    """How much still waits to be done: replies not handled, and sends whose time has come."""
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)) as db:
            handled = _names(db, "select fullname from replies where handled_utc is not null")
            query = "select count(*) from outbox where state = 'claimed' or (state = 'queued' and not_before_utc <= ?)"
            sends = int(db.execute(query, (now_utc,)).fetchone()[0])
    except sqlite3.OperationalError:
        return len(seen_replies)  # the bot has not made its store yet
    standing = [name for name, reply in seen_replies.items() if not reply["deleted"]]
    return sends + sum(name not in handled for name in standing)


def in_doubt(store: Path) -> int:
    """How many sends stand claimed and not marked: what a crash just interrupted."""
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)) as db:
            return int(db.execute("select count(*) from outbox where state = 'claimed'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def _mark_of(row: sqlite3.Row) -> str:
    """The mark that people would see of this effect."""
    return f"report F{row['key'].split(':')[1]}" if row["kind"] == "report" else reference(row["key"])


def _is_due(reply: Mapping[str, Any] | None) -> bool:
    """Whether a reply must have a verdict: it stands, and the seeker did not write it."""
    return reply is not None and not any(reply[why] for why in ("deleted", "removed", "by_seeker"))


def _unanswered(mail: Mapping[str, Any], handled: set[str], *, bot_name: str, until_utc: float) -> tuple[str, ...]:
    messages = [(str(one["fullname"]), one) for one in mail["received"]]
    messages += [
        (f"modmail:{one['conversation']}:{one['id']}", one) for one in mail["modmail"] if one["author"] != bot_name
    ]
    return tuple(name for name, one in messages if name not in handled and one["created"] <= until_utc)


def _strangers(mail: Mapping[str, Any]) -> set[str]:
    """Whom the bot wrote to though they never wrote to it."""
    return {one["dest"] for one in mail["sent"]} - {one["author"] for one in mail["received"]}


def _names(db: sqlite3.Connection, query: str) -> set[str]:
    return {str(row[0]) for row in db.execute(query)}
