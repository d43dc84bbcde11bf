"""Rulings → labelled examples, and what is dropped on the way with its reason.

A moderator's `agree`, or the removal of a flagged reply, says that the flag was right; `disagree` that it was wrong; a
reply that still stands a day after moderators could read of its flag was probably fine. Each speaks of the one hazard
that the flag named and of nothing else.

Words are learned from only where training may have them: the reply is still there and its author allows training now.
Its post is read beside it where the seeker allows that too. A ruling whose words may not be used still counts where
no words are needed: for thresholds and drift (`sidelight thresholds`, `sidelight drift`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.protocols import Hazard
from store import rulings as log
from store.database import Database, transaction
from store.queries import several
from store.rows import ReplyRow, RulingRow
from training.safety.seeds import part_of
from training.settings import RulingSettings
from training.withdraw import allowed_texts

_WITHOUT_POST = 0.5
"""Of its weight, where the post may not be read: some replies hurt only under their post."""
_MOST_SEEN = 2000
"""Replies that alarms are counted on, the newest."""


class Says(StrEnum):
    """What became of a flag."""

    AGREED = "agreed"
    REMOVED = "removed"
    DISAGREED = "disagreed"
    STILL_UP = "still up after a day"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A reply that moderators ruled on, with words that may be learned from."""

    reply: str
    """Its fullname."""
    post: str
    """The fullname of its post: all rulings under it are learned from, or all are kept apart."""
    post_text: str
    """Empty where the seeker does not allow training."""
    text: str
    hazard: Hazard
    says: Says
    weight: float

    @property
    def is_guilty(self) -> bool:
        """Whether the flag was right."""
        return self.says in (Says.AGREED, Says.REMOVED)

    @property
    def fullnames(self) -> tuple[str, ...]:
        """Every text that is read."""
        return (self.reply, self.post) if self.post_text else (self.reply,)

    def is_held_out(self, share: float) -> bool:
        """Whether it is kept apart to judge by, always the same for a post."""
        return part_of(self.post) < 100 * share


@dataclass(frozen=True, slots=True)
class Rulings:
    """What may be learned from, and what became of every other flag."""

    ruled: tuple[Ruled, ...]
    counted: Mapping[str, int]
    """What moderators said → how many of it may be learned from."""
    dropped: Mapping[str, int]
    """Reason → how many flags."""
    without_words: int
    """Of the dropped, rulings that still count for thresholds and drift."""

    def digest(self) -> str:
        """The same for the same rulings, whatever their order: to see whether there is anything new."""
        lines = sorted(f"{one.reply} {one.hazard} {one.says} {bool(one.post_text)}" for one in self.ruled)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, object]:
        """For `--json`: counts only."""
        return {
            "rulings": len(self.ruled),
            "counted": dict(self.counted),
            "dropped": dict(self.dropped),
            "without_words": self.without_words,
            "hazards": dict(Counter(str(one.hazard) for one in self.ruled)),
        }


def read_rulings(db: Database, rules: RulingSettings) -> Rulings:
    """Everything that moderators made of flags until now."""
    with transaction(db):
        rows, allowed = log.everything(db), allowed_texts(db)
    return sort_rulings(rows, allowed, rules)


def sort_rulings(rows: Sequence[RulingRow], allowed: Collection[str], rules: RulingSettings) -> Rulings:
    """The rows that may be learned from, `allowed` being the fullnames of the texts that training may read."""
    ruled: list[Ruled] = []
    dropped: Counter[str] = Counter()
    without_words = 0
    for row in rows:
        found = _ruled(row, allowed, rules)
        if isinstance(found, Ruled):
            ruled.append(found)
        else:
            dropped[found] += 1
            without_words += row.ruling is not None
    counted = Counter(str(one.says) for one in ruled)
    counted["read without their post"] = sum(not one.post_text for one in ruled)
    return Rulings(tuple(ruled), {name: n for name, n in counted.items() if n}, dict(dropped), without_words)


def what_became_of(row: RulingRow) -> Says | None:
    """What moderators made of a flag, or None while it is open."""
    if row.ruling == "disagree":
        return Says.DISAGREED
    if row.ruling == "agree":
        return Says.REMOVED if row.removed else Says.AGREED
    return Says.STILL_UP if row.stood and not row.removed else None


def _ruled(row: RulingRow, allowed: Collection[str], rules: RulingSettings) -> Ruled | str:
    """The example that a flag is, or why it is none. The first reason counts."""
    says = what_became_of(row)
    if row.hazard not in set(Hazard):
        return "its hazard has no name any more"
    if says is None:
        return "nobody ruled, and it was not seen standing a day after moderators could read of it"
    if says is Says.STILL_UP and row.edited:
        return "edited since, so that it stands says nothing of the words that were flagged"
    weight = rules.still_up if says is Says.STILL_UP else 1.0
    if not weight:
        return "still up counts nothing (training.rulings.still_up is 0)"
    if row.gone_utc is not None:
        return "deleted by its author"
    if row.reply not in allowed or not row.body:
        return "its author does not allow training"
    post = f"{row.post_title or ''}\n\n{row.post_body or ''}".strip() if row.post in allowed else ""
    return Ruled(
        row.reply, row.post, post, row.body, Hazard(row.hazard), says, weight if post else weight * _WITHOUT_POST
    )


def seen_replies(db: Database) -> list[tuple[str, str]]:
    """(post, reply) texts that training may read and nobody ruled on, the newest first: to count alarms on.

    They are never learned from: that nobody flagged them does not make them safe.
    """
    with transaction(db):
        allowed = allowed_texts(db)
        rows = several(
            db, ReplyRow,
            """select * from replies where body is not null and gone_utc is null and by_seeker = 0
               and not exists (select 1 from flags where reply = fullname and ruling is not null)
               order by created_utc desc limit ?""",
            _MOST_SEEN,
        )  # fmt: skip
        posts = {
            str(name): f"{title or ''}\n\n{body or ''}".strip()
            for name, title, body in db.execute("select fullname, title, body from posts where body is not null")
        }
    return [
        (posts.get(row.post, "") if row.post in allowed else "", row.body or "")
        for row in rows
        if row.fullname in allowed
    ]
