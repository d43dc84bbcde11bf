"""The whole small world: everything that people, moderators and the bot can do, and everything there is to read.

All of it is synchronous and in memory. Each layer is a class on top of the one before:
`people` (accounts, subreddits) → `forum` (posts, replies, votes) → `mail` → `modmail` → `wiki`.
Where Reddit would refuse, the methods raise `WorldError` with Reddit's code.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.people import WorldError
from sandbox.things import Event
from sandbox.wiki import Wiki

__all__ = ["Counts", "Event", "World", "WorldError"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything."""

    users: int
    posts: int
    comments: int
    messages: int
    conversations: int


class World(Wiki):
    """A small Reddit. `World(clock, rng)`: the same seed and the same calls at the same times make the same world."""

    def counts(self) -> Counts:
        """How much there is of everything, what is gone included."""
        posts = sum(len(timeline) for timeline in self.posts_in.values())
        return Counts(
            users=len(self.users),
            posts=posts,
            comments=len(self.things) - posts,
            messages=len(self.messages),
            conversations=len(self.conversation_by_id),
        )
