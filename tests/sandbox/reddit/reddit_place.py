"""A small Reddit with two subreddits and a few people, seen from both sides."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

from bot.clock import ScaledClock
from bot.reddit.client import Connection, Credentials, RedditClient, open_client
from sandbox.server import Sandbox
from sandbox.things import Submission
from sandbox.world import World

SPEED = 3600.0


@dataclass
class Place:
    """The sandbox, from both sides."""

    sandbox: Sandbox
    url: str
    clock: ScaledClock
    post: Submission
    credentials: Credentials
    connection: Connection
    subreddits: tuple[str, ...] = ("quiet", "harbour")

    @property
    def world(self) -> World:
        return self.sandbox.world

    @property
    def bot(self) -> str:
        return self.sandbox.bot.username

    def open(self, **changes: Any) -> AbstractAsyncContextManager[RedditClient]:
        """Another client, not logged in yet."""
        return open_client(self.credentials, replace(self.connection, **changes), clock=self.clock)

    def reply(self, body: str = "I am with you.", *, author: str = "heron", **more: Any) -> str:
        """A new reply under the post; gives its fullname."""
        return self.world.comment(self.post.fullname, author, body, **more).fullname

    def moderate(self, subreddit: str, permissions: set[str] | None) -> None:
        """What the bot may do there from now on."""
        self.world.set_moderator(subreddit, self.bot, permissions)


def people(world: World, bot: str) -> Submission:
    for name in ("wren", "heron", "teal", "warden", "keeper"):
        world.add_user(name)
    world.add_subreddit("quiet", moderators={"warden": {"all"}, bot: {"mail", "posts", "wiki"}}, score_hide_mins=60)
    world.add_subreddit("harbour", moderators={"keeper": {"all"}, bot: {"all"}})
    return world.submit("quiet", "wren", "A long week", "I do not know where to begin.")
