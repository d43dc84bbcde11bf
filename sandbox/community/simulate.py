"""The simulated community: `simulate(world, clock, plan, rng, truth)` lives a plan through, in virtual time.

Everything is decided by the plan's seed and `rng`: the same two make the same community, down to each word, as long
as the bot does the same. Each person and each thread has random numbers of its own.
"""

from __future__ import annotations

import random

from sandbox.clock import VirtualClock
from sandbox.community.agenda import Agenda
from sandbox.community.gathering import Gathering
from sandbox.community.people import Cast, cast_people
from sandbox.community.plan import DAY_S, Plan
from sandbox.community.stage import Stage, tastes_of
from sandbox.community.witness import Witness
from sandbox.community.writing import Pen
from sandbox.truth import Truth
from sandbox.world import World

__all__ = ["Plan", "found", "simulate"]

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


def set_stage(world: World, clock: VirtualClock, plan: Plan, rng: random.Random, truth: Truth) -> Stage:
    """Everything in place, nothing happening yet."""
    root = f"{plan.seed}-{rng.getrandbits(32)}"
    cast = cast_people(plan, root)
    found(world, plan, cast)
    witness = Witness(world, truth, bot_name=plan.bot_name, tastes=tastes_of(plan))
    truth.moderators.update(cast.moderators)
    for role, names in (
        ("helper", [helper.name for helper in cast.helpers]),
        ("seeker", [seeker.name for seeker in cast.seekers]),
        ("harmful", list(cast.harmful)),
    ):
        for name in names:
            truth.person(name).role = role
    pen = Pen(lookalike_share=plan.lookalike_share)
    return Stage(world, Agenda(clock), truth, witness, plan, cast, pen, root)


async def simulate(world: World, clock: VirtualClock, plan: Plan, rng: random.Random, truth: Truth) -> None:
    """Live the plan through; returns when its days are over.

    Accounts, subreddits and rules pages stand before the first wait, so a server may announce itself right after
    this has started.
    """
    stage = set_stage(world, clock, plan, rng, truth)
    gathering = Gathering(stage)
    for name in plan.subreddits:
        gathering.teams[name.lower()].set_rules(dry_run=name in plan.dry_run)
    start = clock.now()
    gathering.plan_days(start)
    unsubscribe = world.subscribe(gathering.react)
    truth.is_running = True
    try:
        await stage.agenda.run_until(start + plan.days * DAY_S)
    finally:
        unsubscribe()
        truth.is_running = False
        truth.refused = stage.agenda.refused
