"""What was read of one file, as Parquet: in parts, each whole or not there, so that a killed import goes on from them.

A part is written under another name, flushed to the disk and renamed; only then the state says that it counts. Whoever
reads takes the parts that the state names and nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from training.dumps.lines import Place
from training.dumps.records import KINDS, Example, Post, Record, Reply
from training.errors import Misconfigured

ROW_GROUP = 10_000
_STATE = "state.json"


@dataclass(slots=True)
class State:
    """How far a file was read, and what came of it."""

    at: Place = field(default_factory=Place)
    is_done: bool = False
    parts: int = 0
    files: list[str] = field(default_factory=list)
    """Names of the Parquet files that count."""
    counts: Counter[str] = field(default_factory=Counter)
    """What was found → how many records."""

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "offset": self.at.offset, "lines": self.at.lines, "is_done": self.is_done, "parts": self.parts,
            "files": self.files, "counts": dict(self.counts),
        }  # fmt: skip


def part_folder(into: Path, file: Path, reading: str) -> Path:
    """Where the parts of a file lie. Another file under the same name, or read in another way, has another folder."""
    found = file.stat()
    print_ = f"{file.resolve()}:{found.st_size}:{found.st_mtime_ns}:{reading}"
    return into / "parts" / f"{file.stem[:60]}-{hashlib.sha256(print_.encode()).hexdigest()[:12]}"


def read_state(folder: Path) -> State:
    """What counts of a file; a fresh state where nothing was read yet."""
    try:
        found = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        at = Place(int(found["offset"]), int(found["lines"]))
        return State(at, found["is_done"], found["parts"], list(found["files"]), Counter(found["counts"]))
    except FileNotFoundError:
        return State()
    except (ValueError, KeyError, TypeError) as error:
        raise Misconfigured(
            f"{folder / _STATE} is damaged ({error}); remove the folder to read that file again"
        ) from None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Alone with the parts of one file. Waits for whoever is at them: a reader that lost its parent is soon gone."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Parts:
    """Takes records and keeps them, a row group at a time; `keep` makes what was taken so far count."""

    def __init__(self, folder: Path, state: State) -> None:
        self._folder = folder
        self._state = state
        self._rows: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self.rows = 0
        """Taken since the last part."""

    def take(self, record: Record) -> None:
        """Add a record to the part that is being written."""
        kind = _kind(record)
        rows = self._rows[kind]
        rows.append(record)
        self.rows += 1
        if len(rows) >= ROW_GROUP:
            self._flush(kind)

    def keep(self, at: Place, counts: Mapping[str, int], *, is_done: bool) -> State:
        """End the part: everything up to `at` is read, and need not be read again."""
        for kind in KINDS:
            self._flush(kind)
        for kind, writer in self._writers.items():
            writer.close()
            name = self._name(kind)
            _to_disk(self._folder / f"{name}.tmp")
            (self._folder / f"{name}.tmp").replace(self._folder / name)
            self._state.files.append(name)
        self._writers.clear()
        state = self._state
        state.at, state.is_done, state.parts = at, is_done, state.parts + 1
        state.counts.update(counts)
        replace_text(self._folder / _STATE, json.dumps(state.as_json(), indent=1))
        self.rows = 0
        return state

    def _flush(self, kind: str) -> None:
        rows = self._rows[kind]
        if not rows:
            return
        schema = KINDS[kind][1]
        if kind not in self._writers:
            path = self._folder / f"{self._name(kind)}.tmp"
            self._writers[kind] = pq.ParquetWriter(path, schema, compression="zstd")
        columns = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)]
        self._writers[kind].write_table(pa.Table.from_arrays(columns, schema=schema))
        rows.clear()

    def _name(self, kind: str) -> str:
        return f"{kind}-{self._state.parts:05d}.parquet"


def kept_files(folders: Sequence[Path], kind: str) -> list[Path]:
    """The Parquet files of a kind that count."""
    return [folder / name for folder in folders for name in read_state(folder).files if name.startswith(f"{kind}-")]


def replace_text(path: Path, text: str) -> None:
    """Put `text` in the file's place at once: after a crash it holds the old or the new, never half."""
    beside = path.with_name(f"{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    _to_disk(beside)
    beside.replace(path)


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _kind(record: Record) -> str:
    match record:
        case Post():
            return "posts"
        case Reply():
            return "replies"
        case Example():
            return "examples"
