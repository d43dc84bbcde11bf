"""The sandbox's own endpoints, which Reddit does not have: clock, faults, state, truth, and acting as anybody.

They need no login. What changes something must be sent as JSON: no web page on another site can make a browser do that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web

from sandbox.api.call import Json, JsonObject
from sandbox.api.gate import Gate
from sandbox.api.said import everything_said
from sandbox.clock import VirtualClock
from sandbox.faults import KINDS, Fault
from sandbox.world import World, WorldError


class Request(dict[str, object]):
    """The JSON object that was sent, with typed access; what is missing or mistyped becomes a ValueError."""

    def text(self, name: str, default: str | None = None) -> str:
        """A text field."""
        value = self.get(name, default)
        if not isinstance(value, str):
            raise ValueError(f"{name!r} must be a text")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """A number."""
        value = self.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name!r} must be a number")
        return float(value)

    def optional_number(self, name: str) -> float | None:
        """A number, or None where it is missing."""
        return None if self.get(name) is None else self.number(name)

    def optional_text(self, name: str) -> str | None:
        """A text, or None where it is missing."""
        return None if self.get(name) is None else self.text(name)

    def names(self, name: str) -> set[str] | None:
        """A list of texts, or None where it is missing or null."""
        value = self.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError(f"{name!r} must be a list of texts")
        return set(value)


Act: TypeAlias = Callable[[World, Request], str]


def _submit(world: World, asked: Request) -> str:
    author, subreddit = asked.text("user"), asked.text("subreddit")
    created = asked.optional_number("created")
    return world.submit(subreddit, author, asked.text("title"), asked.text("body", ""), created=created).fullname


def _comment(world: World, asked: Request) -> str:
    created = asked.optional_number("created")
    return world.comment(asked.text("parent"), asked.text("user"), asked.text("body"), created=created).fullname


def _send_message(world: World, asked: Request) -> str:
    reply_to = asked.optional_text("reply_to")
    return world.send_message(asked.text("user"), asked.text("to"), asked.text("body"), reply_to=reply_to).fullname


def _create_conversation(world: World, asked: Request) -> str:
    subject, body = asked.text("subject"), asked.text("body")
    to = asked.optional_text("to")
    return world.create_conversation(asked.text("subreddit"), asked.text("user"), subject, body, to=to).id


def _reply_conversation(world: World, asked: Request) -> str:
    internal = asked.get("internal") is True
    return world.reply_conversation(asked.text("id"), asked.text("user"), asked.text("body"), internal=internal).id


def _edit_wiki(world: World, asked: Request) -> str:
    level = asked.optional_number("permlevel")
    page = world.edit_wiki(
        asked.text("subreddit"),
        asked.text("page"),
        asked.text("user"),
        asked.text("content"),
        permlevel=None if level is None else int(level),
    )
    return page.revisions[-1].id


def _add_subreddit(world: World, asked: Request) -> str:
    moderators = asked.get("moderators", {})
    if not isinstance(moderators, dict):
        raise ValueError("'moderators' must map names to lists of permissions")
    minutes = int(asked.number("score_hide_mins", 0))
    return world.add_subreddit(asked.text("name"), moderators=moderators, score_hide_mins=minutes).fullname


def _on_thing(change: Callable[[World, Request, str], object]) -> Act:
    def act(world: World, asked: Request) -> str:
        change(world, asked, asked.text("fullname"))
        return asked.text("fullname")

    return act


def _on_user(change: Callable[[World, Request, str], object]) -> Act:
    def act(world: World, asked: Request) -> str:
        change(world, asked, asked.text("user"))
        return world.users[asked.text("user").lower()].fullname

    return act


ACTS: Mapping[str, Act] = {
    "add_user": lambda world, asked: (
        world.add_user(asked.text("user"), password=asked.optional_text("password")).fullname
    ),
    "add_subreddit": _add_subreddit,
    "submit": _submit,
    "comment": _comment,
    "edit": _on_thing(lambda world, asked, name: world.edit(name, asked.text("body"))),
    "delete": _on_thing(lambda world, _, name: world.delete(name)),
    "purge": _on_thing(lambda world, _, name: world.purge(name)),
    "remove": _on_thing(lambda world, asked, name: world.remove(name, asked.text("user"), asked.text("reason", ""))),
    "approve": _on_thing(lambda world, asked, name: world.approve(name, asked.text("user"))),
    "lock": _on_thing(lambda world, _, name: world.lock(name)),
    "vote": _on_thing(lambda world, asked, name: world.vote(name, asked.text("user"), int(asked.number("direction")))),
    "report": _on_thing(lambda world, asked, name: world.report(name, asked.text("user"), asked.text("reason"))),
    "send_message": _send_message,
    "create_conversation": _create_conversation,
    "reply_conversation": _reply_conversation,
    "edit_wiki": _edit_wiki,
    "set_moderator": _on_user(
        lambda world, asked, name: world.set_moderator(asked.text("subreddit"), name, asked.names("permissions"))
    ),
    "block_messages": _on_user(
        lambda world, asked, name: world.block_messages(name, blocked=asked.get("blocked") is not False)
    ),
    "delete_account": _on_user(lambda world, _, name: world.delete_account(name)),
}


@dataclass(slots=True)
class Control:
    """The handlers, around the world they steer."""

    world: World
    clock: VirtualClock
    gate: Gate
    truth: Callable[[], Json]
    is_running: Callable[[], bool]

    def routes(self) -> list[web.RouteDef]:
        """All of them, for an aiohttp application."""
        return [
            web.get("/sandbox/clock", self.read_clock),
            web.post("/sandbox/clock", self.set_clock),
            web.get("/sandbox/faults", self.list_faults),
            web.post("/sandbox/faults", self.arm_fault),
            web.delete("/sandbox/faults", self.disarm_faults),
            web.get("/sandbox/state", self.read_state),
            web.get("/sandbox/truth", self.read_truth),
            web.get("/sandbox/replies", self.list_replies),
            web.get("/sandbox/mail", self.read_mail),
            web.post("/sandbox/do", self.act),
        ]

    async def read_clock(self, request: web.Request) -> web.Response:
        """The virtual time and its speed."""
        return web.json_response({"now": self.clock.now(), "speed": self.clock.speed})

    async def set_clock(self, request: web.Request) -> web.Response:
        """Another `speed`, a jump of `advance` seconds, or both."""
        asked = await _asked(request)
        with _explained():
            if (speed := asked.optional_number("speed")) is not None:
                self.clock.set_speed(speed)
            if (seconds := asked.optional_number("advance")) is not None:
                self.clock.advance(seconds)
        return await self.read_clock(request)

    async def list_faults(self, request: web.Request) -> web.Response:
        """What is armed, how often each fault fired, and what there is to arm."""
        faults = self.gate.faults
        body: JsonObject = {
            "armed": [_fault_json(fault) for fault in faults.armed],
            "fired": dict(faults.fired),
            "known": {kind.name: kind.what for kind in KINDS.values()},
        }
        return web.json_response(body)

    async def arm_fault(self, request: web.Request) -> web.Response:
        """Arm one: `name`, and if wanted `path`, `method`, `times` or `rate`, `seconds`."""
        asked = await _asked(request)
        with _explained():
            times = asked.optional_number("times")
            fault = self.gate.faults.arm(
                asked.text("name"),
                path=asked.text("path", ""),
                method=asked.text("method", ""),
                times=None if times is None else int(times),
                rate=asked.optional_number("rate"),
                seconds=asked.optional_number("seconds"),
            )
        return web.json_response(_fault_json(fault))

    async def disarm_faults(self, request: web.Request) -> web.Response:
        """Disarm all, or those of the `name` in the query."""
        self.gate.faults.disarm(request.query.get("name"))
        return await self.list_faults(request)

    async def read_state(self, request: web.Request) -> web.Response:
        """The time, how much there is of everything, and whether the simulation still goes on."""
        counts = self.world.counts()
        body: JsonObject = {
            "now": self.clock.now(),
            "speed": self.clock.speed,
            "running": self.is_running(),
            "users": counts.users,
            "posts": counts.posts,
            "comments": counts.comments,
            "messages": counts.messages,
            "conversations": counts.conversations,
            "requests": self.gate.requests,
            "subreddits": [subreddit.name for subreddit in self.world.subreddits.values()],
        }
        return web.json_response(body)

    async def read_truth(self, request: web.Request) -> web.Response:
        """What only the makers of this world know: for scoring, never for the bot."""
        return web.json_response(self.truth())

    async def list_replies(self, request: web.Request) -> web.Response:
        """Every reply that was ever written, by fullname, and whether it still stands."""
        return web.json_response(
            {
                reply.fullname: {
                    "subreddit": reply.subreddit,
                    "post": reply.submission.fullname,
                    "author": reply.author,
                    "created": reply.created,
                    "deleted": reply.deleted,
                    "removed": reply.removed_by is not None,
                    "by_seeker": reply.author is not None and reply.author == reply.submission.author,
                }
                for name in self.world.subreddits
                for reply in self.world.comments(name)
            }
        )

    async def read_mail(self, request: web.Request) -> web.Response:
        """All that the `user` of the query said to anybody in private, and was told: nothing paged, nothing hidden."""
        with _explained():
            name = self.world.existing_user(request.query.get("user", "")).name
        return web.json_response(everything_said(self.world, name))

    async def act(self, request: web.Request) -> web.Response:
        """Do something as anybody: `act` says what, the other fields how; the answer names what came of it."""
        asked = await _asked(request)
        with _explained():
            name = asked.text("act")
            match name:
                case "expire_tokens":
                    self.gate.tokens.expire_all()
                    return web.json_response({"fullname": ""})
                case "revoke_tokens":
                    self.gate.tokens.revoke_all(asked.text("user"))
                    return web.json_response({"fullname": ""})
                case "permit":
                    scopes = frozenset(asked.names("scopes") or {"*"})
                    token = self.gate.tokens.permit(asked.text("client_id"), asked.text("user"), scopes)
                    return web.json_response({"fullname": "", "refresh_token": token})
            if (act := ACTS.get(name)) is None:
                raise ValueError(f"nobody can {name!r}; there are {', '.join(ACTS)}")
            return web.json_response({"fullname": act(self.world, asked)})


class _explained:  # noqa: N801  # reads as what it does in a `with`
    """Turns refusals and mistakes into a 400 that says what was wrong."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, WorldError):
            raise _bad_request(error.code, error.message) from error
        if isinstance(error, ValueError):
            raise _bad_request("BAD_REQUEST", str(error)) from error


async def _asked(request: web.Request) -> Request:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send a JSON object, with content-type application/json")
    try:
        sent = await request.json()
    except ValueError as error:
        raise _bad_request("BAD_REQUEST", "that is not JSON") from error
    if not isinstance(sent, dict):
        raise _bad_request("BAD_REQUEST", "send a JSON object")
    return Request(sent)


def _bad_request(code: str, message: str) -> web.HTTPBadRequest:
    body = web.json_response({"error": code, "message": message}).text
    return web.HTTPBadRequest(text=body, content_type="application/json")


def _fault_json(fault: Fault) -> JsonObject:
    return {
        "id": fault.id,
        "name": fault.kind.name,
        "what": fault.kind.what,
        "path": fault.path,
        "method": fault.method,
        "left": fault.left,
        "rate": fault.rate,
        "seconds": fault.seconds,
        "fired": fault.fired,
    }
