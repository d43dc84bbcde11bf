"""Who allowed what, in which words, when. Consent counts only for words that this person was shown."""

from __future__ import annotations

from store.database import Database
from store.queries import changed, insert, number, several
from store.rows import Permission, PermissionRow


def show(db: Database, username: str, permission: Permission, version: int, at_utc: float) -> None:
    """Note that this person was shown the words of this version."""
    changed(
        db, "insert or replace into wordings_shown (username, permission, version, at_utc) values (?, ?, ?, ?)",
        username, permission, version, at_utc,
    )  # fmt: skip


def was_shown(db: Database, username: str, permission: Permission, version: int) -> bool:
    """Whether this person was shown the words of this version."""
    found = number(
        db, "select count(*) from wordings_shown where username = ? and permission = ? and version = ?",
        username, permission, version,
    )  # fmt: skip
    return found > 0


def grant(db: Database, row: PermissionRow) -> None:
    """Store a consent with its words. An older one of the same kind is closed."""
    revoke(db, row.username, row.permission, row.granted_utc)
    insert(db, "permissions", row)


def revoke(db: Database, username: str, permission: Permission, at_utc: float) -> bool:
    """Take a consent back; False where there was none."""
    closed = changed(
        db, "update permissions set revoked_utc = ? where username = ? and permission = ? and revoked_utc is null",
        at_utc, username, permission,
    )  # fmt: skip
    return closed > 0


def allows(db: Database, username: str, permission: Permission) -> bool:
    """Whether this person allows it now. Names compare without case."""
    found = number(
        db, "select count(*) from permissions where username = ? and permission = ? and revoked_utc is null",
        username, permission,
    )  # fmt: skip
    return found > 0


def allowed_usernames(db: Database, permission: Permission) -> set[str]:
    """Everybody who allows it now, in lower case."""
    rows = db.execute(
        "select distinct lower(username) from permissions where permission = ? and revoked_utc is null", (permission,)
    )
    return {row[0] for row in rows.fetchall()}


def history(db: Database, username: str) -> list[PermissionRow]:
    """Everything that this person ever allowed, oldest first."""
    return several(
        db, PermissionRow, "select * from permissions where username = ? order by granted_utc", username
    )  # fmt: skip
