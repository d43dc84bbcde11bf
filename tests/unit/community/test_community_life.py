"""A small community, lived through: reproducible, varied, and true to its plan."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from statistics import correlation, mean

import pytest
from village import EPOCH, SMALL, Village, new_village

from sandbox.clock import VirtualClock
from sandbox.community.crowd import vote_for
from sandbox.community.people import cast_people, dealt
from sandbox.community.plan import DAY_S, Plan
from sandbox.community.taste import NEXT_STEPS, VALIDATION_FIRST
from sandbox.community.writing import HAZARDS
from sandbox.things import Comment


async def test_the_same_seed_makes_the_same_life_and_another_seed_another(village: Village) -> None:
    again, other_seed, other_rng = new_village(), new_village(), new_village()
    await again.live(SMALL)
    await other_seed.live(replace(SMALL, seed=8))
    await other_rng.live(SMALL, seed=2)
    assert again.fingerprint() == village.fingerprint()
    assert village.fingerprint() not in (other_seed.fingerprint(), other_rng.fingerprint())


async def test_a_late_machine_changes_no_text_and_loses_nothing(village: Village) -> None:
    late = new_village()

    async def lurch(moment: float) -> None:
        # Two days pass at once, as on a machine that was asleep.
        if EPOCH + DAY_S < late.clock.now() < EPOCH + 2 * DAY_S:
            late.clock.advance(2 * DAY_S)
        await VirtualClock.sleep_until(late.clock, late.clock.now())
        late.clock.advance(max(0.0, moment - late.clock.now()))

    late.clock.sleep_until = lurch  # type: ignore[method-assign]  # the clock of this test alone is clumsy
    await late.live(SMALL)

    def texts(lived: Village) -> Counter[str]:
        return Counter(thing.body for thing in lived.world.things.values() if isinstance(thing, Comment))

    assert late.truth.counts()["posts"] == village.truth.counts()["posts"]
    assert late.truth.counts()["replies"] == village.truth.counts()["replies"]
    assert texts(late) == texts(village)


async def test_it_keeps_to_its_plan(village: Village) -> None:
    counts = village.truth.counts()
    assert counts["posts"] == SMALL.posts == 24
    assert 3.5 < counts["replies"] / counts["posts"] < 7.5
    assert village.clock.now() == EPOCH + SMALL.days * DAY_S
    assert village.truth.running == 0
    posts = village.truth.posts.values()
    assert max(post.created for post in posts) <= EPOCH + SMALL.active_s
    assert Counter(post.subreddit for post in posts) == dict.fromkeys(SMALL.subreddits, 8)
    assert {post.is_crisis for post in posts} == {True, False}


async def test_an_account_goes_and_leaves_its_replies_without_a_name(village: Village) -> None:
    gone = next(iter(user.name for user in village.world.users.values() if user.deleted))
    assert village.truth.people[gone].role == "harmful"
    left = [true.fullname for true in village.truth.replies.values() if true.author == gone]
    assert all(village.world.things[fullname].author is None for fullname in left)


async def test_no_two_posts_are_alike_and_they_differ_in_topic(village: Village) -> None:
    posts = [post for subreddit in SMALL.subreddits for post in village.world.submissions(subreddit)]
    assert len({post.selftext for post in posts}) == len(posts)
    assert len({post.topic for post in village.truth.posts.values()}) >= 8


async def test_taste_drives_votes_and_subreddits_differ(village: Village) -> None:
    replies = [true for true in village.truth.replies.values() if not true.by_seeker]
    scores = [village.world.score(true.fullname) for true in replies]
    assert correlation([true.taste for true in replies], scores) > 0.5
    assert len({village.truth.tastes[name] for name in SMALL.subreddits}) == 3
    bodies = [thing.body for thing in village.world.things.values() if isinstance(thing, Comment)]
    assert mean(abs(VALIDATION_FIRST.value(body) - NEXT_STEPS.value(body)) for body in bodies) > 0.08


async def test_an_edit_changes_the_taste_by_its_words() -> None:
    village = new_village()
    await village.live(replace(SMALL, days=1, quiet_days=0.2))
    true = next(true for true in village.truth.replies.values() if true.subreddit == "QuietHarbour")
    village.world.edit(true.fullname, "That sounds so lonely, and it makes sense that you feel it. I'm glad you wrote.")
    liked = true.taste
    village.world.edit(true.fullname, "You need to stop whining. Just get over it, others have it worse.")
    assert liked > 0.7
    assert true.taste < 0.1
    assert true.edits == 2


async def test_early_replies_are_seen_more() -> None:
    lived = new_village()
    await lived.live(replace(SMALL, posts_per_day=30))
    first, last = [], []
    for post in lived.truth.posts:
        replies = [reply for reply in lived.world.comments(post) if reply.author != reply.submission.author]
        if len(replies) >= 4:
            first.append(len(replies[-1].votes))
            last.append(len(replies[0].votes))
    assert len(first) > 30
    assert mean(first) > 1.3 * mean(last)


async def test_every_hazard_occurs_openly_and_covertly_and_about_a_tenth_is_harmful() -> None:
    lived = new_village()
    await lived.live(replace(SMALL, days=8, posts_per_day=20, helpers=30, harmful_share=Plan().harmful_share))
    replies = [true for true in lived.truth.replies.values() if not true.by_seeker]
    meant = Counter((hazard, true.covert) for true in replies if true.skill is None for hazard in true.hazards)
    assert set(meant) == {(hazard, covert) for hazard in HAZARDS for covert in (False, True)}
    assert 0.07 < mean(true.harmful for true in replies) < 0.13
    assert any(true.harmful and true.skill is not None for true in replies), "nobody slips"
    assert any(true.is_lookalike and not true.harmful for true in replies)
    for true in replies:
        thing = lived.world.thing(true.fullname)
        assert isinstance(thing, Comment)
        assert bool(true.evidence) == true.harmful
        assert all(sentence in thing.body for sentence in true.evidence)


async def test_seekers_answer_in_each_way_and_more_thanks_go_to_better_replies() -> None:
    lived = new_village()
    await lived.live(replace(SMALL, posts_per_day=24))
    by_answer: dict[str, list[float]] = {}
    for true in lived.truth.replies.values():
        if true.seeker_answer is not None:
            by_answer.setdefault(true.seeker_answer, []).append(true.taste)
    assert set(by_answer) == {"thanks", "pushback", "other"}
    assert mean(by_answer["thanks"]) > mean(by_answer["other"]) > mean(by_answer["pushback"])


async def test_a_large_plan_is_a_few_ten_thousand_events() -> None:
    lived = new_village()
    plan = replace(Plan(), posts_per_day=20)
    await lived.live(plan)
    counts = lived.truth.counts()
    assert counts["posts"] == 150
    assert counts["replies"] > 600
    assert 5_000 < counts["events"] < 15_000


@pytest.mark.parametrize(
    "change", [{"days": 1, "quiet_days": 1}, {"subreddits": ()}, {"helpers": 0}, {"harmful_people": 0}]
)
def test_an_impossible_plan_says_why(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"quiet_days|at least one|somebody to write"):
        replace(Plan(), **change)  # type: ignore[arg-type]  # that is the point


def test_shares_are_dealt_not_diced() -> None:
    assert sum(dealt(0.25, 8, random.Random(1))) == 2
    cast = cast_people(Plan(), "root")
    members = [helper for helper in cast.helpers if helper.joins_after_s is not None]
    assert (len(members), sum(helper.allows_training for helper in members)) == (20, 18)
    assert len(set(cast.names)) == len(cast.names)
    assert all(3 <= len(name) <= 20 for name in cast.names)


def test_votes_are_noisy_but_follow_appeal() -> None:
    rng = random.Random(0)
    loved, meh, loathed = ([vote_for(appeal, rng) for _ in range(500)] for appeal in (0.4, 0.0, -0.6))
    assert mean(loved) > 0.5
    assert abs(mean(meh)) < 0.25
    assert mean(loathed) < -0.2
