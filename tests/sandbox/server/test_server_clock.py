"""Virtual time, and setting it over HTTP."""

from __future__ import annotations

import asyncio

import pytest
from small_reddit import EPOCH, SPEED, SmallReddit

from sandbox.clock import VirtualClock


class Stopwatch:
    """Real time that stands still until it is pushed."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_time_runs_at_its_speed_and_changes_it_without_a_jump() -> None:
    watch = Stopwatch()
    clock = VirtualClock(1000.0, speed=60, monotonic=watch)
    watch.seconds = 2
    assert clock.now() == 1120
    clock.set_speed(3600)
    assert clock.now() == 1120
    watch.seconds = 3
    assert clock.now() == 4720
    clock.advance(280)
    assert (clock.now(), clock.real(7200)) == (5000, 2)


@pytest.mark.parametrize("speed", [0, -1, 3601, float("nan")])
def test_impossible_speeds_are_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        VirtualClock(speed=speed)


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="advanced"):
        VirtualClock().advance(-1)


async def test_sleepers_wake_when_time_jumps_or_hurries() -> None:
    clock = VirtualClock(EPOCH, speed=1)
    hour, week = asyncio.create_task(clock.sleep(3600)), asyncio.create_task(clock.sleep(7 * 86_400))
    await asyncio.sleep(0.01)
    clock.advance(3600)
    await asyncio.wait_for(hour, 1)
    assert not week.done()
    clock.set_speed(3600)
    clock.advance(7 * 86_400 - 3700)
    await asyncio.wait_for(week, 1)
    assert clock.now() >= EPOCH + 7 * 86_400


async def test_the_clock_over_http(small: SmallReddit) -> None:
    status, before = await small.control("/sandbox/clock")
    assert (status, before["speed"]) == (200, SPEED)
    assert before["now"] == pytest.approx(small.sandbox.clock.now(), abs=SPEED)
    await small.control("/sandbox/clock", {"speed": 1})
    _, after = await small.control("/sandbox/clock", {"advance": 100_000})
    assert after["speed"] == 1
    assert after["now"] >= before["now"] + 100_000
    status, why = await small.control("/sandbox/clock", {"speed": 0})
    assert (status, why["error"]) == (400, "BAD_REQUEST")
