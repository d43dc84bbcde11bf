"""From a watch to the workers: each new thing goes through a bounded queue and counts as handled only at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from bot.reddit.things import IncomingPost, IncomingReply
from bot.supervise import Supervisor

Seen = TypeVar("Seen", bound=IncomingReply | IncomingPost)


class Watch(Protocol[Seen]):
    """Reads what is new on Reddit, and brings it again until it was handled."""

    async def newest(self) -> Sequence[Seen]: ...
    async def sweep(self) -> Sequence[Seen]: ...
    def handled(self, thing: Seen) -> None: ...


class Feed(Generic[Seen]):
    """One kind of thing on its way to its handler. When the workers are busy, looking waits: nothing piles up."""

    def __init__(
        self,
        name: str,
        watch: Watch[Seen],
        handle: Callable[[Seen], Awaitable[None]],
        *,
        supervisor: Supervisor,
        room: int = 200,
    ) -> None:
        self._name = name
        self._watch = watch
        self._handle = handle
        self._supervisor = supervisor
        self._queue: asyncio.Queue[Seen] = asyncio.Queue(room)
        self._under_way: set[str] = set()

    async def look(self) -> None:
        """Take up what is new."""
        await self.add(await self._watch.newest())

    async def sweep(self) -> None:
        """Take up everything that Reddit still lists and nobody handled."""
        await self.add(await self._watch.sweep())

    async def add(self, things: Iterable[Seen]) -> None:
        """Queue what is not under way already; waits while the queue is full."""
        for thing in things:
            if thing.fullname not in self._under_way:
                self._under_way.add(thing.fullname)
                await self._queue.put(thing)

    async def work(self) -> None:
        """Handle one thing. Raises `Transient` when its turn must come again, which the watch sees to."""
        thing = await self._queue.get()
        try:
            if await self._supervisor.contain(self._name, thing.fullname, lambda: self._handle(thing)):
                self._watch.handled(thing)
        finally:
            self._under_way.discard(thing.fullname)
