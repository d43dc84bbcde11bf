"""The bot's clock, on its own and after a sandbox's."""

from __future__ import annotations

import asyncio
import time

import pytest
from reddit_place import Place

from bot.clock import ScaledClock, WallClock, clock_seconds, follow_sandbox
from bot.errors import Misconfigured, Transient


async def test_an_hour_passes_in_a_moment() -> None:
    clock = ScaledClock(1000.0, speed=36_000.0)
    started = time.monotonic()
    await clock.sleep(3600)
    assert 0.05 < time.monotonic() - started < 0.5
    assert clock.now() >= 4600


async def test_who_sleeps_wakes_when_the_time_jumps_past_the_end() -> None:
    clock = ScaledClock(0.0, speed=1.0)
    sleeper = asyncio.ensure_future(clock.sleep(86_400))
    await asyncio.sleep(0.01)
    clock.set(90_000.0, speed=1.0)
    await asyncio.wait_for(sleeper, 1)


async def test_who_sleeps_counts_again_when_the_speed_changes() -> None:
    clock = ScaledClock(0.0, speed=1.0)
    sleeper = asyncio.ensure_future(clock.sleep(60))
    await asyncio.sleep(0.01)
    clock.set(clock.now(), speed=3600.0)
    await asyncio.wait_for(sleeper, 1)
    assert clock.now() >= 60


async def test_sleeping_no_time_still_gives_others_a_turn() -> None:
    turns: list[str] = []

    async def other() -> None:
        turns.append("other")

    waiting = asyncio.ensure_future(other())
    for clock in (WallClock(), ScaledClock(0.0, speed=1.0)):
        await clock.sleep(-5)
    assert turns == ["other"]
    await waiting


def test_headers_speak_in_real_seconds() -> None:
    assert clock_seconds(WallClock(), 3.0) == 3.0
    assert clock_seconds(ScaledClock(0.0, speed=600.0), 3.0) == 1800.0


def test_a_clock_must_run_forwards() -> None:
    with pytest.raises(Misconfigured):
        ScaledClock(0.0, speed=0.0)


async def test_it_follows_a_sandbox_that_jumps_ahead_and_changes_its_speed(place: Place) -> None:
    assert place.clock.now() == pytest.approx(place.sandbox.clock.now(), abs=600)
    place.sandbox.clock.advance(7 * 86_400)
    place.sandbox.clock.set_speed(60)
    await place.clock.resync()
    assert place.clock.speed == 60
    assert place.clock.now() == pytest.approx(place.sandbox.clock.now(), abs=30)


async def test_something_else_at_that_address_is_no_sandbox(place: Place) -> None:
    with pytest.raises((Misconfigured, Transient)):
        await follow_sandbox(f"{place.url}/r/quiet")


async def test_no_sandbox_there_is_worth_another_try() -> None:
    with pytest.raises(Transient):
        await follow_sandbox("http://127.0.0.1:9")
