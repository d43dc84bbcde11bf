"""When votes in imported files are a preference: each rule drops what it should and says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.training.dump_files import START_UTC, post, reply
from training.dumps.lines import Place
from training.dumps.pairs import Compared, Found, VoteRules, compared
from training.dumps.parts import Parts, State, kept_files
from training.dumps.records import Left, Post, Reply
from training.dumps.reddit import to_record
from training.hidden import hidden_by

LOOSE = VoteRules(top=1.0, bottom=1.0, min_gap=3)


def compare(folder: Path, found: list[dict[str, Any]], rules: VoteRules = LOOSE) -> tuple[Compared, list[Found]]:
    records = [to_record(one, frozenset(), hidden_by("s")) for one in found]
    return compare_records(folder, [one for one in records if not isinstance(one, Left)], rules)


def compare_records(folder: Path, records: list[Post | Reply], rules: VoteRules) -> tuple[Compared, list[Found]]:
    folder.mkdir(exist_ok=True)
    parts = Parts(folder, State())
    for record in records:
        parts.take(record)
    parts.keep(Place(1, 1), {}, is_done=True)
    files = [kept_files([folder], kind) for kind in ("posts", "replies")]
    with compared(*files, rules, scratch=folder) as (result, pairs):
        return result, list(pairs)


def reasons(counts: Counter[tuple[str, str]]) -> dict[str, int]:
    return {reason: count for (reason, _), count in counts.items() if reason}


def test_the_later_reply_with_more_votes_is_chosen(tmp_path: Path) -> None:
    result, pairs = compare(tmp_path, [post(1), reply(1, 1, score=2), reply(2, 1, score=10)])
    (pair,) = pairs
    assert (pair.chosen, pair.rejected, pair.post) == ("t1_r2", "t1_r1", "t3_p1")
    assert (pair.title, pair.ratio) == ("Title 1", 5.0)
    assert pair.chosen_body.startswith("What helped me number 2")
    assert pair.at_utc == START_UTC + 120
    assert reasons(result.pairs) == {}


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ({"created_utc": START_UTC}, {"created_utc": START_UTC + 9}, "the chosen was there first"),
        ({"score": 4}, {"score": 2}, "votes too close: gap"),
        ({"score": 30}, {"score": 20}, "votes too close: ratio"),
        ({"body": "One two three four."}, {}, "chosen too short"),
        ({"body": "word " * 90}, {}, "lengths too far apart"),
        ({"created_utc": None}, {"created_utc": None}, "nobody knows which was seen more"),
    ],
)
def test_two_replies_that_are_no_pair_are_counted(
    tmp_path: Path, good: dict[str, Any], bad: dict[str, Any], reason: str
) -> None:
    two = [reply(2, 1, **{"score": 10, **good}), reply(1, 1, **{"score": 2, **bad})]
    result, pairs = compare(tmp_path, [post(1), *two])
    assert pairs == []
    assert reasons(result.pairs) == {reason: 1}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"link_id": "t3_elsewhere"}, "its post is not in the files"),
        ({"parent_id": "t1_r9"}, "answers another reply"),
        ({"distinguished": "moderator"}, "by a moderator or a bot"),
        ({"edited": 1}, "edited, so the votes are for other words"),
        ({"author": "Seeker_1"}, "by the seeker"),
        ({"score_hidden": True}, "votes hidden, or read too soon"),
        ({"score": 1}, "ignored: unseen, not disliked"),
    ],
)
def test_replies_that_cannot_be_compared_are_counted(tmp_path: Path, changed: dict[str, Any], reason: str) -> None:
    result, pairs = compare(tmp_path, [post(1), reply(1, 1, **{"score": 2, **changed}), reply(2, 1, score=10)])
    assert pairs == []
    assert reasons(result.replies) == {reason: 1}


def test_a_reply_that_was_voted_down_was_seen(tmp_path: Path) -> None:
    _, pairs = compare(tmp_path, [post(1), reply(1, 1, score=-3), reply(2, 1, score=10)])
    assert [pair.rejected for pair in pairs] == ["t1_r1"]


def test_shares_are_of_a_subreddit_and_among_what_was_seen(tmp_path: Path) -> None:
    scores = [*range(2, 41), 100]
    found = [post(1), *(reply(n, 1, score=score) for n, score in enumerate(scores, start=1))]
    result, pairs = compare(tmp_path, [*found, reply(99, 1, score=1)], replace(LOOSE, top=0.02, bottom=0.15))
    assert result.thresholds == {"SmallTalk": (100, 7)}
    assert {pair.chosen for pair in pairs} == {"t1_r40"}
    assert len(pairs) == 5
    assert reasons(result.pairs) == {"more than enough of this post": 1}


def test_of_a_reply_that_was_archived_twice_the_last_look_counts(tmp_path: Path) -> None:
    late = reply(1, 1, score=50, created_utc=START_UTC + 999, retrieved_on=START_UTC + 90 * 86_400)
    result, pairs = compare(tmp_path, [post(1), post(1), reply(1, 1, score=2), late, reply(2, 1, score=9)])
    assert [(pair.chosen, pair.rejected) for pair in pairs] == [("t1_r1", "t1_r2")]
    assert reasons(result.replies) == {"seen twice: the last look counts": 1}


def test_where_times_are_unknown_views_say_who_was_seen_more(tmp_path: Path) -> None:
    good = Reply("a", "q", "site", "x", "Words that were seen by few people.", 7, 9, None, 10, True, False, False, None)
    bad = good._replace(fullname="b", author="y", score=1, views=500)
    asked = Post("q", "site", None, "T", "B", None)
    _, pairs = compare_records(tmp_path, [asked, good, bad], LOOSE)
    assert [(pair.chosen, pair.rejected) for pair in pairs] == [("a", "b")]
    result, pairs = compare_records(tmp_path / "other", [asked, good._replace(views=900), bad], LOOSE)
    assert pairs == []
    assert reasons(result.pairs) == {"the chosen was seen by more": 1}


def test_a_thread_of_hundreds_stays_bounded(tmp_path: Path) -> None:
    found = [post(1), *(reply(n, 1, score=2 + n) for n in range(400))]
    result, pairs = compare(tmp_path, found)
    assert len(pairs) == 5
    assert sum(result.pairs.values()) <= 100 * 100
