"""Folders that hold people's words, or what was learned from them, outside the store: a withdrawal looks there too."""

from __future__ import annotations

from store.database import Database
from store.queries import changed, insert, several
from store.rows import ExportRow


def note(db: Database, row: ExportRow) -> None:
    """Remember a folder; one that is known already is remembered as what it holds now."""
    insert(db, "exports", row, otherwise="replace")


def everything(db: Database) -> list[ExportRow]:
    """Every folder that is remembered, in the order of names."""
    return several(db, ExportRow, "select * from exports order by folder")


def forget(db: Database, folder: str) -> None:
    """There is nothing of anybody in this folder any more."""
    changed(db, "delete from exports where folder = ?", folder)
