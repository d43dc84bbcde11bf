"""Suggestions, what helpers decided about them, and what the audit dropped."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Database
from store.queries import changed, insert, number, one, several, tally
from store.rows import SuggestionRow


def add(db: Database, row: SuggestionRow) -> int:
    """Store a suggestion and give its id. A reply has at most one: where it has one, that stays and its id is given."""
    insert(db, "suggestions", row, otherwise="ignore", without="id")
    return number(db, "select id from suggestions where reply = ?", row.reply)


def by_id(db: Database, id: int) -> SuggestionRow | None:  # noqa: A002 - what everybody calls it
    """One suggestion."""
    return one(db, SuggestionRow, "select * from suggestions where id = ?", id)


def of_reply(db: Database, reply: str) -> SuggestionRow | None:
    """The suggestion for a reply."""
    return one(db, SuggestionRow, "select * from suggestions where reply = ?", reply)


def last_sent_to(db: Database, author: str) -> SuggestionRow | None:
    """The newest suggestion that this helper could read."""
    return one(
        db, SuggestionRow,
        "select * from suggestions where author = ? and sent_utc is not null order by sent_utc desc, id desc limit 1",
        author,
    )  # fmt: skip


def last_to(db: Database, author: str) -> float | None:
    """When the newest suggestion for this helper was made, sent or not: for the cooldown."""
    row = db.execute("select max(created_utc) from suggestions where author = ?", (author,)).fetchone()
    return None if row[0] is None else float(row[0])


def made_since(db: Database, subreddit: str, since_utc: float) -> int:
    """How many were made in a subreddit since then: for the daily cap."""
    return number(
        db, "select count(*) from suggestions where subreddit = ? collate nocase and created_utc > ?",
        subreddit, since_utc,
    )  # fmt: skip


def count_to(db: Database, author: str) -> int:
    """How many were sent to this helper."""
    return number(db, "select count(*) from suggestions where author = ? and sent_utc is not null", author)


def recent_texts(db: Database, count: int) -> list[str]:
    """The sentences that the last `count` suggestions put in, a text each: for phrases that become a template."""
    rows = db.execute(
        """select (select group_concat(json_extract(value, '$.after'), char(10)) from json_each(edits)
                   where json_extract(value, '$.kind') in ('insert', 'replace'))
           from suggestions where edits != '[]' order by id desc limit ?""",
        (count,),
    )
    return [str(row[0]) for row in rows.fetchall() if row[0]]


def mark_sent(db: Database, id: int, at_utc: float) -> None:  # noqa: A002
    """The helper can read it from now on."""
    changed(db, "update suggestions set sent_utc = coalesce(sent_utc, ?) where id = ?", at_utc, id)


def decide(db: Database, id: int, decision: str, at_utc: float, *, final: str = "") -> None:  # noqa: A002
    """Store what the helper did: `taken`, `edited`, `declined` or `ignored`. What they did outranks their silence.

    `final` is what they posted where they took it in part.
    """
    changed(
        db,
        """update suggestions set decision = ?, decided_utc = ?, final = ?
           where id = ? and (decision is null or decision = 'ignored')""",
        decision, at_utc, final, id,
    )  # fmt: skip


def rate(db: Database, id: int, stars: int) -> None:  # noqa: A002
    """Store the helper's own rating, 1 to 5; the last one counts."""
    changed(db, "update suggestions set stars = ? where id = ?", stars, id)


def decisions_since(db: Database, subreddit: str, since_utc: float) -> dict[str, int]:
    """How suggestions of a subreddit were decided since then."""
    return tally(
        db,
        """select decision, count(*) from suggestions where subreddit = ? collate nocase and decided_utc > ?
           group by decision""",
        subreddit, since_utc,
    )  # fmt: skip


def log_drops(db: Database, about: str, failed: Sequence[tuple[str, str, Sequence[str]]], at_utc: float) -> None:
    """Note which checks of the audit failed, by engine and adapter. No words are kept."""
    for engine, adapter, checks in failed:
        changed(
            db, "insert into audit_drops (about, engine, adapter, checks, at_utc) values (?, ?, ?, ?, ?)",
            about, engine, adapter, ",".join(checks), at_utc,
        )  # fmt: skip


def everything(db: Database) -> list[SuggestionRow]:
    """Every suggestion that still has its words, oldest first."""
    return several(db, SuggestionRow, "select * from suggestions where text != '' order by id")
