"""A Reddit with two subreddits and five people, and the ways to log in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import asyncpraw
from asyncprawcore.sessions import FiniteRetryStrategy

from sandbox.server import Sandbox, build_sandbox
from sandbox.things import Submission
from sandbox.world import World

SPEED = 3600.0
EPOCH = 1_800_000_000.0


class Hasty(FiniteRetryStrategy):
    """As often as asyncpraw retries, without the seconds between."""

    def _sleep_seconds(self) -> float | None:
        return None


@dataclass
class SmallReddit:
    """The sandbox from both sides."""

    sandbox: Sandbox
    url: str
    post: Submission

    @property
    def world(self) -> World:
        return self.sandbox.world

    @property
    def bot(self) -> str:
        return self.sandbox.bot.username

    def settings(self, user: str | None = None, **changes: Any) -> dict[str, Any]:
        """Keyword arguments for `asyncpraw.Reddit` and `praw.Reddit`, for the bot or anybody else."""
        bot = self.sandbox.bot
        return {
            "client_id": bot.client_id,
            "client_secret": bot.client_secret,
            "username": user or bot.username,
            "password": bot.password if user is None else f"{user}'s password",
            "user_agent": "linux:sandbox-tests:1 (by /u/nobody)",
            "oauth_url": self.url,
            "reddit_url": self.url,
            "check_for_updates": False,
            **changes,
        }

    def login(self, user: str | None = None, *, is_hasty: bool = False, **changes: Any) -> asyncpraw.Reddit:
        """An asyncpraw client; close it."""
        reddit = asyncpraw.Reddit(**self.settings(user, **changes))
        if is_hasty:
            reddit._core._retry_strategy_class = Hasty
        return reddit

    def reply(self, body: str = "I am with you.", *, author: str = "heron", **more: Any) -> str:
        """A reply under the post; gives its fullname."""
        return self.world.comment(self.post.fullname, author, body, **more).fullname

    async def control(self, path: str, body: dict[str, Any] | None = None, *, method: str = "") -> tuple[int, Any]:
        """Ask one of the sandbox's own endpoints: status and JSON."""
        async with (
            aiohttp.ClientSession() as session,
            session.request(method or ("GET" if body is None else "POST"), self.url + path, json=body) as answer,
        ):
            return answer.status, await answer.json(content_type=None)


async def only(things: AsyncIterator[Any]) -> Any:
    """The one thing that a client found."""
    (found,) = [thing async for thing in things]
    return found


def furnish(**how: Any) -> tuple[Sandbox, Submission]:
    """The sandbox with its people, and the post that everything happens under."""
    sandbox = build_sandbox(**{"speed": SPEED, "epoch": EPOCH, **how})
    world, bot = sandbox.world, sandbox.bot.username
    for name in ("wren", "heron", "teal", "warden", "keeper"):
        world.add_user(name, password=f"{name}'s password")
    world.add_subreddit("quiet", moderators={"warden": {"all"}, bot: {"mail", "posts", "wiki"}}, score_hide_mins=60)
    world.add_subreddit("harbour", moderators={"keeper": {"all"}, bot: {"all"}})
    return sandbox, world.submit("quiet", "wren", "A long week", "I do not know where to begin.")
