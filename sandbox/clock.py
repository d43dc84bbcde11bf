"""The sandbox's own time, from as slow as real time to an hour each second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

SLOWEST, FASTEST = 0.001, 3600.0


class VirtualClock:
    """Virtual seconds since the epoch, `speed` of them for each real second.

    `monotonic` counts the real seconds; tests may hand in their own.
    """

    def __init__(
        self,
        epoch: float | None = None,
        *,
        speed: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._then = time.time() if epoch is None else epoch
        self._since = monotonic()
        self._speed = _checked(speed)
        self._changed = asyncio.Event()

    @property
    def speed(self) -> float:
        """Virtual seconds for each real one."""
        return self._speed

    def now(self) -> float:
        """Virtual seconds since the epoch."""
        return self._then + (self._monotonic() - self._since) * self._speed

    def real(self, virtual_seconds: float) -> float:
        """How many real seconds these virtual seconds last at today's speed."""
        return virtual_seconds / self._speed

    def set_speed(self, speed: float) -> None:
        """Go on from this moment at another speed, above 0 and at most 3600."""
        speed = _checked(speed)
        self._rebase(self.now())
        self._speed = speed

    def advance(self, seconds: float) -> None:
        """Jump ahead; who slept into that stretch wakes at once. Time never runs backwards."""
        if not seconds >= 0:
            raise ValueError("the clock can only be advanced by 0 seconds or more")
        self._rebase(self.now() + seconds)

    async def sleep(self, seconds: float) -> None:
        """Wait for so many virtual seconds, whatever happens to the speed meanwhile."""
        await self.sleep_until(self.now() + seconds)

    async def sleep_until(self, moment: float) -> None:
        """Wait until the clock shows `moment`; gives other tasks a turn even when that is already past."""
        await asyncio.sleep(0)
        while (left := moment - self.now()) > 0:
            try:
                async with asyncio.timeout(left / self._speed):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def _rebase(self, now: float) -> None:
        self._then, self._since = now, self._monotonic()
        # Sleepers worked out their real wait from the old speed: wake them, and give later ones a fresh event.
        self._changed.set()
        self._changed = asyncio.Event()


def _checked(speed: float) -> float:
    if not 0 < speed <= FASTEST:
        raise ValueError(f"speed is in virtual seconds per real second, above 0 and at most {FASTEST:g}: not {speed!r}")
    return max(SLOWEST, float(speed))
