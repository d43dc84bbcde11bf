"""A draft by somebody who opted in → a suggestion on its way, or the reason for silence."""

from __future__ import annotations

import dataclasses
import logging

from bot.clock import Clock
from bot.examples import Examples
from bot.policy import wording
from bot.policy.suggest import Moment, Silence, why_silent
from bot.reddit.things import IncomingReply
from bot.routing import Routing
from bot.rulebook import Rulebook
from models.improve import Improvement
from models.protocols import Post, SafetyClassifier, Suggestion, Verdict
from store import outbox, permissions, suggestions
from store.database import Database, Store
from store.rows import FlagRow, OutboxRow, Permission, SuggestionRow

log = logging.getLogger(__name__)

_DAY_S = 24 * 3600.0
RECENT = 200
"""How many suggestions the audit looks back on for phrases that become a template."""


class Suggesting:
    """Writes to consenting helpers when now is a good moment, and is silent otherwise."""

    def __init__(
        self,
        store: Store,
        routing: Routing,
        *,
        safety: SafetyClassifier,
        rulebook: Rulebook,
        examples: Examples,
        clock: Clock,
    ) -> None:
        self._store = store
        self._routing = routing
        self._examples = examples
        self._safety = safety
        self._rulebook = rulebook
        self._clock = clock

    async def suggest(
        self, reply: IncomingReply, post: Post, verdict: Verdict, *, flag: FlagRow | None, seeker: str | None = None
    ) -> Silence | None:
        """Why nothing was suggested, or None where a suggestion waits in the outbox."""
        moment = await self._store.run(self._moment, reply, post, verdict, flag is not None)
        silence = why_silent(moment, self._rulebook.rules(reply.subreddit).suggestions)
        if silence is not None:
            return silence
        if await self._store.run(suggestions.of_reply, reply.fullname) is not None:
            return None  # made before a crash; it stands in the outbox already
        people = (seeker or "", reply.author or "")
        found = await self.improve(post, reply.body, seed=seed_of(reply.fullname), about=reply.fullname, people=people)
        if found.suggestion is None:
            return Silence.AUDIT if any(attempt.findings for attempt in found.attempts) else Silence.GOOD_ALREADY
        await self._store.run(_enqueue, reply, found.suggestion, self._clock.now())
        return None

    async def improve(
        self, post: Post, draft: str, *, seed: int, about: str, people: tuple[str, ...] = ()
    ) -> Improvement:
        """Run the helper's improver with examples and the memory of recent suggestions; log which checks failed.

        `people` are the seeker and the helper, whose own past is no example.
        """
        improver = self._routing.improver_for(people[-1] if people else "")
        recent = await self._store.run(suggestions.recent_texts, RECENT)
        examples = await self._examples.of(post, *people)
        found = await improver.improve(post, draft, seed=seed, recent=tuple(recent), examples=examples)
        failed = [
            (attempt.engine, attempt.adapter, [finding.check for finding in attempt.findings])
            for attempt in found.attempts
            if attempt.findings
        ]
        for engine, adapter, checks in failed:
            log.info("audit_failed about=%s engine=%s adapter=%s checks=%s", about, engine, adapter, ",".join(checks))
        if failed:
            await self._store.run(suggestions.log_drops, about, failed, self._clock.now())
        return found

    def _moment(self, db: Database, reply: IncomingReply, post: Post, verdict: Verdict, is_flagged: bool) -> Moment:
        now = self._clock.now()
        author = reply.author or ""
        return Moment(
            now=now,
            written_utc=reply.created_utc,
            words=len(reply.body.split()),
            is_opted_in=bool(author) and permissions.allows(db, author, Permission.SUGGESTIONS),
            is_paused=self._rulebook.is_paused(reply.subreddit),
            is_flagged=is_flagged,
            is_by_seeker=reply.by_seeker,
            unreadable=verdict.unreadable,
            crisis=self._safety.crisis(post),
            last_to_author_utc=suggestions.last_to(db, author),
            sent_today=suggestions.made_since(db, reply.subreddit, now - _DAY_S),
        )


def seed_of(fullname: str) -> int:
    """A seed that belongs to this text, so that a restart writes the same suggestion again."""
    return int(fullname.split("_")[-1], 36) % 2**31


def suggestion_row(
    suggestion: Suggestion, *, reply: str, post: str, subreddit: str, author: str, draft: str, now: float
) -> SuggestionRow:
    """A suggestion as the store keeps it."""
    edits = tuple(dataclasses.asdict(edit) for edit in suggestion.edits)
    return SuggestionRow(
        reply, post, subreddit, author, suggestion.engine, suggestion.adapter, draft, suggestion.text, edits, now,
        seed=suggestion.seed,
    )  # fmt: skip


def _enqueue(db: Database, reply: IncomingReply, suggestion: Suggestion, now: float) -> None:
    """One transaction: the suggestion, and the message that carries it."""
    author = reply.author or ""
    row = suggestion_row(
        suggestion, reply=reply.fullname, post=reply.post_fullname, subreddit=reply.subreddit, author=author,
        draft=reply.body, now=now,
    )  # fmt: skip
    number = suggestions.add(db, row)
    body = wording.suggestion_message(
        number=number, permalink=reply.permalink, text=suggestion.text, reasons=suggestion.reasons
    )
    payload = {"body": body, "suggestion": number}
    outbox.put(
        db, OutboxRow(f"suggestion:{number}", "message", payload, now, subreddit=reply.subreddit, recipient=author)
    )
