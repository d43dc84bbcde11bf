"""Logging in through asyncpraw and praw, and how tokens end."""

from __future__ import annotations

import asyncio

import asyncpraw
import praw
import pytest
from asyncprawcore.exceptions import (
    Forbidden,
    InsufficientScope,
    InvalidToken,
    OAuthException,
    RequestException,
    ResponseException,
)
from small_reddit import SmallReddit, furnish

from sandbox.server import serving


async def test_the_bot_logs_in_and_is_told_who_it_is(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    me = await reddit.user.me()
    assert me is not None
    assert (me.name, me.fullname) == (small.bot, small.world.existing_user(small.bot).fullname)


async def test_the_synchronous_client_does_as_well(small: SmallReddit) -> None:
    small.reply("first")
    small.reply("second")

    def read() -> tuple[str, list[str], set[str]]:
        with praw.Reddit(**small.settings()) as reddit:
            bodies = [comment.body for comment in reddit.subreddit("quiet").comments(limit=5)]
            return reddit.user.me().name, bodies, reddit.auth.scopes()

    assert await asyncio.to_thread(read) == (small.bot, ["second", "first"], {"*"})


async def test_a_wrong_password_is_an_invalid_grant(small: SmallReddit) -> None:
    async with small.login(password="guess") as reddit:
        with pytest.raises(OAuthException, match="invalid_grant"):
            await reddit.user.me()


async def test_a_wrong_secret_is_unauthorized(small: SmallReddit) -> None:
    async with small.login(client_secret="guess") as reddit:
        with pytest.raises(ResponseException, match="401"):
            await reddit.user.me()


async def test_a_token_that_ran_out_is_renewed_without_a_word(small: SmallReddit) -> None:
    async with small.login(is_hasty=True) as reddit:
        await reddit.user.me()
        small.sandbox.tokens.expire_all()
        assert (await reddit.user.me(use_cache=False)).name == small.bot


async def test_tokens_run_out_by_themselves() -> None:
    sandbox, post = furnish(token_lifetime_s=0)
    async with serving(sandbox) as url, SmallReddit(sandbox, url, post).login(is_hasty=True) as reddit:
        with pytest.raises(InvalidToken):
            await reddit.user.me()


async def test_a_refresh_token_logs_in_until_it_is_revoked(small: SmallReddit) -> None:
    token = small.sandbox.tokens.permit(small.sandbox.bot.client_id, small.bot)
    async with small.login(username=None, password=None, refresh_token=token, is_hasty=True) as reddit:
        assert (await reddit.user.me()).name == small.bot
        small.sandbox.tokens.revoke_all(small.bot)
        with pytest.raises(ResponseException, match="400"):
            await reddit.user.me(use_cache=False)


async def test_scopes_are_kept_to(small: SmallReddit) -> None:
    scopes = frozenset({"identity", "read", "submit"})
    token = small.sandbox.tokens.permit(small.sandbox.bot.client_id, small.bot, scopes)
    message = small.world.send_message("heron", small.bot, "hello")
    async with small.login(username=None, password=None, refresh_token=token) as reddit:
        assert (await reddit.user.me()).name == small.bot
        assert await reddit.auth.scopes() == set(scopes)
        with pytest.raises(InsufficientScope):
            [one async for one in reddit.inbox.unread()]
        # One endpoint, two scopes: a reply in public is allowed, the same in private is not.
        post = await reddit.submission(small.post.id36)
        await post.reply("hello")
        with pytest.raises(InsufficientScope):
            await reddit.post("api/comment/", data={"thing_id": message.fullname, "text": "hello"})


async def test_an_app_alone_may_only_read(small: SmallReddit) -> None:
    small.reply("hello")
    async with small.login(username=None, password=None) as reddit:
        quiet = await reddit.subreddit("quiet")
        assert [comment.body async for comment in quiet.comments()] == ["hello"]
        reddit.read_only = True
        with pytest.raises(Forbidden):
            await reddit.get("api/v1/me")


async def test_an_account_that_is_gone_takes_its_tokens_along(small: SmallReddit) -> None:
    async with small.login("heron", is_hasty=True) as reddit:
        await reddit.user.me()
        small.world.delete_account("heron")
        # asyncprawcore wraps what meets it in a retry once more.
        with pytest.raises(RequestException, match="invalid_grant"):
            await reddit.user.me(use_cache=False)


async def test_who_sends_no_token_is_turned_away(small: SmallReddit) -> None:
    status, _ = await small.control("/api/v1/me")
    assert status == 401
