"""How replies and posts stand now, a hundred to a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from asyncpraw import models

from bot.reddit import translate
from bot.reddit.client import RedditClient
from bot.reddit.things import IncomingPost, IncomingReply, Standing

AT_ONCE = 100
"""Reddit answers for no more fullnames in one request."""

T = TypeVar("T")


class Lookup:
    """Asks Reddit for things by their fullnames. What it no longer knows is None: gone there, and so to go here too.

    What an answer leaves out is asked for once more: once may be a slip of Reddit's, and what is gone here stays gone.
    """

    def __init__(self, client: RedditClient) -> None:
        self._client = client

    async def standings(self, fullnames: Iterable[str]) -> Mapping[str, Standing | None]:
        """Score, removal, deletion, edits and text of each, in the order asked. Replies under it are not told."""
        return await self._look(fullnames, translate.standing)

    async def things(self, fullnames: Iterable[str]) -> Mapping[str, IncomingReply | IncomingPost | None]:
        """Each reply or post as if it came in just now: for its context, and to go on after a restart."""
        return await self._look(fullnames, self._translated)

    async def _look(self, fullnames: Iterable[str], to: Callable[[Any], T]) -> dict[str, T | None]:
        wanted = list(dict.fromkeys(fullnames))
        found = await self._ask(wanted, to)
        found |= await self._ask([fullname for fullname in wanted if fullname not in found], to)
        return {fullname: found.get(fullname) for fullname in wanted}

    async def _ask(self, fullnames: Sequence[str], to: Callable[[Any], T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for start in range(0, len(fullnames), AT_ONCE):
            some = fullnames[start : start + AT_ONCE]
            async with self._client.attempt(f"looking at {len(some)} replies and posts", fullname=some[0]):
                async for thing in self._client.reddit.info(fullnames=some):
                    found[thing.fullname] = to(thing)
        return found

    def _translated(self, thing: models.Comment | models.Submission) -> IncomingReply | IncomingPost:
        if isinstance(thing, models.Comment):
            return translate.reply(thing, site=self._client.site)
        return translate.post(thing, site=self._client.site)
