"""Every loop of the watch: its name, one turn of it, and the rest between two turns."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock, ScaledClock
from bot.reddit.things import IncomingReply
from bot.schedule import Ticks
from models.safety.own import OwnWeights
from store import replies

if TYPE_CHECKING:
    from bot.app import App

_CLOCK_CHECK_S = 2.0
"""Real seconds between two looks at the sandbox's clock."""

_CANARY_S = 10.0
"""Real seconds between two looks at a canary, at least: each is a process of its own."""

_DAY_S = 24 * 3600.0

Turn = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Loop:
    """`turn` is taken again and again, with `rest_s` seconds of the clock in between."""

    name: str
    turn: Turn
    rest_s: float


def loops_of(app: App, ticks: Ticks) -> list[Loop]:
    """What goes on side by side while the bot watches."""
    pace = app.config.watch

    def at_tick(name: str, work: Turn) -> Loop:
        async def turn() -> None:
            await ticks.wait(name)
            await work()

        return Loop(name, turn, 0.0)

    workers = [Loop(f"worker-{number}", app.reply_feed.work, 0.0) for number in range(pace.workers)]
    return [
        *workers,
        Loop("post-worker", app.post_feed.work, 0.0),
        Loop("replies", app.reply_feed.look, pace.replies_s),
        Loop("posts", app.post_feed.look, pace.posts_s),
        Loop("outbox", app.outbox.send_due, pace.outbox_s),
        Loop("inbox", partial(_read_inbox, app), pace.inbox_s),
        Loop("modmail", partial(_read_modmail, app), pace.modmail_s),
        Loop("rules", app.rulebook.refresh, pace.rules_s),
        Loop("follow", app.follow.read_due, pace.follow_s),
        *([Loop("examples", app.examples.refresh, _DAY_S / 4)] if app.needs_examples else []),
        Loop("adapters", app.adapters.follow_registry, pace.adapters_s),
        *(
            [Loop("safety-weights", partial(asyncio.to_thread, app.safety.follow), pace.adapters_s)]
            if app.safety
            else []
        ),
        Loop("unhandled", partial(_take_up_unhandled, app), pace.sweep_s),
        at_tick("sweep", partial(_sweep, app)),
        at_tick("deletions", app.follow.sweep_deletions),
        at_tick("digest", app.digest.write_due),
        at_tick("withdrawals", partial(_withdraw, app)),
        at_tick("retraining", app.retraining.run_due),
        at_tick("canary", partial(_judge_canary, app)),
        at_tick("clock", partial(_resync, app.clock)),
    ]


def intervals_of(app: App) -> dict[str, float]:
    """Tick → real seconds between two of it."""
    speed = app.clock.speed if isinstance(app.clock, ScaledClock) else 1.0
    pace = app.config.watch
    every = {"sweep": pace.sweep_s, "deletions": pace.deletions_s, "digest": pace.digest_s}
    every["withdrawals"] = max(_DAY_S, pace.deletions_s)
    if app.retraining.look_s:
        every["retraining"] = app.retraining.look_s
    real = {name: seconds / speed for name, seconds in every.items()}
    real["canary"] = max(_CANARY_S, pace.canary_s / speed)
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


async def _withdraw(app: App) -> None:
    """Adapters that learned from texts which are gone or no longer allowed go too, by the process that owns them."""
    own = OwnWeights(app.config.models.safety.weights)
    if await asyncio.to_thread(lambda: app.adapters.any_registered() or bool(own.fits())):
        await app.training.run("withdraw", "--check")


async def _judge_canary(app: App) -> None:
    """What helpers made of the adapter that is being tried, by the process that may promote it or end it."""
    if await asyncio.to_thread(app.adapters.any_candidate):
        await app.training.run("canary", "judge", "--now", str(app.clock.now()))
        await app.adapters.follow_registry()


async def _resync(clock: Clock) -> None:
    if isinstance(clock, ScaledClock):
        await clock.resync()
