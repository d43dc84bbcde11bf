"""Reads many files: in processes of this machine, or over Ray where there is a cluster.

The work is the same function for each file; an engine only says where it runs and who hears how far it is.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, MutableSequence, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from ctypes import c_longlong
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from models.memory import free_bytes
from training.dumps.lines import BrokenFile, window
from training.dumps.parts import part_folder
from training.dumps.reading import Reading, read_file
from training.errors import Misconfigured, TrainingError

_EVERY_S = 0.2
_OWN_BYTES = 400 << 20
"""What a reader needs beside the window of its file."""

Heard = Callable[[int, int], None]
"""Hears (bytes read, bytes in all), of the files on disk."""


@dataclass(frozen=True, slots=True)
class Job:
    """Files to read, how, and where to."""

    files: Sequence[Path]
    into: Path
    reading: Reading
    workers: int
    hear: Heard

    def folder(self, path: Path) -> Path:
        """Where the parts of a file lie."""
        return part_folder(self.into, path, repr(self.reading))


class ReaderKilled(TrainingError):
    """A reading process was ended from outside, most likely because the machine ran out of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a reading process was killed, most likely for want of memory; run the same command again with "
            "fewer --workers: what was read stays"
        )


def over_processes(job: Job) -> None:
    """A process per file, as many at a time as memory has room for. Raises what a reader raised, or `ReaderKilled`."""
    total = sum(path.stat().st_size for path in job.files)
    context = multiprocessing.get_context("spawn")
    board = cast("MutableSequence[int]", context.Array(c_longlong, len(job.files) + 1, lock=False))
    start = (board, os.getpid())
    with ProcessPoolExecutor(
        workers_for(job), context, initializer=_start_reader, initargs=start, max_tasks_per_child=1
    ) as pool:
        waiting = {pool.submit(_read_one, number, path, job.into, job.reading) for number, path in enumerate(job.files)}
        try:
            while waiting:
                finished, waiting = wait(waiting, timeout=_EVERY_S, return_when=FIRST_COMPLETED)
                job.hear(min(sum(list(board)[:-1]), total), total)
                for future in finished:
                    future.result()
        except BrokenProcessPool:
            raise ReaderKilled from None
        finally:
            board[-1] = _STOP
            for future in waiting:
                future.cancel()


def over_ray(job: Job) -> None:
    """The same over Ray Data, a task per file, for a cluster whose machines all see the files and the folder."""
    try:
        import ray.data
    except ImportError as error:
        raise Misconfigured(f"ray is not installed: pip install 'sidelight[ray]' ({error})") from None
    sizes = {str(path): path.stat().st_size for path in job.files}
    into, reading = job.into, job.reading

    def read(row: dict[str, Any]) -> dict[str, Any]:
        try:
            read_file(Path(row["item"]), into, reading, hear=lambda _read: None)
        except BrokenFile as error:
            return {"file": row["item"], "problem": str(error)}
        return {"file": row["item"], "problem": ""}

    done = 0
    rows = ray.data.from_items(list(sizes), override_num_blocks=len(sizes)).map(read, concurrency=job.workers)
    for row in rows.iter_rows():
        if row["problem"]:
            raise BrokenFile(row["problem"])
        done += sizes[row["file"]]
        job.hear(done, sum(sizes.values()))


ENGINES: dict[str, Callable[[Job], None]] = {"processes": over_processes, "ray": over_ray}


def workers_for(job: Job) -> int:
    """How many files may be read at a time: no more than asked for, and than fit into the memory that is free.

    Raises `Misconfigured` where not even one fits, which says what its file needs.
    """
    needs = sorted((window(path) + _OWN_BYTES for path in job.files), reverse=True)
    free = free_bytes()
    fitting = next((count for count in range(len(needs), 0, -1) if sum(needs[:count]) <= free), 0)
    if not fitting:
        raise Misconfigured(
            f"unpacking needs {needs[0] >> 20} MiB of memory for a file that was packed with `--long`, "
            f"and {free >> 20} MiB are free"
        )
    return max(1, min(job.workers, fitting))


_STOP = 1


@dataclass(slots=True)
class _Desk:
    """What a reading process knows of the one that started it."""

    board: MutableSequence[int]
    parent: int


_desk: list[_Desk] = []


def _start_reader(board: MutableSequence[int], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever pressed it stops the parent, and that stops the readers
    _desk[:] = [_Desk(board, parent)]


def _read_one(number: int, path: Path, into: Path, reading: Reading) -> None:
    """Runs in a process of its own. Ends by itself where nobody waits for it any more."""
    (desk,) = _desk

    def hear(read: int) -> None:
        if desk.board[-1] == _STOP or os.getppid() != desk.parent:
            raise SystemExit
        desk.board[number] = read

    read_file(path, into, reading, hear=hear)
