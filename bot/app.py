"""Builds everything, and owns the one TaskGroup. Nothing else creates a task or a collaborator."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from bot import __version__
from bot.adapters import Adapters, TrainingProcess
from bot.clock import Clock, ScaledClock, WallClock, follow_sandbox
from bot.config import Config, Secrets
from bot.desk import Desk
from bot.digest import Digest
from bot.feed import Feed
from bot.flagging import Flagging
from bot.follow import Follow
from bot.moderation import Moderation
from bot.newcomers import Newcomers
from bot.outbox import Outbox, Sender
from bot.pipeline import Pipeline
from bot.posts import Posts
from bot.reddit import streams
from bot.reddit.client import Connection, Credentials, RedditClient, open_client
from bot.reddit.inbox import Inbox
from bot.reddit.moderators import Moderators
from bot.reddit.modmail_watch import ModmailWatch
from bot.reddit.sender import DryRunSender, RedditSender
from bot.reddit.standing import Lookup
from bot.reddit.things import IncomingPost, IncomingReply
from bot.reddit.wiki import Wiki
from bot.rulebook import Rulebook
from bot.schedule import Ticks, scheduled
from bot.suggesting import Suggesting
from bot.supervise import Health, Supervisor
from bot.writers import Writers, open_writers
from models.registry import Registry
from store import outbox, replies
from store.database import Store
from store.rows import OutboxRow

log = logging.getLogger(__name__)

_CLOCK_CHECK_S = 2.0
"""Real seconds between two looks at the sandbox's clock."""
_MODMAIL_BACK_S = 14 * 24 * 3600.0
"""How far back the first look at modmail goes: a flag may be answered after a holiday."""


@dataclass(frozen=True, slots=True)
class App:
    """Everything that the loops of the watch need, built once."""

    config: Config
    clock: Clock
    store: Store
    client: RedditClient
    supervisor: Supervisor
    rulebook: Rulebook
    reply_feed: Feed[IncomingReply]
    post_feed: Feed[IncomingPost]
    outbox: Outbox
    inbox: Inbox
    desk: Desk
    modmail: ModmailWatch
    moderation: Moderation
    follow: Follow
    digest: Digest
    adapters: Adapters
    training: TrainingProcess
    lookup: Lookup


async def run(config: Config, secrets: Secrets, *, config_path: Path) -> NoReturn:
    """The watch, until it is cancelled. Raises `Misconfigured` where only a person can help."""
    async with AsyncExitStack() as stack:
        clock = await _clock(config)
        store = await stack.enter_async_context(Store(config.store.path))
        writers = await stack.enter_async_context(open_writers(config.models))
        client = await stack.enter_async_context(
            open_client(credentials_of(config, secrets), connection_of(config), clock=clock)
        )
        app = build(config, store=store, writers=writers, client=client, clock=clock, config_path=config_path)
        await watch(app)
    raise AssertionError("the watch ended by itself")


def build(
    config: Config, *, store: Store, writers: Writers, client: RedditClient, clock: Clock, config_path: Path
) -> App:
    """The whole bot, wired and not yet started."""
    names = config.reddit.subreddits
    health = Health()
    supervisor = Supervisor(clock, random.Random(), health)  # noqa: S311 - jitter, not secrets
    lookup = Lookup(client)
    posts = Posts(lookup)
    rulebook = Rulebook(store, Wiki(client), names, clock)
    suggesting = Suggesting(store, writers.improver, safety=writers.safety, rulebook=rulebook, clock=clock)
    pipeline = Pipeline(
        store, posts, safety=writers.safety, rulebook=rulebook, flagging=Flagging(store, clock),
        suggesting=suggesting, clock=clock,
    )  # fmt: skip
    newcomers = Newcomers(store, safety=writers.safety, rulebook=rulebook, clock=clock)
    modmail = ModmailWatch(
        client, names, is_ours=lambda conversation: store.run(outbox.is_ours, conversation),
        since_utc=clock.now() - _MODMAIL_BACK_S,
    )  # fmt: skip
    moderation = Moderation(
        store,
        Moderators(client),
        posts,
        draft=writers.draft_for,
        rulebook=rulebook,
        clock=clock,
        bot_name=config.reddit.username,
    )
    live, dry = RedditSender(client), DryRunSender()

    def sender_for(row: OutboxRow) -> Sender:
        """Who asked gets an answer, and a broken page must be told; all else obeys the subreddit's dry-run."""
        is_owed = row.kind in {"answer", "modmail_reply"} or row.key.startswith("rules:")
        return live if is_owed or not rulebook.rules(row.subreddit).dry_run else dry

    return App(
        config=config,
        clock=clock,
        store=store,
        client=client,
        supervisor=supervisor,
        rulebook=rulebook,
        reply_feed=Feed("replies", streams.replies(client, names), pipeline.handle, supervisor=supervisor),
        post_feed=Feed("posts", streams.posts(client, names), newcomers.handle, supervisor=supervisor),
        outbox=Outbox(store, sender_for, clock),
        inbox=Inbox(client),
        desk=Desk(store, posts, suggesting=suggesting, safety=writers.safety, clock=clock),
        modmail=modmail,
        moderation=moderation,
        follow=Follow(
            store, lookup, ages_h=config.follow.ages_h, ignored_after_h=config.follow.ignored_after_h,
            clock=clock,
        ),
        digest=Digest(store, rulebook, names, clock),
        adapters=Adapters(Registry(config.models.registry), writers.swappable),
        training=TrainingProcess(config_path),
        lookup=lookup,
    )  # fmt: skip


async def watch(app: App) -> None:
    """Start up in the order that loses nothing, then keep every loop going."""
    await app.supervisor.until_done("login", app.client.login)
    await app.rulebook.load()
    await app.supervisor.until_done("rules", app.rulebook.refresh)
    await app.supervisor.until_done("outbox", app.outbox.recover)
    log.info("watching as=%s subreddits=%s", app.client.me, ",".join(app.config.reddit.subreddits))
    ticks = Ticks()
    with scheduled(ticks, _schedule(app)):
        async with asyncio.TaskGroup() as tasks:
            for name, step, every_s in _loops(app, ticks):
                tasks.create_task(app.supervisor.repeat(name, step, every_s=every_s), name=name)


def _loops(app: App, ticks: Ticks) -> list[tuple[str, Callable[[], Awaitable[object]], float]]:
    """Every loop of the watch: its name, one turn of it, and the rest between turns in the clock's seconds."""
    pace = app.config.watch

    def at_tick(name: str, work: Callable[[], Awaitable[object]]) -> tuple[str, Callable[[], Awaitable[object]], float]:
        async def turn() -> None:
            await ticks.wait(name)
            await work()

        return name, turn, 0.0

    workers = [(f"worker-{number}", app.reply_feed.work, 0.0) for number in range(pace.workers)]
    return [
        *workers,
        ("post-worker", app.post_feed.work, 0.0),
        ("replies", app.reply_feed.look, pace.replies_s),
        ("posts", app.post_feed.look, pace.posts_s),
        ("outbox", app.outbox.send_due, pace.outbox_s),
        ("inbox", lambda: _read_inbox(app), pace.inbox_s),
        ("modmail", lambda: _read_modmail(app), pace.modmail_s),
        ("rules", app.rulebook.refresh, pace.rules_s),
        ("follow", app.follow.read_due, pace.follow_s),
        ("adapters", app.adapters.follow_registry, pace.adapters_s),
        ("unhandled", partial(_take_up_unhandled, app), pace.sweep_s),
        at_tick("sweep", lambda: _sweep(app)),
        at_tick("deletions", app.follow.sweep_deletions),
        at_tick("digest", app.digest.write_due),
        at_tick("training", lambda: app.training.run("run")),
        at_tick("clock", lambda: _resync(app.clock)),
    ]


def _schedule(app: App) -> dict[str, float]:
    """Tick → real seconds between two of it."""
    speed = app.clock.speed if isinstance(app.clock, ScaledClock) else 1.0
    pace = app.config.watch
    every = {"sweep": pace.sweep_s, "deletions": pace.deletions_s, "digest": pace.digest_s}
    if app.config.schedule.training_every_h:
        every["training"] = app.config.schedule.training_every_h * 3600.0
    real = {name: seconds / speed for name, seconds in every.items()}
    return real | ({"clock": _CLOCK_CHECK_S} if isinstance(app.clock, ScaledClock) else {})


async def _read_inbox(app: App) -> None:
    for message in await app.inbox.unread():
        if await app.supervisor.contain("inbox", message.fullname, partial(app.desk.handle, message)):
            await app.inbox.mark_read([message.fullname])


async def _read_modmail(app: App) -> None:
    for message in await app.modmail.newest():
        if await app.supervisor.contain("modmail", message.id, partial(app.moderation.handle, message)):
            app.modmail.handled(message)


async def _sweep(app: App) -> None:
    await app.reply_feed.sweep()
    await app.post_feed.sweep()


async def _take_up_unhandled(app: App) -> None:
    """Replies that were taken in and not finished, before a crash or by a refusal, wherever they are listed by now."""
    rows = await app.store.run(replies.unhandled)
    found = await app.lookup.things([row.fullname for row in rows])
    await app.reply_feed.add(thing for thing in found.values() if isinstance(thing, IncomingReply))
    for fullname in (fullname for fullname, thing in found.items() if thing is None):
        await app.store.run(replies.mark_handled, fullname, app.clock.now())


async def _resync(clock: Clock) -> None:
    if isinstance(clock, ScaledClock):
        await clock.resync()


async def _clock(config: Config) -> Clock:
    return await follow_sandbox(config.clock.follow) if config.clock.follow else WallClock()


def credentials_of(config: Config, secrets: Secrets) -> Credentials:
    """Who the bot is."""
    return Credentials(
        config.reddit.username,
        config.reddit.client_id,
        secrets.client_secret.get_secret_value(),
        password=secrets.password.get_secret_value(),
    )


def connection_of(config: Config) -> Connection:
    """Where Reddit is and how hard we may ask."""
    reddit = config.reddit
    by = f" (by /u/{reddit.operator})" if reddit.operator else ""
    return Connection(
        user_agent=f"python:sidelight:{__version__}{by}",
        oauth_url=reddit.oauth_url,
        reddit_url=reddit.reddit_url,
        timeout_s=reddit.timeout_s,
        requests_per_minute=reddit.requests_per_minute,
        write_share=reddit.write_reserve,
    )
