"""The page with the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Refused, Transient
from bot.reddit.client import RedditClient
from bot.reddit.wiki import Wiki

PAGE = "sidelight/rules"


async def test_no_page_is_no_error(client: RedditClient) -> None:
    assert await Wiki(client).read("quiet", PAGE) is None


async def test_a_page_with_its_revision_and_author(client: RedditClient, place: Place) -> None:
    place.world.edit_wiki("quiet", PAGE, "warden", "version: 1\n", permlevel=2)
    first = await Wiki(client).read("quiet", PAGE)
    assert first is not None
    assert (first.text, first.author) == ("version: 1\n", "warden")
    place.world.edit_wiki("quiet", PAGE, "warden", "version: 1\ndry_run: false\n")
    second = await Wiki(client).read("quiet", PAGE)
    assert second is not None
    assert second.text == "version: 1\ndry_run: false\n"
    assert second.revision != first.revision


async def test_the_first_version_is_for_moderators_alone(client: RedditClient, place: Place) -> None:
    await Wiki(client).write("quiet", PAGE, "version: 1\n", reason="Sidelight's first rules")
    page = place.world.wiki("quiet", PAGE)
    assert page is not None
    assert (page.permlevel, page.listed) == (2, False)
    assert page.revisions[-1].content == "version: 1\n"
    place.moderate("quiet", None)
    with pytest.raises(Refused) as caught:
        await Wiki(client).read("quiet", PAGE)
    assert (caught.value.code, caught.value.subreddit) == ("HTTP_403", "quiet")


async def test_without_wiki_permission_nothing_is_written(client: RedditClient, place: Place) -> None:
    place.moderate("quiet", {"mail"})
    with pytest.raises(Refused):
        await Wiki(client).write("quiet", PAGE, "version: 1\n", reason="x")
    assert place.world.wiki("quiet", PAGE) is None


async def test_a_page_that_cannot_be_read_just_now(
    client: RedditClient, place: Place, arm: Callable[..., None]
) -> None:
    place.world.edit_wiki("quiet", PAGE, "warden", "version: 1\n")
    arm("503")
    with pytest.raises(Transient, match="sidelight/rules"):
        await Wiki(client).read("quiet", PAGE)
