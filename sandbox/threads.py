"""Real threads, replayed: loaded from a JSONL file, posted over virtual time by authors with opaque names.

One object a line: `{"id", "topic", "title", "body", "replies": [{"author", "body", "upvotes", "views"}, ...]}`.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sandbox.clock import VirtualClock
from sandbox.community.chance import delay
from sandbox.community.gathering import Gathering
from sandbox.community.people import Cast, Habits, Helper, Seeker, Temper, dealt
from sandbox.community.plan import DAY_S, HOUR_S, Plan
from sandbox.community.simulate import live, set_stage
from sandbox.community.stage import Stage
from sandbox.community.styles import Style
from sandbox.community.writing import ReplyText
from sandbox.truth import Truth
from sandbox.world import World

LONGEST_TITLE, LONGEST_BODY = 300, 10_000
_NAME = re.compile(r"[A-Za-z0-9_-]{3,20}")


class ThreadsError(ValueError):
    """A line of a threads file that cannot be replayed; the message names the file, the line and what to mend."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ThreadReply:
    """One reply of a thread, with the upvotes it ended with and how often it was seen."""

    author: str
    body: str
    upvotes: int
    views: int


@dataclass(frozen=True, slots=True)
class Thread:
    """One post with its replies, in the order of the file."""

    id: str
    topic: str
    title: str
    body: str
    replies: tuple[ThreadReply, ...]


@dataclass(frozen=True, slots=True)
class ReplayPlan:
    """Where and how fast threads are replayed, and how many of their authors opt in."""

    subreddit: str = "AskAndListen"
    bot_name: str = "sidelight-bot"
    seed: int = 7
    days: float = 9.0
    quiet_days: float = 2.5
    """How many of the days, at the end, bring votes only."""
    opted_in_share: float = 0.6
    training_share: float = 0.9
    seekers_training_share: float = 0.5
    dry_run: bool = False


def load_threads(path: Path) -> list[Thread]:
    """The threads of a file, blank lines passed over. Raises `ThreadsError` at the first line that will not do."""
    threads: list[Thread] = []
    ids: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                thread = _thread(json.loads(line))
            except json.JSONDecodeError as error:
                raise ThreadsError(path, number, f"this is no JSON: {error.msg} at column {error.colno}") from error
            except _FieldError as error:
                raise ThreadsError(path, number, str(error)) from error
            if thread.id in ids:
                raise ThreadsError(path, number, f"the id {thread.id!r} was used before")
            ids.add(thread.id)
            threads.append(thread)
    return threads


async def replay(
    world: World,
    clock: VirtualClock,
    threads: Sequence[Thread],
    rng: random.Random,
    truth: Truth,
    *,
    plan: ReplayPlan | None = None,
) -> None:
    """Post the threads over virtual time; returns when the plan's days are over.

    Nobody knows which of these replies are harmful or what this community liked beyond its votes: the truth has them
    unlabelled, and moderators rule on no flags.
    """
    chosen = plan or ReplayPlan()
    life = Plan(
        harmful_share=0.0,
        seed=chosen.seed,
        days=chosen.days,
        quiet_days=chosen.quiet_days,
        subreddits=(chosen.subreddit,),
        bot_name=chosen.bot_name,
        dry_run=(chosen.subreddit,) if chosen.dry_run else (),
        ruling_share=0.0,
        has_incidents=False,
    )
    cast = _cast(threads, chosen, rng)
    stage = set_stage(world, clock, plan=life, truth=truth, cast=cast, tastes={})
    gathering = Gathering(stage)
    _Replay(stage, gathering, threads).plan_days(clock.now(), rng)
    await live(stage, gathering)


class _Replay:
    """Puts the threads on the agenda."""

    def __init__(self, stage: Stage, gathering: Gathering, threads: Sequence[Thread]) -> None:
        self._stage = stage
        self._gathering = gathering
        self._threads = threads

    def plan_days(self, start: float, rng: random.Random) -> None:
        agenda, active_s = self._stage.agenda, self._stage.plan.active_s
        for helping in self._gathering.helpers.values():
            helping.plan_days(start)
        first = min(3 * HOUR_S, 0.1 * active_s)
        moments = sorted(start + rng.uniform(first, active_s) for _ in self._threads)
        for moment, thread in zip(moments, self._threads, strict=True):
            seeking = self._gathering.seekers[asker_of(thread)]
            agenda.at(max(start + 300, moment - rng.uniform(1, 6) * HOUR_S), seeking.ask_about_training)
            agenda.at(moment, partial(self._open, thread))

    def _open(self, thread: Thread) -> None:
        stage, rng = self._stage, self._stage.chance("thread", thread.id)
        post = stage.world.submit(stage.plan.subreddits[0], asker_of(thread), thread.title, thread.body)
        stage.truth.posts[post.fullname].topic = thread.topic
        for reply in thread.replies:
            wait_s = min(delay(rng, 2 * HOUR_S, 1.1), 36 * HOUR_S)
            stage.agenda.after(wait_s, partial(self._reply, post.fullname, reply, rng))

    def _reply(self, post: str, reply: ThreadReply, rng: random.Random) -> None:
        helping = self._gathering.helpers[opaque_name(reply.author)]
        posted = helping.put(post, ReplyText(reply.body), is_labelled=False)
        pace_s = 8 * HOUR_S * (1 + math.log10(1 + reply.views) / 3)
        left_s = max(HOUR_S, self._stage.plan.days * DAY_S - self._stage.plan.active_s)
        for voter in range(reply.upvotes):
            wait_s = min(rng.expovariate(1 / pace_s), left_s)
            self._stage.agenda.after(wait_s, partial(self._vote, posted.fullname, f"reader_{voter}"))

    def _vote(self, reply: str, voter: str) -> None:
        self._stage.world.vote(reply, voter, 1)
        self._stage.truth.votes += 1


def opaque_name(author: str) -> str:
    """A valid account name for an author of the file: their own where it is one, else a hash of it."""
    if _NAME.fullmatch(author):
        return author
    return f"u_{hashlib.sha256(author.encode()).hexdigest()[:12]}"


def asker_of(thread: Thread) -> str:
    """The account that posts this thread."""
    return f"asker_{hashlib.sha256(thread.id.encode()).hexdigest()[:10]}"


def _cast(threads: Sequence[Thread], plan: ReplayPlan, rng: random.Random) -> Cast:
    authors = list(dict.fromkeys(opaque_name(reply.author) for thread in threads for reply in thread.replies))
    members = dealt(plan.opted_in_share, len(authors), rng)
    trainees = dealt(plan.training_share, len(authors), rng)
    askers = dealt(plan.seekers_training_share, len(threads), rng)
    return Cast(
        root=f"{plan.seed}-{rng.getrandbits(32)}",
        helpers=tuple(
            _helper(name, rng, is_member=is_member, allows_training=allows_training)
            for name, is_member, allows_training in zip(authors, members, trainees, strict=True)
        ),
        seekers=tuple(
            Seeker(asker_of(thread), allows_training=allows, talkativeness=0.0, style=Style.CAREFUL)
            for thread, allows in zip(threads, askers, strict=True)
        ),
        harmful=(),
        moderators={plan.subreddit: ("keeper_one", "keeper_two")},
    )


def _helper(name: str, rng: random.Random, *, is_member: bool, allows_training: bool) -> Helper:
    return Helper(
        name=name,
        skill=0.5,
        activity=1.0,
        homes={},
        habits=Habits(validates=0, steps=0, asks=0, shares=0, reflects=0, flaws={}, slips=0),
        style=Style.CAREFUL,
        language="",
        temper=Temper(
            openness=rng.betavariate(3.2, 1.8),
            answers=rng.uniform(0.5, 0.95),
            rates=rng.uniform(0.05, 0.4),
            drafts=0.0,
            pace_s=delay(rng, 0.75 * HOUR_S, 0.6),
        ),
        joins_after_s=delay(rng, HOUR_S, 0.5) if is_member else None,
        allows_training=allows_training,
        leaves_after_s=None,
        leaves_by="opt out",
    )


class _FieldError(Exception):
    """What is wrong with a line."""


def _thread(found: object) -> Thread:
    if not isinstance(found, dict):
        raise _FieldError("each line must be one JSON object")
    replies = found.get("replies")
    if not isinstance(replies, list):
        raise _FieldError("'replies' must be a list")
    return Thread(
        id=str(found.get("id") or "") or _complain("'id' must not be empty"),
        topic=str(found.get("topic", "")),
        title=_text(found, "title", LONGEST_TITLE),
        body=_text(found, "body", LONGEST_BODY, may_be_empty=True),
        replies=tuple(_reply(i, reply) for i, reply in enumerate(replies)),
    )


def _reply(position: int, found: object) -> ThreadReply:
    if not isinstance(found, dict):
        raise _FieldError(f"reply {position + 1} must be a JSON object")
    where = f" in reply {position + 1}"
    return ThreadReply(
        author=_text(found, "author", 200, where=where),
        body=_text(found, "body", LONGEST_BODY, where=where),
        upvotes=_count(found, "upvotes", where),
        views=_count(found, "views", where),
    )


def _text(found: dict[str, Any], key: str, longest: int, *, where: str = "", may_be_empty: bool = False) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not (may_be_empty or value.strip()):
        raise _FieldError(f"{key!r}{where} must be a text" + ("" if may_be_empty else " that is not empty"))
    if len(value) > longest:
        raise _FieldError(f"{key!r}{where} has {len(value)} characters; Reddit takes {longest}")
    return value


def _count(found: dict[str, Any], key: str, where: str) -> int:
    value = found.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _FieldError(f"{key!r}{where} must be a whole number, 0 or more")
    return value


def _complain(problem: str) -> str:
    raise _FieldError(problem)
