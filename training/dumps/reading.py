"""Reads one file to Parquet: the same function in a process of its own and on a cluster.

Where subreddits are named, lines of others are passed over without being decoded: of a dump of all Reddit that is
nearly every line, and finding a name in bytes is far quicker than decoding them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson

from training.dumps import reddit, threads, transcripts
from training.dumps.lines import Block, BrokenFile, Place, blocks, is_packed
from training.dumps.parts import Parts, State, held, part_folder, read_state
from training.dumps.records import Left, Record
from training.hidden import hidden_by

Format = Literal["reddit", "threads", "transcript"]

_PART_ROWS = 100_000
_PART_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read. Another reading of the same file is another import."""

    salt: str
    subreddits: tuple[str, ...] = ()
    """In lower case; empty for all."""
    min_words: int = 50
    """Of an answer in a transcript."""
    counsellors: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    skip_broken: bool = False
    """Count lines that cannot be read instead of stopping at the first."""


def read_file(path: Path, into: Path, reading: Reading, *, hear: Callable[[int], None]) -> State:
    """Read one file from where an earlier import left it. `hear` is told how many of its bytes on disk are read.

    Raises `BrokenFile`, naming the file and the line, and `OSError`.
    """
    folder = part_folder(into, path, repr(reading))
    with held(folder):
        state = read_state(folder)
        if state.is_done:
            hear(path.stat().st_size)
            return state
        parts = Parts(folder, state)
        if format_of(path) == "transcript":
            return _read_transcript(path, parts, reading)
        counts: Counter[str] = Counter()
        read = _Reader(path, reading)
        at = since = state.at
        for block in blocks(path, at, hear=hear):
            for record in read(block, counts):
                parts.take(record)
            at = block.end
            if parts.rows >= _PART_ROWS or at.offset - since.offset >= _PART_BYTES:
                parts.keep(at, counts, is_done=False)
                counts, since = Counter(), at
        return parts.keep(at, counts, is_done=True)


def format_of(path: Path) -> Format:
    """What the file holds: by its name, and where that does not say, by its first line."""
    if path.suffix == ".txt":
        return "transcript"
    if is_packed(path):
        return "reddit"
    with path.open("rb") as file:
        head = file.readline(1 << 20)
    return "threads" if b'"replies": [' in head or b'"replies":[' in head else "reddit"


class _Reader:
    """Makes records of the lines of one file of JSON."""

    def __init__(self, path: Path, reading: Reading) -> None:
        self._path = path
        self._reading = reading
        self._hide = hidden_by(reading.salt)
        self._wanted = frozenset(reading.subreddits)
        self._is_threads = format_of(path) == "threads"

    def __call__(self, block: Block, counts: Counter[str]) -> Iterator[Record]:
        """What is kept of a block; the rest is counted."""
        for start, line in _lines(block.data, () if self._is_threads else self._reading.subreddits):
            try:
                for record in self._made_of(line):
                    if isinstance(record, Left):
                        counts[record.reason] += 1
                    else:
                        counts["kept"] += 1
                        yield record
            except ValueError as error:
                if not self._reading.skip_broken:
                    raise self._broken(block, start, error) from None
                counts["line: broken"] += 1

    def _made_of(self, line: bytes) -> Iterable[Record | Left]:
        found = _decoded(line)
        if self._is_threads:
            return threads.to_records(found, self._hide, self._path.stem)
        return (reddit.to_record(found, self._wanted, self._hide),)

    def _broken(self, block: Block, start: int, error: ValueError) -> BrokenFile:
        number = block.start.lines + block.data.count(b"\n", 0, start) + 1
        where = f"{self._path}:{number} (byte {block.start.offset + start})"
        return BrokenFile(f"{where}: {error}; --skip-broken passes over such lines and counts them")


def _lines(data: bytes, subreddits: tuple[str, ...]) -> Iterator[tuple[int, bytes]]:
    """Each line that may be of one of the subreddits, with where it starts; every line where none are named."""
    if not subreddits:
        start = 0
        for line in data.split(b"\n"):
            if line.strip():
                yield start, line
            start += len(line) + 1
        return
    folded = data.lower()
    needles = [f'"subreddit":{blank}"{name}"'.encode() for name in subreddits for blank in ("", " ")]
    for start in sorted({data.rfind(b"\n", 0, at) + 1 for needle in needles for at in _finds(folded, needle)}):
        yield start, data[start : data.find(b"\n", start)]


def _finds(data: bytes, needle: bytes) -> Iterator[int]:
    at = data.find(needle)
    while at >= 0:
        yield at
        at = data.find(needle, at + len(needle))


def _decoded(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        # Old dumps hold halves of characters, which orjson refuses and the scrubbing mends.
        return json.loads(line)


def _read_transcript(path: Path, parts: Parts, reading: Reading) -> State:
    counts: Counter[str] = Counter()
    try:
        text = path.read_text(encoding="utf-8-sig")
        said = transcripts.turns(
            text,
            transcripts.COUNSELLORS.union(reading.counsellors),
            transcripts.CLIENTS.union(reading.clients),
        )
    except ValueError as error:
        raise BrokenFile(f"{path}: {error}") from None
    name = hidden_by(reading.salt)(path.name)
    for found in transcripts.examples(said, name, min_words=reading.min_words):
        if isinstance(found, Left):
            counts[found.reason] += 1
        else:
            counts["kept"] += 1
            parts.take(found)
    return parts.keep(Place(len(text), text.count("\n")), counts, is_done=True)
