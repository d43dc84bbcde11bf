"""Effects on the world: put once, claimed before, marked after.

Words and names are held only as long as they are needed: once an effect is done, its key, kind, times and result are
all that stays. What a dry run shows keeps them, for people to read. Keys hold ids, never a name.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from store.database import Database
from store.queries import changed, insert, number, one, several
from store.rows import OutboxRow


def put(db: Database, row: OutboxRow) -> bool:
    """Queue an effect; False where its key is known, whatever became of it."""
    return insert(db, "outbox", row, otherwise="ignore") > 0


def get(db: Database, key: str) -> OutboxRow | None:
    """One effect."""
    return one(db, OutboxRow, "select * from outbox where key = ?", key)


def claim_next(db: Database, now_utc: float, *, without: Collection[str] = ()) -> OutboxRow | None:
    """The next effect that is due and not of a kind in `without`, claimed, with this attempt counted; or None.

    What tells moderators of danger goes before everything else, then the oldest. While an incident has no thread yet,
    only its first effect may go: what comes after it must find the thread, or it would open another one.
    """
    # The plus keeps SQLite on the index `outbox_opening`; by row number it reads all that was ever sent, for each row.
    row = one(
        db, OutboxRow,
        """select * from outbox where state = 'queued' and not_before_utc <= ?
           and kind not in (select value from json_each(?))
           and not exists (select 1 from outbox as earlier
             where earlier.state in ('queued', 'claimed') and earlier.kind = 'modmail' and +earlier.rowid < outbox.rowid
             and earlier.payload ->> 'incident' = outbox.payload ->> 'incident'
             and not exists (select 1 from incidents where incident = outbox.payload ->> 'incident'))
           order by kind not in ('report', 'modmail'), created_utc, rowid limit 1""",
        now_utc, json.dumps(list(without)),
    )  # fmt: skip
    if row is None:
        return None
    changed(
        db, "update outbox set state = 'claimed', claimed_utc = ?, attempts = attempts + 1 where key = ?",
        now_utc, row.key,
    )  # fmt: skip
    return get(db, row.key)


def unfinished(db: Database) -> list[OutboxRow]:
    """Effects that were claimed and not marked: after a crash, nobody knows their fate."""
    return several(db, OutboxRow, "select * from outbox where state = 'claimed' order by created_utc, rowid")


def shown(db: Database, limit: int = 100) -> list[OutboxRow]:
    """What dry runs would have sent, the newest first."""
    return several(
        db, OutboxRow, "select * from outbox where state = 'shown' order by done_utc desc, rowid desc limit ?", limit
    )


def postpone(db: Database, key: str, not_before_utc: float) -> None:
    """Put a claimed effect back, not to be claimed before then."""
    changed(
        db,
        """update outbox set state = 'queued', claimed_utc = null, not_before_utc = ?
           where key = ? and state = 'claimed'""",
        not_before_utc, key,
    )  # fmt: skip


def mark_sent(db: Database, key: str, at_utc: float, result: str) -> None:
    """It happened; `result` is what Reddit calls it."""
    _mark(db, key, "sent", at_utc, result)


def mark_shown(db: Database, key: str, at_utc: float) -> None:
    """Dry-run: it was only shown."""
    changed(
        db, "update outbox set state = 'shown', done_utc = ? where key = ? and state in ('queued', 'claimed')",
        at_utc, key,
    )  # fmt: skip


def mark_refused(db: Database, key: str, at_utc: float, code: str) -> None:
    """Reddit said no, and will say no again."""
    _mark(db, key, "refused", at_utc, code)


def mark_dropped(db: Database, key: str, at_utc: float, why: str) -> None:
    """It is not wanted any more."""
    _mark(db, key, "dropped", at_utc, why)


def take_back(db: Database, key: str, at_utc: float) -> None:
    """What it speaks of is gone: drop it where it waits, empty it where it was shown.

    What is being sent at this moment cannot be called back, and empties itself when it is done.
    """
    changed(
        db, "update outbox set state = 'dropped', done_utc = ?, result = 'gone' where key = ? and state = 'queued'",
        at_utc, key,
    )  # fmt: skip
    changed(db, "update outbox set payload = '{}', recipient = '' where key = ? and state <> 'claimed'", key)


def drop_for(db: Database, recipient: str, at_utc: float) -> int:
    """Drop what waits for somebody who opted out; gives how many. Answers to what they wrote still go out."""
    return changed(
        db,
        """update outbox set state = 'dropped', done_utc = ?, result = 'opted out', payload = '{}', recipient = ''
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
    """Done is done: a second mark changes nothing."""
    changed(
        db,
        """update outbox set state = ?, done_utc = ?, result = ?, payload = '{}', recipient = ''
           where key = ? and state in ('queued', 'claimed')""",
        state, at_utc, result, key,
    )  # fmt: skip
