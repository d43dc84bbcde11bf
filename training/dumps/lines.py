"""The lines of a file, packed or not, some megabytes at a time, with their places for messages and resuming."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from training.errors import Misconfigured

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_BLOCK = 4 << 20
_PACKED = 1 << 18
_LONGEST_LINE = 64 << 20
_WINDOW_LOG = 31
"""Dumps are packed with `zstd --long=31`; no reader may ask for more."""
_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = 0x184D2A50


class BrokenFile(Misconfigured):
    """A file that cannot be read on; the message names it and the place."""


class Place(NamedTuple):
    """Where in a file: bytes before this after unpacking, and lines before it."""

    offset: int = 0
    lines: int = 0


class Block(NamedTuple):
    """Whole lines."""

    start: Place
    data: bytes

    @property
    def end(self) -> Place:
        """Where the next block starts."""
        return Place(self.start.offset + len(self.data), self.start.lines + self.data.count(b"\n"))


def blocks(path: Path, after: Place, *, hear: Callable[[int], None]) -> Iterator[Block]:
    """The blocks of a file from a place on; `hear` is told how many of its bytes on disk are read.

    A packed file must be unpacked up to that place again, which is quick beside reading it. Raises `BrokenFile`.
    """
    with path.open("rb") as file:
        pieces = _unpacked(path, file, hear) if is_packed(path) else _plain(file, after.offset, hear)
        to_skip = after.offset if is_packed(path) else 0
        place, rest = after, b""
        for piece in pieces:
            if to_skip >= len(piece):
                to_skip -= len(piece)
                continue
            whole, newline, tail = piece[to_skip:].rpartition(b"\n")
            to_skip = 0
            if not newline:
                rest += tail
                if len(rest) > _LONGEST_LINE:
                    raise BrokenFile(f"{path}:{place.lines + 1}: a line of more than {_LONGEST_LINE >> 20} MiB")
                continue
            block = Block(place, rest + whole + newline)
            yield block
            place, rest = block.end, tail
        if rest:
            yield Block(place, rest + b"\n")


def is_packed(path: Path) -> bool:
    """Whether the file is zstd, by its name."""
    return path.suffix == ".zst"


def window(path: Path) -> int:
    """The bytes that unpacking must remember at once, as the file's own head says; 0 for files that are not packed."""
    if not is_packed(path):
        return 0
    with path.open("rb") as file:
        head = file.read(18)
    if len(head) < 6 or head[:4] != _MAGIC:
        if len(head) >= 4 and struct.unpack("<I", head[:4])[0] & 0xFFFFFFF0 == _SKIPPABLE:
            return 1 << _WINDOW_LOG
        raise BrokenFile(f"{path} is no zstd file")
    is_single = bool(head[4] & 0x20)
    if is_single:
        return int(zstd.get_frame_info(head).decompressed_size or 0)
    exponent, mantissa = head[5] >> 3, head[5] & 7
    base = 1 << (10 + exponent)
    return base + (base // 8) * mantissa


def _plain(file: BinaryIO, offset: int, hear: Callable[[int], None]) -> Iterator[bytes]:
    file.seek(offset)
    while piece := file.read(_BLOCK):
        hear(file.tell())
        yield piece


def _unpacked(path: Path, file: BinaryIO, hear: Callable[[int], None]) -> Iterator[bytes]:
    """The bytes of every frame: files that were packed in parallel, or put together, have several."""
    packed = b""
    while packed or (packed := _read(file, hear)):
        unpack = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})
        while not unpack.eof:
            if unpack.needs_input and not packed and not (packed := _read(file, hear)):
                raise BrokenFile(f"{path}: byte {file.tell()}: the file ends in the middle; download the rest of it")
            try:
                piece = unpack.decompress(packed, max_length=_BLOCK)
            except zstd.ZstdError as error:
                raise BrokenFile(f"{path}: byte {file.tell()}: {error}; download it again") from None
            packed = b""
            if piece:
                yield piece
        packed = unpack.unused_data


def _read(file: BinaryIO, hear: Callable[[int], None]) -> bytes:
    packed = file.read(_PACKED)
    hear(file.tell())
    return packed
