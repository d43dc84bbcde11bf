"""What was written into folders by hand, when somebody takes a text back: `pairs --out` and `support --out`.

The store remembers each folder. Rows of pairs that hold the text are taken out of their files; a fit cannot unlearn a
text, so its weights are deleted. Copies are their owner's to delete: nobody told us of them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from store import exports
from store.database import Database, transaction
from store.rows import ExportRow
from training import support
from training.export import CARD, CARD_TEXT, as_lines, card_text, files_in

log = logging.getLogger(__name__)

Gone = Callable[[Collection[str]], Collection[str]]
"""Which of these texts were taken back."""


def note_export(db: Database, folder: Path, kind: Literal["pairs", "support"], at_utc: float) -> None:
    """Remember that a folder will hold people's words, or what was learned from them. Call it before they are there."""
    with transaction(db):
        exports.note(db, ExportRow(str(folder.resolve()), kind, at_utc))


def withdraw_exported(db: Database, gone: Gone, *, dry_run: bool = False) -> list[str]:
    """Take what was taken back out of every folder; gives the folders that held some of it.

    A folder that is empty or not there is forgotten. One that cannot be read or written is logged, and tried again the
    next time.
    """
    held = []
    for row in exports.everything(db):
        try:
            texts = frozenset(gone(_names(row)))
            if texts and not dry_run:
                _take_out(row, texts)
            is_empty = not list(_files(row))
        except (OSError, ValueError, KeyError, pa.ArrowException) as error:
            log.warning("export not_read folder=%s why=%s: mend it, or delete it", row.folder, error)
            continue
        held += [row.folder] if texts else []
        if is_empty and not dry_run:
            with transaction(db):
                exports.forget(db, row.folder)
    return held


def _files(row: ExportRow) -> Iterator[Path]:
    """The files that say whose texts are in the folder."""
    folder = Path(row.folder)
    found = files_in(folder) if row.kind == "pairs" else [folder / support.CARD]
    return (path for path in found if path.exists())


def _names(row: ExportRow) -> frozenset[str]:
    """The texts in a folder, by name."""
    if row.kind == "pairs":
        return frozenset(name for path in _files(row) for names in _names_by_row(pq.read_table(path)) for name in names)
    return frozenset(name for card in _files(row) for name in json.loads(card.read_text(encoding="utf-8"))["fullnames"])


def _names_by_row(table: pa.Table) -> Iterator[tuple[str, ...]]:
    return ((line["post"], *line["texts"]) for line in table.select(["post", "texts"]).to_pylist())


def _take_out(row: ExportRow, texts: frozenset[str]) -> None:
    folder = Path(row.folder)
    if row.kind == "support":
        for name in (support.WEIGHTS, support.CARD):  # the card last: it alone tells whose texts these were
            (folder / name).unlink(missing_ok=True)
        return
    removed = sum(_take_rows_out(path, texts) for path in _files(row))
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    card["withdrawn"] = int(card.get("withdrawn", 0)) + removed
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    (folder / CARD_TEXT).write_text(card_text(card), encoding="utf-8")


def _take_rows_out(path: Path, texts: frozenset[str]) -> int:
    """Write a file, and the lines beside it, without the rows that hold one of the texts; gives how many those were."""
    table = pq.read_table(path)
    stays = [texts.isdisjoint(names) for names in _names_by_row(table)]
    if not all(stays):
        beside = path.with_name(f"{path.name}.tmp")
        pq.write_table(table.filter(pa.array(stays)), beside, compression="zstd")
        as_lines(beside, path.with_suffix(".jsonl"))  # first: while the text stands in the table, it is found again
        beside.replace(path)
    return stays.count(False)
