"""One bot for one store: of two that share a file, each would take the other's half-done sends for its own."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import StoreTaken, store_errors


@contextmanager
def sole_use(path: Path) -> Iterator[None]:
    """Keep the store at `path` for this process alone, for the length of the block; the system lets go at its death.

    Tools that only read, and training, need no such thing. Raises `StoreTaken` where another process has it.
    """
    with store_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreTaken(path) from None
        yield
    finally:
        os.close(lock)
