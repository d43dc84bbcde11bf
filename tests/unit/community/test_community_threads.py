"""Threads from a file: read with care, replayed in full, by people who may opt in."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from village import SMALL, ScriptedBot, new_village

from sandbox.community.plan import DAY_S
from sandbox.things import Comment
from sandbox.threads import ReplayPlan, ThreadsError, load_threads, opaque_name, replay

PLAN = ReplayPlan(days=4, quiet_days=2, opted_in_share=0.5)
GOOD = {
    "id": "t1",
    "topic": "sleep",
    "title": "Awake again",
    "body": "It is three o'clock.",
    "replies": [
        {"author": "Dr. Anna Müller, PhD", "body": "Turn the clock round.", "upvotes": 3, "views": 400},
        {"author": "bo", "body": "I iron at night.", "upvotes": 0, "views": 12},
    ],
}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "threads.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_file_is_read_whole_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    first, second = load_threads(write(tmp_path, GOOD, "", {**GOOD, "id": "t2", "replies": []}))
    assert (first.id, second.id, len(first.replies), second.replies) == ("t1", "t2", 2, ())
    assert (first.replies[0].upvotes, first.replies[0].views) == (3, 400)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{not json", "no JSON"),
        ("[1, 2]", "one JSON object"),
        ({**GOOD, "id": ""}, "'id' must not be empty"),
        ({**GOOD, "id": "t1"}, "used before"),
        ({**GOOD, "id": "x", "title": " "}, "'title' must be a text that is not empty"),
        ({**GOOD, "id": "x", "title": "t" * 301}, "301 characters"),
        ({**GOOD, "id": "x", "body": None}, "'body' must be a text"),
        ({**GOOD, "id": "x", "replies": None}, "'replies' must be a list"),
        ({**GOOD, "id": "x", "replies": ["hello"]}, "reply 1 must be a JSON object"),
        ({**GOOD, "id": "x", "replies": [GOOD["replies"][0], {"author": "b", "body": ""}]}, "'body' in reply 2"),
        ({**GOOD, "id": "x", "replies": [{"author": "b", "body": "c", "upvotes": -1}]}, "'upvotes' in reply 1"),
        ({**GOOD, "id": "x", "replies": [{"author": "b", "body": "c", "views": True}]}, "'views' in reply 1"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(tmp_path: Path, bad: object, said: str) -> None:
    path = write(tmp_path, GOOD, "", bad)
    with pytest.raises(ThreadsError, match=r"threads\.jsonl:3: ") as caught:
        load_threads(path)
    assert said in str(caught.value)
    assert caught.value.line == 3


def test_names_that_reddit_would_not_take_become_opaque_ones() -> None:
    assert opaque_name("a1b2c3") == "a1b2c3"
    assert opaque_name("Dr. Anna Müller, PhD") == opaque_name("Dr. Anna Müller, PhD")
    assert "Anna" not in opaque_name("Dr. Anna Müller, PhD")
    assert opaque_name("Dr. A") != opaque_name("Dr. B")


def many(count: int) -> list[object]:
    return [
        {
            **GOOD,
            "id": f"t{i}",
            "replies": [
                {"author": f"author{(i + j) % 9}", "body": f"Reply {j} to {i}.", "upvotes": (i * j) % 5, "views": 50}
                for j in range(i % 4)
            ],
        }
        for i in range(count)
    ]


async def test_everything_is_posted_once_with_its_votes(tmp_path: Path) -> None:
    threads = load_threads(write(tmp_path, *many(20)))
    village = new_village()
    await replay(village.world, village.clock, threads, random.Random(3), village.truth, plan=PLAN)
    replies = [thing for thing in village.world.things.values() if isinstance(thing, Comment)]
    wanted = {reply.body: reply.upvotes for thread in threads for reply in thread.replies}
    assert sorted(reply.body for reply in replies) == sorted(wanted)
    standing = [reply for reply in replies if not reply.is_gone]
    assert {reply.body: reply.score - 1 for reply in standing} == {reply.body: wanted[reply.body] for reply in standing}
    assert len(village.world.submissions(PLAN.subreddit)) == 20
    moments = [reply.created for reply in replies]
    assert max(moments) - min(moments) > DAY_S
    assert village.truth.flag_scores()["harmful"] == 0
    assert not any(true.is_labelled for true in village.truth.replies.values())


async def test_some_authors_opt_in_and_use_suggestions(tmp_path: Path) -> None:
    threads = load_threads(write(tmp_path, *many(30)))
    village = new_village()
    bot = ScriptedBot(village, SMALL)
    await replay(village.world, village.clock, threads, random.Random(3), village.truth, plan=PLAN)
    assert 3 <= len(bot.members) <= 6
    assert bot.suggestions > 5
    assert any(decision.decision == "taken" for decision in village.truth.decisions)
    assert village.truth.mean_improvement is None, "nobody knows what a real community likes"
    assert village.truth.conduct.unasked == 0


async def test_a_replay_and_a_simulation_share_one_world_and_one_witness(tmp_path: Path) -> None:
    threads = load_threads(write(tmp_path, *many(6)))
    village = new_village()
    bot = ScriptedBot(village, SMALL)
    await replay(village.world, village.clock, threads, random.Random(3), village.truth, plan=PLAN)
    await village.live(SMALL)
    sent = len(village.world.sent(SMALL.bot_name))
    assert village.truth.conduct.messages == sent
    assert bot.members
    assert set(village.truth.moderators) == {PLAN.subreddit, *SMALL.subreddits}
    json.dumps(village.truth.as_json())
