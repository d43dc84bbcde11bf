"""The simulated community without the bot: lived through at once, its votes read at set ages, as training's log.

Everybody allows training here, and nobody's reply is improved: what is measured are the rules that read votes.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from functools import partial

from sandbox.clock import VirtualClock
from sandbox.community.gathering import Gathering
from sandbox.community.people import cast_people
from sandbox.community.plan import HOUR_S, Plan
from sandbox.community.simulate import live, set_stage
from sandbox.community.stage import Stage, tastes_of
from sandbox.things import Comment, Event, Submission
from sandbox.truth import Truth
from sandbox.world import World
from store.rows import PostRow, ReadingRow, ReplyRow
from training.evidence import Log

EPOCH = 1_800_000_000.0
AGES_H = (1.0, 6.0, 24.0, 72.0, 168.0)


@dataclass
class Village:
    """What happened, as training reads it, and what is true of it."""

    truth: Truth
    world: World
    readings: dict[str, list[ReadingRow]] = field(default_factory=dict)

    def log(self) -> Log:
        """Every post and reply with its readings; harmful replies among them, as the votes saw them."""
        posts = {post.fullname: self._post(post.fullname) for post in self.truth.posts.values()}
        comments = [thing for thing in self.world.things.values() if isinstance(thing, Comment)]
        return Log(
            posts=posts,
            replies={reply.fullname: self._reply(reply) for reply in comments},
            readings={name: tuple(rows) for name, rows in self.readings.items()},
            allowing=frozenset(name.casefold() for name in self.world.users),
        )

    def taste(self, reply: str) -> float:
        """How much its community likes this reply, from 0 to 1: what the voters lean on and nobody sees."""
        return self.truth.replies[reply].first_taste

    def _post(self, fullname: str) -> PostRow:
        thing, true = self.world.things[fullname], self.truth.posts[fullname]
        assert isinstance(thing, Submission)
        return PostRow(
            fullname, true.subreddit, "", true.created, true.created, true.author, thing.title, thing.selftext
        )

    def _reply(self, reply: Comment) -> ReplyRow:
        true = self.truth.replies[reply.fullname]
        return ReplyRow(
            reply.fullname, true.post, reply.parent_fullname, true.subreddit, "", true.created, true.created,
            author=true.author, body=reply.body, by_seeker=true.by_seeker,
        )  # fmt: skip


def lived(plan: Plan, *, seed: int) -> Village:
    """A life by this plan, from beginning to end, without waiting."""
    clock = _Jumping()
    world, truth = World(clock, random.Random(seed)), Truth()
    cast = cast_people(plan, f"{plan.seed}-{seed}")
    stage = set_stage(world, clock, plan=plan, truth=truth, cast=cast, tastes=tastes_of(plan))
    gathering = Gathering(stage)
    gathering.plan_days(clock.now())
    village = Village(truth, world)
    world.subscribe(_Follow(stage, village))
    asyncio.run(live(stage, gathering))
    return village


class _Jumping(VirtualClock):
    """Stands still but for sleeping, which takes no real time."""

    def __init__(self) -> None:
        super().__init__(EPOCH, monotonic=lambda: 0.0)

    async def sleep_until(self, moment: float) -> None:
        await asyncio.sleep(0)
        if moment > self.now():
            self.advance(moment - self.now())


class _Follow:
    """Reads every reply at the ages at which the bot would."""

    def __init__(self, stage: Stage, village: Village) -> None:
        self._stage = stage
        self._village = village

    def __call__(self, event: Event) -> None:
        if event.kind == "comment" and isinstance(event.thing, Comment):
            reply = event.thing
            for age_h in AGES_H:
                self._stage.agenda.after(age_h * HOUR_S, partial(self._read, reply, age_h))

    def _read(self, reply: Comment, age_h: float) -> None:
        if not reply.is_gone:
            answer = self._village.truth.replies[reply.fullname].seeker_answer
            row = ReadingRow(
                reply.fullname, age_h, self._stage.agenda.now(), reply.score,
                edited=reply.edited is not None, seeker_answer=answer,
            )  # fmt: skip
            self._village.readings.setdefault(reply.fullname, []).append(row)
