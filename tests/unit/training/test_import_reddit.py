"""What is kept of a line of a Reddit dump, and what fifteen years of formats must not smuggle in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.training.dump_files import DAY_S, START_UTC, post, reply
from training.dumps.records import Left, Post, Reply
from training.dumps.reddit import Unreadable, to_record
from training.hidden import hidden_by

HIDE = hidden_by("salt")


def kept(found: object) -> Post | Reply | Left:
    return to_record(found, frozenset(), HIDE)


def test_a_reply_is_kept_with_its_author_hidden_and_its_words_scrubbed() -> None:
    found = kept(reply(1, 1, body="Write me &amp; mine: jo@example.com", author="Some_One"))
    assert isinstance(found, Reply)
    assert found.body == "Write me & mine: [mail]"
    assert found.author == HIDE("some_one") != "Some_One"
    assert (found.fullname, found.post, found.score, found.is_direct) == ("t1_r1", "t3_p1", 5, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"body": "[deleted]"},
        {"body": "[removed]"},
        {"body": "[ Removed by Reddit ]"},
        {"author": "[deleted]"},
        {"banned_by": "a_moderator"},
        {"_meta": {"removal_type": "removed", "retrieved_2nd_on": START_UTC + 2 * DAY_S}},
        {"_meta": {"was_deleted_later": True}},
    ],
)
def test_what_was_deleted_or_removed_goes_even_where_the_archive_kept_the_words(changed: dict[str, Any]) -> None:
    assert isinstance(kept(reply(1, 1, **changed)), Left)


@pytest.mark.parametrize(
    "changed",
    [
        {"score_hidden": True, "score": 1},
        {"score": None},
        {"score": "12"},
        {"retrieved_on": START_UTC + 90},
        {"created_utc": str(START_UTC), "retrieved_on": str(START_UTC + 3600)},
    ],
)
def test_a_score_that_says_nothing_is_unknown(changed: dict[str, Any]) -> None:
    found = kept(reply(1, 1, **changed))
    assert isinstance(found, Reply)
    assert found.score is None


def test_the_second_look_of_an_archive_counts() -> None:
    found = kept(reply(1, 1, retrieved_on=START_UTC + 70, _meta={"retrieved_2nd_on": START_UTC + 2 * DAY_S}))
    assert isinstance(found, Reply)
    assert found.score == 5


@pytest.mark.parametrize("changed", [{"edited": 1_700_000_500.0}, {"edited": True}, {"_meta": {"is_edited": True}}])
def test_edits_are_seen_however_they_are_told(changed: dict[str, Any]) -> None:
    found = kept(reply(1, 1, **changed))
    assert isinstance(found, Reply)
    assert found.is_edited


@pytest.mark.parametrize("changed", [{"author": "AutoModerator"}, {"distinguished": "moderator"}, {"stickied": True}])
def test_moderators_and_bots_are_marked(changed: dict[str, Any]) -> None:
    found = kept(reply(1, 1, **changed))
    assert isinstance(found, Reply)
    assert found.is_staff


def test_old_lines_have_other_names_and_times() -> None:
    found = kept({**reply(1, 1, created_utc="1500000000"), "name": "t1_r1"} | {"retrieved_on": None})
    assert isinstance(found, Reply)
    assert found.created_utc == 1_500_000_000
    found = kept({**post(3), "name": "t3_p3", "selftext": "[removed]"})
    assert found == Left("post: deleted or removed")


def test_only_the_subreddits_that_were_asked_for_are_kept() -> None:
    wanted = frozenset({"smalltalk"})
    assert isinstance(to_record(post(1), wanted, HIDE), Post)
    assert to_record(post(1, subreddit="Other"), wanted, HIDE) == Left("another subreddit")


@pytest.mark.parametrize("found", [[1], {"subreddit": "a"}, reply(1, 1, created_utc="soon"), reply(1, 1, link_id="p1")])
def test_what_no_dump_would_hold_is_told(found: object) -> None:
    with pytest.raises(Unreadable):
        kept(found)
