"""Logging in, staying logged in, and what a request looks like on the other side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reddit_place import Place

from bot.errors import Ambiguous, Misconfigured, Refused, Transient
from bot.reddit.client import SCOPES, Credentials, RedditClient


async def test_login_says_who_we_are(client: RedditClient, place: Place) -> None:
    assert client.me == place.bot
    assert client.site == place.url


async def test_ten_first_calls_ask_for_one_token(place: Place) -> None:
    async with place.open() as client:

        async def ask() -> None:
            async with client.attempt("asking"):
                await client.reddit.get("api/v1/me")

        await asyncio.gather(*(ask() for _ in range(10)))
    assert place.sandbox.gate.requests == 11


async def test_the_wrong_password_stops_the_bot_and_says_what_to_check(place: Place) -> None:
    place.credentials = replace(place.credentials, password="not this")
    async with place.open() as client:
        with pytest.raises(Misconfigured, match="check username, password"):
            await client.login()


async def test_the_wrong_secret_stops_the_bot(place: Place) -> None:
    place.credentials = replace(place.credentials, client_secret="not this")
    async with place.open() as client:
        with pytest.raises(Misconfigured, match="HTTP 401"):
            await client.login()


async def test_no_way_to_log_in_at_all(place: Place) -> None:
    place.credentials = replace(place.credentials, password=None)
    with pytest.raises(Misconfigured, match="no password and no refresh token"):
        async with place.open():
            pass


async def test_a_missing_scope_is_named(place: Place) -> None:
    bot = place.sandbox.bot
    token = place.sandbox.tokens.permit(bot.client_id, bot.username, SCOPES - {"modmail", "report"})
    place.credentials = replace(place.credentials, password=None, refresh_token=token)
    async with place.open() as client:
        with pytest.raises(Misconfigured, match="lacks the scopes modmail report"):
            await client.login()


async def test_the_scopes_we_name_are_enough(place: Place) -> None:
    bot = place.sandbox.bot
    token = place.sandbox.tokens.permit(bot.client_id, bot.username, SCOPES)
    place.credentials = replace(place.credentials, password=None, refresh_token=token)
    async with place.open() as client:
        await client.login()
        assert client.me == place.bot


async def test_an_expired_token_is_replaced_in_passing(client: RedditClient, place: Place) -> None:
    before = place.sandbox.gate.requests
    place.sandbox.tokens.expire_all()
    async with client.attempt("asking"):
        await client.reddit.get("api/v1/me")
    assert place.sandbox.gate.requests == before + 3  # refused, a fresh token, answered


@pytest.mark.parametrize("fault", ["401-invalid-token", "401-bare"])
async def test_a_401_is_asked_again_even_for_a_write_since_nothing_was_done(
    client: RedditClient, place: Place, arm: Callable[..., None], fault: str
) -> None:
    arm(fault, path="/api/compose")
    async with client.attempt("sending", write=True):
        await client.reddit.post("api/compose/", data={"to": "heron", "subject": "x", "text": "hello"})
    assert [message.body for message in place.world.inbox("heron")] == ["hello"]


@pytest.mark.parametrize("fault", ["401-invalid-token", "401-bare"])
async def test_a_401_after_a_fresh_token_is_worth_another_try_and_no_doubt_about_a_write(
    client: RedditClient, arm: Callable[..., None], fault: str
) -> None:
    arm(fault, times=2)
    with pytest.raises(Transient) as caught:
        async with client.attempt("sending", write=True):
            await client.reddit.post("api/compose/", data={"to": "heron", "subject": "x", "text": "hello"})
    assert not isinstance(caught.value, Ambiguous)


@pytest.mark.parametrize("fault", ["401-invalid-token", "401-bare"])
async def test_a_401_that_stays_stops_the_bot(client: RedditClient, arm: Callable[..., None], fault: str) -> None:
    arm(fault, times=50)
    for _ in range(5):
        with pytest.raises(Transient):
            async with client.attempt("asking"):
                await client.reddit.get("api/v1/me")
    with pytest.raises(Misconfigured, match="check username, password"):
        async with client.attempt("asking"):
            await client.reddit.get("api/v1/me")


async def test_a_revoked_permission_stops_the_bot(place: Place) -> None:
    bot = place.sandbox.bot
    token = place.sandbox.tokens.permit(bot.client_id, bot.username)
    place.credentials = replace(place.credentials, password=None, refresh_token=token)
    async with place.open() as client:
        await client.login()
        place.sandbox.tokens.revoke_all(bot.username)
        with pytest.raises(Misconfigured, match="refused our credentials"):
            async with client.attempt("asking"):
                await client.reddit.get("api/v1/me")


async def test_an_account_that_may_not_even_ask_its_name_stops_the_bot(place: Place, arm: Callable[..., None]) -> None:
    arm("403", path="/api/v1/me")
    async with place.open() as client:
        with pytest.raises(Misconfigured, match="HTTP_403"):
            await client.login()


async def test_reddit_away_at_the_start_is_worth_another_try(place: Place, arm: Callable[..., None]) -> None:
    arm("503", path="/api/v1/access_token")
    async with place.open() as client:
        with pytest.raises(Transient, match="while logging in"):
            await client.login()
        await client.login()
        assert client.me == place.bot


async def test_a_praw_ini_in_the_working_directory_is_refused(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "praw.ini").write_text("[DEFAULT]\noauth_url=http://127.0.0.1:9\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misconfigured, match="could redirect the bot's credentials"):
        async with place.open():
            pass


async def test_settings_in_the_environment_change_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("client_id", "client_secret", "username", "password", "user_agent", "refresh_token"):
        monkeypatch.setenv(f"praw_{name}", "somebody-else")
    monkeypatch.setenv("praw_site", "somewhere-else")
    async with place.open() as client:
        await client.login()
        assert client.me == place.bot


def test_secrets_do_not_show() -> None:
    shown = repr(Credentials("bot", "the-id", "the-secret", password="the-word", refresh_token="the-token"))
    assert "bot" in shown
    assert not any(secret in shown for secret in ("the-id", "the-secret", "the-word", "the-token"))


async def test_every_request_takes_from_the_bucket_and_reads_leave_the_reserve(place: Place) -> None:
    async with place.open(requests_per_minute=0.001, burst=10.0, write_share=0.2) as client:
        await client.login()  # two tokens: a token is asked for with a write, who we are with a read
        assert client.bucket.tokens == pytest.approx(8, abs=0.01)
        for _ in range(6):
            await client.reddit.get("api/v1/me")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await client.reddit.get("api/v1/me")
        async with asyncio.timeout(1):
            await client.reddit.post("api/read_message/", data={"id": ""})


async def test_a_quota_that_others_used_up_is_believed(place: Place, client: RedditClient) -> None:
    clock, quota = place.sandbox.clock, place.sandbox.gate.quota
    clock.set_speed(1)
    clock.advance(601 - clock.now() % 600)  # a second into a new window
    await place.clock.resync()
    for _ in range(quota.per_window - 20):
        quota.count(place.sandbox.bot.client_id)
    assert client.bucket.tokens == pytest.approx(60)
    await client.reddit.get("api/v1/me")
    assert client.bucket.tokens == pytest.approx(19, abs=1)


async def test_a_refusal_says_what_was_tried_and_where(client: RedditClient) -> None:
    with pytest.raises(Refused) as caught:
        async with client.attempt("reading", subreddit="nowhere", fullname="t1_x"):
            await client.reddit.get("r/nowhere/about/moderators/")
    assert str(caught.value).startswith("reading [r/nowhere t1_x]: HTTP_")
