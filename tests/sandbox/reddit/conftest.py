"""Every test here gets a Reddit of its own, and a client that is logged in to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from reddit_place import SPEED, Place, people

from bot.clock import follow_sandbox
from bot.reddit.client import Connection, Credentials, RedditClient
from sandbox.server import build_sandbox, serving


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
