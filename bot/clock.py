"""One clock for the whole bot: real time, or the sandbox's, which can run an hour in a second.

Whoever waits, waits by `Clock.sleep`; whoever stores a time, asks `Clock.now`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Protocol

import aiohttp

from bot.errors import Misconfigured, Transient

ASK_TIMEOUT_S = 10.0


class Clock(Protocol):
    """Seconds since the epoch, and a way to let some of them pass."""

    def now(self) -> float:
        """Seconds since the epoch."""

    async def sleep(self, seconds: float) -> None:
        """Return when so many of the clock's seconds have passed; at once for 0 or less, after giving others a turn."""


class WallClock:
    """Real time."""

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait so many real seconds."""
        await asyncio.sleep(max(0.0, seconds))


class ScaledClock:
    """Virtual time: `speed` virtual seconds for each real one, counted from `epoch` at the moment it was made.

    `monotonic` counts real seconds; tests bring their own. `set` moves the clock to where somebody else's stands, and
    wakes whoever sleeps so that they count again.
    """

    def __init__(
        self, epoch: float, *, speed: float, monotonic: Callable[[], float] = time.monotonic, url: str = ""
    ) -> None:
        self._monotonic = monotonic
        self._url = url
        self._changed = asyncio.Event()
        self._set(epoch, speed)

    @property
    def speed(self) -> float:
        """Virtual seconds for each real second."""
        return self._speed

    def now(self) -> float:
        """Virtual seconds since the epoch."""
        return self._then + (self._monotonic() - self._since) * self._speed

    async def sleep(self, seconds: float) -> None:
        """Wait so many virtual seconds, however the speed changes or the time jumps meanwhile."""
        wake_at = self.now() + seconds
        await asyncio.sleep(0)
        while (left := wake_at - self.now()) > 0:
            try:
                async with asyncio.timeout(left / self._speed):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def set(self, now: float, *, speed: float) -> None:
        """Go on from `now` at `speed`; sleepers whose time has come by that wake at once."""
        self._set(now, speed)
        self._changed.set()
        self._changed = asyncio.Event()

    async def resync(self) -> None:
        """Ask the sandbox again: somebody may have changed its speed or jumped ahead. Does nothing without a sandbox.

        Raises `Transient` when it does not answer.
        """
        if self._url:
            now, speed = await _ask(self._url)
            self.set(now, speed=speed)

    def _set(self, now: float, speed: float) -> None:
        if not speed > 0:
            raise Misconfigured(f"a clock cannot run at speed {speed!r}", fix="use a speed above 0")
        self._then, self._since, self._speed = now, self._monotonic(), speed


def clock_seconds(clock: Clock, real_seconds: float) -> float:
    """How many of the clock's seconds pass in so many real ones. HTTP headers speak in real seconds, sleeps do not."""
    return real_seconds * clock.speed if isinstance(clock, ScaledClock) else real_seconds


async def follow_sandbox(url: str) -> ScaledClock:
    """The clock of the sandbox at `url`. Raises `Transient` when it does not answer."""
    now, speed = await _ask(url)
    return ScaledClock(now, speed=speed, url=url)


async def _ask(url: str) -> tuple[float, float]:
    started = time.monotonic()
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ASK_TIMEOUT_S)) as session,
            session.get(f"{url.rstrip('/')}/sandbox/clock", raise_for_status=True) as response,
        ):
            answer: dict[str, Any] = await response.json()
            now, speed = float(answer["now"]), float(answer["speed"])
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Transient("asking the sandbox for its time", str(error) or type(error).__name__) from error
    except (KeyError, ValueError, TypeError) as error:
        raise Misconfigured(
            f"{url} answers, but it is no sandbox", fix="check clock.follow in config.toml, or leave it empty"
        ) from error
    # The answer was true when it left, somewhere between asking and receiving: half the way is the best guess.
    return now + (time.monotonic() - started) / 2 * speed, speed
