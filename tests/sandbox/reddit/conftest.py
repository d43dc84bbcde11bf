"""A small Reddit with two subreddits and a few people, and our client logged in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ScaledClock, follow_sandbox
from bot.reddit.client import Connection, Credentials, RedditClient, open_client
from sandbox.server import Sandbox, build_sandbox, serving
from sandbox.things import Submission
from sandbox.world import World

SPEED = 3600.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """asyncprawcore 4.0.0 logs in with aiohttp's BasicAuth, which aiohttp 3.14 deprecates; nothing here can help it."""
    mark = pytest.mark.filterwarnings("ignore:(BasicAuth|The 'auth' parameter) is deprecated:DeprecationWarning")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(mark)


@dataclass
class Place:
    """The sandbox, from both sides."""

    sandbox: Sandbox
    url: str
    clock: ScaledClock
    post: Submission
    credentials: Credentials
    connection: Connection
    subreddits: tuple[str, ...] = ("quiet", "harbour")

    @property
    def world(self) -> World:
        return self.sandbox.world

    @property
    def bot(self) -> str:
        return self.sandbox.bot.username

    def open(self, **changes: Any) -> AbstractAsyncContextManager[RedditClient]:
        """Another client, not logged in yet."""
        return open_client(self.credentials, replace(self.connection, **changes), clock=self.clock)

    def reply(self, body: str = "I am with you.", *, author: str = "heron", **more: Any) -> str:
        """A new reply under the post; gives its fullname."""
        return self.world.comment(self.post.fullname, author, body, **more).fullname

    def moderate(self, subreddit: str, permissions: set[str] | None) -> None:
        """What the bot may do there from now on."""
        self.world.set_moderator(subreddit, self.bot, permissions)


def people(world: World, bot: str) -> Submission:
    for name in ("wren", "heron", "teal", "warden", "keeper"):
        world.add_user(name)
    world.add_subreddit("quiet", moderators={"warden": {"all"}, bot: {"mail", "posts", "wiki"}}, score_hide_mins=60)
    world.add_subreddit("harbour", moderators={"keeper": {"all"}, bot: {"all"}})
    return world.submit("quiet", "wren", "A long week", "I do not know where to begin.")


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    sandbox = build_sandbox(speed=SPEED)
    post = people(sandbox.world, sandbox.bot.username)
    async with serving(sandbox) as url:
        bot = sandbox.bot
        yield Place(
            sandbox,
            url,
            await follow_sandbox(url),
            post,
            Credentials(bot.username, bot.client_id, bot.client_secret, password=bot.password),
            Connection("linux:sidelight-tests:1 (by /u/nobody)", oauth_url=url, reddit_url=url, timeout_s=1.0),
        )


@pytest.fixture
async def client(place: Place) -> AsyncIterator[RedditClient]:
    async with place.open() as opened:
        await opened.login()
        yield opened


@pytest.fixture
def arm(place: Place) -> Callable[..., None]:
    """Let something go wrong at the next request, or at the next requests of a kind."""

    def arm_fault(name: str, **how: Any) -> None:
        place.sandbox.faults.arm(name, **how)

    return arm_fault
