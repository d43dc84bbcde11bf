"""New posts: stored by place and time, and moderators alerted when one speaks of present danger."""

from __future__ import annotations

import asyncio
import logging

from bot.clock import Clock
from bot.policy import wording
from bot.reddit.things import IncomingPost
from bot.rulebook import Rulebook
from models.protocols import CrisisTier, Post, SafetyClassifier
from store import outbox, permissions, replies
from store.database import Database, Store
from store.rows import OutboxRow, Permission, PostRow

log = logging.getLogger(__name__)

_OLDEST_ALERT_S = 24 * 3600.0


class Newcomers:
    """Takes in each new post, once. Writes to nobody but moderators, and never to the seeker."""

    def __init__(self, store: Store, *, safety: SafetyClassifier, rulebook: Rulebook, clock: Clock) -> None:
        self._store = store
        self._safety = safety
        self._rulebook = rulebook
        self._clock = clock

    async def handle(self, post: IncomingPost) -> None:
        """Store a post's place and time, and alert if need be. Safe to call again with the same post."""
        text = Post(post.title, post.body, post.subreddit)
        crisis = await asyncio.to_thread(self._safety.crisis, text)
        await self._store.run(self._take_in, post, crisis)

    def _take_in(self, db: Database, post: IncomingPost, crisis: CrisisTier) -> None:
        now = self._clock.now()
        replies.add_post(db, PostRow(post.fullname, post.subreddit, post.permalink, post.created_utc, now))
        if post.author and permissions.allows(db, post.author, Permission.TRAINING):
            replies.keep_post_text(db, post.fullname, post.author, post.title, post.body)
        rules = self._rulebook.rules(post.subreddit)
        is_silent = not rules.crisis_alerts or self._rulebook.is_paused(post.subreddit)
        if crisis is not CrisisTier.IMMINENT or is_silent or now - post.created_utc > _OLDEST_ALERT_S:
            return
        body = wording.crisis_alert(post.permalink, rules.crisis_resources)
        payload = {
            "incident": post.fullname,
            "subject": "Sidelight: a post speaks of present danger",
            "body": body,
        }
        if outbox.put(db, OutboxRow(f"crisis:{post.fullname}", "modmail", payload, now, subreddit=post.subreddit)):
            log.info("crisis_alert post=%s", post.fullname)
