"""The quota in front of Reddit's."""

from __future__ import annotations

import asyncio

import pytest
from hand_clock import HandClock

from bot.reddit.bucket import TokenBucket


def bucket(clock: HandClock, **changes: float) -> TokenBucket:
    return TokenBucket(clock, **{"per_minute": 60.0, "burst": 10.0, "write_share": 0.2, **changes})


async def test_a_burst_goes_out_at_once_and_the_rest_at_the_rate() -> None:
    clock = HandClock()
    tokens = bucket(clock, write_share=0.0)
    started = clock.now()
    for _ in range(10):
        await tokens.take(write=False)
    assert clock.now() == started
    for _ in range(30):
        await tokens.take(write=False)
    assert clock.now() - started == pytest.approx(30.0)


async def test_reads_leave_a_share_that_a_write_takes_without_waiting() -> None:
    clock = HandClock()
    tokens = bucket(clock)
    for _ in range(8):
        await tokens.take(write=False)
    full_at = clock.now()
    await tokens.take(write=True)
    await tokens.take(write=True)
    assert clock.now() == full_at
    await tokens.take(write=False)
    assert clock.now() - full_at == pytest.approx(3.0)  # two for the reserve that the writes used, one of its own


async def test_sixty_tasks_that_ask_together_do_not_overdraw() -> None:
    clock = HandClock()
    tokens = bucket(clock)
    lowest = tokens.tokens

    async def ask(number: int) -> None:
        nonlocal lowest
        await tokens.take(write=number % 5 == 0)
        lowest = min(lowest, tokens.tokens)

    started = clock.now()
    await asyncio.gather(*(ask(number) for number in range(60)))
    assert lowest > -1e-6
    assert clock.now() - started >= 50 - 1e-6


async def test_never_more_than_reddit_allows_in_any_ten_minutes() -> None:
    clock = HandClock()
    tokens = TokenBucket(clock, per_minute=90.0, burst=60.0, write_share=0.2)
    sent: list[float] = []
    for number in range(3000):
        await tokens.take(write=number % 3 == 0)
        sent.append(clock.now())
    busiest = max(sum(1 for at in sent if start <= at < start + 600) for start in sent[::50])
    assert 900 <= busiest <= 1000


async def test_it_believes_reddit_when_less_is_left() -> None:
    clock = HandClock()
    tokens = bucket(clock)
    tokens.observe(3)
    assert tokens.tokens == pytest.approx(3)
    tokens.observe(500)
    assert tokens.tokens == pytest.approx(3)


async def test_a_clock_that_steps_back_gives_nothing_and_takes_nothing() -> None:
    clock = HandClock()
    tokens = bucket(clock)
    await tokens.take(write=True)
    clock.advance(-100)
    assert tokens.tokens == pytest.approx(9)
