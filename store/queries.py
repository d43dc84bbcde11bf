"""Reading and writing rows with bound values: the short words that every noun of the store uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from store.records import from_record, to_column, to_record

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from store.database import Database

Row = TypeVar("Row", bound="DataclassInstance")


def one(db: Database, kind: type[Row], query: str, *values: object) -> Row | None:
    """The first row that `query` finds, or None."""
    return next(iter(several(db, kind, query, *values)), None)


def several(db: Database, kind: type[Row], query: str, *values: object) -> list[Row]:
    """Every row that `query` finds, in its order."""
    return [from_record(kind, record) for record in db.query(query, _bound(values))]


def number(db: Database, query: str, *values: object) -> int:
    """The one number that `query` gives."""
    return int(db.execute(query, _bound(values)).fetchone()[0])


def text(db: Database, query: str, *values: object) -> str | None:
    """The one text that `query` gives, or None where it finds nothing."""
    found = db.execute(query, _bound(values)).fetchone()
    return None if found is None or found[0] is None else str(found[0])


def tally(db: Database, query: str, *values: object) -> dict[str, int]:
    """Name → number, in the order of `query`, which gives two columns."""
    return {str(name): int(count) for name, count in db.execute(query, _bound(values)).fetchall()}


def changed(db: Database, statement: str, *values: object) -> int:
    """How many rows `statement` changed."""
    return int(db.execute(statement, _bound(values)).rowcount)


def insert(
    db: Database,
    table: str,
    row: DataclassInstance,
    *,
    otherwise: Literal["abort", "ignore", "replace"] = "abort",
    without: str = "",
) -> int:
    """Insert a row; `otherwise` says what happens where its key is taken. Gives the number of rows inserted.

    A value that is missing raises in any case: to ignore it would lose a row without a word.
    """
    columns = {name: value for name, value in to_record(row).items() if name != without}
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    verb = "insert or replace" if otherwise == "replace" else "insert"
    conflict = "on conflict do nothing" if otherwise == "ignore" else ""
    # Table and column names are our own; every value is bound.
    statement = f"{verb} into {table} ({names}) values ({marks}) {conflict}"
    return int(db.execute(statement, tuple(columns.values())).rowcount)


def _bound(values: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(to_column(value) for value in values)
