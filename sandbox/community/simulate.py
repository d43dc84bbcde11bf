"""The simulated community: `simulate(world, clock, plan, rng, truth)` lives a plan through, in virtual time.

Everything is decided by the plan's seed and `rng`: the same two make the same community, down to each word, as long
as the bot does the same. Each person and each thread has random numbers of its own.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from sandbox.clock import VirtualClock
from sandbox.community.agenda import Agenda
from sandbox.community.gathering import Gathering
from sandbox.community.people import Cast, cast_people
from sandbox.community.plan import DAY_S, Plan
from sandbox.community.stage import Stage, tastes_of
from sandbox.community.taste import Taste
from sandbox.community.witness import watch
from sandbox.community.writing import Pen
from sandbox.truth import Truth
from sandbox.world import World

__all__ = ["Plan", "live", "set_stage", "simulate"]

BOT_PERMISSIONS = frozenset({"mail", "posts", "wiki"})


def found(world: World, plan: Plan, cast: Cast) -> None:
    """Make the accounts and subreddits that are missing, the bot among the moderators. Doing it twice is no harm."""
    for name in (plan.bot_name, *cast.names):
        if world.user(name) is None:
            world.add_user(name)
    for subreddit in plan.subreddits:
        team = cast.moderators[subreddit]
        if subreddit.lower() not in world.subreddits:
            world.add_subreddit(subreddit, moderators={})
        for name in team:
            if not world.is_moderator(subreddit, name):
                world.set_moderator(subreddit, name, {"all"})
        if not world.is_moderator(subreddit, plan.bot_name):
            world.set_moderator(subreddit, plan.bot_name, BOT_PERMISSIONS)


def set_stage(
    world: World, clock: VirtualClock, *, plan: Plan, truth: Truth, cast: Cast, tastes: Mapping[str, Taste]
) -> Stage:
    """Everybody in place, nothing happening yet."""
    found(world, plan, cast)
    witness = watch(world, truth, bot_name=plan.bot_name, tastes=tastes)
    truth.moderators.update(cast.moderators)
    for role, names in (
        ("helper", [helper.name for helper in cast.helpers]),
        ("seeker", [seeker.name for seeker in cast.seekers]),
        ("harmful", list(cast.harmful)),
    ):
        for name in names:
            truth.person(name).role = role
    pen = Pen(lookalike_share=plan.lookalike_share, most_sentences=plan.most_sentences)
    return Stage(world, Agenda(clock), truth, witness, plan, cast, pen)


async def live(stage: Stage, gathering: Gathering) -> None:
    """Have the rules written, then live through the agenda until the plan's days are over."""
    start = stage.world.now()
    for i, (name, team) in enumerate(gathering.teams.items()):
        team.set_rules(dry_run=name in {subreddit.lower() for subreddit in stage.plan.dry_run})
        is_last = i == len(gathering.teams) - 1
        has_incidents = stage.plan.has_incidents
        team.plan_days(start, breaks_rules=has_incidents and i == 0, pauses=has_incidents and is_last)
    unsubscribe = stage.world.subscribe(gathering.react)
    stage.truth.running += 1
    try:
        await stage.agenda.run_until(start + stage.plan.days * DAY_S)
    finally:
        unsubscribe()
        stage.truth.running -= 1
        stage.truth.events += stage.agenda.done
        stage.truth.refused += stage.agenda.refused


async def simulate(world: World, clock: VirtualClock, plan: Plan, rng: random.Random, truth: Truth) -> None:
    """Live the plan through; returns when its days are over.

    Accounts, subreddits and rules pages stand before the first wait, so a server may announce itself right after
    this has started.
    """
    cast = cast_people(plan, f"{plan.seed}-{rng.getrandbits(32)}")
    stage = set_stage(world, clock, plan=plan, truth=truth, cast=cast, tastes=tastes_of(plan))
    gathering = Gathering(stage)
    gathering.plan_days(clock.now())
    await live(stage, gathering)
