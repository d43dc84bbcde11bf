"""Texts before raters: samples, the sheets in which they are read, and scores on five dimensions.

The words of a sample go when the post or the reply that they come from goes; scores stay, since they lead to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from store.database import Database
from store.queries import changed, insert, number, one, several
from store.rows import RatingRow, SampleRow, SheetRow


def add_samples(db: Database, rows: Iterable[SampleRow]) -> list[int]:
    """Store samples and give their ids. One of the same run, writer, post and reply stays, and its id is given."""
    return [_add_sample(db, row) for row in rows]


def _add_sample(db: Database, row: SampleRow) -> int:
    insert(db, "samples", row, otherwise="ignore", without="id")
    return number(
        db, "select id from samples where run = ? and system = ? and post = ? and reply = ?",
        row.run, row.system, row.post, row.reply,
    )  # fmt: skip


def samples_of_run(db: Database, run: str) -> list[SampleRow]:
    """What was written in one evaluation and still has its words, post by post."""
    return several(db, SampleRow, "select * from samples where run = ? and text <> '' order by post, reply, id", run)


def samples(db: Database) -> dict[int, SampleRow]:
    """Every sample by its id, also those whose words are gone."""
    return {row.id: row for row in several(db, SampleRow, "select * from samples order by id")}


def newest_run(db: Database) -> str | None:
    """The evaluation whose samples came last, or None without one."""
    found = db.execute("select run from samples where run <> '' and text <> '' order by id desc limit 1").fetchone()
    return None if found is None else str(found[0])


def remove_words_of(db: Database, fullname: str) -> int:
    """Empty every sample that holds or answers this post or reply; gives how many."""
    return changed(
        db, "update samples set text = '', draft = '' where (post = ? or reply = ?) and text <> ''", fullname, fullname
    )


def add_sheet(db: Database, row: SheetRow) -> int:
    """Store a sheet's key and give its id."""
    insert(db, "sheets", row, without="id")
    return number(db, "select max(id) from sheets")


def sheet(db: Database, id: int) -> SheetRow | None:  # noqa: A002 - what everybody calls it
    """One sheet's key."""
    return one(db, SheetRow, "select * from sheets where id = ?", id)


def sheets(db: Database) -> list[SheetRow]:
    """Every sheet, the oldest first."""
    return several(db, SheetRow, "select * from sheets order by id")


def rate(db: Database, rows: Sequence[RatingRow]) -> int:
    """Store scores; a rater's last word on a sample counts. Gives how many."""
    return sum(insert(db, "ratings", row, otherwise="replace") for row in rows)


def everything(db: Database) -> list[RatingRow]:
    """Every rating, by sample and rater."""
    return several(db, RatingRow, "select * from ratings order by sample, rater")


def rated(db: Database) -> list[tuple[SampleRow, tuple[RatingRow, ...]]]:
    """Each sample that somebody rated, with its ratings."""
    found: dict[int, list[RatingRow]] = defaultdict(list)
    for row in everything(db):
        found[row.sample].append(row)
    known = samples(db)
    return [(known[id], tuple(rows)) for id, rows in found.items()]  # noqa: A001
