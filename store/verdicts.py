"""What the safety classifier said of each reply."""

from __future__ import annotations

from store.database import Database
from store.queries import insert, one
from store.rows import VerdictRow


def put(db: Database, row: VerdictRow) -> None:
    """Store a verdict; a newer one takes the place of an older."""
    insert(db, "verdicts", row, otherwise="replace")


def of_reply(db: Database, reply: str) -> VerdictRow | None:
    """The verdict on a reply."""
    return one(db, VerdictRow, "select * from verdicts where reply = ?", reply)
