"""Villages to look at, lived once and shared: tests that change one make their own."""

from __future__ import annotations

import asyncio

import pytest
from village import SMALL, ScriptedBot, Village, new_village


@pytest.fixture(scope="session")
def village() -> Village:
    """Three days of a small community, with no bot. Only to be read."""
    lived = new_village()
    asyncio.run(lived.live(SMALL))
    return lived


@pytest.fixture(scope="session")
def served() -> tuple[Village, ScriptedBot]:
    """The same three days with a bot that keeps its manners. Only to be read."""
    lived = new_village()
    bot = ScriptedBot(lived, SMALL)
    asyncio.run(lived.live(SMALL))
    return lived, bot
