"""What the store says, for people and scripts: status, and one person's data."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.errors import Misconfigured
from store import open_database, people, transaction
from store.database import Database
from store.drift import moved, weeks

_COUNTS: Mapping[str, str] = {
    "posts seen": "select count(*) from posts",
    "replies seen": "select count(*) from replies",
    "replies under way": "select count(*) from replies where handled_utc is null and gone_utc is null",
    "readings": "select count(*) from readings where deleted = 0",
    "people who get suggestions": "select count(distinct lower(username)) from permissions "
    "where permission = 'suggestions' and revoked_utc is null",
    "people who allow training": "select count(distinct lower(username)) from permissions "
    "where permission = 'training' and revoked_utc is null",
}
_GROUPS: Mapping[str, str] = {
    "flags by hazard": "select hazard, count(*) from flags group by 1 order by 2 desc",
    "rulings": "select coalesce(ruling, 'open'), count(*) from flags group by 1",
    "suggestions": "select coalesce(decision, 'open'), count(*) from suggestions group by 1",
    "engines": "select engine, count(*) from suggestions group by 1",
    "dropped by the audit": "select checks, count(*) from audit_drops group by 1 order by 2 desc limit 12",
    "outbox": "select kind || ' ' || state, count(*) from outbox group by 1",
    "pairs": "select task || ' ' || evidence, count(*) from pairs group by 1",
    "runs": "select task || ' ' || state, count(*) from runs group by 1",
}


def gather(path: Path) -> dict[str, Any]:
    """Counts of everything in the store. Raises `Misconfigured` where there is none yet."""
    with existing(path) as db:
        counts = {name: int(db.execute(query).fetchone()[0]) for name, query in _COUNTS.items()}
        groups = {name: dict(db.execute(query).fetchall()) for name, query in _GROUPS.items()}
        said = moved(weeks(db))
    return {**counts, **groups, "moved this week": said}


def show(status: Mapping[str, Any], *, as_json: bool) -> None:
    """Print a status, as a table or as JSON."""
    if as_json:
        sys.stdout.write(json.dumps(status, indent=1) + "\n")
        return
    table = Table(box=None, show_header=False)
    for name, value in status.items():
        table.add_row(name, _as_text(value) or "-")
    Console().print(table)


def _as_text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{n} {key}" for key, n in value.items())
    return " ".join(value) if isinstance(value, list) else str(value)


def export_person(path: Path, username: str) -> str:
    """Everything held about a person, as JSON."""
    with existing(path) as db:
        return json.dumps(people.export(db, username), indent=1, ensure_ascii=False)


def forget_person(path: Path, username: str) -> dict[str, int]:
    """Delete everything held about a person, to the disk; gives counts."""
    from store.database import scrub

    with existing(path) as db:
        with transaction(db):
            counts = people.forget(db, username, time.time())
        scrub(db)
    return counts


def existing(path: Path) -> Database:
    """The store at `path`, open. Raises `Misconfigured` where there is none yet."""
    if not path.exists():
        raise Misconfigured(f"there is no store at {path}", fix="start `sidelight run` first, or mend store.path")
    return open_database(path)
