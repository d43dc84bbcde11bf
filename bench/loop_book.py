"""The book of a run: its options, what every life and control came to, and the processes that are still at it."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from bench.stage import Stage, StageError, machine, staged


@dataclass(slots=True)
class Book:
    """What is known so far, on the disk after every step."""

    path: Path
    lives: dict[str, list[dict[str, Any]]]
    controls: list[dict[str, Any]]
    options: dict[str, Any]
    is_over: bool = False
    """Whether this process was told to stop; nothing is started any more."""
    _stages: list[Stage] = field(default_factory=list)
    """Of what runs, so that their processes end when this one is told to."""
    _lock: Lock = field(default_factory=Lock)

    def write(self) -> None:
        """Whole or not at all, also where several lives are written at once."""
        half = self.path.with_suffix(".half")
        with self._lock:
            kept = {"options": self.options, "machine": machine(), "lives": self.lives, "controls": self.controls}
            half.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
            half.replace(self.path)

    @contextlib.contextmanager
    def staged(self, folder: Path) -> Iterator[Stage]:
        """A stage whose processes end with it, or when the book is closed. Raises `StageError` where it is already."""
        with staged(folder) as stage:
            self._stages.append(stage)
            if self.is_over:
                raise StageError("told to stop")
            yield stage

    def close(self) -> None:
        """End every process of every life and control, and let none be started."""
        self.is_over = True
        for stage in self._stages:
            stage.stop()


def open_book(path: Path, asked: dict[str, Any], *, is_resumed: bool) -> Book:
    """An empty book, or the one that an earlier run left. Raises `StageError` where that was asked for other things."""
    if is_resumed and path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["options"] != asked:
            raise StageError(f"{path} was made with {kept['options']}; ask for the same, or leave --resume")
        return Book(path, kept["lives"], kept["controls"], asked)
    for old in (*path.parent.glob("seed-*"), *path.parent.glob("control-*")):
        shutil.rmtree(old)
    return Book(path, {}, [], asked)
