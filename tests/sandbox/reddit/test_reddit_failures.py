"""Every way in which Reddit fails, and which of our three answers it becomes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Ambiguous, Misconfigured, Refused, Transient
from bot.reddit.client import RedditClient
from bot.reddit.failures import wait_s
from bot.reddit.sender import RedditSender

NOT_DONE = ["429-retry-after", "429-bare", "ratelimit-9-minutes"]
UNKNOWN = ["502-after-processing", "503", "stall", "reset-before", "reset-after", "html-200", "bad-json"]
DONE = {"502-after-processing", "stall", "reset-after", "bad-json"}


async def read(client: RedditClient) -> None:
    async with client.attempt("reading", subreddit="quiet"):
        await client.reddit.get("r/quiet/new/")


@pytest.mark.parametrize("fault", [*UNKNOWN, "429-retry-after", "429-bare"])
async def test_a_read_that_failed_is_worth_another_try(
    client: RedditClient, arm: Callable[..., None], fault: str
) -> None:
    # aiohttp itself asks once more when a kept connection was dropped, though never for a POST.
    arm(fault, times=2 if fault.startswith("reset") else 1)
    with pytest.raises(Transient) as caught:
        await read(client)
    assert not isinstance(caught.value, Ambiguous)
    assert caught.value.subreddit == "quiet"
    await read(client)


@pytest.mark.parametrize("fault", UNKNOWN)
async def test_a_write_without_an_answer_went_out_once_and_is_ambiguous(
    client: RedditClient, place: Place, arm: Callable[..., None], fault: str
) -> None:
    arm(fault, path="/api/compose")
    with pytest.raises(Ambiguous):
        await RedditSender(client).message("heron", "hello #k1", subreddit="quiet")
    assert len(place.world.inbox("heron")) == (1 if fault in DONE else 0)


@pytest.mark.parametrize("fault", NOT_DONE)
async def test_a_write_that_was_put_off_was_not_done(
    client: RedditClient, place: Place, arm: Callable[..., None], fault: str
) -> None:
    arm(fault, path="/api/compose")
    with pytest.raises(Transient) as caught:
        await RedditSender(client).message("heron", "hello", subreddit="quiet")
    assert not isinstance(caught.value, Ambiguous)
    assert place.world.inbox("heron") == []


async def test_nobody_home_is_no_doubt_about_a_write(place: Place) -> None:
    async with place.open(oauth_url="http://127.0.0.1:9", reddit_url="http://127.0.0.1:9") as client:
        with pytest.raises(Transient) as caught:
            await RedditSender(client).message("heron", "hello", subreddit="quiet")
    assert not isinstance(caught.value, Ambiguous)


async def test_a_login_that_fails_on_the_way_to_a_write_leaves_no_doubt(
    client: RedditClient, place: Place, arm: Callable[..., None]
) -> None:
    place.sandbox.tokens.expire_all()
    arm("503", path="/api/v1/access_token")
    with pytest.raises(Transient, match="while logging in") as caught:
        await RedditSender(client).message("heron", "hello", subreddit="quiet")
    assert not isinstance(caught.value, Ambiguous)


async def test_the_reason_of_a_400_survives(client: RedditClient, arm: Callable[..., None]) -> None:
    arm("400-json", path="/api/compose")
    with pytest.raises(Refused) as caught:
        await RedditSender(client).message("heron", "hello", subreddit="quiet")
    assert caught.value.code not in {"", "HTTP_400"}
    assert caught.value.subreddit == "quiet"


async def test_try_again_in_nine_minutes(client: RedditClient, arm: Callable[..., None]) -> None:
    arm("ratelimit-9-minutes")
    with pytest.raises(Transient) as caught:
        await RedditSender(client).message("heron", "hello", subreddit="quiet")
    assert caught.value.retry_after_s == 540


async def test_retry_after_is_told_in_the_clocks_seconds(
    client: RedditClient, place: Place, arm: Callable[..., None]
) -> None:
    arm("429-retry-after", seconds=2)
    with pytest.raises(Transient) as caught:
        await read(client)
    assert caught.value.retry_after_s == pytest.approx(2 * place.clock.speed)


async def test_429_without_a_hint_leaves_the_wait_to_the_caller(client: RedditClient, arm: Callable[..., None]) -> None:
    arm("429-bare")
    with pytest.raises(Transient) as caught:
        await read(client)
    assert caught.value.retry_after_s is None


async def test_403_is_a_refusal(client: RedditClient, arm: Callable[..., None]) -> None:
    arm("403")
    with pytest.raises(Refused) as caught:
        await read(client)
    assert caught.value.code == "HTTP_403"


async def test_somebody_who_takes_no_messages(client: RedditClient, place: Place) -> None:
    place.world.block_messages("heron")
    with pytest.raises(Refused) as caught:
        await RedditSender(client).message("heron", "hello", subreddit="quiet")
    assert caught.value.code == "NOT_WHITELISTED_BY_USER_MESSAGE"
    assert "heron" not in str(caught.value)


async def test_somebody_who_does_not_exist(client: RedditClient) -> None:
    with pytest.raises(Refused) as caught:
        await RedditSender(client).message("nobody-by-that-name", "hello", subreddit="quiet")
    assert caught.value.code == "USER_DOESNT_EXIST"


async def test_a_bug_of_ours_is_not_wrapped(client: RedditClient) -> None:
    with pytest.raises(ZeroDivisionError):
        async with client.attempt("dividing"):
            _ = 1 / len("")


@pytest.mark.parametrize(
    ("sentence", "seconds"),
    [
        ("you are doing that too much. try again in 9 minutes.", 540),
        ("Take a break for 45 seconds before trying again.", 45),
        ("try again in 1 minute.", 60),
        ("try again in 2 hours", 7200),
        ("try again in 120 milliseconds", 0.12),
        ("try again later", None),
        ("", None),
    ],
)
def test_how_long_a_sentence_asks_to_wait(sentence: str, seconds: float | None) -> None:
    assert wait_s(sentence) == seconds


def test_every_error_says_what_it_was_about() -> None:
    assert str(Transient("reading", "HTTP 503", retry_after_s=9, subreddit="quiet")) == (
        "reading [r/quiet]: HTTP 503, try again in 9 s"
    )
    assert str(Refused("TOO_OLD", doing="answering", detail="too late", fullname="t1_a")) == (
        "answering [t1_a]: TOO_OLD (too late)"
    )
    assert str(Misconfigured("no password", fix="set one")) == "no password; set one"
    assert str(Misconfigured("config.toml is missing")) == "config.toml is missing"
