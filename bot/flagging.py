"""A verdict → what moderators hear of it, in one transaction with the verdict itself."""

from __future__ import annotations

import dataclasses
import logging

from bot.clock import Clock
from bot.policy import wording
from bot.policy.flags import FlagDecision, decide_flag
from bot.reddit.things import IncomingReply
from bot.rules import Route, Rules
from models.protocols import Verdict
from store import flags, outbox, replies, verdicts
from store.database import Database, Store
from store.rows import FlagRow, OutboxRow, VerdictRow

log = logging.getLogger(__name__)

_HOUR_S = 3600.0


class Flagging:
    """Tells moderators which replies could hurt, where their rules want to hear it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def flag(
        self, reply: IncomingReply, verdict: Verdict, rules: Rules, *, is_paused: bool = False
    ) -> FlagRow | None:
        """The flag that this reply has now, new or from before a crash, or None."""
        return await self._store.run(_record, reply, verdict, rules, is_paused, self._clock.now())


def _record(
    db: Database, reply: IncomingReply, verdict: Verdict, rules: Rules, is_paused: bool, now: float
) -> FlagRow | None:
    known = flags.of_reply(db, reply.fullname)
    if known is not None:
        return known
    verdicts.put(db, _verdict_row(reply, verdict, now))
    told = flags.told_since(db, reply.subreddit, now - _HOUR_S)
    decision = decide_flag(verdict, rules.flags, told_this_hour=told)
    if decision is None or is_paused:
        return None
    return _tell(db, reply, verdict, rules, decision=decision, now=now)


def _tell(
    db: Database, reply: IncomingReply, verdict: Verdict, rules: Rules, *, decision: FlagDecision, now: float
) -> FlagRow:
    replies.keep_text(db, reply.fullname, None, reply.body)
    row = FlagRow(
        reply.fullname, reply.post_fullname, reply.subreddit, decision.hazard, decision.probability, decision.route, now
    )
    row = dataclasses.replace(row, id=flags.add(db, row))
    log.info("flag id=F%d reply=%s hazard=%s route=%s", row.id, row.reply, row.hazard, row.route)
    effect = _effect(row, reply, verdict, rules, now)
    if effect is not None:
        outbox.put(db, effect)
    return row


def _effect(row: FlagRow, reply: IncomingReply, verdict: Verdict, rules: Rules, now: float) -> OutboxRow | None:
    """The message that carries a flag; the digest collects those that need none."""
    if row.route == Route.REPORT:
        payload = {"fullname": row.reply, "reason": wording.report_reason(row), "flags": [row.id]}
        return OutboxRow(f"flag:{row.id}", "report", payload, now, subreddit=row.subreddit)
    if row.route == Route.MODMAIL:
        body = wording.flag_message(
            row, verdict, body=reply.body, permalink=reply.permalink, resources=rules.crisis_resources
        )
        subject = wording.incident_subject(reply.permalink)
        payload = {"incident": row.incident, "subject": subject, "body": body, "flags": [row.id]}
        return OutboxRow(f"flag:{row.id}", "modmail", payload, now, subreddit=row.subreddit)
    return None


def _verdict_row(reply: IncomingReply, verdict: Verdict, now: float) -> VerdictRow:
    spans = tuple({"start": s.start, "end": s.end, "hazard": s.hazard, "evidence": s.evidence} for s in verdict.spans)
    return VerdictRow(
        reply.fullname,
        verdict.model,
        now,
        {str(h): p for h, p in verdict.probabilities.items()},
        spans,
        verdict.unreadable,
    )
