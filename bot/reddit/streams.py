"""New replies and new posts of all subreddits, each seen once or a little more often, never less.

asyncpraw has a stream for this, and we do not use it. It waits in real seconds (up to 16 after an error, which it never
unlearns while it is paused by its caller, and not at all while new things arrive); it follows an anchor, behind which a
late insertion stays invisible, and which yields nothing at all once its reply was deleted; and an exception ends it for
good. So we read the newest page ourselves, every few seconds of the clock, without an anchor. When a whole page is new
we go on to older ones until something is familiar, so that a burst or a pause loses nothing; and a sweep now and then
reads everything that the listing still holds (Reddit keeps about 1000), for what was inserted further down.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from asyncpraw import models

from bot.errors import Refused
from bot.reddit import translate
from bot.reddit.client import RedditClient
from bot.reddit.memory import Memory
from bot.reddit.subreddits import Subreddits
from bot.reddit.things import IncomingPost, IncomingReply

log = logging.getLogger(__name__)

PAGE = 100
DEPTH = 1000
"""As far as Reddit's listings go."""

Seen = TypeVar("Seen", IncomingReply, IncomingPost)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Seen]):
    """What is watched: where asyncpraw lists it, and how one of it is translated."""

    name: str
    of: Callable[[models.Subreddit], AsyncIterator[Any]]
    translate: Callable[[Any], Seen]


class Watch(Generic[Seen]):
    """The newest of one kind in all subreddits, read in one request as long as none of them refuses."""

    def __init__(self, client: RedditClient, listing: Listing[Seen], subreddits: Iterable[str]) -> None:
        self._client = client
        self._listing: Listing[Seen] = listing
        names = tuple(subreddits)
        self._doing = f"reading new {listing.name}"
        self._subreddits = Subreddits(names, doing=self._doing, clock=client.clock)
        # Alone, each subreddit lists 1000: with room for all of them a sweep never comes upon what was just forgotten.
        self._handled = Memory(2 * DEPTH * max(1, len(names)))
        self._is_cut_short = False

    @property
    def refused(self) -> Mapping[str, Refused]:
        """Subreddits that were set aside because they refused us; asked again after a while."""
        return self._subreddits.refused

    async def newest(self) -> list[Seen]:
        """What is not handled yet of the newest, oldest first: one request, or more while a page is all new.

        The first look after a start reads everything that Reddit still lists. Raises `Transient` or `Misconfigured`;
        the next look goes on where the last one stood.
        """
        return await self._look(enough=DEPTH if self._is_cut_short else PAGE)

    async def sweep(self) -> list[Seen]:
        """What is not handled yet in everything that Reddit still lists, oldest first."""
        return await self._look(enough=DEPTH)

    def handled(self, thing: Seen) -> None:
        """Do not bring this one again. Without this call, the next look brings it once more."""
        self._handled.add(thing.fullname)

    async def _look(self, *, enough: int) -> list[Seen]:
        async def read(names: Sequence[str]) -> list[Seen]:
            return await self._read("+".join(names), enough=enough)

        self._is_cut_short = False
        found = await self._subreddits.read(read)
        # Two pages overlap when something arrives between them.
        once = {thing.fullname: thing for thing in found}
        return sorted(once.values(), key=lambda thing: thing.created_utc)

    async def _read(self, subreddit: str, *, enough: int) -> list[Seen]:
        new: list[Seen] = []
        looked_at, is_familiar = 0, False
        async with self._client.attempt(self._doing, subreddit=subreddit):
            where = await self._client.reddit.subreddit(subreddit)
            async for item in self._listing.of(where):
                looked_at += 1
                if item.fullname in self._handled:
                    is_familiar = True
                else:
                    new.append(self._listing.translate(item))
                if looked_at >= DEPTH or (is_familiar and looked_at >= enough and looked_at % PAGE == 0):
                    break
            else:
                # An end right after a full page may be no end: the last one on it was deleted while we asked for more,
                # and to what comes after an unknown name Reddit answers nothing.
                self._is_cut_short = self._is_cut_short or (looked_at > 0 and looked_at % PAGE == 0)
        log.debug("watch.read listing=%s looked_at=%d new=%d", self._listing.name, looked_at, len(new))
        return new


def replies(client: RedditClient, subreddits: Iterable[str]) -> Watch[IncomingReply]:
    """Watches every reply in these subreddits."""
    listing = Listing(
        "replies",
        of=lambda subreddit: subreddit.comments(limit=None),
        translate=lambda comment: translate.reply(comment, site=client.site),
    )
    return Watch(client, listing, subreddits)


def posts(client: RedditClient, subreddits: Iterable[str]) -> Watch[IncomingPost]:
    """Watches every post in these subreddits."""
    listing = Listing(
        "posts",
        of=lambda subreddit: subreddit.new(limit=None),
        translate=lambda submission: translate.post(submission, site=client.site),
    )
    return Watch(client, listing, subreddits)
