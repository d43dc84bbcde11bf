"""Which messages were handled, and small facts that must outlive a restart."""

from __future__ import annotations

from store.database import Database
from store.queries import changed, number, text


def seen(db: Database, message: str) -> bool:
    """Whether this message was handled."""
    return number(db, "select count(*) from handled_messages where message = ?", message) > 0


def mark(db: Database, message: str, at_utc: float, command: str) -> None:
    """This message was handled; `command` is the word it held, or empty."""
    changed(
        db, "insert or ignore into handled_messages (message, at_utc, command) values (?, ?, ?)",
        message, at_utc, command,
    )  # fmt: skip


def get_meta(db: Database, key: str) -> str | None:
    """A small fact."""
    return text(db, "select value from meta where key = ?", key)


def set_meta(db: Database, key: str, value: str) -> None:
    """Keep a small fact."""
    changed(db, "insert or replace into meta (key, value) values (?, ?)", key, value)
