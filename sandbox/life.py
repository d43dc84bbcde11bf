"""Who lives in the sandbox: simulated people, the authors of real threads, both, or nobody."""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.server import Sandbox

if TYPE_CHECKING:
    from sandbox.community.plan import Plan
    from sandbox.threads import Thread
    from sandbox.truth import Truth

_TURNS, _TURN_S = 1000, 0.005
EMPTY_SUBREDDIT, EMPTY_MODERATOR = "QuietHarbour", "harbour-keeper"


@dataclass(slots=True)
class Life:
    """What goes on there. Call `prepare` before the clock starts; files and imports take real time."""

    seed: int
    people: bool
    days: float | None = None
    size: float = 1.0
    threads: Path | None = None
    limit: int | None = None
    plan: Path | None = None
    """A JSON object with fields of `sandbox.community.plan.Plan`, in place of the usual ones."""
    _threads: list[Thread] = field(default_factory=list)
    _given: dict[str, object] = field(default_factory=dict)

    def prepare(self) -> None:
        """Read the threads and import what is needed. Raises OSError or ValueError for a file that will not do."""
        # Only here: whoever runs an empty sandbox needs none of the community.
        if self.plan is not None:
            given = json.loads(self.plan.read_text(encoding="utf-8"))
            if not isinstance(given, dict):
                raise ValueError(f"{self.plan} holds no JSON object")
            self._given = given
        if self.people:
            import sandbox.community.simulate  # noqa: F401  # here for the time it takes

            self._plan("")
        if self.threads is not None:
            from sandbox.threads import load_threads

            self._threads = load_threads(self.threads)[: self.limit]

    async def live(self, sandbox: Sandbox) -> None:
        """Everything that happens by itself, until it is over."""
        if not self.people and self.threads is None:
            _furnish(sandbox)
            return
        from sandbox.truth import Truth

        truth = Truth()
        sandbox.truth = truth.as_json
        sandbox.is_running = True
        async with asyncio.TaskGroup() as group:
            if self.people:
                group.create_task(self._simulate(sandbox, truth))
            if self.threads is not None:
                group.create_task(self._replay(sandbox, truth))
        sandbox.is_running = False

    async def _simulate(self, sandbox: Sandbox, truth: Truth) -> None:
        from sandbox.community.simulate import simulate

        plan = self._plan(sandbox.bot.username)
        await simulate(sandbox.world, sandbox.clock, plan, random.Random(self.seed), truth)  # noqa: S311

    def _plan(self, bot_name: str) -> Plan:
        """Raises `ValueError` where the file asks for what no plan has."""
        from sandbox.community.plan import Plan

        plan = Plan(seed=self.seed, bot_name=bot_name).with_fields(self._given)
        days, quiet_days = self._days(plan.days, plan.quiet_days)
        return replace(plan, days=days, quiet_days=quiet_days).scaled(self.size)

    async def _replay(self, sandbox: Sandbox, truth: Truth) -> None:
        from sandbox.threads import ReplayPlan, replay

        plan = ReplayPlan(seed=self.seed, bot_name=sandbox.bot.username)
        days, quiet_days = self._days(plan.days, plan.quiet_days)
        plan = replace(plan, days=days, quiet_days=quiet_days)
        rng = random.Random(self.seed)  # noqa: S311
        await replay(sandbox.world, sandbox.clock, self._threads, rng, truth, plan=plan)

    def _days(self, days: float, quiet_days: float) -> tuple[float, float]:
        """The plan's days, or as many as were asked for with the same share of quiet ones."""
        return (days, quiet_days) if self.days is None else (self.days, quiet_days * self.days / days)


async def settle(sandbox: Sandbox, living: asyncio.Task[None]) -> None:
    """Wait until the first people have moved in, or living there has failed."""
    for _ in range(_TURNS):
        if sandbox.world.subreddits or living.done():
            return
        await asyncio.sleep(_TURN_S)


def _furnish(sandbox: Sandbox) -> None:
    """One subreddit with a moderator and the bot in it, and nobody else."""
    sandbox.world.add_user(EMPTY_MODERATOR)
    team = {EMPTY_MODERATOR: {"all"}, sandbox.bot.username: {"mail", "posts", "wiki"}}
    sandbox.world.add_subreddit(EMPTY_SUBREDDIT, moderators=team)
