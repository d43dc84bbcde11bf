"""What is held about one person: to give it to them, and to delete it."""

from __future__ import annotations

from typing import Any

from store.database import Database
from store.pairs import remove_of
from store.queries import changed
from store.replies import purge

_HELD = {
    "permissions": "select permission, version, wording, granted_utc, revoked_utc from permissions "
    "where username = :who",
    "replies": "select fullname, subreddit, permalink, created_utc, body, seeker_answer from replies "
    "where author = :who",
    "posts": "select fullname, subreddit, permalink, created_utc, title, body from posts where author = :who",
    "suggestions": "select id, reply, subreddit, draft, text, engine, adapter, sent_utc, decision, stars "
    "from suggestions where author = :who",
    "readings": "select readings.* from readings join replies on replies.fullname = reply where author = :who",
    "messages": "select kind, state, created_utc, json_extract(payload, '$.body') as body from outbox "
    "where recipient = :who",
    "pairs": "select key, task, evidence, weight from pairs where author = :who",
}


def export(db: Database, username: str) -> dict[str, Any]:
    """Everything held about a person, table by table; tables without an entry are left out."""
    held = {name: list(db.query(query, {"who": username})) for name, query in _HELD.items()}
    return {name: rows for name, rows in held.items() if rows}


def withdraw_training(db: Database, username: str, at_utc: float) -> int:
    """Remove the pairs that hold this person's words, and their posts' words; gives how many pairs.

    Replies keep their words where the person still gets suggestions.
    """
    removed = sum(remove_of(db, fullname) for fullname in _written_by(db, username))
    changed(db, "update posts set author = null, title = null, body = null where author = ?", username)
    changed(
        db,
        """update replies set author = null, body = null where author = ? and not exists
           (select 1 from permissions where username = ? and permission = 'suggestions' and revoked_utc is null)""",
        username, username,
    )  # fmt: skip
    return removed


def forget(db: Database, username: str, at_utc: float) -> dict[str, int]:
    """Delete every word and name of a person. What stays are ids and times that lead to nobody; gives counts."""
    written = _written_by(db, username)
    counts = {"pairs": sum(remove_of(db, fullname) for fullname in written)}
    for fullname in written:
        purge(db, fullname, at_utc)
        changed(db, "update posts set gone_utc = null where fullname = ?", fullname)
        changed(db, "update replies set gone_utc = null where fullname = ?", fullname)
    counts["texts"] = len(written)
    for name, statement in {
        "suggestions": "delete from suggestions where author = ?",
        "permissions": "delete from permissions where username = ?",
        "wordings shown": "delete from wordings_shown where username = ?",
        "messages": "delete from outbox where recipient = ? and kind in ('message', 'answer') and state != 'claimed'",
        "notes": "delete from meta where key = 'nudged:' || lower(?)",
    }.items():
        counts[name] = changed(db, statement, username)
    return {name: count for name, count in counts.items() if count}


def _written_by(db: Database, username: str) -> list[str]:
    rows = db.execute(
        """select fullname from replies where author = :who union select fullname from posts where author = :who
           union select reply from suggestions where author = :who""",
        {"who": username},
    )
    return [str(row[0]) for row in rows.fetchall()]
