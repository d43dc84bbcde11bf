"""Training pairs, rebuilt from the log at each run."""

from __future__ import annotations

from collections.abc import Iterable

from store.database import Database
from store.queries import changed, insert, several
from store.rows import PairRow


def replace_all(db: Database, task: str, rows: Iterable[PairRow]) -> int:
    """Put these in the place of every pair of the task; gives how many."""
    changed(db, "delete from pairs where task = ?", task)
    return sum(insert(db, "pairs", row, otherwise="replace") for row in rows)


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
    return changed(
        db, "delete from pairs where post = ? or exists (select 1 from json_each(pairs.texts) where value = ?)",
        fullname, fullname,
    )  # fmt: skip
