"""The store's log as plain data, read once at the start of a run. Only what training may look at leaves the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from store import permissions, ratings, suggestions
from store.database import Database, transaction
from store.queries import several
from store.rows import FlagRow, Permission, PostRow, ReadingRow, ReplyRow, VerdictRow
from training.evidence import Log

_Row = TypeVar("_Row")


def read_log(db: Database) -> Log:
    """Everything that speaks for or against a text, as it was at one moment."""
    with transaction(db):
        return Log(
            posts={row.fullname: row for row in several(db, PostRow, "select * from posts")},
            replies={row.fullname: row for row in several(db, ReplyRow, "select * from replies")},
            readings=_grouped(several(db, ReadingRow, "select * from readings order by age_h"), lambda row: row.reply),
            flags=_grouped(several(db, FlagRow, "select * from flags order by id"), lambda row: row.reply),
            verdicts={row.reply: row for row in several(db, VerdictRow, "select * from verdicts")},
            suggestions=tuple(suggestions.everything(db)),
            rated=tuple(ratings.rated(db)),
            allowing=frozenset(permissions.allowed_usernames(db, Permission.TRAINING)),
        )


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], str]) -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {name: tuple(group) for name, group in found.items()}
