"""What others say in our modmail conversations, by asking which of them were written in lately.

asyncpraw's stream of conversations brings each one once, so an answer in a known one would never be seen.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from bot.errors import Refused
from bot.reddit.client import RedditClient
from bot.reddit.memory import Memory
from bot.reddit.modmail import PAGE, STATES, Conversation, Modmail
from bot.reddit.subreddits import Subreddits
from bot.reddit.things import ModmailMessage

log = logging.getLogger(__name__)

OVERLAP_S = 3600.0
"""How far before the last look the next one reaches: a conversation may become ours a little after it was opened."""


class ModmailWatch:
    """Messages in the conversations that `is_ours` knows. Those of others are never opened.

    `since_utc` says how far back the first look goes.
    """

    def __init__(
        self,
        client: RedditClient,
        subreddits: Iterable[str],
        *,
        is_ours: Callable[[str], Awaitable[bool]],
        since_utc: float,
    ) -> None:
        self._client = client
        self._modmail = Modmail(client)
        names = tuple(subreddits)
        self._subreddits = Subreddits(names, doing="reading modmail", clock=client.clock)
        self._is_ours = is_ours
        # Each subreddit has its own: one that was set aside for a day goes on from there when it opens again.
        self._floors_utc = dict.fromkeys(names, since_utc - OVERLAP_S)
        self._read_utc: dict[str, float] = {}
        self._changed: dict[str, Conversation] = {}
        self._waiting: dict[str, ModmailMessage] = {}
        self._handled = Memory(4000)

    @property
    def refused(self) -> Mapping[str, Refused]:
        """Subreddits that were set aside because they refused us; asked again after a while."""
        return self._subreddits.refused

    async def newest(self) -> list[ModmailMessage]:
        """Messages that were not handled yet, oldest first, without the bot's own.

        After a restart some come again: the store knows them by their id. Raises what Reddit raises, and goes on where
        it stood at the next look.
        """
        await self._subreddits.read(self._list)
        for conversation in list(self._changed.values()):
            if await self._is_ours(conversation.id):
                await self._open(conversation)
            del self._changed[conversation.id]
        return sorted(self._waiting.values(), key=lambda message: message.created_utc)

    def handled(self, message: ModmailMessage) -> None:
        """Do not bring this one again."""
        self._handled.add(message.id)
        self._waiting.pop(message.id, None)

    async def _list(self, names: Sequence[str]) -> list[Conversation]:
        floor_utc = min(self._floors_utc[name] for name in names)
        found = [item for state in STATES for item in await self._list_state(names, state, floor_utc)]
        for conversation in found:
            if self._read_utc.get(conversation.id) != conversation.last_updated_utc:
                self._changed[conversation.id] = conversation
        if found:
            reached_utc = max(conversation.last_updated_utc for conversation in found) - OVERLAP_S
            for name in names:
                self._floors_utc[name] = max(self._floors_utc[name], reached_utc)
            lowest_utc = min(self._floors_utc.values())
            self._read_utc = {key: at for key, at in self._read_utc.items() if at >= lowest_utc}
        return found

    async def _list_state(self, names: Sequence[str], state: str, floor_utc: float) -> list[Conversation]:
        found: list[Conversation] = []
        after: str | None = None
        while True:
            page = await self._modmail.recent(names, state, after=after)
            found += [conversation for conversation in page if conversation.last_updated_utc >= floor_utc]
            if len(page) < PAGE or page[-1].last_updated_utc < floor_utc or page[-1].id == after:
                return found
            after = page[-1].id

    async def _open(self, conversation: Conversation) -> None:
        try:
            messages = await self._modmail.messages(conversation.id)
        except Refused as refused:
            # Listed a moment ago and closed to us now: nothing in it will come, and the others must not wait for it.
            log.warning("modmail.closed conversation=%s code=%s", conversation.id, refused.code)
            messages = []
        for message in messages:
            if message.author != self._client.me and message.id not in self._handled:
                self._waiting[message.id] = message
        self._read_utc[conversation.id] = conversation.last_updated_utc
