"""Things happen in order, none is lost, and lateness changes nothing but the moment."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from village import EPOCH, JumpingClock

from sandbox.community.agenda import BATCH, LOOK_UP_S, Agenda
from sandbox.world import WorldError


async def test_order_is_by_moment_then_by_entry() -> None:
    clock, seen = JumpingClock(), list[str]()
    agenda = Agenda(clock)
    for moment, name in ((30, "c"), (10, "a"), (30, "d"), (20, "b")):
        agenda.at(EPOCH + moment, partial(seen.append, name))
    await agenda.run_until(EPOCH + 30)
    assert seen == ["a", "b", "c", "d"]


async def test_what_is_due_after_the_end_stays() -> None:
    clock, seen = JumpingClock(), list[str]()
    agenda = Agenda(clock)
    agenda.at(EPOCH + 11, lambda: seen.append("late"))
    await agenda.run_until(EPOCH + 10)
    assert (seen, len(agenda), clock.now()) == ([], 1, EPOCH + 10)


async def test_after_a_jump_everything_comes_in_order_and_knows_its_own_moment() -> None:
    clock, seen = JumpingClock(), list[float]()
    agenda = Agenda(clock)
    for hour in range(3 * BATCH):
        agenda.at(EPOCH + hour * 3600, lambda: seen.append(agenda.now()))
    clock.advance(400 * 3600)
    await agenda.run_until(EPOCH + 400 * 3600)
    assert seen == [EPOCH + hour * 3600 for hour in range(3 * BATCH)]


async def test_a_reaction_takes_at_least_as_long_as_a_look_up() -> None:
    clock, seen = JumpingClock(), list[float]()
    agenda = Agenda(clock)
    agenda.at(EPOCH + 50, lambda: agenda.after(1, lambda: seen.append(agenda.now())))
    await agenda.run_until(EPOCH + 1000)
    assert seen == [EPOCH + 50 + LOOK_UP_S]


async def test_what_somebody_else_adds_meanwhile_is_not_missed() -> None:
    clock, seen = JumpingClock(), list[str]()
    agenda = Agenda(clock)

    async def listener() -> None:
        while clock.now() < EPOCH + 500:
            await asyncio.sleep(0)
        agenda.after(0, lambda: seen.append("reaction"))

    async with asyncio.TaskGroup() as group:
        group.create_task(listener())
        await agenda.run_until(EPOCH + 5000)
    assert seen == ["reaction"]


async def test_a_refusal_is_counted_and_life_goes_on() -> None:
    clock, seen = JumpingClock(), list[str]()
    agenda = Agenda(clock)

    def refused() -> None:
        raise WorldError("DELETED_COMMENT", "gone")

    agenda.at(EPOCH + 1, refused)
    agenda.at(EPOCH + 2, lambda: seen.append("next"))
    await agenda.run_until(EPOCH + 3)
    assert (seen, agenda.refused, agenda.done) == (["next"], 1, 2)


async def test_a_bug_is_no_refusal() -> None:
    agenda = Agenda(JumpingClock())
    empty: dict[str, None] = {}
    agenda.at(EPOCH + 1, lambda: empty["missing"])
    with pytest.raises(KeyError):
        await agenda.run_until(EPOCH + 2)
