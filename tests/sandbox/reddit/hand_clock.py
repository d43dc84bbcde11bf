"""A clock that a test turns by hand."""

from __future__ import annotations

import asyncio


class HandClock:
    """Whoever sleeps moves the time on by as much, and never waits really."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self._now = now
        self.slept: list[float] = []

    def now(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += max(0.0, seconds)
        await asyncio.sleep(0)
