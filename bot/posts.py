"""The posts that replies stand under, fetched once in a while and kept for a short time, in memory only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.reddit.things import IncomingPost, IncomingReply

_KEEP = 500


class Lookup(Protocol):
    """Fetches things by fullname."""

    async def things(self, fullnames: Iterable[str]) -> Mapping[str, IncomingReply | IncomingPost | None]: ...


class Posts:
    """A small cache: a busy thread must not cost a request for each of its replies."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._kept: OrderedDict[str, IncomingPost] = OrderedDict()

    async def get(self, fullname: str) -> IncomingPost | None:
        """The post as it stood when it was first needed, or None where it is gone."""
        if fullname not in self._kept:
            found = (await self._lookup.things([fullname])).get(fullname)
            if not isinstance(found, IncomingPost) or found.deleted:
                return None
            self._kept[fullname] = found
            if len(self._kept) > _KEEP:
                self._kept.popitem(last=False)
        return self._kept[fullname]
