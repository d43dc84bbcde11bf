"""Reading and writing rows with bound values: the short words that every noun of the store uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from store.records import first, from_record, to_record
from store.records import select as _select

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from store.database import Database

__all__ = ["changed", "from_record", "insert", "number", "one", "several"]

Row = TypeVar("Row", bound="DataclassInstance")


def one(db: Database, kind: type[Row], query: str, *values: object) -> Row | None:
    """The first row that `query` finds, or None."""
    return first(db, kind, query, values)


def several(db: Database, kind: type[Row], query: str, *values: object) -> list[Row]:
    """Every row that `query` finds, in its order."""
    return _select(db, kind, query, values)


def number(db: Database, query: str, *values: object) -> int:
    """The one number that `query` gives."""
    return int(db.execute(query, values).fetchone()[0])


def changed(db: Database, statement: str, *values: object) -> int:
    """How many rows `statement` changed."""
    return int(db.execute(statement, values).rowcount)


def insert(db: Database, table: str, row: DataclassInstance, *, otherwise: str = "abort", without: str = "") -> int:
    """Insert a row; `otherwise` says what a conflict does: `abort`, `ignore` or `replace`. Gives rows inserted."""
    columns = {name: value for name, value in to_record(row).items() if name != without}
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    # Table and column names are our own; every value is bound.
    statement = f"insert or {otherwise} into {table} ({names}) values ({marks})"  # noqa: S608
    return int(db.execute(statement, tuple(columns.values())).rowcount)
