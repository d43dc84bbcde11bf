"""Looks at a reply's standing at set ages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from store.database import Database
from store.queries import changed, insert, several
from store.rows import ReadingRow

_HOUR_S = 3600.0
_DUE = """select fullname, created_utc from replies
    where gone_utc is null and created_utc <= ? and created_utc > ?
    and not exists (select 1 from readings where reply = fullname and age_h = ?)
    and (exists (select 1 from flags where reply = fullname)
         or exists (select 1 from suggestions where reply = fullname)
         or exists (select 1 from permissions where username = author and permission = 'training'
                    and revoked_utc is null))
    order by created_utc limit ?"""


def due(db: Database, now_utc: float, ages_h: Sequence[float], *, limit: int = 500) -> list[tuple[str, float]]:
    """Readings that are due and not taken, (fullname, age in hours), the oldest replies first.

    Followed are replies of people who allowed training, and those that got a suggestion or a flag. Others are no
    business of ours. Of each reply only the last age that it has passed: what went by while the bot was away is not
    made up later, for a score at 20 hours is no score at one hour. The last age stays due until the reply is twice as
    old.
    """
    ages = sorted(ages_h)
    found: list[tuple[float, str, float]] = []
    for age_h, next_age_h in pairwise([*ages, ages[-1] * 2] if ages else []):
        window = (now_utc - age_h * _HOUR_S, now_utc - next_age_h * _HOUR_S, age_h, limit)
        found += [(created, fullname, age_h) for fullname, created in db.execute(_DUE, window).fetchall()]
    return [(fullname, age_h) for _, fullname, age_h in sorted(found)[:limit]]


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


def note_edit(db: Database, post: str, kind: str | None, edited_utc: float, *, within_s: float) -> None:
    """The seeker edited a post whose words we may hold: `kind` is how that answers, or None where it does not.

    Edits that came later than so long after the post are left alone: by then nobody follows its replies.
    """
    changed(
        db,
        """update posts set seeker_answer = ?, answered_utc = ? where fullname = ? and body is not null
           and author is not null and gone_utc is null and ? <= created_utc + ?""",
        kind, edited_utc, post, edited_utc, within_s,
    )  # fmt: skip
