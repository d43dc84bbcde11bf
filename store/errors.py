"""What can go wrong with the file, each with what to do about it.

    StoreError           `path`, `problem` and `fix`: one line for a person
    ├── StoreUnreachable no such place, or a folder that cannot be made
    ├── StoreReadOnly    the disk or the file may only be read
    ├── StoreFull        no room left; nothing was half-written
    ├── StoreCorrupt     the file is damaged, or is no SQLite file at all
    ├── StoreTooNew      a newer Sidelight has written it
    ├── StoreTaken       another bot works on it
    └── StoreBusy        another process held the file for too long; the only one that may pass by itself

Everything else that SQLite raises (a missing table, a broken constraint) is a bug of ours and stays as it is.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


class StoreError(Exception):
    """The root of what can go wrong with the file. `problem` names it, `fix` says what a person can do."""

    problem_words: ClassVar[str] = "cannot be used"
    fix: ClassVar[str] = "look at the file and its folder"

    def __init__(self, path: Path, why: str = "") -> None:
        self.path = path
        self.problem = f"the store {path} {self.problem_words}" + (f" ({why})" if why else "")
        super().__init__(f"{self.problem}; {self.fix}")


class StoreUnreachable(StoreError):
    """There is no file at that place and none can be made there."""

    problem_words = "cannot be opened"
    fix = "set [store] path in config.toml to a place where this user may write"


class StoreReadOnly(StoreError):
    """The file, its folder or the disk may only be read."""

    problem_words = "can be read but not written"
    fix = "give this user the right to write the file and its folder, or mount the disk for writing"


class StoreFull(StoreError):
    """No room left on the disk. What was being written is rolled back, and what was there is whole."""

    problem_words = "has no room to grow: the disk is full"
    fix = "free some space on that disk; nothing was lost, and work goes on from where it was"


class StoreCorrupt(StoreError):
    """The file is damaged or is not SQLite's."""

    problem_words = "is damaged or is not a Sidelight store"
    fix = "stop Sidelight, move the file and its -wal and -shm away, and put your last backup in its place"


class StoreTooNew(StoreError):
    """The file knows migrations that this program does not."""

    problem_words = "was written by a newer Sidelight than this one"
    fix = "install that version again, or put back a backup from before the upgrade"


class StoreTaken(StoreError):
    """Another bot works on it already."""

    problem_words = "is in use by another Sidelight"
    fix = "stop that one first, or give this one a store of its own"


class StoreBusy(StoreError):
    """Another process kept the file to itself for longer than we wait. Trying again may help."""

    problem_words = "is held by another process"
    fix = (
        "try again; if it stays so, look for a second Sidelight or an open SQLite shell with an unfinished transaction"
    )


_BY_SQLITE_CODE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_CORRUPT: StoreCorrupt,
    sqlite3.SQLITE_NOTADB: StoreCorrupt,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CANTOPEN: StoreUnreachable,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_AUTH: StoreReadOnly,
    sqlite3.SQLITE_IOERR: StoreUnreachable,
}
_BY_ERRNO: dict[int, type[StoreError]] = {
    errno.EROFS: StoreReadOnly,
    errno.EACCES: StoreReadOnly,
    errno.EPERM: StoreReadOnly,
    errno.ENOSPC: StoreFull,
    errno.EDQUOT: StoreFull,
}


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what the disk or SQLite raises inside the block into a `StoreError` that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the plain code; the rest says more about where it happened. Errors that Python's own module
        # raises (a closed connection, a wrong argument) carry no code.
        kind = _BY_SQLITE_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if kind is None:
            raise
        raise kind(path, str(error)) from error
    except OSError as error:
        kind = _BY_ERRNO.get(error.errno or 0, StoreUnreachable)
        raise kind(path, error.strerror or str(error)) from error
