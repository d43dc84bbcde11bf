"""Who moderates a subreddit at this moment, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping

from bot.reddit.client import RedditClient

ALL = "all"


class Moderators:
    """Asks Reddit, and believes its answer for `keep_s` seconds of the clock."""

    def __init__(self, client: RedditClient, *, keep_s: float = 60.0) -> None:
        self._client = client
        self._keep_s = keep_s
        self._known: dict[str, tuple[float, Mapping[str, frozenset[str]]]] = {}

    async def moderators(self, subreddit: str, *, refresh: bool = False) -> Mapping[str, frozenset[str]]:
        """Each moderator's permissions, `{"all"}` or some of mail, posts, wiki and so on, by name as Reddit writes it.

        `refresh` asks anew, whatever is known: do so before a command is obeyed. Raises what Reddit raises.
        """
        now = self._client.clock.now()
        asked_utc, known = self._known.get(subreddit, (0.0, {}))
        if known and not refresh and now - asked_utc < self._keep_s:
            return known
        async with self._client.attempt("asking who moderates", subreddit=subreddit):
            where = await self._client.reddit.subreddit(subreddit)
            current = {str(one): frozenset(one.mod_permissions) async for one in where.moderator}
        self._known[subreddit] = (now, current)
        return current

    async def permissions(self, subreddit: str, name: str, *, refresh: bool = False) -> frozenset[str]:
        """What this person may do there, however the name is capitalised; empty for somebody who is no moderator."""
        everybody = await self.moderators(subreddit, refresh=refresh)
        return next((may for one, may in everybody.items() if one.lower() == name.lower()), frozenset())

    async def own(self, subreddit: str, *, refresh: bool = False) -> frozenset[str]:
        """What the bot itself may do there."""
        return await self.permissions(subreddit, self._client.me, refresh=refresh)


def may(permissions: frozenset[str], needed: str) -> bool:
    """Whether these permissions hold `needed`, by name or because they hold everything."""
    return ALL in permissions or needed in permissions
