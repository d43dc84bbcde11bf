"""`python -m bench.dump`: importing a large packed dump, beside unpacking it and doing nothing with it.

The dump is made here, of made-up words, into a folder that is removed afterwards. Each step runs in a process of its
own, so that none pays for the memory of another.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import ParamSpec, TypeVar

from rich.console import Console
from rich.table import Table

from bench.made_dump import WANTED, make_dump
from training.dumps.engines import Job
from training.dumps.importing import Bench, Order, import_files
from training.dumps.lines import Place, blocks, window
from training.dumps.pairs import VoteRules
from training.dumps.reading import Reading, read_file

_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Pass:
    """One way through the dump."""

    seconds: float
    cpu_s: float
    """Of the processor: what stays the same while other work takes its turns."""
    peak_mb: tuple[int, ...]
    """Of the process, after each quarter of the file: flat, or growing with it."""


def main() -> None:
    """Make a dump, go through it in three ways, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.dump", description=__doc__)
    parser.add_argument("--gb", type=float, default=0.25, help="gigabytes of lines, before packing (default 0.25)")
    parser.add_argument("--window-log", type=int, default=31, help="as in zstd --long=31, which dumps are packed with")
    parser.add_argument("--every", action="store_true", help="also keep every line, as of one subreddit: slow")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sidelight-dump-") as name:
        path, folder = Path(name) / "RC_made.zst", Path(name)
        lines = _alone(make_dump, path, size=int(given.gb * 1e9), window_log=given.window_log, seed=given.seed)
        passes = {
            "unpacked only": _alone(_unpack, path),
            "one subreddit in fifty": _alone(_read, path, folder / "one", (WANTED.lower(),)),
            "one subreddit, to pairs": _alone(_import, path, folder / "set"),
        }
        if given.every:
            passes["every subreddit"] = _alone(_read, path, folder / "all", ())
        found = {
            "gb": given.gb,
            "lines": lines,
            "packed_mb": path.stat().st_size // _MB,
            "window_mb": window(path) // _MB,
            "passes": {what: asdict(one) for what, one in passes.items()},
        }
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        _show(Console(), found, passes)


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _alone(work: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given, **named).result()


class _Watch:
    """Notes time and memory while a file is gone through."""

    def __init__(self, path: Path) -> None:
        self._size = path.stat().st_size
        self._peaks: list[int] = []
        self._began = time.perf_counter(), time.process_time()

    def hear(self, read: int) -> None:
        """So many bytes are read."""
        while len(self._peaks) < 4 and read >= self._size * (len(self._peaks) + 1) / 4:
            self._peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)

    def done(self) -> Pass:
        """The figures."""
        peaks = (*self._peaks[:3], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        seconds, cpu_s = self._began
        return Pass(time.perf_counter() - seconds, time.process_time() - cpu_s, peaks)


def _unpack(path: Path) -> Pass:
    watch = _Watch(path)
    for _block in blocks(path, Place(), hear=watch.hear):
        pass
    return watch.done()


def _read(path: Path, into: Path, subreddits: tuple[str, ...]) -> Pass:
    watch = _Watch(path)
    read_file(path, into, Reading("salt", subreddits), hear=watch.hear)
    return watch.done()


def _import(path: Path, into: Path) -> Pass:
    watch = _Watch(path)

    def engine(job: Job) -> None:
        read_file(path, into, job.reading, hear=watch.hear)

    order = Order((path,), into, "made up", "CC0", "made up", Reading("", (WANTED.lower(),)), VoteRules())
    import_files(
        order, Bench(engine, lambda _post, _text: True, time.time, lambda _read, _of: None, lambda _step: None)
    )
    return watch.done()


def _show(console: Console, found: dict[str, object], passes: dict[str, Pass]) -> None:
    bare = passes["unpacked only"]
    title = (
        f"{found['gb']} GB in {found['lines']} lines, {found['packed_mb']} MB packed, window {found['window_mb']} MB"
    )
    table = Table("", "seconds", "CPU s", "MB/s", "of bare (CPU)", "peak MB by quarter", title=title)
    for what, one in passes.items():
        rate = float(str(found["gb"])) * 1000 / one.seconds
        share = bare.cpu_s / one.cpu_s
        peaks = ", ".join(map(str, one.peak_mb))
        table.add_row(what, f"{one.seconds:.1f}", f"{one.cpu_s:.1f}", f"{rate:.0f}", f"{share:.2f}", peaks)
    console.print(table)
    versions = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "orjson", "pyarrow"))
    console.print(
        f"Python {platform.python_version()}, {versions}, {multiprocessing.cpu_count()} cores", highlight=False
    )


if __name__ == "__main__":
    main()
