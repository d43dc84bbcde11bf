"""Every test here gets a Reddit of its own, and a bot that it can start and cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from whole_bot import SPEED, Bot, furnish

from bot.clock import follow_sandbox
from sandbox.server import build_sandbox, serving


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    sandbox = build_sandbox(speed=SPEED)
    furnish(sandbox.world, sandbox.bot.username)
    async with serving(sandbox) as url:
        yield Bot(sandbox, url, tmp_path, await follow_sandbox(url))
