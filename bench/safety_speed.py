"""How fast a classifier is and how much memory it takes, each in a fresh process, so that none pays for another."""

from __future__ import annotations

import gc
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from rich.table import Table

from bench.safety_voices import Voice
from models.protocols import Post
from models.safety import judge_all
from models.sentences import split

SINGLE = 500
"""Replies judged one by one, in random order."""
AT_ONCE = 64
"""Replies given together in batch, as `sidelight judge --batch` does."""
PEER = 149
"""Characters of the median reply between peers on Reddit (EPITOME's 3,084 replies); counsellors write more."""
LONGEST_S = 60.0
"""The batch ends then, however many replies are left."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Wall-clock figures of one classifier."""

    start_s: float
    """Making it, and the first verdict."""
    p50_ms: float
    p95_ms: float
    replies_a_second: float
    cpu_ms: float
    """Of the processor for each reply in batch: what stays the same while other work takes its turns."""
    peak_mb: float
    """Of the whole process: Python, the classifier and the texts."""
    bare_mb: float
    """Of the same process before the classifier was made, with its modules loaded."""


def measure(voice: Voice, pairs: Sequence[tuple[Post, str]]) -> Speed:
    """The speed of `voice` on these replies, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measure, voice, pairs).result()


def _measure(voice: Voice, pairs: Sequence[tuple[Post, str]]) -> Speed:
    bare = _peak_mb()
    started = time.perf_counter()
    classifier = voice.make()
    classifier.judge(*pairs[0])
    ready = time.perf_counter() - started
    gc.collect()
    single = []
    for post, reply in random.Random(1).sample(pairs, min(SINGLE, len(pairs))):
        began = time.perf_counter()
        classifier.judge(post, reply)
        single.append(1000 * (time.perf_counter() - began))
    began, cpu_began, done = time.perf_counter(), time.process_time(), 0
    for start in range(0, len(pairs), AT_ONCE):
        done += len(judge_all(classifier, pairs[start : start + AT_ONCE]))
        if time.perf_counter() - began > LONGEST_S:
            break
    rate, cpu_ms = done / (time.perf_counter() - began), 1000 * (time.process_time() - cpu_began) / done
    return Speed(ready, median(single), quantiles(single, n=20)[-1], rate, cpu_ms, _peak_mb(), bare)


def shortened(pairs: Sequence[tuple[Post, str]]) -> list[tuple[Post, str]]:
    """The same replies, as long as peers write: whole sentences as far as they fit, at least one."""
    found = []
    for post, reply in pairs:
        ends = [sentence.end for sentence in split(reply)] or [len(reply)]
        found.append((post, reply[: max((end for end in ends if end <= PEER), default=min(ends[0], PEER))]))
    return found


def _peak_mb() -> float:
    # On Linux getrusage also counts what the parent held when it started this process; the status file does not.
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def speed_table(speeds: dict[str, Speed], what: str) -> Table:
    """One row a classifier."""
    table = Table(title=f"Speed on {what}, one process", box=None, title_justify="left")
    for column in ("", "ready after", "single p50", "single p95", "in batch", "processor", "peak memory", "before"):
        table.add_column(column)
    for name, speed in speeds.items():
        table.add_row(
            name,
            f"{speed.start_s:.2f} s",
            f"{speed.p50_ms:.2f} ms",
            f"{speed.p95_ms:.2f} ms",
            f"{speed.replies_a_second:,.{0 if speed.replies_a_second >= 10 else 2}f} replies/s",
            f"{speed.cpu_ms:,.2f} ms",
            f"{speed.peak_mb:,.0f} MB",
            f"{speed.bare_mb:,.0f} MB",
        )
    return table
