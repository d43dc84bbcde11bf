"""What is going to happen, in order, on the virtual clock."""

from __future__ import annotations

import heapq
import logging
from collections.abc import Callable

from sandbox.clock import VirtualClock
from sandbox.world import WorldError

log = logging.getLogger(__name__)

LOOK_UP_S = 120.0
"""Nobody reacts faster than this, so looking up this often misses nothing that was added meanwhile."""
BATCH = 25
"""Late events done in one go before the server has its turn again."""


class Agenda:
    """A heap of moments and what happens then.

    While an event runs, `now` is the moment it was due, so that a late machine changes no delay and no order.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._due: float | None = None
        self.done = 0
        self.refused = 0
        """Events that the world refused, for instance an answer to something deleted."""

    def now(self) -> float:
        """The moment being lived: of the running event, or of the clock between events."""
        return self._clock.now() if self._due is None else self._due

    def at(self, moment: float, action: Callable[[], None]) -> None:
        """Have `action` done at `moment`; a moment that is past means as soon as possible."""
        self._count += 1
        heapq.heappush(self._heap, (moment, self._count, action))

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Have `action` done so many virtual seconds from now, and no sooner than a person can react."""
        self.at(self.now() + max(LOOK_UP_S, seconds), action)

    def __len__(self) -> int:
        return len(self._heap)

    async def run_until(self, end: float) -> None:
        """Live through everything that is due up to `end`, in order and without loss, however late it gets."""
        while True:
            due = self._heap[0][0] if self._heap else end
            if due > end or not self._heap:
                if self._clock.now() >= end:
                    return
                due = end
            await self._clock.sleep_until(min(due, self._clock.now() + LOOK_UP_S))
            self._do_what_is_due(min(self._clock.now(), end))

    def _do_what_is_due(self, now: float) -> None:
        for _ in range(BATCH):
            if not self._heap or self._heap[0][0] > now:
                return
            self._due, _, action = heapq.heappop(self._heap)
            try:
                action()
            except WorldError as refusal:
                self.refused += 1
                log.debug("refused code=%s", refusal.code)
            finally:
                self._due = None
                self.done += 1
