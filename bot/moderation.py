"""What moderators write to the bot in modmail. Whoever commands is checked against the moderators of this minute."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.clock import Clock
from bot.commands import MODERATOR_WORDS, Command, Word, parse, post_of
from bot.policy import wording
from bot.reddit.things import IncomingPost, ModmailMessage
from bot.rulebook import Rulebook
from models.protocols import Post
from store import flags, inbox, outbox, verdicts
from store.database import Database, Store
from store.rows import FlagRow, OutboxRow

log = logging.getLogger(__name__)

_ENOUGH = frozenset({"all", "mail", "posts"})
"""A moderator needs one of these permissions to command the bot."""


class Team(Protocol):
    """Who moderates a subreddit, now."""

    async def permissions(self, subreddit: str, name: str, *, refresh: bool = False) -> frozenset[str]:
        """What this person may do there; empty for somebody who is no moderator. `refresh` asks Reddit, not a cache."""


class Posts(Protocol):
    """Finds posts by fullname."""

    async def get(self, fullname: str) -> IncomingPost | None: ...


Draft = Callable[[Post, int], Awaitable[str | None]]
"""Writes a first draft for a post with a seed, audited, or None."""


class Moderation:
    """Carries out what moderators answer in the bot's own conversations."""

    def __init__(
        self, store: Store, team: Team, posts: Posts, *, draft: Draft, rulebook: Rulebook, clock: Clock, bot_name: str
    ) -> None:  # six collaborators: each does one thing that a command may need
        self._store = store
        self._team = team
        self._posts = posts
        self._draft = draft
        self._rulebook = rulebook
        self._clock = clock
        self._bot_name = bot_name.lower()

    async def handle(self, message: ModmailMessage) -> None:
        """Do what a modmail message asks, if a moderator wrote it, and answer it, once."""
        author = (message.author or "").lower()
        if not author or author == self._bot_name or await self._store.run(inbox.seen, _key(message)):
            return
        command = parse(message.body, MODERATOR_WORDS)
        answer = None
        if command is not None and not message.by_participant:
            answer = await self._obey(command, message) if await self._may(author, message.subreddit) else None
            log.info("moderator_command message=%s word=%s obeyed=%s", message.id, command.word, answer is not None)
        await self._store.run(self._finish, message, command, answer)

    async def _may(self, author: str, subreddit: str) -> bool:
        return bool(await self._team.permissions(subreddit, author, refresh=True) & _ENOUGH)

    def _finish(self, db: Database, message: ModmailMessage, command: Command | None, answer: str | None) -> None:
        now = self._clock.now()
        inbox.mark(db, _key(message), now, str(command.word) if command and answer else "")
        if answer is not None:
            payload = {"conversation": message.conversation, "body": answer}
            row = OutboxRow(f"answer:{_key(message)}", "modmail_reply", payload, now, subreddit=message.subreddit)
            outbox.put(db, row)

    async def _obey(self, command: Command, message: ModmailMessage) -> str:
        subreddit = message.subreddit
        match command.word:
            case Word.AGREE | Word.DISAGREE:
                return await self._store.run(self._rule, command, message)
            case Word.WHY:
                return await self._store.run(_why, command, message)
            case Word.PAUSE:
                await self._rulebook.set_paused(subreddit, True)
                return f"Paused in r/{subreddit}: nothing is flagged or suggested until `resume`."
            case Word.RESUME:
                await self._rulebook.set_paused(subreddit, False)
                return f"Back at work in r/{subreddit}."
            case Word.STATUS:
                return await self._store.run(self._status, subreddit)
            case Word.DRAFT:
                return await self._write(command)
            case _:
                return wording.MODERATOR_HELP

    def _rule(self, db: Database, command: Command, message: ModmailMessage) -> str:
        flag = _flag_meant(db, command, message)
        if isinstance(flag, str):
            return flag
        flags.rule(db, flag.id, str(command.word), self._clock.now())
        return f"Noted for F{flag.id}: {command.word}. I learn from it."

    async def _write(self, command: Command) -> str:
        fullname = post_of(command.link)
        post = await self._posts.get(fullname) if fullname else None
        if post is None:
            return "I find no such post. Write `draft` and the post's link on one line."
        text = await self._draft(Post(post.title, post.body, post.subreddit), int(post.fullname[3:], 36) % 2**31)
        if text is None:
            return "I have no draft that I would show you: the post may speak of danger, or nothing passed the checks."
        return wording.moderator_draft(text, post.permalink)

    def _status(self, db: Database, subreddit: str) -> str:
        counts = flags.counts(db, subreddit)
        rules = self._rulebook.rules(subreddit)
        mode = "paused" if self._rulebook.is_paused(subreddit) else "dry-run" if rules.dry_run else "at work"
        waiting = sum(outbox.counts(db).get("queued", {}).values())
        return (
            f"r/{subreddit}: {mode}. Flags so far: {counts.get('all', 0)}, of which you agreed with "
            f"{counts.get('agree', 0)} and disagreed with {counts.get('disagree', 0)}. Waiting to be sent: {waiting}."
        )


def _key(message: ModmailMessage) -> str:
    return f"modmail:{message.conversation}:{message.id}"


def _flag_meant(db: Database, command: Command, message: ModmailMessage) -> FlagRow | str:
    """The flag that a command speaks of, or the sentence that says why it is not clear."""
    if command.number is not None:
        flag = flags.by_id(db, command.number)
        if flag is None or flag.subreddit.lower() != message.subreddit.lower():
            return f"I find no flag F{command.number} in r/{message.subreddit}."
        return flag
    incident = flags.incident_of(db, message.conversation)
    known = flags.of_incident(db, incident) if incident else []
    open_flags = [flag for flag in known if flag.ruling is None]
    meant = open_flags or known
    if len(meant) == 1:
        return meant[0]
    if not meant:
        return "Which flag do you mean? Write its number, for example `agree F12`."
    return f"Which one do you mean: {', '.join(f'F{flag.id}' for flag in meant)}?"


def _why(db: Database, command: Command, message: ModmailMessage) -> str:
    flag = _flag_meant(db, command, message)
    if isinstance(flag, str):
        return flag
    verdict = verdicts.of_reply(db, flag.reply)
    if verdict is None:
        return f"F{flag.id}: the reply is gone, and its scores with it."
    evidence = [str(span.get("evidence", "")) for span in verdict.spans]
    return wording.all_scores(flag, verdict.probabilities, verdict.model, evidence)
