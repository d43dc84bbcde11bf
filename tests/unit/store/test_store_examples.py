"""Which replies may stand as examples in a prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import examples, flags, open_database, permissions, readings, replies, transaction, verdicts
from store.database import Database
from store.rows import FlagRow, Permission, PermissionRow, PostRow, ReadingRow, ReplyRow, VerdictRow


def one_good_example(db: Database) -> None:
    replies.add_post(db, PostRow("t3_p", "quiet", "/p", 1.0, 1.0))
    replies.keep_post_text(db, "t3_p", "wren", "title", "body")
    replies.add_reply(db, ReplyRow("t1_r", "t3_p", "t3_p", "quiet", "/r", 2.0, 2.0))
    replies.keep_text(db, "t1_r", "heron", "a kind reply")
    for name in ("wren", "heron"):
        permissions.grant(db, PermissionRow(name, Permission.TRAINING, 1, "words", 1.0))
    verdicts.put(db, VerdictRow("t1_r", "rules", 2.0, {"false_promise": 0.05}))
    readings.add(db, ReadingRow("t1_r", 24.0, 100.0, 6))


def found(db: Database) -> list[str]:
    return [row.reply for row in examples.well_received(db, age_h=24.0, min_score=4, max_hazard=0.2)]


def test_a_good_reply_whose_people_agreed_is_one(tmp_path: Path) -> None:
    with open_database(tmp_path / "x.db") as db, transaction(db):
        one_good_example(db)
        assert found(db) == ["t1_r"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda db: permissions.revoke(db, "heron", Permission.TRAINING, 5.0),
        lambda db: permissions.revoke(db, "wren", Permission.TRAINING, 5.0),
        lambda db: replies.purge(db, "t1_r", 5.0),
        lambda db: replies.purge(db, "t3_p", 5.0),
        lambda db: verdicts.put(db, VerdictRow("t1_r", "rules", 3.0, {"false_promise": 0.3})),
        lambda db: verdicts.put(db, VerdictRow("t1_r", "rules", 3.0, {"false_promise": 0.0}, unreadable="language")),
        lambda db: flags.add(db, FlagRow("t1_r", "t3_p", "quiet", "false_promise", 0.6, "digest", 3.0)),
        lambda db: db.execute("update readings set score = 3"),
        lambda db: db.execute("update readings set score = null"),
        lambda db: db.execute("update readings set removed = 1"),
        lambda db: readings.note_answer(db, "t1_r", "pushback"),
    ],
    ids=range(11),
)
def test_each_thing_that_speaks_against_it(tmp_path: Path, spoil: object) -> None:
    with open_database(tmp_path / "x.db") as db, transaction(db):
        one_good_example(db)
        spoil(db)  # type: ignore[operator]  # the functions above
        assert found(db) == []


def test_vectors_are_kept_for_as_long_as_the_words(tmp_path: Path) -> None:
    with open_database(tmp_path / "x.db") as db, transaction(db):
        one_good_example(db)
        examples.keep_vectors(db, "encoder", {"t3_p": b"\x00\x01", "t3_unknown": b"\x02"})
        (row,) = examples.well_received(db, age_h=24.0, min_score=4, max_hazard=0.2)
        assert row.vector == b"\x00\x01"
        replies.purge(db, "t3_p", 9.0)
        assert db.execute("select count(*) from vectors").fetchone()[0] == 0
