"""Private messages to the bot: read, handled by whoever asks for them, and only then marked as read."""

from __future__ import annotations

from collections.abc import Sequence

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

    async def unread(self) -> list[IncomingMessage]:
        """Unread messages that were not handled yet, oldest first.

        Mentions and the like are marked and passed over, and so is what was handled before and could not be marked.
        """
        found: list[IncomingMessage] = []
        passed_over: list[str] = []
        async with self._client.attempt("reading the inbox"):
            async for item in self._client.reddit.inbox.unread(limit=None):
                if item.fullname in self._handled or not isinstance(item, models.Message):
                    passed_over.append(item.fullname)
                else:
                    found.append(translate.message(item))
        await self.mark_read(passed_over)
        return sorted(found, key=lambda message: (message.created_utc, message.fullname))

    async def mark_read(self, fullnames: Sequence[str]) -> None:
        """These were handled: they will not come again, even if Reddit cannot be told just now. Harmless when repeated.

        Call it after the handling, never before: a crash between the two brings the message once more.
        """
        for fullname in fullnames:
            self._handled.add(fullname)
        for start in range(0, len(fullnames), MARKED_AT_ONCE):
            some = ",".join(fullnames[start : start + MARKED_AT_ONCE])
            async with self._client.attempt("marking messages as read"):
                await self._client.reddit.post(API_PATH["read_message"], data={"id": some})
