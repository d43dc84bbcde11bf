"""What helpers write to the bot, and what it answers. Each command and its answer are one transaction."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Protocol

from bot.clock import Clock
from bot.commands import HELPER_WORDS, Command, Word, parse, post_of
from bot.policy import wording
from bot.reddit.things import IncomingMessage, IncomingPost
from bot.suggesting import Suggesting, seed_of, suggestion_row
from models.protocols import CrisisTier, Post, SafetyClassifier, Suggestion
from store import inbox, outbox, people, permissions, suggestions
from store.database import Database, Store
from store.rows import OutboxRow, Permission, PermissionRow

log = logging.getLogger(__name__)

_DAY_S = 24 * 3600.0
_EXPORT_LIMIT = 9000
"""Characters of an export that fit into one message; Reddit takes 10,000."""

_Answer = Callable[[Database], str | None]


class Posts(Protocol):
    """Finds posts by fullname."""

    async def get(self, fullname: str) -> IncomingPost | None: ...


class Desk:
    """Answers helpers. Whoever writes first is answered; nobody is written to unasked."""

    def __init__(
        self, store: Store, posts: Posts, *, suggesting: Suggesting, safety: SafetyClassifier, clock: Clock
    ) -> None:
        self._store = store
        self._posts = posts
        self._suggesting = suggesting
        self._safety = safety
        self._clock = clock

    async def handle(self, message: IncomingMessage) -> None:
        """Do what a message asks, and answer it, once."""
        if message.author is None or await self._store.run(inbox.seen, message.fullname):
            return
        command = parse(message.body, HELPER_WORDS)
        work = await self._work_for(command, message)
        await self._store.run(self._finish, message, command, work)
        if command is not None and command.word in {Word.FORGET, Word.TRAIN_NO}:
            await self._store.scrub()  # the words go from the disk too, now
        log.info("command message=%s word=%s", message.fullname, command.word if command else "-")

    def _finish(self, db: Database, message: IncomingMessage, command: Command | None, work: _Answer) -> None:
        now, author = self._clock.now(), message.author or ""
        text = work(db)
        inbox.mark(db, message.fullname, now, str(command.word) if command else "")
        if text is not None:
            payload = {"message": message.fullname, "body": text}
            outbox.put(db, OutboxRow(f"answer:{message.fullname}", "answer", payload, now, recipient=author))

    async def _work_for(self, command: Command | None, message: IncomingMessage) -> _Answer:
        """The transaction that carries out a command and gives the answer's text."""
        author, now = message.author or "", self._clock.now()
        if command is None:
            return lambda db: _nudge(db, author, now)
        match command.word:
            case Word.OPT_IN:
                return lambda db: _show(db, author, Permission.SUGGESTIONS, now)
            case Word.TRAINING:
                return lambda db: _show(db, author, Permission.TRAINING, now)
            case Word.AGREE:
                return lambda db: _agree(db, author, message.fullname, now)
            case Word.TRAIN_YES:
                return lambda db: _train_yes(db, author, message.fullname, now)
            case Word.TRAIN_NO:
                return lambda db: _train_no(db, author, now)
            case Word.OPT_OUT:
                return lambda db: _opt_out(db, author, now)
            case Word.STATUS:
                return lambda db: _status(db, author)
            case Word.RATE:
                return lambda db: _rate(db, author, command)
            case Word.DECLINE:
                return lambda db: _decline(db, author, command, now)
            case Word.EXPORT:
                return lambda db: _export(db, author)
            case Word.FORGET:
                return lambda db: _forget(db, author, now)
            case Word.DRAFT:
                return await self._draft(command, message)
            case _:
                return lambda db: wording.HELPER_HELP

    async def _draft(self, command: Command, message: IncomingMessage) -> _Answer:
        """Help before posting: the helper sends a link and their own draft."""
        author = message.author or ""
        if not await self._store.run(permissions.allows, author, Permission.SUGGESTIONS):
            return lambda db: "Please write `opt in` first, so that you know what happens to your words."
        fullname = post_of(command.link)
        post = await self._posts.get(fullname) if fullname else None
        if post is None or not command.text:
            return lambda db: "Write `draft` and the post's link on the first line, and your own text below it."
        context = Post(post.title, post.body, post.subreddit)
        if self._safety.crisis(context) is CrisisTier.IMMINENT:
            return lambda db: "I stay silent under posts that speak of present danger. The moderators know of it."
        found = await self._suggesting.improve(
            context, command.text, seed=seed_of(message.fullname), about=message.fullname,
            people=(post.author or "", author),
        )  # fmt: skip
        if found.suggestion is None:
            return lambda db: "I have nothing to add to your draft."
        suggestion = found.suggestion
        return lambda db: self._keep_draft(db, message, post, command.text, suggestion)

    def _keep_draft(
        self, db: Database, message: IncomingMessage, post: IncomingPost, draft: str, suggestion: Suggestion
    ) -> str:
        now = self._clock.now()
        row = suggestion_row(
            suggestion, reply=message.fullname, post=post.fullname, subreddit=post.subreddit,
            author=message.author or "", draft=draft, now=now,
        )  # fmt: skip
        number = suggestions.add(db, row)
        suggestions.mark_sent(db, number, now)
        return wording.suggestion_message(number=number, permalink="", text=row.text, reasons=suggestion.reasons)


def _nudge(db: Database, author: str, now: float) -> str | None:
    """A word that is no command gets the help once a day, so that two programs cannot talk for ever."""
    key = f"nudged:{author.lower()}"
    last = inbox.get_meta(db, key)
    if last is not None and now - float(last) < _DAY_S:
        return None
    inbox.set_meta(db, key, str(now))
    return wording.HELPER_HELP


def _show(db: Database, author: str, permission: Permission, now: float) -> str:
    version, _ = wording.consent_words(permission)
    permissions.show(db, author, permission, version, now)
    return wording.ask_suggestions() if permission is Permission.SUGGESTIONS else wording.ask_training()


def _grant(db: Database, author: str, permission: Permission, message: str, now: float) -> bool:
    """Whether consent counts: only for words that this person has seen, in this version."""
    version, words = wording.consent_words(permission)
    if not permissions.was_shown(db, author, permission, version):
        return False
    permissions.grant(db, PermissionRow(author, permission, version, words, now, message=message))
    return True


def _agree(db: Database, author: str, message: str, now: float) -> str:
    if not _grant(db, author, Permission.SUGGESTIONS, message, now):
        return _show(db, author, Permission.SUGGESTIONS, now)
    _show(db, author, Permission.TRAINING, now)
    return wording.welcome()


def _train_yes(db: Database, author: str, message: str, now: float) -> str:
    if not _grant(db, author, Permission.TRAINING, message, now):
        return _show(db, author, Permission.TRAINING, now)
    return "Thank you. Noted, with the words you agreed to. `train no` takes it back."


def _train_no(db: Database, author: str, now: float) -> str:
    if permissions.revoke(db, author, Permission.TRAINING, now):
        removed = people.withdraw_training(db, author, now)
        return f"Done: your texts are out ({removed} training pairs removed), and models that learned from them go too."
    return "Noted: nothing of yours is used for training. Suggestions are not touched by this."


def _opt_out(db: Database, author: str, now: float) -> str:
    permissions.revoke(db, author, Permission.SUGGESTIONS, now)
    outbox.drop_for(db, author, now)
    return "Done. You will get no more suggestions. `forget me` deletes what I hold; `opt in` starts again."


def _status(db: Database, author: str) -> str:
    yes = {p: permissions.allows(db, author, p) for p in Permission}
    made = suggestions.count_to(db, author)
    return (
        f"Suggestions: {'on' if yes[Permission.SUGGESTIONS] else 'off'}. "
        f"Learning from your texts: {'allowed' if yes[Permission.TRAINING] else 'not allowed'}. "
        f"Suggestions sent to you so far: {made}."
    )


def _rate(db: Database, author: str, command: Command) -> str:
    row = suggestions.by_id(db, command.number) if command.number else suggestions.last_sent_to(db, author)
    if row is None or row.author.lower() != author.lower():
        return "I find no suggestion of yours with that number."
    if command.stars is None:
        return "Please write `rate` and a number from 1 to 5."
    suggestions.rate(db, row.id, command.stars)
    return "Thank you, noted."


def _decline(db: Database, author: str, command: Command, now: float) -> str:
    row = suggestions.by_id(db, command.number) if command.number else suggestions.last_sent_to(db, author)
    if row is None or row.author.lower() != author.lower():
        return "I find no suggestion of yours with that number."
    suggestions.decide(db, row.id, "declined", now)
    return "Noted, and thank you for telling me."


def _export(db: Database, author: str) -> str:
    held = json.dumps(people.export(db, author), indent=1, ensure_ascii=False)
    if len(held) > _EXPORT_LIMIT:
        held = held[:_EXPORT_LIMIT] + "\n… (ask the moderators for the whole file: `sidelight export`)"
    return "Everything that I hold about you:\n\n" + "\n".join(f"    {line}" for line in held.splitlines())


def _forget(db: Database, author: str, now: float) -> str:
    counts = people.forget(db, author, now)
    return (
        f"Done: {sum(counts.values())} entries deleted, your name among them. Models that learned from your texts are "
        "withdrawn at the next check. If you write to me again, I will not know you."
    )
