"""The whole bot against the whole sandbox, in one process; only the models are stand-ins, written out here."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.app import App, build, watch
from bot.clock import ScaledClock
from bot.config import Config
from bot.reddit.client import Connection, Credentials, open_client
from bot.writers import Writers
from models.improve import Attempt, Drafting, Improvement
from models.protocols import (
    ANYWHERE,
    CrisisTier,
    Edit,
    EditKind,
    Hazard,
    Post,
    ReplyDraft,
    SafetyRules,
    Span,
    Suggestion,
    Verdict,
)
from sandbox.server import Sandbox
from sandbox.things import Comment, Message, Submission
from sandbox.world import World
from store.database import Database, Store

SPEED = 3600.0
SUBREDDIT = "quiet"
OTHER = "harbour"
AWAKE = "version: 1\ndry_run: false\ncrisis_alerts: true\nsuggestions: {cooldown_hours: 0}\n"


@dataclass
class FakeSafety:
    """Finds a hazard where its name stands after `HARM:`, and danger where a post says `NOW`."""

    name: str = "fake"
    history: list[str] = field(default_factory=list)
    asked: list[SafetyRules] = field(default_factory=list)
    broken_by: str = ""

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        self.history.append(reply)
        self.asked.append(rules)
        if self.broken_by and self.broken_by in reply:
            raise ZeroDivisionError("a bug that one text provokes")
        hazard = next((h for h in Hazard if f"HARM:{h}" in reply), None)
        spans = (Span(0, len(reply), hazard, "fake-rule"),) if hazard else ()
        return Verdict({h: 0.9 if h is hazard else 0.01 for h in Hazard}, spans, self.name)

    def crisis(self, post: Post) -> CrisisTier:
        return CrisisTier.IMMINENT if "NOW" in post.text else CrisisTier.NONE


@dataclass
class FakeImprover:
    """Puts a kind sentence before every draft, and is silent about a draft that says GOOD."""

    history: list[str] = field(default_factory=list)

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, recent: object = (), examples: object = ()
    ) -> Improvement:
        self.history.append(draft)
        if "GOOD" in draft:
            return Improvement(None, (Attempt("fake", seed),))
        text = f"That sounds heavy. {draft}"
        edits = (
            Edit(EditKind.INSERT, "", "That sounds heavy.", "It shows that you heard them.", "fake"),
            Edit(EditKind.KEEP, draft, draft),
        )
        return Improvement(Suggestion(text, edits, "fake", seed=seed), (Attempt("fake", seed),))


class FakeDrafter:
    """Writes the same draft for every post."""

    async def draft(self, post: Post, *, seed: int = 0, recent: object = (), examples: object = ()) -> Drafting:
        return Drafting(ReplyDraft("I read what you wrote.", "fake", seed=seed), ())


def fake_writers() -> Writers:
    return Writers(FakeSafety(), FakeImprover(), FakeDrafter(), {})  # type: ignore[arg-type]  # stand-ins


@dataclass
class Bot:
    """A running bot, and the world it lives in, seen from outside."""

    sandbox: Sandbox
    url: str
    folder: Path
    clock: ScaledClock
    writers: Writers = field(default_factory=fake_writers)
    app: App | None = None
    task: asyncio.Task[None] | None = None

    @property
    def world(self) -> World:
        return self.sandbox.world

    @property
    def name(self) -> str:
        return self.sandbox.bot.username

    def config(self) -> Config:
        pace = {
            "replies_s": 0.03, "posts_s": 0.05, "inbox_s": 0.03, "modmail_s": 0.05, "rules_s": 0.1, "sweep_s": 0.5,
            "follow_s": 0.1, "deletions_s": 0.3, "adapters_s": 0.5, "digest_s": 0.2, "outbox_s": 0.02,
        }  # fmt: skip
        return Config.model_validate(
            {
                "reddit": {
                    "username": self.name,
                    "client_id": self.sandbox.bot.client_id,
                    "subreddits": [SUBREDDIT, OTHER],
                    "oauth_url": self.url,
                    "reddit_url": self.url,
                    "timeout_s": 2.0,
                },
                "store": {"path": self.folder / "sidelight.db"},
                "watch": {name: seconds * SPEED for name, seconds in pace.items()} | {"workers": 2},
                "models": {"registry": self.folder / "adapters"},
            }
        )

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        """The bot at work for the length of the block; then it is cut off wherever it is, as a crash would."""
        config, bot = self.config(), self.sandbox.bot
        credentials = Credentials(bot.username, bot.client_id, bot.client_secret, password=bot.password)
        connection = Connection("linux:sidelight-tests:1", oauth_url=self.url, reddit_url=self.url, timeout_s=2.0)
        async with Store(config.store.path) as store, open_client(credentials, connection, clock=self.clock) as client:
            self.app = build(
                config, store=store, writers=self.writers, client=client, clock=self.clock,
                config_path=self.folder / "config.toml",
            )  # fmt: skip
            self.task = task = asyncio.create_task(watch(self.app))
            try:
                yield self.app
                if task.done():
                    task.result()
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def see(self, what: Callable[[], object], *, within_s: float = 8.0) -> None:
        """Return once `what()` is true; fail after so many real seconds."""
        deadline = time.monotonic() + within_s
        while not what():
            self._check()
            assert time.monotonic() < deadline, "it did not happen in time"
            await asyncio.sleep(0.01)

    async def count(self, query: str, *values: object) -> int:
        """A number from the store."""
        assert self.app is not None

        def ask(db: Database) -> int:
            return int(db.execute(query, values).fetchone()[0])

        return await self.app.store.run(ask)

    async def until(self, query: str, *values: object, is_: int = 1, within_s: float = 8.0) -> None:
        """Return once a count in the store has this value."""
        deadline = time.monotonic() + within_s
        while (found := await self.count(query, *values)) != is_:
            self._check()
            assert time.monotonic() < deadline, f"{query} gives {found}, not {is_}"
            await asyncio.sleep(0.02)

    def _check(self) -> None:
        if self.task is not None and self.task.done():
            self.task.result()

    def told(self, person: str) -> list[Message]:
        """What the bot wrote to somebody, newest first."""
        return [message for message in self.world.inbox(person) if message.author == self.name]

    def modmail(self, subreddit: str = SUBREDDIT) -> list[str]:
        """Every modmail text that the bot wrote in a subreddit, oldest first."""
        return [
            message.body_markdown
            for conversation in reversed(self.world.conversations(subreddit))
            for message in conversation.messages
            if message.author == self.name
        ]

    async def ask(self, person: str, body: str) -> str:
        """Write to the bot and give its answer."""
        before = len(self.told(person))
        self.world.send_message(person, self.name, body)
        await self.see(lambda: len(self.told(person)) > before)
        return self.told(person)[0].body

    async def opt_in(self, person: str, *, training: bool = False) -> None:
        """Go the whole way of consent."""
        await self.ask(person, "opt in")
        await self.ask(person, "agree")
        if training:
            await self.ask(person, "train yes")

    def post(self, body: str = "I do not know where to begin.", *, author: str = "wren") -> Submission:
        return self.world.submit(SUBREDDIT, author, "A long week", body)

    def link(self, post: Submission) -> str:
        """A post's address, as somebody would copy it."""
        return f"{self.url}/r/{SUBREDDIT}/comments/{post.fullname[3:]}/a_long_week/"

    def reply(self, to: str, body: str, *, author: str = "heron") -> Comment:
        return self.world.comment(to, author, body)


def furnish(world: World, bot: str) -> None:
    for name in ("wren", "heron", "teal", "warden", "keeper"):
        world.add_user(name)
    world.add_subreddit(SUBREDDIT, moderators={"warden": {"all"}, bot: {"mail", "posts", "wiki"}}, score_hide_mins=60)
    world.add_subreddit(OTHER, moderators={"keeper": {"all"}, bot: {"mail", "posts", "wiki"}})
    world.edit_wiki(SUBREDDIT, "sidelight/rules", "warden", AWAKE, permlevel=2)
