"""Taking texts back: an adapter that was fitted on a withdrawn text goes, and nothing that saw it serves any more.

Two ways lead here. Somebody took their permission back, or wants to be forgotten: adapters that learned from them go
at once. Somebody only deleted a text on Reddit, which happens every day: those adapters go at the end of the next run,
which learned without it. (They do go: once a text is purged nobody can tell whose it was, so nobody could ask later.)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.registry import TASKS, Card, Registry
from store import pairs, permissions
from store.database import Database, transaction
from store.rows import Permission


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking texts back did, or would do."""

    adapters: tuple[str, ...]
    """The ids of those removed."""
    pairs: int
    serving: dict[str, str | None]
    """Task → what serves now, for each task that had to step back; None is the base model."""


def allowed_texts(db: Database) -> frozenset[str]:
    """Fullnames of every text that may be learned from now: it is still there, and its author allows it."""
    rows = db.execute(
        """select fullname, author from replies where gone_utc is null and author is not null
           union select fullname, author from posts where gone_utc is null and author is not null
           union select reply, author from suggestions where text != ''"""
    ).fetchall()
    allowing = permissions.allowed_usernames(db, Permission.TRAINING)
    return frozenset(str(fullname) for fullname, author in rows if str(author).casefold() in allowing)


def deleted_texts(db: Database) -> frozenset[str]:
    """Fullnames of what its author deleted on Reddit."""
    rows = db.execute(
        """select fullname from replies where gone_utc is not null
           union select fullname from posts where gone_utc is not null"""
    ).fetchall()
    return frozenset(str(row[0]) for row in rows)


def withdrawn_texts(cards: Sequence[Card], fine: Collection[str]) -> frozenset[str]:
    """Texts that an adapter has seen and that are not among those that are fine."""
    return frozenset(name for card in cards for name in card.fullnames) - frozenset(fine)


def affected(cards: Sequence[Card], texts: Collection[str]) -> tuple[str, ...]:
    """The ids of the adapters that have seen one of these texts."""
    gone = frozenset(texts)
    return tuple(card.id for card in cards if gone.intersection(card.fullnames))


def withdraw(db: Database, registry: Registry, texts: Collection[str], *, at_utc: float) -> Withdrawal:
    """Remove every pair and every adapter that holds one of these texts. What serves steps back first."""
    with transaction(db):
        removed = sum(pairs.remove_of(db, fullname) for fullname in texts)
    going = affected(registry.cards(), texts)
    serving: dict[str, str | None] = {}
    for task in TASKS:
        while registry.serving(task) in going:
            serving[task] = registry.rollback(task, reason="a text it was fitted on was withdrawn", at_utc=at_utc)
    for adapter in going:
        registry.remove(adapter)
    return Withdrawal(going, removed, serving)
