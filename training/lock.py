"""One run at a time: the store's pairs and the machine's cores are not for two."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.errors import Busy


@contextmanager
def only_run(store: Path) -> Iterator[None]:
    """Holds the lock beside the store. Raises `Busy`. The system lets go of it however the process ends."""
    path = store.with_name(f"{store.name}.training.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Busy(path, file.read().strip() or "process unknown") from None
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
