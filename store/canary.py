"""Canaries: what helpers made of a candidate's suggestions, and what speaks against it. Outcomes name nobody."""

from __future__ import annotations

from dataclasses import dataclass

from store.database import Database
from store.queries import insert, number, several, text
from store.rows import CanaryOutcomeRow, SuggestionRow


@dataclass(frozen=True, slots=True)
class HelperDue:
    """A helper whose time to be counted has come."""

    author: str
    suggestion: int
    """The id of the first suggestion that they could read."""
    at_utc: float
    """When they were to be counted."""


def due(db: Database, adapter: str, *, since_utc: float, settle_s: float, now: float) -> list[HelperDue]:
    """Helpers whose first suggestion since the canary began is old enough and who were not counted yet, in order."""
    return several(
        db, HelperDue,
        """with firsts as (select author, min(id) as suggestion, min(sent_utc) + ?2 as at_utc from suggestions
                           where sent_utc >= ?1 group by author)
           select * from firsts where at_utc <= ?3 and suggestion not in
             (select suggestion from canary_outcomes where adapter = ?4) order by at_utc, suggestion""",
        since_utc, settle_s, now, adapter,
    )  # fmt: skip


def sent_to(db: Database, author: str, since_utc: float, until_utc: float) -> list[SuggestionRow]:
    """The suggestions that a helper could read from `since_utc` on and before `until_utc`."""
    return several(
        db, SuggestionRow, "select * from suggestions where author = ? and sent_utc >= ? and sent_utc < ? order by id",
        author, since_utc, until_utc,
    )  # fmt: skip


def note(db: Database, row: CanaryOutcomeRow) -> bool:
    """Count a helper, once. False where they were counted already."""
    return insert(db, "canary_outcomes", row, otherwise="ignore") == 1


def outcomes(db: Database, adapter: str) -> list[CanaryOutcomeRow]:
    """Everything counted for a candidate since it began, in the order in which it was to be counted."""
    return several(
        db, CanaryOutcomeRow, "select * from canary_outcomes where adapter = ? order by at_utc, suggestion", adapter
    )


def forget_outcomes(db: Database, adapter: str) -> None:
    """Begin anew: a second canary of one adapter draws its own evidence."""
    db.execute("delete from canary_outcomes where adapter = ?", (adapter,))


def helpers_in(db: Database, seconds: float) -> int:
    """How many helpers were sent a suggestion in so many seconds before the newest one."""
    return number(
        db,
        "select count(distinct author) from suggestions where sent_utc > (select max(sent_utc) from suggestions) - ?",
        seconds,
    )  # fmt: skip


def written_by(db: Database, adapter: str, since_utc: float) -> list[SuggestionRow]:
    """What an adapter wrote, and helpers could read, since then; only what still has its words."""
    return several(
        db, SuggestionRow,
        "select * from suggestions where adapter = ? and sent_utc >= ? and text != '' order by id", adapter, since_utc,
    )  # fmt: skip


def dropped(db: Database, adapter: str, since_utc: float) -> list[tuple[str, str]]:
    """What the audit kept back of an adapter's texts since then: about which reply, and the checks that failed."""
    rows = db.execute(
        "select about, checks from audit_drops where adapter = ? and at_utc >= ? order by rowid", (adapter, since_utc)
    )
    return [(str(about), str(checks)) for about, checks in rows.fetchall()]


def complaint(db: Database, adapter: str, since_utc: float) -> str | None:
    """The first reply into which an adapter's words went and which moderators flagged or removed after that.

    A flag that moderators overruled is none.
    """
    return text(
        db,
        """select reply from suggestions as made where adapter = ? and sent_utc >= ?
             and decision in ('taken', 'edited') and (
               exists (select 1 from flags where flags.reply = made.reply and created_utc >= made.sent_utc
                       and coalesce(ruling, '') <> 'disagree')
               or exists (select 1 from flags where flags.reply = made.reply and ruling = 'agree'
                          and ruled_utc >= made.sent_utc)
               or exists (select 1 from readings where readings.reply = made.reply and removed
                          and at_utc >= made.decided_utc))
           order by id limit 1""",
        adapter, since_utc,
    )  # fmt: skip
