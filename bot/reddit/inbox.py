"""Private messages to the bot: read, handled, and only then marked as read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NoReturn

from asyncpraw import models
from asyncpraw.endpoints import API_PATH

from bot.reddit import translate
from bot.reddit.client import RedditClient
from bot.reddit.memory import Memory
from bot.reddit.things import IncomingMessage

MARKED_AT_ONCE = 25
"""Reddit takes no more ids in one request."""


class Inbox:
    """What people wrote to the bot. A message that was handled and not yet marked survives a crash as unread."""

    def __init__(self, client: RedditClient) -> None:
        self._client = client
        self._handled = Memory(1000)
        self._to_mark: list[str] = []

    async def unread(self) -> list[IncomingMessage]:
        """Unread messages that were not handled yet, oldest first. Mentions and the like are passed over as read."""
        found: list[IncomingMessage] = []
        async with self._client.attempt("reading the inbox"):
            async for item in self._client.reddit.inbox.unread(limit=None):
                if item.fullname in self._handled or not isinstance(item, models.Message):
                    self._mark_later(item.fullname)
                else:
                    found.append(translate.message(item))
        return sorted(found, key=lambda message: (message.created_utc, message.fullname))

    async def mark_read(self, fullnames: Sequence[str]) -> None:
        """Tell Reddit that these need not come again. Harmless when repeated."""
        for start in range(0, len(fullnames), MARKED_AT_ONCE):
            some = ",".join(fullnames[start : start + MARKED_AT_ONCE])
            async with self._client.attempt("marking messages as read"):
                await self._client.reddit.post(API_PATH["read_message"], data={"id": some})

    async def run(self, handle: Callable[[IncomingMessage], Awaitable[None]], *, every_s: float) -> NoReturn:
        """Bring every unread message to `handle`, look every `every_s` seconds of the clock, for ever.

        A message is marked after `handle` returned, so after a crash between the two it comes again: `handle` must know
        by its fullname. Raises what Reddit raises; run it again after a while.
        """
        while True:
            for message in await self.unread():
                await handle(message)
                self._handled.add(message.fullname)
                self._mark_later(message.fullname)
            await self._mark()
            await self._client.clock.sleep(every_s)

    def _mark_later(self, fullname: str) -> None:
        if fullname not in self._to_mark:
            self._to_mark.append(fullname)

    async def _mark(self) -> None:
        # If this fails they are still unread, and the next look finds them again, to be marked and not handled.
        due, self._to_mark = self._to_mark, []
        await self.mark_read(due)
