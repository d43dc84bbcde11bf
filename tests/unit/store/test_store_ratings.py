"""Samples, the sheets that hide who wrote them, and what raters said."""

from __future__ import annotations

from dataclasses import replace

from store_rows import a_post, a_reply, a_sample

from store import Database, ratings, replies
from store.rows import RatingRow, SheetRow


def test_a_sample_is_stored_once_for_each_writer_and_text(db: Database) -> None:
    first = ratings.add_samples(db, [a_sample(), a_sample("base", reply="", run="r1"), a_sample()])
    assert first[0] == first[2] != first[1]
    assert ratings.add_samples(db, [a_sample()]) == first[:1]
    assert [row.system for row in ratings.samples_of_run(db, "r1")] == ["base"]
    assert ratings.newest_run(db) == "r1"


def test_a_sheet_keeps_the_order_that_raters_read(db: Database) -> None:
    ids = ratings.add_samples(db, [a_sample(), a_sample("base")])
    number = ratings.add_sheet(db, SheetRow(5.0, 7, True, (ids[1], ids[0])))
    assert ratings.sheet(db, number) == SheetRow(5.0, 7, True, (ids[1], ids[0]), id=number)
    assert ratings.sheet(db, 99) is None
    assert len(ratings.sheets(db)) == 1


def test_a_raters_last_word_counts(db: Database) -> None:
    (sample,) = ratings.add_samples(db, [a_sample()])
    row = RatingRow(sample, "anna", 1, 6.0, readability=4, empathy=2, safety=5, machine="unsure")
    ratings.rate(db, [row])
    ratings.rate(db, [replace(row, empathy=3), replace(row, rater="ben", connection=1)])
    assert [(one.rater, one.empathy, one.connection) for one in ratings.everything(db)] == [
        ("anna", 3, None),
        ("ben", 2, 1),
    ]
    ((found, given),) = ratings.rated(db)
    assert (found.id, len(given)) == (sample, 2)


def test_words_go_with_their_reply_and_scores_stay(db: Database) -> None:
    replies.add_post(db, a_post())
    replies.add_reply(db, a_reply())
    ids = ratings.add_samples(
        db, [a_sample(draft="words"), a_sample("base", reply="", run="r1"), a_sample(post="t3_2")]
    )
    ratings.rate(db, [RatingRow(ids[0], "anna", 1, 6.0, empathy=2)])
    assert {"t1_reply", "t3_post", "t3_2"} <= set(replies.live_fullnames(db, 10))
    replies.purge(db, "t1_reply", 9.0)
    assert [row.text for row in ratings.samples(db).values()] == ["", "a kind reply", ""]
    replies.purge(db, "t3_post", 9.0)
    assert ratings.samples_of_run(db, "r1") == []
    assert ratings.everything(db)[0].empathy == 2
    assert replies.live_fullnames(db, 10) == []
