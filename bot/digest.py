"""Once a day, one modmail per subreddit: flags that can wait, posts that nobody answered, what came of the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.learned import advice_for
from bot.policy import wording
from bot.rulebook import Rulebook
from models.protocols import Hazard
from store import flags, inbox, outbox, replies, suggestions
from store.database import Database, Store
from store.rows import FlagRow, OutboxRow, PostRow

_HOUR_S = 3600.0
_DAY_S = 24 * _HOUR_S
_MOST_LINES = 40
_OLDEST_FLAG_S = 14 * _DAY_S
"""A flag that nobody could be told of for so long is told no more: its moment has passed."""


@dataclass(frozen=True, slots=True)
class _Day:
    """What one digest says."""

    flags: Sequence[FlagRow]
    unanswered: Sequence[PostRow]
    decisions: dict[str, int]
    advice: Sequence[str] = ()
    """On Mondays, what the subreddit's rulings say of its thresholds."""


class Digest:
    """Writes the daily digest of each subreddit at the hour that its moderators chose."""

    def __init__(self, store: Store, rulebook: Rulebook, subreddits: tuple[str, ...], clock: Clock) -> None:
        self._store = store
        self._rulebook = rulebook
        self._subreddits = subreddits
        self._clock = clock

    async def write_due(self) -> int:
        """Put today's digests into the outbox where their hour has come. Gives how many."""
        written = 0
        for name in self._subreddits:
            if self._rulebook.is_paused(name):
                continue
            written += await self._store.run(self._write, name)
        return written

    def _write(self, db: Database, subreddit: str) -> bool:
        now = self._clock.now()
        rules = self._rulebook.rules(subreddit)
        today = dt.datetime.fromtimestamp(now, dt.UTC)
        key = f"digest:{subreddit.lower()}"
        if today.hour < rules.digest_hour_utc or inbox.get_meta(db, key) == today.date().isoformat():
            return False
        inbox.set_meta(db, key, today.date().isoformat())
        unanswered = replies.unanswered_posts(
            db, subreddit, older_than=now - rules.unanswered_after_hours * _HOUR_S, newer_than=now - 3 * _DAY_S
        )
        day = _Day(
            flags.for_digest(db, subreddit, since=now - _OLDEST_FLAG_S),
            unanswered,
            suggestions.decisions_since(db, subreddit, now - _DAY_S),
            _advice(db, subreddit) if today.isoweekday() == 1 else (),
        )
        if not (day.flags or day.unanswered or day.advice):
            return False
        payload = {
            "subject": f"Sidelight: the day in r/{subreddit}",
            "body": _body(db, day),
            "flags": [flag.id for flag in day.flags[:_MOST_LINES]],
        }
        row = OutboxRow(f"{key}:{today.date().isoformat()}", "modmail", payload, now, subreddit=subreddit)
        return outbox.put(db, row)


def _body(db: Database, day: _Day) -> str:
    parts = []
    if day.flags:
        lines = [_flag_line(db, flag) for flag in day.flags[:_MOST_LINES]]
        parts.append("Replies to look at, nothing urgent:\n\n" + "\n".join(lines))
        parts.append("Answer with `agree F12` or `disagree F12`.")
    if day.unanswered:
        links = [f"* [a post]({wording.link_to(post.permalink)})" for post in day.unanswered[:_MOST_LINES]]
        parts.append("Nobody has answered these yet; `draft LINK` writes you a first draft:\n\n" + "\n".join(links))
    if day.decisions:
        counted = ", ".join(f"{number} {decision}" for decision, number in sorted(day.decisions.items()))
        parts.append(f"Suggestions of the last day: {counted}.")
    if day.advice:
        parts.append(
            "What your rulings say of your thresholds, for you to decide:\n\n" + "\n".join(f"* {s}" for s in day.advice)
        )
    return "\n\n".join(parts)


def _advice(db: Database, subreddit: str) -> list[str]:
    """A line for each threshold that the rulings would move, and what to write on the rules page for it."""
    return [
        f"{one.sentence} For that, write `{one.hazard}: {one.suggested}` under `flags`, `thresholds` on the rules page."
        for one in advice_for(db, subreddit)
        if one.suggested is not None
    ]


def _flag_line(db: Database, flag: FlagRow) -> str:
    row = replies.reply(db, flag.reply)
    where = wording.link_to(row.permalink) if row else flag.reply
    says = wording.says(Hazard(flag.hazard))
    return f"* **F{flag.id}**: [a reply]({where}) ({flag.reply}) probably {says} ({flag.probability:.0%})"
