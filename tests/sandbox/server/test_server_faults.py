"""Each fault once, as asyncpraw meets it, and what it leaves behind in the world."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

import aiohttp
import asyncpraw
import pytest
from asyncpraw.exceptions import RedditAPIException
from asyncprawcore.exceptions import (
    BadJSON,
    Forbidden,
    RequestException,
    ServerError,
    TooManyRequests,
)
from small_reddit import SmallReddit, only

from sandbox.faults import KINDS, Faults


async def reply(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    post = await reddit.submission(small.post.id36, fetch=False)
    await post.reply("words")


async def hasty(small: SmallReddit) -> asyncpraw.Reddit:
    reddit = small.login(is_hasty=True)
    await reddit.user.me()
    return reddit


@pytest.mark.parametrize(
    ("name", "raised"),
    [
        ("400-json", (aiohttp.ClientConnectionError, RedditAPIException)),
        ("403", Forbidden),
        ("429-bare", TooManyRequests),
        ("html-200", RequestException),
        ("reset-before", RequestException),
        ("401-bare", RequestException),
    ],
)
async def test_faults_that_do_nothing_but_refuse(small: SmallReddit, name: str, raised: Any) -> None:
    async with await hasty(small) as reddit:
        # Three times: asyncprawcore tries again by itself after some of them.
        small.sandbox.faults.arm(name, path="/api/comment", times=3)
        with pytest.raises(raised):
            await reply(reddit, small)
        assert small.world.counts().comments == 0
        small.sandbox.faults.disarm()
        await reply(reddit, small)
        assert small.world.counts().comments == 1


@pytest.mark.parametrize(
    ("name", "raised"), [("reset-after", RequestException), ("bad-json", BadJSON), ("stall", TimeoutError)]
)
async def test_faults_that_do_it_and_say_nothing_useful(small: SmallReddit, name: str, raised: Any) -> None:
    async with await hasty(small) as reddit:
        small.sandbox.faults.arm(name, path="/api/comment", seconds=5)
        with pytest.raises(raised):
            async with asyncio.timeout(0.5):
                await reply(reddit, small)
        assert small.world.counts().comments == 1


async def test_a_502_after_processing_makes_asyncpraw_send_thrice(small: SmallReddit) -> None:
    async with await hasty(small) as reddit:
        small.sandbox.faults.arm("502-after-processing", times=3)
        with pytest.raises(ServerError):
            await (await reddit.redditor("heron")).message(subject="hello", message="hello")
        assert [message.body for message in small.world.inbox("heron")] == ["hello"] * 3


@pytest.mark.parametrize("name", ["503", "401-invalid-token"])
async def test_a_moment_of_weakness_is_overcome(small: SmallReddit, name: str) -> None:
    async with await hasty(small) as reddit:
        small.sandbox.faults.arm(name, times=2)
        await reply(reddit, small)
        assert small.world.counts().comments == 1
        assert small.sandbox.faults.fired[name] == 2


async def test_too_many_requests_says_when_to_come_back(small: SmallReddit) -> None:
    async with await hasty(small) as reddit:
        small.sandbox.faults.arm("429-retry-after", seconds=7)
        with pytest.raises(TooManyRequests) as refused:
            await reply(reddit, small)
        assert refused.value.retry_after == "7"


@pytest.mark.parametrize(
    ("name", "code"), [("not-whitelisted", "NOT_WHITELISTED_BY_USER_MESSAGE"), ("ratelimit-9-minutes", "RATELIMIT")]
)
async def test_sends_that_reddit_will_not_have(
    reddit: asyncpraw.Reddit, small: SmallReddit, name: str, code: str
) -> None:
    small.sandbox.faults.arm(name)
    heron = await reddit.redditor("heron")
    began = time.monotonic()
    with pytest.raises(RedditAPIException) as refused:
        await heron.message(subject="hello", message="hello")
    assert refused.value.items[0].error_type == code
    assert time.monotonic() - began < 2  # asyncpraw waits by itself only for short limits
    await heron.message(subject="hello", message="hello")
    assert len(small.world.inbox("heron")) == 1


async def test_a_dead_anchor_waits_for_an_anchor(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    names = [small.reply(str(number)) for number in range(3)]
    small.sandbox.faults.arm("dead-anchor")
    quiet = await reddit.subreddit("quiet")
    assert len([one async for one in quiet.comments()]) == 3
    assert [one async for one in quiet.comments(params={"before": names[0]})] == []
    assert len([one async for one in quiet.comments(params={"before": names[0]})]) == 2


async def test_a_late_insertion(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    small.world.clock.advance(3600)
    small.reply("early")
    small.sandbox.faults.arm("late-insertion", seconds=1800)
    small.world.clock.advance(60)
    small.reply("late")
    small.reply("on time")
    quiet = await reddit.subreddit("quiet")
    assert [one.body async for one in quiet.comments()] == ["on time", "early", "late"]


async def test_scores_hidden_from_moderators_too(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply()
    small.world.vote(fullname, "teal", 1)
    small.sandbox.faults.arm("hidden-score")
    for expected in ((1, True), (2, False)):
        found = await only(reddit.info(fullnames=[fullname]))
        assert (found.score, found.score_hidden) == expected


async def test_an_id_that_is_missing_once(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    names = [small.reply(str(number)) for number in range(5)]
    small.sandbox.faults.arm("missing-id")
    assert len([one async for one in reddit.info(fullnames=names)]) == 4
    assert len([one async for one in reddit.info(fullnames=names)]) == 5


@pytest.mark.parametrize("name", ["deleted", "removed"])
async def test_something_goes_just_before_it_is_read(reddit: asyncpraw.Reddit, small: SmallReddit, name: str) -> None:
    fullname = small.reply()
    small.sandbox.faults.arm(name)
    found = await only(reddit.info(fullnames=[fullname]))
    thing = small.world.thing(fullname)
    assert thing is not None
    if name == "deleted":
        assert (thing.deleted, found.body) == (True, "[deleted]")
    else:
        assert (thing.removed_by, found.banned_by) == ("warden", "warden")


async def test_a_broken_wiki_page_stays_broken(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    small.world.edit_wiki("quiet", "sidelight/rules", "warden", "version: 1\n")
    small.sandbox.faults.arm("wiki-invalid")
    quiet = await reddit.subreddit("quiet")
    for _ in range(2):
        page = await quiet.wiki.get_page("sidelight/rules")
        assert "}{" in page.content_md
        assert page.revision_by.name == "warden"


async def test_a_moderator_loses_the_place(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    small.sandbox.faults.arm("lost-mod-permission")
    quiet = await reddit.subreddit("quiet")
    with pytest.raises(Forbidden):
        [one async for one in quiet.mod.reports()]
    assert small.world.is_moderator("harbour", small.bot)
    assert not small.world.is_moderator("quiet", small.bot)


def test_rates_are_kept_and_seeded() -> None:
    def fired(seed: int) -> list[bool]:
        faults = Faults(random.Random(seed))
        faults.arm("503", rate=0.2)
        return [faults.pick("GET", "/api/info", {}) is not None for _ in range(2000)]

    assert fired(1) == fired(1) != fired(2)
    assert 320 < sum(fired(1)) < 480


def test_faults_wait_for_their_requests() -> None:
    faults = Faults(random.Random(1))
    faults.arm("503", path="/api/compose", method="post", times=2)
    asked = [("GET", "/api/compose"), ("POST", "/api/comment"), ("POST", "/api/compose"), ("POST", "/api/compose/")]
    assert [faults.pick(method, path, {}) is not None for method, path in asked] == [False, False, True, True]
    assert faults.armed == []
    faults.arm("503")
    assert faults.pick("POST", "/api/v1/access_token", {}) is None


async def test_faults_over_http(small: SmallReddit) -> None:
    status, armed = await small.control("/sandbox/faults", {"name": "503", "path": "/api/v1/me", "times": 2})
    assert (status, armed["left"], armed["fired"]) == (200, 2, 0)
    await small.control("/sandbox/faults", {"name": "stall", "rate": 0.05, "seconds": 1})
    async with small.login(is_hasty=True) as reddit:
        await reddit.user.me()
    _, listed = await small.control("/sandbox/faults")
    assert [fault["name"] for fault in listed["armed"]] == ["stall"]
    assert listed["fired"]["503"] == 2
    assert set(listed["known"]) == set(KINDS)
    _, listed = await small.control("/sandbox/faults", method="DELETE")
    assert listed["armed"] == []
    for nonsense in ({"name": "gremlins"}, {"name": "503", "rate": 2}, {"name": "503", "times": 0}, {"name": 5}):
        status, why = await small.control("/sandbox/faults", nonsense)
        assert (status, why["error"]) == (400, "BAD_REQUEST")
