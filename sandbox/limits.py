"""Reddit's request quota: 100 a minute for each app, averaged over ten minutes.

The quota counts in virtual time, so a day at 3,600 times the speed allows as many requests as a real day. The headers
speak of the client's own, real seconds: that is the clock by which clients pace themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.clock import VirtualClock

PER_WINDOW = 1000
WINDOW_S = 600


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an app stands in the present window; `reset_s` is in real seconds."""

    used: int
    remaining: int
    reset_s: float

    @property
    def is_over(self) -> bool:
        """Whether this very request was one too many."""
        return self.remaining < 0

    def headers(self) -> Mapping[str, str]:
        """The three headers that every answer carries."""
        # Round down while requests are left, or at high speeds a whole second would look like a long wait; round up
        # once none is left, so that whoever waits for the reset finds that it has come.
        reset = math.floor(self.reset_s) if self.remaining > 0 else math.ceil(self.reset_s)
        return {
            "x-ratelimit-remaining": f"{max(0, self.remaining):.1f}",
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(reset),
        }


class Quota:
    """Counts requests for each app in windows of 600 virtual seconds."""

    def __init__(self, clock: VirtualClock, *, per_window: int = PER_WINDOW, window_s: float = WINDOW_S) -> None:
        self._clock = clock
        self.per_window = per_window
        self._window_s = window_s
        self._window = -1
        self._used: dict[str, int] = {}

    def count(self, client_id: str) -> Standing:
        """Count one request of this app and say where that leaves it."""
        now = self._clock.now()
        window = int(now // self._window_s)
        if window != self._window:
            self._window = window
            self._used.clear()
        used = self._used[client_id] = self._used.get(client_id, 0) + 1
        left_virtual = (window + 1) * self._window_s - now
        return Standing(used=used, remaining=self.per_window - used, reset_s=self._clock.real(left_virtual))
