"""Looks at a reply's standing at set ages."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Database
from store.queries import changed, insert, several
from store.rows import ReadingRow

_HOUR_S = 3600.0


def due(db: Database, now_utc: float, ages_h: Sequence[float], *, limit: int = 500) -> list[tuple[str, float]]:
    """Readings that are due and not taken, (fullname, age in hours), the longest due first.

    Followed are replies of people who allowed training, and those that got a suggestion or a flag. Others are no
    business of ours.
    """
    found: list[tuple[str, float]] = []
    for age_h in ages_h:
        rows = db.execute(
            """select fullname from replies where gone_utc is null and created_utc <= ?
               and not exists (select 1 from readings where reply = fullname and age_h = ?)
               and (exists (select 1 from flags where reply = fullname)
                    or exists (select 1 from suggestions where reply = fullname)
                    or exists (select 1 from permissions where username = author and permission = 'training'
                               and revoked_utc is null))
               order by created_utc limit ?""",
            (now_utc - age_h * _HOUR_S, age_h, limit),
        )
        found += [(str(row[0]), age_h) for row in rows.fetchall()]
    return found[:limit]


def add(db: Database, row: ReadingRow) -> None:
    """Store a reading, with what the seeker has answered so far. A second one at the same age changes nothing."""
    if insert(db, "readings", row, otherwise="ignore"):
        changed(
            db,
            """update readings set seeker_answer = (select seeker_answer from replies where fullname = reply)
               where reply = ? and age_h = ?""",
            row.reply, row.age_h,
        )  # fmt: skip


def of_reply(db: Database, reply: str) -> list[ReadingRow]:
    """Every reading of a reply, the youngest age first."""
    return several(db, ReadingRow, "select * from readings where reply = ? order by age_h", reply)


def at_age(db: Database, age_h: float) -> list[ReadingRow]:
    """Every reading at one age: scores are compared at equal ages only."""
    return several(db, ReadingRow, "select * from readings where age_h = ? order by reply", age_h)


def note_answer(db: Database, reply: str, kind: str) -> None:
    """The seeker answered a reply: `thanks`, `pushback` or `other`. Pushback stays; thanks outrank `other`."""
    rank = "case seeker_answer when 'pushback' then 2 when 'thanks' then 1 else 0 end"
    new = {"pushback": 2, "thanks": 1}.get(kind, 0)
    # `rank` is a constant of ours; the values are bound.
    changed(
        db,
        f"update replies set seeker_answer = ? where fullname = ? and (seeker_answer is null or {rank} < ?)",  # noqa: S608
        kind, reply, new,
    )  # fmt: skip
