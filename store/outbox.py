"""Effects on the world: put once, claimed before, marked after."""

from __future__ import annotations

from store.database import Database
from store.queries import changed, insert, number, one, several
from store.rows import OutboxRow


def put(db: Database, row: OutboxRow) -> bool:
    """Queue an effect; False where its key is known, whatever became of it."""
    return insert(db, "outbox", row, otherwise="ignore") > 0


def claim_next(db: Database, now_utc: float) -> OutboxRow | None:
    """The oldest effect that is due, claimed, with this attempt counted; or None."""
    row = one(
        db, OutboxRow,
        "select * from outbox where state = 'queued' and not_before_utc <= ? order by created_utc, rowid limit 1",
        now_utc,
    )  # fmt: skip
    if row is None:
        return None
    changed(
        db, "update outbox set state = 'claimed', claimed_utc = ?, attempts = attempts + 1 where key = ?",
        now_utc, row.key,
    )  # fmt: skip
    return one(db, OutboxRow, "select * from outbox where key = ?", row.key)


def unfinished(db: Database) -> list[OutboxRow]:
    """Effects that were claimed and not marked: after a crash, nobody knows their fate."""
    return several(db, OutboxRow, "select * from outbox where state = 'claimed' order by created_utc, rowid")


def postpone(db: Database, key: str, not_before_utc: float) -> None:
    """Put a claimed effect back, not to be claimed before then."""
    changed(db, "update outbox set state = 'queued', not_before_utc = ? where key = ?", not_before_utc, key)


def mark_sent(db: Database, key: str, at_utc: float, result: str) -> None:
    """It happened; `result` is what Reddit calls it."""
    _mark(db, key, "sent", at_utc, result)


def mark_shown(db: Database, key: str, at_utc: float) -> None:
    """Dry-run: it was only shown."""
    _mark(db, key, "shown", at_utc, "")


def mark_refused(db: Database, key: str, at_utc: float, code: str) -> None:
    """Reddit said no, and will say no again."""
    _mark(db, key, "refused", at_utc, code)


def mark_dropped(db: Database, key: str, at_utc: float, why: str) -> None:
    """It is not wanted any more."""
    _mark(db, key, "dropped", at_utc, why)


def drop_for(db: Database, recipient: str, at_utc: float) -> int:
    """Drop what waits for somebody who opted out. Answers to what they wrote still go out."""
    return changed(
        db,
        """update outbox set state = 'dropped', done_utc = ?, result = 'opted out'
           where recipient = ? and kind = 'message' and state = 'queued'""",
        at_utc, recipient,
    )  # fmt: skip


def counts(db: Database) -> dict[str, dict[str, int]]:
    """State → kind → how many."""
    found: dict[str, dict[str, int]] = {}
    for state, kind, count in db.execute("select state, kind, count(*) from outbox group by 1, 2").fetchall():
        found.setdefault(str(state), {})[str(kind)] = int(count)
    return found


def is_ours(db: Database, conversation: str) -> bool:
    """Whether we opened this modmail conversation."""
    return number(db, "select count(*) from outbox where kind = 'modmail' and result = ?", conversation) > 0


def _mark(db: Database, key: str, state: str, at_utc: float, result: str) -> None:
    changed(db, "update outbox set state = ?, done_utc = ?, result = ? where key = ?", state, at_utc, result, key)
