"""The small Reddit, served, and the bot logged in to it through asyncpraw."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpraw
import pytest
from small_reddit import SmallReddit, furnish

from sandbox.server import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """asyncprawcore still passes aiohttp its credentials in a way that aiohttp wants to drop; not ours to mend."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            for message in ("BasicAuth is deprecated", "The 'auth' parameter is deprecated"):
                item.add_marker(pytest.mark.filterwarnings(f"ignore:{message}:DeprecationWarning"))


@pytest.fixture
async def small() -> AsyncIterator[SmallReddit]:
    sandbox, post = furnish()
    async with serving(sandbox) as url:
        yield SmallReddit(sandbox, url, post)


@pytest.fixture
async def reddit(small: SmallReddit) -> AsyncIterator[asyncpraw.Reddit]:
    async with small.login() as opened:
        yield opened
