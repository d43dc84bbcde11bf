"""The quota: counted in virtual time, told in the client's own seconds."""

from __future__ import annotations

import time

import aiohttp
import asyncpraw
import pytest
from asyncprawcore.exceptions import TooManyRequests
from small_reddit import SmallReddit, furnish

from sandbox.clock import VirtualClock
from sandbox.limits import Quota
from sandbox.server import serving


def frozen_clock(speed: float) -> VirtualClock:
    return VirtualClock(600.0 * 3_000_000 + 66.0, speed=speed, monotonic=lambda: 0.0)


def test_a_thousand_in_ten_minutes_and_then_no_more() -> None:
    clock = frozen_clock(1)
    quota = Quota(clock)
    first = quota.count("app")
    assert (first.used, first.remaining, first.reset_s) == (1, 999, 534)
    standings = [quota.count("app") for _ in range(1000)]
    assert [standing.is_over for standing in standings[-2:]] == [False, True]
    assert standings[-1].headers() == {
        "x-ratelimit-remaining": "0.0",
        "x-ratelimit-used": "1001",
        "x-ratelimit-reset": "534",
    }
    assert quota.count("another app").used == 1
    clock.advance(534)
    assert quota.count("app").used == 1


def test_the_headers_speak_of_real_seconds() -> None:
    clock = frozen_clock(60)
    assert Quota(clock).count("app").headers()["x-ratelimit-reset"] == "8"  # 534 virtual seconds are 8.9 real ones
    clock.set_speed(3600)
    assert Quota(clock).count("app").headers()["x-ratelimit-reset"] == "0"
    assert Quota(clock, per_window=1).count("app").headers()["x-ratelimit-reset"] == "1"


def make_impatient(reddit: asyncpraw.Reddit) -> None:
    """asyncpraw has read the headers and would wait for the reset: let it forget them."""
    reddit._core._rate_limiter.next_request_timestamp_ns = None


async def test_beyond_the_quota_requests_are_refused_and_not_done() -> None:
    sandbox, post = furnish(speed=1, per_window=3)
    async with serving(sandbox) as url:
        small = SmallReddit(sandbox, url, post)
        async with small.login() as reddit:
            for _ in range(3):
                make_impatient(reddit)
                await reddit.user.me(use_cache=False)
            make_impatient(reddit)
            with pytest.raises(TooManyRequests) as refused:
                await (await reddit.submission(post.id36, fetch=False)).reply("one too many")
            assert 0 < float(refused.value.retry_after) <= 600
            assert sandbox.world.counts().comments == 0
            sandbox.clock.advance(600)
            make_impatient(reddit)
            await reddit.user.me(use_cache=False)


async def test_every_answer_carries_the_headers(small: SmallReddit) -> None:
    async with small.login() as reddit:
        await reddit.user.me()
        headers = {"Authorization": f"bearer {reddit._core._authorizer.access_token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            for path, status in (("/api/v1/me", 200), ("/comments/nowhere", 404), ("/r/nowhere/about", 302)):
                async with session.get(small.url + path, allow_redirects=False) as answer:
                    assert answer.status == status
                    assert float(answer.headers["x-ratelimit-remaining"]) > 900


async def test_at_high_speed_asyncpraw_is_not_held_up(small: SmallReddit) -> None:
    async with small.login() as reddit:
        began = time.monotonic()
        for _ in range(60):
            await reddit.user.me(use_cache=False)
        assert time.monotonic() - began < 5
