"""What became of flags, and verdicts by week: each flag once, with what was seen of its reply."""

from __future__ import annotations

from store_rows import HOUR, a_flag, a_post, a_reading, a_reply, a_verdict

from store import flags, readings, replies, rulings, verdicts
from store.database import Database

DAY = 24 * HOUR


def test_a_flag_comes_with_what_became_of_its_reply(db: Database) -> None:
    for name in ("t1_up", "t1_early", "t1_removed", "t1_untold"):
        replies.add_reply(db, a_reply(name))
        verdicts.put(db, a_verdict(name, model="heads-1"))
        flag = flags.add(db, a_flag(name))
        if name != "t1_untold":
            flags.mark_told(db, flag, 10.0)
    readings.add(db, a_reading("t1_up", 72.0, edited=True))
    readings.add(db, a_reading("t1_untold", 72.0))
    readings.add(db, a_reading("t1_early", 6.0))
    readings.add(db, a_reading("t1_removed", 72.0, removed=True))
    found = {row.reply: row for row in rulings.everything(db)}
    assert [name for name, row in found.items() if row.stood] == ["t1_up"]
    assert [name for name, row in found.items() if row.removed] == ["t1_removed"]
    assert [name for name, row in found.items() if row.edited] == ["t1_up"]
    assert {row.model for row in found.values()} == {"heads-1"}


def test_flags_of_one_subreddit_and_words_only_where_they_are_held(db: Database) -> None:
    replies.add_post(db, a_post(title="No sleep", body="Again."))
    replies.add_reply(db, a_reply("t1_a"))
    replies.keep_text(db, "t1_a", None, "words")
    flags.add(db, a_flag("t1_a"))
    flags.add(db, a_flag("t1_b", subreddit="Harbour"))
    (one,) = rulings.everything(db, subreddit="harbour")
    assert (one.reply, one.body, one.post_title) == ("t1_b", None, "No sleep")
    (other,) = rulings.everything(db, subreddit="CALM")
    assert (other.body, other.author, other.ruling) == ("words", None, None)
    assert rulings.everything(db, since_utc=100.0) == []


def test_verdicts_are_counted_by_week_and_tenth_for_a_quarter(db: Database) -> None:
    year = 400 * DAY
    for name, at, probability in (("t1_a", year, 0.31), ("t1_b", year + 60, 0.39), ("t1_c", 9.0, 0.3)):
        replies.add_reply(db, a_reply(name))
        verdicts.put(db, a_verdict(name, at_utc=at, probabilities={"abuse": probability, "medical": 1.0}))
    abuse, medical = rulings.judged_by_week(db)
    assert (abuse.hazard, abuse.tenth, abuse.replies, round(abuse.total, 2), abuse.model) == (
        "abuse",
        3,
        2,
        0.7,
        "rules",
    )
    assert (medical.tenth, medical.replies, medical.week) == (9, 2, int((year + 3 * DAY) // (7 * DAY)))
    assert rulings.judged_by_week(db, subreddit="elsewhere") == []
