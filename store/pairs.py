"""Training pairs, rebuilt from the log at each run. Each knows whose words it holds, so that a withdrawal finds it."""

from __future__ import annotations

from collections.abc import Iterable

from store.database import Database
from store.queries import changed, insert, several
from store.rows import PairRow


def replace_all(db: Database, task: str, rows: Iterable[PairRow]) -> int:
    """Put these in the place of every pair of the task; gives how many."""
    changed(db, "delete from pairs where task = ?", task)
    return add(db, rows)


def add(db: Database, rows: Iterable[PairRow]) -> int:
    """Add pairs to those that are there, each key once; gives how many were new."""
    new = 0
    for row in rows:
        if not insert(db, "pairs", row, otherwise="ignore"):
            continue
        new += 1
        for fullname in {row.post, *row.texts}:
            changed(db, "insert into pair_texts (fullname, pair) values (?, ?)", fullname, row.key)
    return new


def of_task(db: Database, task: str) -> list[PairRow]:
    """Every pair of a task, in the order of keys."""
    return several(db, PairRow, "select * from pairs where task = ? order by key", task)


def counts(db: Database) -> dict[str, dict[str, int]]:
    """Task → evidence → how many."""
    found: dict[str, dict[str, int]] = {}
    for task, evidence, count in db.execute("select task, evidence, count(*) from pairs group by 1, 2").fetchall():
        found.setdefault(str(task), {})[str(evidence)] = int(count)
    return found


def remove_of(db: Database, fullname: str) -> int:
    """Remove every pair that holds this text or this post; gives how many."""
    return changed(db, "delete from pairs where key in (select pair from pair_texts where fullname = ?)", fullname)
