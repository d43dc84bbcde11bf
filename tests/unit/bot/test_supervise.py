"""Loops that outlive trouble."""

from __future__ import annotations

import asyncio
import logging
import random
from pathlib import Path

import pytest

from bot.errors import Misconfigured, Refused, Transient
from bot.supervise import Health, Supervisor
from store import StoreCorrupt, StoreFull


class HandClock:
    """A clock whose sleeps are counted and take no time."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []

    def now(self) -> float:
        return sum(self.sleeps)

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        await asyncio.sleep(0)


class Enough(Exception):
    """The test has seen what it wanted."""


def supervisor() -> tuple[Supervisor, HandClock, Health]:
    clock, health = HandClock(), Health()
    return Supervisor(clock, random.Random(1), health), clock, health


async def run(steps: list[Exception | None]) -> tuple[list[float], Health]:
    """Repeat a step that goes through these outcomes; gives the rests in between."""
    keeper, clock, health = supervisor()
    left = list(steps)

    async def step() -> None:
        if not left:
            raise Enough
        if outcome := left.pop(0):
            raise outcome

    with pytest.raises(Enough):
        await keeper.repeat("loop", step, every_s=10.0)
    return clock.sleeps, health


@pytest.mark.parametrize("trouble", [Transient("reading", "HTTP 503"), StoreFull(Path("x.db"))])
async def test_trouble_that_passes_is_waited_out_longer_each_time(trouble: Exception) -> None:
    rests, _ = await run([trouble] * 6 + [None])
    assert rests[6] == 10.0
    assert sum(rests[3:6]) > sum(rests[:3])


async def test_a_wait_that_reddit_asks_for_is_kept() -> None:
    rests, _ = await run([Transient("sending", "RATELIMIT", retry_after_s=540.0)])
    assert rests == [540.0]


async def test_a_refusal_waits_for_the_next_turn() -> None:
    rests, health = await run([Refused("HTTP_403", doing="reading")])
    assert rests == [10.0]
    assert "HTTP_403" in health.broken["loop"]


async def test_it_is_told_once_that_it_broke_and_once_that_it_recovered(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    _, health = await run([Transient("reading", "down")] * 5 + [None, None])
    assert [record.message.split()[0] for record in caplog.records] == ["broke", "recovered"]
    assert health.broken == {}


@pytest.mark.parametrize("fatal", [Misconfigured("wrong password"), StoreCorrupt(Path("x.db")), ZeroDivisionError()])
async def test_what_only_a_person_can_mend_ends_the_loop(fatal: Exception) -> None:
    keeper, _, _ = supervisor()

    async def step() -> None:
        raise fatal

    with pytest.raises(type(fatal)):
        await keeper.repeat("loop", step, every_s=1.0)


async def test_a_bug_that_one_item_provokes_is_set_aside() -> None:
    keeper, _, health = supervisor()

    async def bug() -> None:
        raise ZeroDivisionError

    async def refused() -> None:
        raise Refused("HTTP_403", doing="looking")

    async def down() -> None:
        raise Transient("looking", "down")

    async def full() -> None:
        raise StoreFull(Path("x.db"))

    assert await keeper.contain("replies", "t1_a", bug) is True
    assert health.set_aside == {"replies": 1}
    assert await keeper.contain("replies", "t1_a", refused) is False
    for trouble in (down, full):
        with pytest.raises((Transient, StoreFull)):
            await keeper.contain("replies", "t1_a", trouble)
