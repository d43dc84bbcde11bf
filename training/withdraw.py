"""Taking texts back: pairs that hold a withdrawn text go, and each adapter that was fitted on it is marked.

Two ways lead here. Somebody took their permission back, or wants to be forgotten: `training.withdrawal` says whether
adapters that learned from them are retired at once, when the next run has learned without them, or when a maintainer
says so. Somebody only deleted a text on Reddit, which happens every day: those adapters are retired at the end of the
next run. (They do go: once a text is purged nobody can tell whose it was, so nobody could ask later.)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.marks import Mark
from models.registry import TASKS, Card, Registry
from store import pairs, permissions
from store.database import Database, transaction
from store.rows import Permission
from training.imported import is_imported
from training.settings import OnWithdrawal


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking texts back did, or would do."""

    adapters: tuple[str, ...]
    """The ids of those that have learned from the texts."""
    retired: tuple[str, ...]
    """The ids of those among them that are gone now."""
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
    """Texts of our own that an adapter has seen and that are not among those that are fine."""
    return frozenset(name for card in cards for name in card.fullnames if not is_imported(name)) - frozenset(fine)


def affected(cards: Sequence[Card], texts: Collection[str]) -> tuple[str, ...]:
    """The ids of the adapters that have seen one of these texts."""
    gone = frozenset(texts)
    return tuple(card.id for card in cards if gone.intersection(card.fullnames))


def withdraw(
    db: Database, registry: Registry, texts: Collection[str], *, at_utc: float, action: OnWithdrawal = "retire"
) -> Withdrawal:
    """Remove every pair that holds one of these texts, mark every adapter that has learned from one, and then:

    `retire`: what serves steps back first, and all of them are retired. `retrain`: one that serves goes on until a run
    has learned without the texts, the others are retired. `tell`: nothing more, a maintainer decides.
    """
    with transaction(db):
        removed = sum(pairs.remove_of(db, fullname) for fullname in texts)
    cards, gone = registry.cards(), frozenset(texts)
    going = affected(cards, gone)
    for card in cards:
        if card.id in going:
            number = len(gone.intersection(card.fullnames))
            registry.mark(card.id, Mark("withdrawn", f"{number} of the texts it has seen were taken back", at_utc))
    serving: dict[str, str | None] = {}
    while action == "retire" and (bound := [task for task in TASKS if registry.serving(task) in going]):
        for task in bound:
            serving[task] = registry.rollback(task, reason="a text it was fitted on was withdrawn", at_utc=at_utc)
    spared = going if action == "tell" else tuple(registry.serving(task) for task in TASKS)
    retired = tuple(adapter for adapter in going if adapter not in spared)
    for adapter in retired:
        registry.retire(adapter, reason="a text it was fitted on was withdrawn", at_utc=at_utc)
    return Withdrawal(going, retired, removed, serving)
