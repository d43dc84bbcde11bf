"""THE MAIN PATH: reply → verdict → flag? → suggestion? → outbox → follow its outcome.

`handle` is the whole story; each line of it is one method or one neighbour file. Every step can run again after a
crash: the store takes each flag, suggestion and effect once, and a reply counts as handled only at the end.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from bot.clock import Clock
from bot.flagging import Flagging
from bot.policy.reception import kind_of_answer
from bot.policy.suggest import Silence
from bot.reddit.things import IncomingPost, IncomingReply
from bot.rulebook import Rulebook
from bot.suggesting import Suggesting
from models.protocols import Post, SafetyClassifier
from store import permissions, readings, replies
from store.database import Database, Store
from store.rows import Permission, PostRow, ReplyRow

log = logging.getLogger(__name__)


class Posts(Protocol):
    """Finds the post that a reply stands under."""

    async def get(self, fullname: str) -> IncomingPost | None:
        """The post, or None where it is gone."""


class Pipeline:
    """Takes each reply through the main path, once."""

    def __init__(
        self,
        store: Store,
        posts: Posts,
        *,
        safety: SafetyClassifier,
        rulebook: Rulebook,
        flagging: Flagging,
        suggesting: Suggesting,
        clock: Clock,
    ) -> None:
        self._store = store
        self._posts = posts
        self._safety = safety
        self._rulebook = rulebook
        self._flagging = flagging
        self._suggesting = suggesting
        self._clock = clock

    async def handle(self, reply: IncomingReply) -> None:
        """Everything that happens to one reply. Safe to call again with the same reply."""
        if not await self._store.run(_take_in, reply, self._clock.now()):
            return
        if not (reply.removed or reply.deleted or reply.by_moderator):
            if reply.by_seeker:
                await self._note_answer(reply)
            else:
                await self._help(reply, await self._posts.get(reply.post_fullname))
        await self._store.run(replies.mark_handled, reply.fullname, self._clock.now())

    async def _help(self, reply: IncomingReply, post: IncomingPost | None) -> None:
        # Words can hurt under a post that is gone, too; but nobody could say what would help there.
        context = Post(post.title, post.body, post.subreddit) if post else Post("", "", reply.subreddit)
        if post:
            await self._store.run(_keep_what_is_allowed, reply, post, self._clock.now())
        rules = self._rulebook.rules(reply.subreddit)
        verdict = await asyncio.to_thread(self._safety.judge, context, reply.body, rules.flags.safety())
        flag = await self._flagging.flag(reply, verdict, rules, is_paused=self._rulebook.is_paused(reply.subreddit))
        silence: Silence | None = Silence.NO_POST
        if post:
            silence = await self._suggesting.suggest(reply, context, verdict, flag=flag, seeker=post.author)
        log.info("handled reply=%s flag=%s silence=%s", reply.fullname, flag.hazard if flag else "-", silence or "-")

    async def _note_answer(self, reply: IncomingReply) -> None:
        """A seeker's own answer is the best evidence that there is; only its kind is kept."""
        if reply.parent_fullname.startswith("t1_"):
            await self._store.run(readings.note_answer, reply.parent_fullname, kind_of_answer(reply.body))


def _take_in(db: Database, reply: IncomingReply, now: float) -> bool:
    """Store a reply's place and time, no words. False where it was handled before."""
    row = ReplyRow(
        reply.fullname, reply.post_fullname, reply.parent_fullname, reply.subreddit, reply.permalink,
        reply.created_utc, now, by_seeker=reply.by_seeker,
    )  # fmt: skip
    if replies.add_reply(db, row):
        return True
    known = replies.reply(db, reply.fullname)
    return known is not None and known.handled_utc is None and known.gone_utc is None


def _keep_what_is_allowed(db: Database, reply: IncomingReply, post: IncomingPost, now: float) -> None:
    """Names and words only of those who allowed it: the helper's with either permission, the seeker's for training."""
    replies.add_post(db, PostRow(post.fullname, post.subreddit, post.permalink, post.created_utc, now))
    if post.author and permissions.allows(db, post.author, Permission.TRAINING):
        replies.keep_post_text(db, post.fullname, post.author, post.title, post.body)
    author = reply.author
    if author and any(permissions.allows(db, author, permission) for permission in Permission):
        replies.keep_text(db, reply.fullname, author, reply.body)
