"""What a canary reads from the store: each helper once, and what speaks against the candidate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import canary, flags, readings, suggestions
from store.database import Database, open_database, transaction
from store.rows import CanaryOutcomeRow, FlagRow, ReadingRow, SuggestionRow

HOUR = 3600.0
TRIED = "im-0123456789ab"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "s.db") as db, transaction(db):
        yield db


def sent(db: Database, author: str, at: float, *, adapter: str = TRIED, decision: str = "") -> int:
    reply = f"t1_{author}{at:.0f}"
    row = SuggestionRow(reply, "t3_p", "Quiet", author, "local", adapter, "a draft", "a text", (), at)
    number = suggestions.add(db, row)
    suggestions.mark_sent(db, number, at)
    if decision:
        suggestions.decide(db, number, decision, at + HOUR)
    return number


def test_a_helper_is_due_when_their_first_suggestion_is_old_enough(db: Database) -> None:
    sent(db, "ann", 1 * HOUR)  # before the canary
    first = sent(db, "ann", 11 * HOUR)
    sent(db, "Ann", 30 * HOUR)
    sent(db, "ben", 60 * HOUR)
    found = canary.due(db, TRIED, since_utc=10 * HOUR, settle_s=50 * HOUR, now=61 * HOUR)
    assert found == [canary.HelperDue("ann", first, 61 * HOUR)]
    assert [row.id for row in canary.sent_to(db, "ann", 10 * HOUR, 61 * HOUR)] == [first, first + 1]


def test_nobody_is_counted_twice(db: Database) -> None:
    first = sent(db, "ann", 11 * HOUR)
    row = CanaryOutcomeRow(TRIED, first, True, 1.0, 0.5, 61 * HOUR)
    assert canary.note(db, row)
    assert not canary.note(db, row)
    assert canary.outcomes(db, TRIED) == [row]
    assert canary.due(db, TRIED, since_utc=10 * HOUR, settle_s=50 * HOUR, now=99 * HOUR) == []
    assert len(canary.due(db, "im-other", since_utc=10 * HOUR, settle_s=50 * HOUR, now=99 * HOUR)) == 1
    canary.forget_outcomes(db, TRIED)
    assert canary.outcomes(db, TRIED) == []


def test_helpers_about_are_counted_back_from_the_newest_suggestion(db: Database) -> None:
    assert canary.helpers_in(db, HOUR) == 0
    for author, at in (("ann", 1.0), ("ben", 50.0), ("Ben", 51.0), ("cat", 52.0)):
        sent(db, author, at * HOUR)
    assert canary.helpers_in(db, 10 * HOUR) == 2
    assert canary.helpers_in(db, 100 * HOUR) == 3


def test_a_flag_or_a_removal_after_the_words_went_in_is_a_complaint(db: Database) -> None:
    sent(db, "ann", 11 * HOUR, decision="taken")
    assert canary.complaint(db, TRIED, 10 * HOUR) is None
    flag = flags.add(db, FlagRow("t1_ann39600", "t3_p", "Quiet", "abuse", 0.9, "modmail", 20 * HOUR))
    assert canary.complaint(db, TRIED, 10 * HOUR) == "t1_ann39600"
    flags.rule(db, flag, "disagree", 21 * HOUR)
    assert canary.complaint(db, TRIED, 10 * HOUR) is None, "moderators overruled it"
    readings.add(db, ReadingRow("t1_ann39600", 24.0, 35 * HOUR, None, removed=True))
    assert canary.complaint(db, TRIED, 10 * HOUR) == "t1_ann39600"
    assert canary.complaint(db, "im-other", 10 * HOUR) is None


def test_what_was_never_taken_is_no_complaint(db: Database) -> None:
    sent(db, "ann", 11 * HOUR, decision="declined")
    flags.add(db, FlagRow("t1_ann39600", "t3_p", "Quiet", "abuse", 0.9, "modmail", 20 * HOUR))
    assert canary.complaint(db, TRIED, 10 * HOUR) is None


def test_what_the_audit_kept_back_is_told_by_adapter(db: Database) -> None:
    suggestions.log_drops(db, "t1_a", [("local", TRIED, ["hazard", "length"]), ("guideline", "", ["length"])], 5.0)
    assert canary.dropped(db, TRIED, 0.0) == [("t1_a", "hazard,length")]
    assert canary.dropped(db, TRIED, 6.0) == []
