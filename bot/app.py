"""Builds everything, and owns the one TaskGroup. Nothing else creates a task or a collaborator."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from bot import __version__
from bot.adapters import Adapters, TrainingProcess
from bot.clock import Clock, WallClock, follow_sandbox
from bot.config import Config, Secrets
from bot.desk import Desk
from bot.digest import Digest
from bot.examples import Examples
from bot.feed import Feed
from bot.flagging import Flagging
from bot.follow import Follow
from bot.loops import intervals_of, loops_of
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
from bot.retraining import KEY, Job, Retraining
from bot.routing import Routing
from bot.rulebook import Rulebook
from bot.schedule import Ticks, scheduled
from bot.suggesting import Suggesting
from bot.supervise import Health, Supervisor
from bot.writers import Writers, open_writers
from models.registry import Registry
from models.safety.followed import FollowedClassifier
from store import outbox
from store.database import Store
from store.rows import OutboxRow

log = logging.getLogger(__name__)

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
    retraining: Retraining
    lookup: Lookup
    examples: Examples
    safety: FollowedClassifier | None = None
    """The classifier, where its weights may change while it is in use."""

    @property
    def needs_examples(self) -> bool:
        """Whether anybody reads examples: only engines that are prompted do."""
        return self.config.models.engine != "guideline" and self.config.models.retrieval != "off"


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
    supervisor = Supervisor(clock, random.Random(), Health())  # noqa: S311 - jitter, not secrets
    lookup = Lookup(client)
    posts = Posts(lookup)
    rulebook = Rulebook(store, Wiki(client), names, clock)
    examples = Examples(store, writers.encode)
    training = TrainingProcess(config_path, nice=config.schedule.nice)
    routing = Routing(writers.improver, writers.candidate)
    suggesting = Suggesting(store, routing, safety=writers.safety, rulebook=rulebook, examples=examples, clock=clock)
    pipeline = Pipeline(
        store, posts, safety=writers.safety, rulebook=rulebook, flagging=Flagging(store, clock),
        suggesting=suggesting, clock=clock,
    )  # fmt: skip
    newcomers = Newcomers(store, safety=writers.safety, rulebook=rulebook, clock=clock)
    return App(
        config=config,
        clock=clock,
        store=store,
        client=client,
        supervisor=supervisor,
        rulebook=rulebook,
        reply_feed=Feed("replies", streams.replies(client, names), pipeline.handle, supervisor=supervisor),
        post_feed=Feed("posts", streams.posts(client, names), newcomers.handle, supervisor=supervisor),
        outbox=Outbox(store, _sender_for(client, rulebook), clock),
        inbox=Inbox(client),
        desk=Desk(store, posts, suggesting=suggesting, safety=writers.safety, clock=clock),
        modmail=_modmail(client, names, store, clock),
        moderation=Moderation(
            store, Moderators(client), posts, draft=writers.draft_for, rulebook=rulebook, clock=clock,
            bot_name=config.reddit.username,
        ),
        follow=Follow(
            store, lookup, ages_h=config.follow.ages_h, ignored_after_h=config.follow.ignored_after_h, clock=clock
        ),
        digest=Digest(store, rulebook, names, clock),
        adapters=Adapters(
            Registry(config.models.registry), writers.swappable, writers.safety,
            candidate=writers.on_canary, routing=routing, now=clock.now,
        ),
        training=training,
        retraining=_retraining(config, store, training, clock),
        lookup=lookup,
        examples=examples,
        safety=writers.safety if isinstance(writers.safety, FollowedClassifier) else None,
    )  # fmt: skip


def _retraining(config: Config, store: Store, training: TrainingProcess, clock: Clock) -> Retraining:
    schedule = config.schedule
    jobs = (
        Job("training", "run", schedule.training_every_h * 3600.0),
        Job("refit", "refit", schedule.safety_every_h * 3600.0),
    )
    return Retraining(store, training, clock, jobs=jobs, maintainers=schedule.maintainers)


def _modmail(client: RedditClient, names: tuple[str, ...], store: Store, clock: Clock) -> ModmailWatch:
    """Only our own conversations are opened."""
    return ModmailWatch(
        client,
        names,
        is_ours=lambda conversation: store.run(outbox.is_ours, conversation),
        since_utc=clock.now() - _MODMAIL_BACK_S,
    )


def _sender_for(client: RedditClient, rulebook: Rulebook) -> Callable[[OutboxRow], Sender]:
    """Which sender an effect goes through: here, and nowhere else, dry-run is decided."""
    live, dry = RedditSender(client), DryRunSender()

    def sender_for(row: OutboxRow) -> Sender:
        """Who asked gets an answer, and a broken page and how training ended must be told; all else obeys dry-run."""
        is_owed = row.kind in {"answer", "modmail_reply"} or row.key.startswith(("rules:", KEY))
        return live if is_owed or not rulebook.rules(row.subreddit).dry_run else dry

    return sender_for


async def watch(app: App) -> None:
    """Start up in the order that loses nothing, then keep every loop going."""
    await app.supervisor.until_done("login", app.client.login)
    await app.rulebook.load()
    await app.supervisor.until_done("rules", app.rulebook.refresh)
    await app.supervisor.until_done("outbox", app.outbox.recover)
    log.info("watching as=%s subreddits=%s", app.client.me, ",".join(app.config.reddit.subreddits))
    ticks = Ticks()
    with scheduled(ticks, intervals_of(app)):
        async with asyncio.TaskGroup() as tasks:
            for loop in loops_of(app, ticks):
                tasks.create_task(app.supervisor.repeat(loop.name, loop.turn, every_s=loop.rest_s), name=loop.name)


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
