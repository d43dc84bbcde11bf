"""Durable sends: claim, act, mark. Nothing lost, nothing twice, whatever crashes.

Reddit knows no idempotency key, so every text carries a reference of our own. Where a send's fate is unknown (a crash
or a time-out between claim and mark), the outbox looks for that reference before it sends again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Protocol

from bot.clock import Clock
from bot.errors import Refused, Transient
from store import flags, outbox, permissions, suggestions
from store.database import Database, Store
from store.rows import OutboxRow, Permission

log = logging.getLogger(__name__)

_RETRY_S = 30.0
_LONGEST_RETRY_S = 6 * 3600.0
_MOST_ATTEMPTS = 12
_TRIES_AT_LEAST_S = 24 * 3600.0
"""A send is given up after so many attempts and so long, whichever comes last."""
_MOST_REFUSALS = 8
"""So many bare refusals, over an hour, and we believe Reddit that it means it."""


class Sender(Protocol):
    """The effects on the world. Dry run is another implementation of this, not an `if`."""

    @property
    def shows_only(self) -> bool:
        """Whether this sender only shows what it would have sent."""

    async def message(self, recipient: str, body: str, *, subreddit: str) -> str: ...
    async def answer(self, message: str, body: str) -> str: ...
    async def modmail(self, subreddit: str, *, subject: str, body: str) -> str: ...
    async def modmail_reply(self, conversation: str, body: str, *, internal: bool) -> str: ...
    async def report(self, fullname: str, reason: str) -> str: ...
    async def find_message(self, recipient: str, marker: str, *, since_utc: float) -> str | None: ...
    async def find_modmail(self, subreddit: str, marker: str, *, since_utc: float) -> str | None: ...
    async def find_modmail_reply(self, conversation: str, marker: str) -> str | None: ...
    async def find_report(self, fullname: str, reason: str) -> str | None: ...


def reference(key: str) -> str:
    """The mark that finds our own text again; the same for the same key."""
    return f"ref {hashlib.sha256(key.encode()).hexdigest()[:10]}"


class Outbox:
    """Sends what waits in the store, oldest first."""

    def __init__(self, store: Store, sender_for: Callable[[OutboxRow], Sender], clock: Clock) -> None:
        self._store = store
        self._sender_for = sender_for
        self._clock = clock
        self._held_until: dict[str, float] = {}
        """Kind of effect → when Reddit wants to hear of the next one."""

    async def recover(self) -> int:
        """After a start: put the sends that were under way at the crash back into the queue. Gives how many there were.

        Each is looked for before it is sent again, like any other whose fate is unknown.
        """
        return await self._store.run(_put_back_all, self._clock.now())

    async def send_due(self) -> int:
        """Send everything that is due now. Gives how many went out; raises `Transient` when Reddit is away.

        A kind of effect that Reddit asked to wait with is held back alone: a limit on messages must not hold up what
        tells moderators of danger.
        """
        sent = 0
        while (row := await self._claim()) is not None:
            try:
                sent += await self._send(row)
            except Transient as error:
                if error.retry_after_s is None:
                    raise
                log.warning("held kind=%s why=%s", row.kind, error)
                self._held_until[row.kind] = self._clock.now() + error.retry_after_s
        return sent

    async def _claim(self) -> OutboxRow | None:
        now = self._clock.now()
        held = [kind for kind, until in self._held_until.items() if until > now]
        return await self._store.run(outbox.claim_next, now, without=held)

    async def _send(self, row: OutboxRow) -> bool:
        if row.kind == "message" and not await self._still_allowed(row):
            await self._store.run(outbox.mark_dropped, row.key, self._clock.now(), "permission withdrawn")
            return False
        sender = self._sender_for(row)
        try:
            found = await self._find(sender, row) if row.attempts > 1 else None
            if found is not None:
                log.info("found key=%s", row.key)
            result = found or await self._act(sender, row)
        except Refused as error:
            await self._refuse(row, error)
            return False
        except Transient as error:
            await self._put_back(row, str(error), error.retry_after_s)
            raise
        await self._mark(row, result, shown_only=sender.shows_only)
        return True

    async def _still_allowed(self, row: OutboxRow) -> bool:
        return await self._store.run(permissions.allows, row.recipient, Permission.SUGGESTIONS)

    async def _act(self, sender: Sender, row: OutboxRow) -> str:
        payload = row.payload
        body = f"{payload.get('body', '')}\n\n{reference(row.key)}"
        match row.kind:
            case "message":
                return await sender.message(row.recipient, body, subreddit=row.subreddit)
            case "answer":
                return await sender.answer(payload["message"], body)
            case "modmail":
                conversation = await self._conversation(row)
                if conversation is None:
                    return await sender.modmail(row.subreddit, subject=payload["subject"], body=body)
                await sender.modmail_reply(conversation, body, internal=True)
                return conversation
            case "modmail_reply":
                return await sender.modmail_reply(payload["conversation"], body, internal=True)
            case "report":
                return await sender.report(payload["fullname"], payload["reason"])
        raise Refused("UNKNOWN_KIND", doing="sending", detail=row.kind)

    async def _find(self, sender: Sender, row: OutboxRow) -> str | None:
        mark = reference(row.key)
        match row.kind:
            case "message" | "answer":
                return await sender.find_message(row.recipient, mark, since_utc=row.created_utc)
            case "modmail":
                conversation = await self._conversation(row)
                if conversation is not None:
                    found = await sender.find_modmail_reply(conversation, mark)
                    return conversation if found else None
                return await sender.find_modmail(row.subreddit, mark, since_utc=row.created_utc)
            case "modmail_reply":
                return await sender.find_modmail_reply(row.payload["conversation"], mark)
            case "report":
                return await sender.find_report(row.payload["fullname"], row.payload["reason"])
        return None

    async def _conversation(self, row: OutboxRow) -> str | None:
        """The incident's thread, where it has one already: one modmail thread for one incident."""
        incident = row.payload.get("incident")
        return await self._store.run(flags.incident_conversation, incident) if incident else None

    async def _refuse(self, row: OutboxRow, error: Refused) -> None:
        """Believe Reddit at once where it says why, and without a reason only after an hour.

        A 403 may be a mood of the moment, and a permission that was taken away may come back.
        """
        if error.code.startswith("HTTP_") and row.attempts < _MOST_REFUSALS:
            log.info("refused_for_now key=%s code=%s", row.key, error)
            await self._put_back(row, str(error))
        else:
            log.info("refused key=%s code=%s", row.key, error)
            await self._store.run(outbox.mark_refused, row.key, self._clock.now(), str(error))

    async def _put_back(self, row: OutboxRow, why: str, wait_s: float | None = None) -> None:
        now = self._clock.now()
        if row.attempts >= _MOST_ATTEMPTS and now - row.created_utc >= _TRIES_AT_LEAST_S:
            await self._store.run(outbox.mark_refused, row.key, now, f"given up after {row.attempts} attempts: {why}")
            return
        wait = wait_s or min(_RETRY_S * 2 ** (row.attempts - 1), _LONGEST_RETRY_S)
        await self._store.run(outbox.postpone, row.key, now + wait)

    async def _mark(self, row: OutboxRow, result: str, *, shown_only: bool) -> None:
        now = self._clock.now()
        if shown_only:
            await self._store.run(outbox.mark_shown, row.key, now)
        else:
            await self._store.run(_mark_sent, row, result, now)


def _put_back_all(db: Database, now: float) -> int:
    """Whatever was claimed when the last process ended, due at once."""
    rows = outbox.unfinished(db)
    for row in rows:
        outbox.postpone(db, row.key, now)
    return len(rows)


def _mark_sent(db: Database, row: OutboxRow, result: str, now: float) -> None:
    """One transaction: the send, and what it means for the rest of the store."""
    outbox.mark_sent(db, row.key, now, result)
    if row.kind == "modmail" and "incident" in row.payload:
        flags.set_incident_conversation(db, row.payload["incident"], result)
    for flag in row.payload.get("flags", ()):
        flags.mark_told(db, flag, now)
    if "suggestion" in row.payload:
        suggestions.mark_sent(db, row.payload["suggestion"], now)
