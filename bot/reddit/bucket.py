"""Our own quota in front of Reddit's, with a share that only writes may use.

asyncprawcore paces itself by the headers of the last answer, and tasks that wait together wake together, so alone it
overdraws. This bucket hands out one token at a time, in the order of asking.
"""

from __future__ import annotations

import asyncio

from bot.clock import Clock

SHORTEST_WAIT_S = 0.001


class TokenBucket:
    """`per_minute` requests a minute of the clock, at most `burst` of them at once.

    Reads stop while no more than `write_share` of the burst is left, so that a busy watch cannot hold up a message to
    moderators.
    """

    def __init__(self, clock: Clock, *, per_minute: float, burst: float, write_share: float) -> None:
        self._clock = clock
        self._per_second = per_minute / 60
        self._burst = burst
        self._reserve = burst * write_share
        self._tokens = burst
        self._counted_at = clock.now()
        # Readers queue behind readers and writers behind writers, so nobody is overtaken by their own kind.
        self._reading, self._writing = asyncio.Lock(), asyncio.Lock()

    @property
    def tokens(self) -> float:
        """How many requests could go out this moment, if they were writes."""
        self._refill()
        return self._tokens

    async def take(self, *, write: bool) -> None:
        """Return when one request may go out."""
        needed = 1.0 if write else 1.0 + self._reserve
        async with self._writing if write else self._reading:
            while (missing := needed - self.tokens) > 0:
                # Seconds since 1970 have no digits left for a wait much shorter than this, and it would never end.
                await self._clock.sleep(max(SHORTEST_WAIT_S, missing / self._per_second))
            self._tokens -= 1

    def observe(self, remaining: float) -> None:
        """Believe Reddit when it says that less is left than we think: others may share the quota, or we restarted."""
        self._refill()
        self._tokens = min(self._tokens, remaining)

    def _refill(self) -> None:
        now = self._clock.now()
        passed = max(0.0, now - self._counted_at)
        self._tokens = min(self._burst, self._tokens + passed * self._per_second)
        self._counted_at = now
