"""The sandbox as a whole, and the HTTP server in front of it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.api import conversations, messages, moderating, reading, wikis, writing
from sandbox.api.call import Json
from sandbox.api.control import Control
from sandbox.api.gate import Gate
from sandbox.api.tokens import LIFETIME_S, Tokens
from sandbox.clock import VirtualClock
from sandbox.faults import Faults
from sandbox.limits import PER_WINDOW, Quota
from sandbox.pages.show import Pages
from sandbox.world import World

BOT_NAME = "sidelight-bot"
ROUTES = (
    *reading.ROUTES,
    *writing.ROUTES,
    *messages.ROUTES,
    *moderating.ROUTES,
    *conversations.ROUTES,
    *wikis.ROUTES,
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the bot needs to log in."""

    username: str
    password: str = field(repr=False)
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(slots=True)
class Sandbox:
    """A world, its clock, the gate before it, and the bot's own account. `truth` tells what only its makers know."""

    world: World
    clock: VirtualClock
    gate: Gate
    bot: Credentials
    truth: Callable[[], Json] = dict
    is_running: bool = False

    @property
    def faults(self) -> Faults:
        """What goes wrong, on request."""
        return self.gate.faults

    @property
    def tokens(self) -> Tokens:
        """Who may call as whom."""
        return self.gate.tokens


def build_sandbox(
    *,
    seed: int = 7,
    speed: float = 1.0,
    epoch: float | None = None,
    bot_name: str = BOT_NAME,
    per_window: int = PER_WINDOW,
    token_lifetime_s: int = LIFETIME_S,
) -> Sandbox:
    """An empty world with the bot's account in it and an app to log in with. The same seed gives the same ids."""
    # Each part draws from its own generator, so that one more request does not change what people do.
    generators = {part: random.Random(f"{seed} {part}") for part in ("world", "tokens", "faults")}  # noqa: S311
    clock = VirtualClock(epoch, speed=speed)
    world = World(clock, generators["world"])
    tokens = Tokens(world, generators["tokens"], lifetime_s=token_lifetime_s)
    secrets = [f"{generators['tokens'].getrandbits(80):020x}" for _ in range(3)]
    bot = Credentials(username=bot_name, password=secrets[0], client_id=secrets[1][:14], client_secret=secrets[2])
    world.add_user(bot.username, password=bot.password)
    tokens.add_app(bot.client_id, bot.client_secret)
    faults = Faults(generators["faults"])
    world.lateness = faults.lateness
    return Sandbox(world, clock, Gate(world, tokens, Quota(clock, per_window=per_window), faults), bot)


def build_app(sandbox: Sandbox) -> web.Application:
    """The aiohttp application: Reddit's endpoints, the sandbox's own, and the pages."""
    app = web.Application()
    for route in ROUTES:
        handler = sandbox.gate.admit(route)
        # Clients ask for some with a slash at the end and for some without.
        for path in (route.path, f"{route.path}/"):
            app.router.add_route(route.method, path, handler)
    app.router.add_post("/api/v1/access_token", sandbox.gate.issue_token)
    app.router.add_post("/api/v1/revoke_token", sandbox.gate.revoke_token)
    control = Control(
        world=sandbox.world,
        clock=sandbox.clock,
        gate=sandbox.gate,
        truth=lambda: sandbox.truth(),
        is_running=lambda: sandbox.is_running,
    )
    app.router.add_routes(control.routes())
    pages = Pages(
        world=sandbox.world,
        clock=sandbox.clock,
        gate=sandbox.gate,
        bot_name=sandbox.bot.username,
        is_running=lambda: sandbox.is_running,
    )
    app.router.add_routes(pages.routes())
    return app


@asynccontextmanager
async def serving(sandbox: Sandbox, *, port: int = 0) -> AsyncIterator[str]:
    """Serve it on 127.0.0.1 for as long as the block lasts; gives the address, which `port` 0 leaves to the system."""
    # A client that hangs up ends its request at once, so a stalled answer does not hold up the end.
    runner = web.AppRunner(build_app(sandbox), access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        host, bound = runner.addresses[0][:2]
        yield f"http://{host}:{bound}"
    finally:
        await runner.cleanup()
