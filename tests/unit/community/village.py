"""A world to simulate in, on a clock that jumps from event to event, and a small bot that keeps its manners."""

from __future__ import annotations

import asyncio
import hashlib
import random
from dataclasses import dataclass, field

from sandbox.clock import VirtualClock
from sandbox.community.letters import command
from sandbox.community.plan import Plan
from sandbox.community.simulate import simulate
from sandbox.community.witness import watch
from sandbox.things import Comment, Event, Message, Submission
from sandbox.truth import Truth
from sandbox.world import World

EPOCH = 1_800_000_000.0
SMALL = Plan(days=3, quiet_days=1, posts_per_day=12, helpers=12, harmful_people=4, harmful_share=0.12)
ASKS_TO_AGREE = "A program writes to you if you like. To start, answer `agree`."
ASKS_ABOUT_TRAINING = "May it learn from your texts? Answer `train yes` or `train no`."


class JumpingClock(VirtualClock):
    """Stands still but for sleeping, which takes no real time."""

    def __init__(self) -> None:
        super().__init__(EPOCH, monotonic=lambda: 0.0)

    async def sleep_until(self, moment: float) -> None:
        await asyncio.sleep(0)
        if moment > self.now():
            self.advance(moment - self.now())


@dataclass
class Village:
    """A world, the truth about it, and a fingerprint of all that was said and voted."""

    world: World
    clock: JumpingClock
    truth: Truth = field(default_factory=Truth)

    async def live(self, plan: Plan, *, seed: int = 1) -> None:
        await simulate(self.world, self.clock, plan, random.Random(seed), self.truth)

    def fingerprint(self) -> str:
        """Equal for equal lives: each thing with author, text, moment, edits and votes, and each message."""
        digest = hashlib.sha256()
        for thing in self.world.things.values():
            text = thing.body if isinstance(thing, Comment) else f"{thing.title}\n{thing.selftext}"
            facts = (thing.fullname, thing.author, text, thing.created, thing.edited, thing.deleted, thing.removed_by)
            digest.update(repr((*facts, sorted(thing.votes.items()))).encode())
        for message in self.world.messages.values():
            digest.update(repr((message.author, message.dest, message.body, message.created)).encode())
        return digest.hexdigest()


def new_village() -> Village:
    village = Village(World(clock := JumpingClock(), random.Random(1)), clock)
    # The scripted bot answers within the same call, so the witness must have heard the question before it.
    watch(village.world, village.truth, bot_name=SMALL.bot_name, tastes={})
    return village


@dataclass
class ScriptedBot:
    """Answers commands, suggests to members, flags what harms; all at once and in the same call."""

    village: Village
    plan: Plan
    members: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Everything it was told: who, and the first line."""
    modmail: list[tuple[str, str, str]] = field(default_factory=list)
    """What moderators told it: subreddit, who, what."""
    flags: int = 0
    suggestions: int = 0

    def __post_init__(self) -> None:
        self.village.world.subscribe(self.react)

    def react(self, event: Event) -> None:
        thing = event.thing
        if event.kind == "message" and isinstance(thing, Message) and thing.dest == self.plan.bot_name:
            self._answer(thing)
        elif event.kind == "comment" and isinstance(thing, Comment):
            self._suggest(thing)
        elif event.kind == "modmail" and not isinstance(thing, Comment | Submission | Message):
            last = thing.messages[-1]
            if last.author != self.plan.bot_name:
                self.modmail.append((thing.subreddit, last.author, last.body_markdown))

    def flag(self, reply: Comment) -> None:
        """Tell the moderators of a reply."""
        self.flags += 1
        body = f"**F{self.flags}**: [a reply](/r/x) ({reply.fullname}). Answer `agree F{self.flags}`."
        self.village.world.create_conversation(reply.subreddit, self.plan.bot_name, "Look", body, internal=True)

    def say(self, name: str, body: str) -> None:
        self.village.world.send_message(self.plan.bot_name, name, body)

    def _answer(self, message: Message) -> None:
        said = command(message.body)
        self.asked.append((message.author, said))
        if said == "opt in":
            self.say(message.author, ASKS_TO_AGREE)
        elif said == "agree":
            self.members.add(message.author)
            self.say(message.author, f"You are in. {ASKS_ABOUT_TRAINING}")
        elif said == "training":
            self.say(message.author, ASKS_ABOUT_TRAINING)
        elif said in ("opt out", "stop", "forget me"):
            self.members.discard(message.author)
            self.say(message.author, "You are out.")
        elif said.startswith("draft "):
            draft = message.body.split("\n", 1)[1]
            self._offer(message.author, improved(draft), "your draft")
        else:
            self.say(message.author, f"Noted, {said[:5]}.")

    def _suggest(self, reply: Comment) -> None:
        if reply.author in self.members and reply.parent_fullname == reply.submission.fullname:
            self._offer(reply.author or "", improved(reply.body), f"your reply ({reply.fullname})")

    def _offer(self, name: str, text: str, about: str) -> None:
        self.suggestions += 1
        self.say(name, f"---\n\n{text}\n\n---\n\nA suggestion (S{self.suggestions}) for {about}, by a program.")


def improved(draft: str) -> str:
    """Any reply, with what every taste rewards put first and its first order taken out."""
    kept = ". ".join(part for part in draft.split(". ") if "you need to" not in part.lower())
    return f"That sounds so hard, and it makes sense that you feel this way. {kept or 'I read every word.'}"
