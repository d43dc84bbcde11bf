"""The folder of a run under way: gone when the run has ended, kept where it was killed, for the next to go on from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.errors import CannotWrite, Stopped


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """The folder, which may hold what an earlier run left. What cannot be gone on with is deleted at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    can_go_on = False
    try:
        yield folder
    except (CannotWrite, Stopped, KeyboardInterrupt):
        can_go_on = True
        raise
    finally:
        if not can_go_on:
            shutil.rmtree(folder, ignore_errors=True)
