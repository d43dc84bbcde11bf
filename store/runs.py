"""Passes of training, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store.database import Database
from store.queries import changed, insert, one, several
from store.rows import RunRow


def start(db: Database, row: RunRow) -> None:
    """A run begins."""
    insert(db, "runs", row)


def finish(
    db: Database,
    run: str,
    *,
    at_utc: float,
    state: str,
    adapter: str = "",
    report: Mapping[str, Any] | None = None,
) -> None:
    """A run ends as `promoted`, `canary`, `kept` or `failed`."""
    changed(
        db, "update runs set finished_utc = ?, state = ?, adapter = ?, report = ? where id = ?",
        at_utc, state, adapter, report or {}, run,
    )  # fmt: skip


def everything(db: Database) -> list[RunRow]:
    """Every run, the oldest first."""
    return several(db, RunRow, "select * from runs order by started_utc, id")


def last(db: Database, task: str) -> RunRow | None:
    """The newest run of a task."""
    return one(db, RunRow, "select * from runs where task = ? order by started_utc desc limit 1", task)
