"""Modmail, as a moderator's bot uses it."""

from __future__ import annotations

import aiohttp
import asyncpraw
import pytest
from asyncpraw.exceptions import RedditAPIException
from asyncpraw.models import ModmailConversation
from asyncprawcore.exceptions import Forbidden, NotFound
from small_reddit import SmallReddit


async def start(reddit: asyncpraw.Reddit, subject: str = "Two replies", **how: object) -> ModmailConversation:
    quiet = await reddit.subreddit("quiet")
    return await quiet.modmail.create(**{"subject": subject, "body": "**F12**", "recipient": None, **how})


async def listed(reddit: asyncpraw.Reddit, state: str | None, sort: str = "recent") -> list[str]:
    quiet = await reddit.subreddit("quiet")
    return [one.subject async for one in quiet.modmail.conversations(state=state, sort=sort)]


async def test_without_a_recipient_it_is_among_moderators(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    made = await start(reddit)
    assert (made.is_internal, made.state, made.owner.display_name) == (True, 0, "quiet")
    assert [message.body_markdown for message in made.messages] == ["**F12**"]
    assert made.messages[0].author.name == small.bot
    assert await listed(reddit, "mod") == ["Two replies"]
    assert await listed(reddit, "all") == []


async def test_with_a_recipient_it_is_with_that_person(reddit: asyncpraw.Reddit) -> None:
    made = await start(reddit, recipient="wren")
    assert (made.is_internal, made.state, made.participant.name) == (False, 1, "wren")
    assert await listed(reddit, "inprogress") == await listed(reddit, "all") == ["Two replies"]


@pytest.mark.parametrize("recipient", ["r/quiet", "warden"])
async def test_writing_to_the_team_itself_is_internal(reddit: asyncpraw.Reddit, recipient: str) -> None:
    assert (await start(reddit, recipient=recipient)).is_internal


async def test_replies_and_notes(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    made = await start(reddit, recipient="wren")
    assert (await made.reply(body="One more thing.")).body_markdown == "One more thing."
    note = await made.reply(body="Only for us.", internal=True)
    assert (note.is_internal, note.author.name) == (True, small.bot)
    again = await (await reddit.subreddit("quiet")).modmail(made.id)
    assert [message.body_markdown for message in again.messages] == ["**F12**", "One more thing.", "Only for us."]
    assert again.num_messages == 3
    async with small.login("wren") as wren:
        seen = await (await wren.subreddit("quiet")).modmail(made.id)
        assert [message.body_markdown for message in seen.messages] == ["**F12**", "One more thing."]


async def test_the_last_to_be_answered_comes_first(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    first, _ = await start(reddit, "first"), await start(reddit, "second")
    assert await listed(reddit, "mod") == ["second", "first"]
    before = first.last_updated
    small.world.reply_conversation(first.id, "warden", "agree F12")
    assert await listed(reddit, "mod") == ["first", "second"]
    quiet = await reddit.subreddit("quiet")
    found = [one async for one in quiet.modmail.conversations(state="mod")]
    assert found[0].last_updated > before
    assert (found[0].num_messages, found[0].authors[-1].name) == (2, "warden")


async def test_the_second_page_is_empty(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    for number in range(3):
        await start(reddit, str(number))
    asked = small.sandbox.gate.requests
    assert await listed(reddit, "mod") == ["2", "1", "0"]
    assert small.sandbox.gate.requests - asked == 2
    quiet = await reddit.subreddit("quiet")
    assert len([one async for one in quiet.modmail.conversations(state="mod", params={"limit": 2})]) == 3


async def test_a_letter_is_new_then_in_progress_then_archived(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    letter = small.world.create_conversation("quiet", "wren", "A question", "May I?")
    assert await listed(reddit, "new") == ["A question"]
    quiet = await reddit.subreddit("quiet")
    conversation = await quiet.modmail(letter.id)
    assert conversation.user.name == "wren"
    await conversation.reply(body="A note first.", internal=True)
    assert await listed(reddit, "new") == ["A question"]
    await conversation.reply(body="You may.")
    assert await listed(reddit, "inprogress") == ["A question"]
    await conversation.archive()
    assert await listed(reddit, "archived") == ["A question"]
    assert await listed(reddit, "all") == []
    assert len((await quiet.modmail(letter.id)).mod_actions) == 1
    # The person writes again, and it is back on the table.
    small.world.reply_conversation(letter.id, "wren", "Thank you!")
    assert await listed(reddit, "inprogress") == ["A question"]
    await conversation.archive()
    await conversation.unarchive()
    assert await listed(reddit, "inprogress") == ["A question"]


async def test_highlights_come_and_go(reddit: asyncpraw.Reddit) -> None:
    made = await start(reddit)
    await made.highlight()
    assert await listed(reddit, "highlighted") == ["Two replies"]
    await made.unhighlight()
    assert await listed(reddit, "highlighted") == []


async def test_who_is_muted_does_not_come_through(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    letter = small.world.create_conversation("quiet", "wren", "A question", "May I?")
    conversation = await (await reddit.subreddit("quiet")).modmail(letter.id)
    await conversation.mute(num_days=7)
    async with small.login("wren") as wren:
        with pytest.raises(RedditAPIException, match="USER_MUTED"):
            await (await wren.subreddit("quiet")).message(subject="Please", message="Hello?")
        await conversation.unmute()
        await (await wren.subreddit("quiet")).message(subject="Please", message="Hello?")
    assert len(small.world.conversations("quiet")) == 2


async def test_unread_counts(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    letter = small.world.create_conversation("quiet", "wren", "A question", "May I?")
    quiet = await reddit.subreddit("quiet")
    assert (await quiet.modmail.unread_count())["new"] == 1
    conversation = await quiet.modmail(letter.id)
    assert conversation.last_unread is not None
    await conversation.read()
    assert (await quiet.modmail.unread_count())["new"] == 0
    await conversation.unread()
    await quiet.modmail(letter.id, mark_read=True)
    assert (await quiet.modmail.unread_count())["new"] == 0


async def test_several_subreddits_can_be_asked_at_once(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    await start(reddit)
    small.world.create_conversation("harbour", "keeper", "Next door", "Hello")
    quiet = await reddit.subreddit("quiet")
    both = quiet.modmail.conversations(other_subreddits=["harbour"], state="mod")
    assert [one.owner.display_name async for one in both] == ["harbour", "quiet"]
    everywhere = await reddit.subreddit("all")
    assert len([one async for one in everywhere.modmail.conversations(state="mod")]) == 2


async def test_without_mail_permission_the_door_is_shut(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    made = await start(reddit)
    small.world.set_moderator("quiet", small.bot, {"posts"})
    for attempt in (start(reddit), listed(reddit, "mod"), made.reply(body="more")):
        with pytest.raises(Forbidden):
            await attempt


async def test_who_is_no_moderator_cannot_read_along(small: SmallReddit) -> None:
    letter = small.world.create_conversation("quiet", "wren", "A question", "May I?")
    async with small.login("teal") as teal:
        with pytest.raises(Forbidden):
            await (await teal.subreddit("quiet")).modmail(letter.id)
        with pytest.raises(NotFound):
            await (await teal.subreddit("quiet")).modmail("nowhere")


async def test_refusals_are_bad_requests_with_a_reason(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    asked = small.sandbox.gate.requests
    # asyncpraw 8.0.3 reads the body of a 400 after closing it; praw proper shows the reason (see the praw test).
    with pytest.raises((RedditAPIException, aiohttp.ClientConnectionError)):
        await start(reddit, subject="x" * 101)
    assert small.sandbox.gate.requests - asked == 2  # the login, and no second try
    assert small.world.counts().conversations == 0
