"""Which texts the first stage writes like: a fit on seekers' answers ranks them, never one that knows them by heart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from little_log import CURT, KIND, a_log, a_post, a_reading, a_reply

from store.rows import PairRow
from training.base import Hardware
from training.dialogues import Dialogue
from training.evidence import Log
from training.jobs import Job
from training.settings import LoraSettings, PairSettings, TrainingSettings
from training.stages import Bench, lessons, run_stages
from training.steps import Fitted, Recipe
from training.support import Support
from training.targets import Picked, known_support, pick

THANKED = 30


def a_community(posts: int = THANKED) -> Log:
    """Under each post a kind reply that its seeker thanked for, and a curt one."""
    replies, readings = [], []
    for n in range(posts):
        for name, body in ((f"t1_k{n}", f"{KIND} number {n}"), (f"t1_c{n}", f"{CURT} number {n}")):
            replies.append(replace(a_reply(name, f"By_{name}", body), post=f"t3_{n}"))
        readings.append(a_reading(f"t1_k{n}", 3, seeker_answer="thanks"))
    asked = [a_post(f"t3_{n}", author=f"Seeker{n}") for n in range(posts)]
    return a_log(posts=asked, replies=replies, readings=readings)


def a_target(name: str, text: str, *, post: str = "t3_new", subreddit: str = "quiet") -> PairRow:
    return PairRow(name, "gm", post, "ann", subreddit, "t", "b", "", text, "worse", "votes", 1.0, 0.0, (f"t1_{name}",))


def fitted() -> Support:
    known = known_support(a_community(), (), {}, rules=PairSettings(), seed=1)
    assert known.fit is not None
    return known.fit


def test_the_likeliest_share_of_each_subreddit_stays() -> None:
    found = [
        *(a_target(f"k{n}", f"{KIND} so {n}") for n in range(3)),
        *(a_target(f"c{n}", f"{CURT} so {n}") for n in range(3)),
        a_target("alone", f"{CURT} and that is all", subreddit="Elsewhere"),
    ]
    picked = pick(found, fitted(), share=0.5)
    assert picked == Picked(4, 3, frozenset({"c0", "c1", "c2"})), "a subreddit of its own keeps its own"
    assert picked.counts == {"targets": 4, "targets_left_out": 3}
    assert pick(found, fitted(), share=1.0) == Picked(7, 0)
    assert pick(found, None, share=0.5) == Picked(7, 0), "where too few answered, nothing is left out"


def test_a_text_counts_once_and_goes_with_every_pair_that_it_won() -> None:
    twice = [a_target("k", KIND), a_target("c1", CURT), a_target("c2", CURT), a_target("bad", "")]
    assert pick(twice, fitted(), share=0.5) == Picked(1, 1, frozenset({"c1", "c2"}))


def test_improvements_are_not_picked_from() -> None:
    found = [replace(a_target(f"s{n}", f"{CURT} {n}"), task="im", draft="draft") for n in range(4)]
    assert pick(found, fitted(), share=0.5) == Picked(0, 0)
    assert Picked(0, 0).counts == {}


def test_a_target_is_asked_of_a_fit_that_never_saw_its_post() -> None:
    """What was thanked for is remembered by who learned it; a word of its own shows that."""
    log = a_community()
    odd = "zebra quartz lagoon mirror velvet"
    log.replies["t1_k0"] = replace(log.replies["t1_k0"], body=odd)
    fit = known_support(log, (), {}, rules=PairSettings(), seed=1).fit
    assert fit is not None
    seen, unseen = fit.scores([odd, odd], ["t3_elsewhere", "t3_0"])
    assert seen > unseen + 0.5


def test_posts_and_people_that_judge_are_kept_out() -> None:
    judge = a_target("k0", KIND, post="t3_0")
    without = known_support(a_community(), [judge], {"k0": frozenset({"by_t1_k1"})}, rules=PairSettings(), seed=1)
    assert f"fitted on {THANKED - 2} of {2 * THANKED - 3} replies" in without.says


def test_too_few_answers_are_said_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "training.targets")
    known = known_support(a_community(19), (), {}, rules=PairSettings(), seed=1)
    assert known.fit is None
    assert known.says.startswith("not fitted, so all targets are kept: 19 of 38 replies are known to have helped")
    assert len(caplog.records) == 1


def test_the_first_stage_writes_like_those_that_stay(tmp_path: Path) -> None:
    found = [a_target("k", KIND), a_target("c", CURT)]
    pairs = [Dialogue(one, ({"role": "user", "content": "?"},), 50) for one in found]
    jobs: list[Job] = []

    def perform(job: Job) -> Fitted:
        jobs.append(job)
        return Fitted(tmp_path, ({"loss": 1.0},))

    settings = TrainingSettings()
    recipe = Recipe(Hardware("cpu", bf16=False, threads=1), 4, 512, 7, LoraSettings(), tmp_path)
    bench = Bench(recipe, settings, tmp_path, "", perform)
    course = run_stages(bench, lessons(pairs, [], settings, pick(found, fitted(), share=0.5)), parent=None)
    assert [len(job.rows) for job in jobs] == [1, 2], "what is preferred is learned from every pair"
    assert jobs[0].rows[0]["completion"] == [{"role": "assistant", "content": KIND}]
    assert course.said["sft"] == "1 rows, 1 steps; 1 targets less likely to have helped are left out"
