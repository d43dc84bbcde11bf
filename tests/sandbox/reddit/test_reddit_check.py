"""`sidelight check`, its questions to Reddit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reddit_place import Place

from bot.reddit.check import CheckResult, check
from bot.reddit.client import SCOPES

PAGE = "sidelight/rules"


async def ask(place: Place) -> dict[str, CheckResult]:
    # praw is synchronous, and the sandbox answers from this very loop.
    results = await asyncio.to_thread(
        check, place.credentials, place.connection, subreddits=place.subreddits, rules_page=PAGE
    )
    return {result.name: result for result in results}


def problems(results: dict[str, CheckResult]) -> dict[str, str]:
    return {name: result.what_to_do for name, result in results.items() if not result.ok}


async def test_all_is_well(place: Place) -> None:
    for subreddit, moderator in (("quiet", "warden"), ("harbour", "keeper")):
        place.world.edit_wiki(subreddit, PAGE, moderator, "version: 1", permlevel=2)
    results = await ask(place)
    assert problems(results) == {}
    assert len(results) == 7


async def test_each_thing_missing_is_named_with_what_to_do(place: Place) -> None:
    place.moderate("quiet", {"posts"})
    place.moderate("harbour", None)
    wrong = problems(await ask(place))
    assert wrong["r/quiet: moderator permissions"].startswith("missing mail wiki: a moderator of r/quiet can grant")
    assert wrong["r/harbour: moderator permissions"].startswith("the bot does not moderate it")
    assert wrong[f"r/quiet: wiki page {PAGE}"].startswith("there is no such page yet")


async def test_a_page_closed_to_us(place: Place) -> None:
    place.world.edit_wiki("quiet", PAGE, "warden", "version: 1", permlevel=2)
    place.moderate("quiet", None)
    assert "403" in problems(await ask(place))[f"r/quiet: wiki page {PAGE}"]


async def test_wrong_credentials_end_the_questions(place: Place) -> None:
    place.credentials = replace(place.credentials, password="not this")
    results = await ask(place)
    assert list(problems(results)) == ["login"]
    assert len(results) == 2


async def test_somebody_elses_credentials(place: Place) -> None:
    bot = place.sandbox.bot
    token = place.sandbox.tokens.permit(bot.client_id, "heron")
    place.credentials = replace(place.credentials, password=None, refresh_token=token)
    assert "belong to somebody else" in problems(await ask(place))["login"]


async def test_missing_scopes(place: Place) -> None:
    bot = place.sandbox.bot
    token = place.sandbox.tokens.permit(bot.client_id, bot.username, SCOPES - {"modmail"})
    place.credentials = replace(place.credentials, password=None, refresh_token=token)
    assert problems(await ask(place))["scopes"] == "missing modmail: authorise the app again"


async def test_reddit_away(place: Place) -> None:
    place.connection = replace(place.connection, oauth_url="http://127.0.0.1:9", reddit_url="http://127.0.0.1:9")
    assert "login" in problems(await ask(place))


async def test_a_stray_praw_ini(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "praw.ini").write_text("[DEFAULT]\n")
    monkeypatch.chdir(tmp_path)
    assert list(problems(await ask(place))) == ["no praw.ini in the working directory"]


async def test_a_fault_in_passing_is_told_and_ends_nothing(place: Place, arm: Callable[..., None]) -> None:
    arm("403", path="/r/quiet/about/moderators")
    wrong = problems(await ask(place))
    assert "403" in wrong["r/quiet: moderator permissions"]
    assert "r/harbour: moderator permissions" not in wrong
