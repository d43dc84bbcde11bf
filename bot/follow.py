"""How each reply was received: readings at set ages, what helpers decided, what was deleted.

One look serves four ends: a reading for learning, the helper's decision, what a seeker answered in an edit of the post,
and the duty to delete what was deleted.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.clock import Clock
from bot.policy.reception import answer_in_edit, decision_of
from bot.reddit.things import Standing
from store import flags, readings, replies, suggestions
from store.database import Database, Store
from store.rows import ReadingRow

log = logging.getLogger(__name__)

_HOUR_S = 3600.0
_BATCH = 500


class Standings(Protocol):
    """Looks at many things at once, 100 a request."""

    async def standings(self, fullnames: Sequence[str]) -> Mapping[str, Standing | None]:
        """Each thing as it stands now; None where Reddit no longer shows it."""


class Follow:
    """Reads replies again at set ages, and forgets what people deleted."""

    def __init__(
        self, store: Store, reddit: Standings, *, ages_h: tuple[float, ...], ignored_after_h: float, clock: Clock
    ) -> None:
        self._store = store
        self._reddit = reddit
        self._ages_h = ages_h
        self._ignored_after_h = ignored_after_h
        self._clock = clock

    async def read_due(self) -> int:
        """Take every reading that is due. Gives how many were taken."""
        due = await self._store.run(readings.due, self._clock.now(), self._ages_h, limit=_BATCH)
        fullnames = list(dict.fromkeys(fullname for fullname, _ in due))
        if not fullnames:
            return 0
        seen = await self._reddit.standings(fullnames)
        return await self._store.run(self._note, due, seen)

    async def sweep_deletions(self) -> int:
        """Look at everything that we hold words of, and purge what its author deleted. Gives how many were purged.

        Where a seeker edited a post and answered there, the kind of the answer is noted.
        """
        purged, after = 0, ""
        while batch := await self._store.run(replies.live_fullnames, _BATCH, after):
            seen = await self._reddit.standings(batch)
            gone = [fullname for fullname in batch if _is_gone(seen.get(fullname))]
            purged += await self._store.run(_purge, gone, self._clock.now())
            await self._store.run(_note_edits, seen, within_s=max(self._ages_h) * _HOUR_S)
            after = batch[-1]
        if purged:
            await self._store.scrub()
            log.info("purged things=%d", purged)
        return purged

    def _note(self, db: Database, due: Sequence[tuple[str, float]], seen: Mapping[str, Standing | None]) -> int:
        now = self._clock.now()
        for fullname, age_h in due:
            standing = seen.get(fullname)
            readings.add(db, _reading(fullname, age_h, now, standing))
            self._note_standing(db, fullname, standing, now)
        return len(due)

    def _note_standing(self, db: Database, fullname: str, standing: Standing | None, now: float) -> None:
        if standing is None or _is_gone(standing):
            replies.purge(db, fullname, now)
            return
        if standing.removed:
            flags.rule_by_removal(db, fullname, now)
        row = suggestions.of_reply(db, fullname)
        if row is None or row.decision is not None or row.sent_utc is None or not standing.body:
            return
        decision = decision_of(row.draft, row.text, standing.body)
        if decision is None and now - row.sent_utc > self._ignored_after_h * _HOUR_S:
            decision = "ignored"
        if decision is not None:
            final = standing.body if decision == "edited" else ""
            suggestions.decide(db, row.id, decision, now, final=final)
            log.info("decision suggestion=S%d decision=%s", row.id, decision)


def _reading(fullname: str, age_h: float, now: float, standing: Standing | None) -> ReadingRow:
    if standing is None:
        return ReadingRow(fullname, age_h, now, None, deleted=True)
    return ReadingRow(
        fullname,
        age_h,
        now,
        standing.score,
        removed=standing.removed,
        deleted=standing.deleted,
        edited=standing.edited_utc is not None,
    )


def _is_gone(standing: Standing | None) -> bool:
    """Deleted by its author, or no longer shown at all. What moderators removed may come back and is not purged."""
    return standing is None or standing.deleted or standing.author_gone


def _purge(db: Database, fullnames: Sequence[str], now: float) -> int:
    for fullname in fullnames:
        replies.purge(db, fullname, now)
    return len(fullnames)


def _note_edits(db: Database, seen: Mapping[str, Standing | None], *, within_s: float) -> None:
    """The words of an edit are not kept, only how they answer; and of posts alone whose words we may hold."""
    for fullname, standing in seen.items():
        if fullname.startswith("t3_") and standing is not None and standing.edited_utc is not None and standing.body:
            kind = answer_in_edit(standing.body)
            readings.note_edit(db, fullname, kind, standing.edited_utc, within_s=within_s)
