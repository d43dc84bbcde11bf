"""Pairs as a file: TRL's conversational preference format in Parquet, with what we know of each pair beside it.

`prompt`, `chosen` and `rejected` are lists of turns, so any trainer that reads TRL's format reads the file as it is.
The prompt is worded as at work, and whole: who trains elsewhere cuts long posts, never replies. Examples, which have
nothing to be compared with, have `prompt` and `completion`; texts that are good or bad alone a `label` too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from models.prompts import ChatMessage
from store.rows import PairRow
from training.dialogues import Room, ask

_ROW_GROUP = 1_000
_ENDLESS = 10**9
_TEXT, _NAMES = pa.string(), pa.list_(pa.string())
_TURNS = pa.list_(pa.struct([("role", _TEXT), ("content", _TEXT)]))
_KNOWN = [
    *[(name, _TEXT) for name in ("key", "task", "post", "author", "subreddit", "post_title", "post_body", "draft")],
    ("evidence", _TEXT),
    ("weight", pa.float64()),
    ("created_utc", pa.float64()),
    ("texts", _NAMES),
    ("people", _NAMES),
]
PAIRS = pa.schema([("prompt", _TURNS), ("chosen", _TURNS), ("rejected", _TURNS), *_KNOWN])
EXAMPLES = pa.schema([("prompt", _TURNS), ("completion", _TURNS), *_KNOWN])
UNPAIRED = pa.schema([("prompt", _TURNS), ("completion", _TURNS), ("label", pa.bool_()), *_KNOWN])
"""For KTO: texts that are good or bad alone, of which the row has nothing rejected or nothing chosen."""

Known = tuple[PairRow, Collection[str]]
"""A pair, and everybody whose words are in it. An example is a pair with nothing rejected."""


def write_preferences(path: Path, found: Iterable[Known], *, schema: pa.Schema = PAIRS) -> int:
    """Write pairs, or with `EXAMPLES` examples, a row group at a time; gives how many. The file appears when whole."""
    beside = path.with_name(f"{path.name}.tmp")
    written = 0
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        rows_left = iter(found)
        while rows := list(islice(rows_left, _ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist([_row(pair, people) for pair, people in rows], schema=schema))
            written += len(rows)
    beside.replace(path)
    return written


def read_preferences(path: Path, *, most: int) -> Iterator[Known]:
    """The first pairs or examples of a file, at most so many, a row group in memory at a time."""
    left = most
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROW_GROUP):
            for row in batch.to_pylist()[:left]:
                yield _pair(row), frozenset(row["people"])
            left -= batch.num_rows
            if left <= 0:
                return


def _row(pair: PairRow, people: Collection[str]) -> dict[str, object]:
    known = {name: getattr(pair, name) for name, _ in _KNOWN if name != "people"}
    return {
        "prompt": ask(pair, len, Room(_ENDLESS, _ENDLESS), reserved=()),
        "chosen": _said(pair.chosen),
        "completion": _said(pair.chosen or pair.rejected),
        "label": bool(pair.chosen),
        "rejected": _said(pair.rejected),
        **known,
        "people": sorted(people),
    }


def _pair(row: dict[str, Any]) -> PairRow:
    known = {name: row[name] for name, _ in _KNOWN if name not in ("people", "texts")}
    chosen, rejected = row.get("chosen") or row["completion"], row.get("rejected") or _said("")
    return PairRow(**known, chosen=chosen[0]["content"], rejected=rejected[0]["content"], texts=tuple(row["texts"]))


def _said(text: str) -> list[ChatMessage]:
    return [{"role": "assistant", "content": text}]
