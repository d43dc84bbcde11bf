"""Wiki pages: read one, or put up its first version where only moderators see it."""

from __future__ import annotations

from bot.errors import Refused
from bot.reddit.client import RedditClient
from bot.reddit.things import WikiText

MODERATORS_ONLY = 2
"""Reddit's `permlevel` for pages that only moderators may read and edit."""


class Wiki:
    """The calls. Each raises what `RedditClient.attempt` raises."""

    def __init__(self, client: RedditClient) -> None:
        self._client = client

    async def read(self, subreddit: str, page: str) -> WikiText | None:
        """The page as it stands, or None when there is none. A page we may not read raises `Refused`."""
        try:
            async with self._client.attempt(f"reading the wiki page {page}", subreddit=subreddit):
                where = await self._client.reddit.subreddit(subreddit)
                found = await where.wiki.get_page(page)
        except Refused as refused:
            if refused.code == "HTTP_404":
                return None
            raise
        author = getattr(found, "revision_by", None)
        return WikiText(revision=str(found.revision_id), text=found.content_md, author=str(author) if author else None)

    async def write(self, subreddit: str, page: str, text: str, *, reason: str) -> None:
        """Put `text` on the page, and make it readable and editable by moderators alone.

        Reddit can hide a page only once it exists, so for a moment it is as visible as the wiki's other pages.
        """
        async with self._client.attempt(f"writing the wiki page {page}", subreddit=subreddit, write=True):
            where = await self._client.reddit.subreddit(subreddit)
            found = await where.wiki.get_page(page, fetch=False)
            await found.edit(content=text, reason=reason)
            await found.mod.update(listed=False, permlevel=MODERATORS_ONLY)
