"""Loops that outlive trouble: back off, say once when it broke and once when it recovered."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.errors import Refused, Transient
from store import StoreBusy, StoreError, StoreFull

log = logging.getLogger(__name__)

PASSING = (StoreFull, StoreBusy)
"""What a person or another process will mend while we wait; nothing was half written."""
_FIRST_WAIT_S = 2.0
_LONGEST_WAIT_S = 600.0


@dataclass(slots=True)
class Health:
    """Which loops are broken now, and how often items were set aside. Read by `sidelight status`."""

    broken: dict[str, str] = field(default_factory=dict)
    set_aside: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Keeps the loops of the watch going."""

    clock: Clock
    rng: random.Random
    health: Health

    async def repeat(self, name: str, step: Callable[[], Awaitable[object]], *, every_s: float) -> None:
        """Run `step` every `every_s` virtual seconds, for ever.

        `Transient` backs off with jitter (or as long as it asks), and so does a store that is full or busy; `Refused`
        waits for the next turn. Each is told once. Everything else ends the loop, and with it the process: a service
        manager restarts it.
        """
        wait = _FIRST_WAIT_S
        while True:
            try:
                await step()
            except (Transient, *PASSING) as error:
                self._broke(name, str(error))
                asked = (error.retry_after_s or 0.0) if isinstance(error, Transient) else 0.0
                pause = max(asked, min(wait, _LONGEST_WAIT_S) * self.rng.uniform(0.5, 1.5))
                wait = min(wait * 2, _LONGEST_WAIT_S)
            except Refused as error:
                self._broke(name, str(error))
                pause = max(every_s, _FIRST_WAIT_S)
            else:
                self._recovered(name)
                wait, pause = _FIRST_WAIT_S, every_s
            await self.clock.sleep(pause)

    async def until_done(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        """Run `work` until it goes through once. Only `Transient` is tried again."""
        wait = _FIRST_WAIT_S
        while True:
            try:
                await work()
            except Transient as error:
                self._broke(name, str(error))
                await self.clock.sleep(max(error.retry_after_s or 0.0, wait))
                wait = min(wait * 2, _LONGEST_WAIT_S)
            else:
                self._recovered(name)
                return

    async def contain(self, name: str, item: str, work: Callable[[], Awaitable[object]]) -> bool:
        """Whether one item is done with: `work` went through, or a bug that it provokes was logged and set aside.

        False where Reddit refused something that the item needed: try it again later. `Transient` and trouble
        with the store pass through.
        """
        try:
            await work()
        except (Transient, StoreError):
            raise
        except Refused as error:
            log.info("refused loop=%s item=%s why=%s", name, item, error)
            return False
        except Exception:
            # A bug that one text provokes. The stack is logged without the text; the others still need us.
            self.health.set_aside[name] = self.health.set_aside.get(name, 0) + 1
            log.exception("set_aside loop=%s item=%s", name, item)
        return True

    def _broke(self, name: str, why: str) -> None:
        if name not in self.health.broken:
            log.warning("broke loop=%s why=%s", name, why)
        self.health.broken[name] = why

    def _recovered(self, name: str) -> None:
        if self.health.broken.pop(name, None) is not None:
            log.info("recovered loop=%s", name)
