"""The handlers behind the pages, and what the templates may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.api.gate import Gate
from sandbox.api.views import permalink
from sandbox.clock import VirtualClock
from sandbox.faults import KINDS
from sandbox.pages.prose import prose
from sandbox.things import Comment, Message, Submission
from sandbox.world import World, WorldError

FoundT = TypeVar("FoundT")
_FOLDER = Path(__file__).parent
_MOST = 100
_FILES = {"style.css": "text/css", "live.js": "text/javascript"}
_HEADERS = {
    # Nothing but our own style and script: a text that slipped through as HTML still could not run or call out.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_STATES = {0: "new", 1: "in progress", 2: "archived"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in its place in the tree."""

    comment: Comment
    depth: int
    is_hidden: bool


@dataclass(slots=True)
class Pages:
    """All pages, read straight from the world: they see what no single user of it would."""

    world: World
    clock: VirtualClock
    gate: Gate
    bot_name: str
    is_running: Callable[[], bool]
    _templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        loader = FileSystemLoader(_FOLDER)
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._templates.filters.update(prose=prose, score=_score, moment=_moment, ago=self._ago, permalink=permalink)
        self._templates.globals.update(bot=self.bot_name, clock=self.clock, states=_STATES, speed=self._speed)

    def routes(self) -> list[web.RouteDef]:
        """All of them, for an aiohttp application."""
        return [
            web.get("/", self.front),
            web.get("/r/{subreddit}", self.subreddit),
            web.get("/r/{subreddit}/modmail", self.modmail),
            web.get("/r/{subreddit}/log", self.log),
            web.get("/r/{subreddit}/pages", self.wiki),
            web.get("/r/{subreddit}/comments/{post}/{rest:.+}", self.thread),
            web.get("/u/{user}", self.user),
            web.get("/people", self.people),
            web.get("/faults", self.faults),
            web.get("/static/{name}", self.static),
        ]

    async def front(self, request: web.Request) -> web.Response:
        """Every subreddit, and the newest posts."""
        posts = [post for name in self.world.subreddits for post in self.world.submissions(name)[:20]]
        posts.sort(key=lambda post: post.created, reverse=True)
        rows = [
            {
                "subreddit": one,
                "posts": len(self.world.submissions(one.name)),
                "replies": len(self.world.comments(one.name)),
                "open": sum(talk.state != 2 for talk in self.world.conversations(one.name)),
            }
            for one in self.world.subreddits.values()
        ]
        return self._page("front.html", rows=rows, posts=posts[:20], counts=self.world.counts())

    async def subreddit(self, request: web.Request) -> web.Response:
        """One subreddit's posts."""
        name = request.match_info["subreddit"]
        posts = _found(lambda: self.world.submissions(name))
        return self._page("subreddit.html", subreddit=self.world.subreddit(name), posts=posts[:_MOST], total=len(posts))

    async def thread(self, request: web.Request) -> web.Response:
        """A post with all replies, scores and what moderators did."""
        post = self.world.thing(f"t3_{request.match_info['post']}")
        if not isinstance(post, Submission):
            raise web.HTTPNotFound(text="There is no such post.")
        chosen = request.match_info["rest"].strip("/").split("/")[1:]
        replies = self._tree(post.fullname, 0)
        return self._page("thread.html", post=post, replies=replies, chosen=chosen[0] if chosen else "")

    async def modmail(self, request: web.Request) -> web.Response:
        """One subreddit's conversations, the last to be answered first."""
        name = request.match_info["subreddit"]
        talks = _found(lambda: self.world.conversations(name))
        subreddit = self.world.subreddit(name)
        return self._page("modmail.html", subreddit=subreddit, conversations=talks[:_MOST], total=len(talks))

    async def log(self, request: web.Request) -> web.Response:
        """What moderators did in one subreddit."""
        name = request.match_info["subreddit"]
        actions = _found(lambda: self.world.mod_log(name))
        rows = [(action, self.world.thing(action.target_fullname or "")) for action in actions[:_MOST]]
        return self._page("log.html", subreddit=self.world.subreddit(name), rows=rows, total=len(actions))

    async def wiki(self, request: web.Request) -> web.Response:
        """One subreddit's wiki pages as they stand."""
        name = request.match_info["subreddit"]
        pages = _found(lambda: self.world.wiki_pages(name))
        return self._page("wiki.html", subreddit=self.world.subreddit(name), pages=pages)

    async def people(self, request: web.Request) -> web.Response:
        """Everybody, those with messages first."""
        rows = [
            (user, len(self.world.inbox(user.name)), len(self.world.sent(user.name)))
            for user in self.world.users.values()
        ]
        rows.sort(key=lambda row: (-row[1] - row[2], row[0].name.lower()))
        return self._page("people.html", rows=rows)

    async def user(self, request: web.Request) -> web.Response:
        """One person's messages, room by room, and what they wrote in public."""
        user = self.world.users.get(request.match_info["user"].lower())
        if user is None:
            raise web.HTTPNotFound(text="There is no such account.")
        rooms: dict[str, list[Message]] = {}
        both = self.world.inbox(user.name) + self.world.sent(user.name)
        for message in sorted(both, key=lambda one: one.created):
            rooms.setdefault(message.dest if message.author == user.name else message.author, []).append(message)
        newest_first = sorted(rooms.items(), key=lambda room: room[1][-1].created, reverse=True)
        written = self.world.written_by.get(user.name.lower())
        public = list(written.newest_first())[:_MOST] if written else []
        return self._page("user.html", user=user, rooms=newest_first[:_MOST], public=public)

    async def faults(self, request: web.Request) -> web.Response:
        """What can go wrong, with a button for each, and the clock."""
        faults = self.gate.faults
        return self._page("faults.html", kinds=KINDS.values(), armed=faults.armed, fired=faults.fired)

    async def static(self, request: web.Request) -> web.Response:
        """The style and the script."""
        name = request.match_info["name"]
        if name not in _FILES:
            raise web.HTTPNotFound
        return web.Response(text=_TEXTS[name], content_type=_FILES[name], headers={"X-Content-Type-Options": "nosniff"})

    def _page(self, template: str, **values: object) -> web.Response:
        text = self._templates.get_template(template).render(now=self.clock.now(), running=self.is_running(), **values)
        return web.Response(text=text, content_type="text/html", headers=_HEADERS)

    def _tree(self, parent: str, depth: int) -> list[Reply]:
        replies = sorted(self.world.children.get(parent, []), key=lambda one: (-one.score, one.created))
        tree: list[Reply] = []
        for comment in replies:
            window_s = 60 * self.world.subreddit(comment.subreddit).score_hide_mins
            is_hidden = self.clock.now() - comment.created < window_s
            tree += [Reply(comment, depth, is_hidden), *self._tree(comment.fullname, depth + 1)]
        return tree

    def _ago(self, moment: float) -> str:
        seconds = max(0.0, self.clock.now() - moment)
        for unit, length in (("d", 86_400), ("h", 3600), ("min", 60)):
            if seconds >= length:
                return f"{seconds / length:.0f} {unit} ago"
        return "just now"

    def _speed(self) -> str:
        speed = self.clock.speed
        for unit, length in (("h", 3600), ("min", 60)):
            if speed >= length:
                return f"{speed / length:g} {unit} a second"
        return "real time" if speed == 1 else f"{speed:g} s a second"


def _found(look: Callable[[], list[FoundT]]) -> list[FoundT]:
    try:
        return look()
    except WorldError as error:
        raise web.HTTPNotFound(text="There is no such subreddit.") from error


def _score(score: int) -> str:
    return str(score).replace("-", "\u2212")


_TEXTS = {name: (_FOLDER / name).read_text(encoding="utf-8") for name in _FILES}


def _moment(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%a %-d %b, %H:%M")
