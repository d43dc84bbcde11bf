"""APScheduler, which only ticks: a job puts its name on a queue, and a task of ours does the work.

A job must never be the work: APScheduler swallows a job's exception and cannot wait for it at shutdown.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ticks:
    """Named ticks, at most one of each waiting: a slow consumer must not find a backlog of the same job."""

    def __init__(self) -> None:
        self._queues: dict[str, asyncio.Queue[None]] = {}

    def tick(self, name: str) -> None:
        """Make the next `wait(name)` return."""
        queue = self._queue(name)
        if queue.empty():
            queue.put_nowait(None)

    async def wait(self, name: str) -> None:
        """Return at the next tick of `name`."""
        await self._queue(name).get()

    def _queue(self, name: str) -> asyncio.Queue[None]:
        return self._queues.setdefault(name, asyncio.Queue(maxsize=1))


@contextmanager
def scheduled(ticks: Ticks, every_real_s: Mapping[str, float]) -> Iterator[None]:
    """Tick each name at its interval, in real seconds, while the block runs. Needs a running event loop."""
    # The time zone is given because APScheduler would look for it on the disk, and intervals need none.
    scheduler = AsyncIOScheduler(
        timezone=dt.UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for name, seconds in every_real_s.items():
        scheduler.add_job(
            ticks.tick, IntervalTrigger(seconds=max(seconds, 0.05), timezone=dt.UTC), args=[name], id=name
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
