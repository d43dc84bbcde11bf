"""What each fault does to an answer or to the world."""

from __future__ import annotations

import asyncio

from aiohttp import web

from sandbox.faults import Fault
from sandbox.things import Comment
from sandbox.world import World

BROKEN_YAML = "version: 1\ndry_run: [false\n  flags: }{\n"
_PAGE = "<!doctype html><title>reddit.com: over capacity</title><h1>Our servers are busy right now</h1>"
_NINE_MINUTES = "Looks like you've been doing that a lot. Take a break for 9 minutes before trying again."
TWISTS = frozenset({"dead-anchor", "hidden-score", "missing-id"})


def answer_instead(fault: Fault) -> web.Response | None:
    """The answer of a fault that keeps the request from being looked at; None for faults of other kinds."""
    match fault.kind.name:
        case "400-json":
            body = {"fields": ["parent"], "explanation": "that's a piece of history now", "message": "Bad Request"}
            return web.json_response(body | {"reason": "TOO_OLD"}, status=400)
        case "401-invalid-token":
            return unauthorized()
        case "401-bare":
            return web.json_response({"message": "Unauthorized", "error": 401}, status=401)
        case "403":
            return web.json_response({"message": "Forbidden", "error": 403}, status=403)
        case "429-retry-after":
            headers = {"retry-after": f"{fault.seconds:g}"}
            return web.json_response({"message": "Too Many Requests", "error": 429}, status=429, headers=headers)
        case "429-bare":
            return web.Response(text="Too Many Requests", status=429)
        case "503":
            return web.Response(text=_PAGE, content_type="text/html", status=503)
        case "html-200":
            return web.Response(text=_PAGE, content_type="text/html")
        case "not-whitelisted":
            return _refusal("NOT_WHITELISTED_BY_USER_MESSAGE", "that user does not take messages from you", "to")
        case "ratelimit-9-minutes":
            return _refusal("RATELIMIT", _NINE_MINUTES, "ratelimit")
    return None


async def spoil(fault: Fault, request: web.Request, response: web.Response) -> web.Response:
    """The answer that arrives after the request was done: late, broken, or not at all."""
    match fault.kind.name:
        case "502-after-processing":
            return web.Response(text=_PAGE, content_type="text/html", status=502)
        case "stall":
            await asyncio.sleep(fault.seconds)  # real seconds: it is the client's patience that is tried
        case "bad-json":
            text = response.text or "{}"
            return web.Response(text=text[: len(text) // 2] + '{"', content_type="application/json")
        case "reset-after":
            drop(request)
    return response


def drop(request: web.Request) -> None:
    """Break the connection off, without another byte."""
    if request.transport is not None:
        request.transport.abort()


def unauthorized() -> web.Response:
    """How Reddit answers a token that it does not know, or no longer."""
    headers = {"www-authenticate": 'Bearer realm="reddit", error="invalid_token"'}
    return web.json_response({"message": "Unauthorized", "error": 401}, status=401, headers=headers)


def befall(fault: Fault, world: World, reader: str, request: web.Request) -> None:
    """Change the world just before the request sees it, for the faults that do."""
    name, parts = fault.kind.name, request.path.strip("/").split("/")
    subreddit = parts[1] if parts[0] == "r" else ""
    match name:
        case "deleted" | "removed":
            if (victim := _victim(world, subreddit, request.query.get("id", ""))) is None:
                return
            if name == "deleted":
                world.delete(victim.fullname)
            elif moderator := _somebody_else(world, victim.subreddit, "posts", reader):
                world.remove(victim.fullname, moderator, "not here")
        case "wiki-invalid":
            page = "/".join(parts[3:])
            if moderator := _somebody_else(world, subreddit, "wiki", reader):
                world.edit_wiki(subreddit, page, moderator, BROKEN_YAML)
        case "lost-mod-permission":
            theirs = [one.name for one in world.subreddits.values() if world.is_moderator(one.name, reader)]
            named = [one for one in theirs if one.lower() in subreddit.lower().split("+")]
            if theirs:
                world.set_moderator((named or theirs)[0], reader, None)


def _victim(world: World, subreddit: str, ids: str) -> Comment | None:
    if ids:
        named = [world.thing(name) for name in ids.split(",")]
    else:
        names = [name for name in subreddit.lower().split("+") if name in world.subreddits]
        named = [comment for name in names for comment in world.comments(name)[:25]]
    standing = [thing for thing in named if isinstance(thing, Comment) and not thing.is_gone]
    return world.rng.choice(standing) if standing else None


def _somebody_else(world: World, subreddit: str, permission: str, reader: str) -> str | None:
    if subreddit.lower() not in world.subreddits:
        return None
    team = world.subreddit(subreddit).moderators
    able = [name for name in team if name != reader and world.is_moderator(subreddit, name, permission)]
    return able[0] if able else None


def _refusal(code: str, message: str, field: str) -> web.Response:
    return web.json_response({"json": {"errors": [[code, message, field]]}})
