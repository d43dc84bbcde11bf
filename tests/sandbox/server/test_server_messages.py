"""Private messages, which are chat now."""

from __future__ import annotations

import asyncpraw
import pytest
from asyncpraw.exceptions import RedditAPIException
from asyncpraw.models import Comment, Message
from asyncprawcore.exceptions import Forbidden
from small_reddit import SmallReddit, only

ROOM = "[direct chat room]"


async def test_a_round_trip_between_a_helper_and_the_bot(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    async with small.login("heron") as heron:
        bot = await heron.redditor(small.bot)
        await bot.message(subject="opt in", message="opt in")
        waiting = [one async for one in reddit.inbox.unread()]
        assert [(one.author.name, one.subject, one.body) for one in waiting] == [("heron", ROOM, "opt in")]
        answer = await waiting[0].reply("Here are the words.")
        await waiting[0].mark_read()
        assert [one async for one in reddit.inbox.unread()] == []
        got = [one async for one in heron.inbox.unread()]
        assert [(one.body, one.subject, one.dest.name) for one in got] == [
            ("Here are the words.", f"re: {ROOM}", "heron")
        ]
        assert got[0].id == answer.id
        assert got[0].first_message_name == got[0].parent_id == waiting[0].fullname
        assert [one.body async for one in reddit.inbox.sent()] == ["Here are the words."]


async def test_each_pair_has_one_room(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    first = small.world.send_message("heron", small.bot, "one")
    small.world.send_message(small.bot, "teal", "another room")
    heron = await reddit.redditor("heron")
    await heron.message(subject="ignored", message="two")
    second = await only(reddit.inbox.sent(limit=1))
    assert (second.body, second.subject, second.first_message_name) == ("two", ROOM, first.fullname)
    whole = await reddit.inbox.message(second.id)
    assert (whole.body, whole.parent.body) == ("two", "one")


async def test_unread_is_only_what_it_says(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    for number in range(30):
        small.world.send_message("heron", small.bot, str(number))
    waiting = [one async for one in reddit.inbox.unread(limit=None)]
    assert [one.body for one in waiting] == [str(number) for number in range(29, -1, -1)]
    await reddit.inbox.mark_read(waiting[5:])
    assert len([one async for one in reddit.inbox.unread()]) == 5
    await waiting[10].mark_unread()
    assert waiting[10] in [one async for one in reddit.inbox.unread()]
    await reddit.inbox.mark_all_read()
    assert [one async for one in reddit.inbox.unread()] == []
    assert len([one async for one in reddit.inbox.messages(limit=None)]) == 30


async def test_a_message_id_can_be_an_anchor(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    names = [small.world.send_message("heron", small.bot, str(number)).fullname for number in range(5)]
    found = [one.body async for one in reddit.inbox.all(params={"before": names[2]})]
    assert found == ["4", "3"]


async def test_other_peoples_messages_are_theirs(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    theirs = small.world.send_message("heron", "teal", "between us")
    with pytest.raises(Forbidden):
        await reddit.inbox.message(theirs.id)
    with pytest.raises(Forbidden):
        await reddit.post("api/read_message/", data={"id": theirs.fullname})
    with pytest.raises(Forbidden):
        await reddit.post("api/comment/", data={"thing_id": theirs.fullname, "text": "hello"})
    assert theirs.new


@pytest.mark.parametrize(
    ("to", "message", "code"),
    [
        ("nobody", "hello", "USER_DOESNT_EXIST"),
        ("teal", "hello", "NOT_WHITELISTED_BY_USER_MESSAGE"),
        ("heron", "x" * 10_001, "TOO_LONG"),
        ("heron", " ", "NO_TEXT"),
    ],
)
async def test_refusals_carry_reddits_codes(
    reddit: asyncpraw.Reddit, small: SmallReddit, to: str, message: str, code: str
) -> None:
    small.world.block_messages("teal")
    with pytest.raises(RedditAPIException) as refused:
        await (await reddit.redditor(to)).message(subject="hello", message=message)
    assert [item.error_type for item in refused.value.items] == [code]
    assert small.world.counts().messages == 0


async def test_replies_to_ones_own_words_come_to_the_inbox(small: SmallReddit) -> None:
    mine = small.reply("words")
    below = small.world.comment(mine, "wren", "thanks").fullname
    small.world.send_message("teal", "heron", "hello")
    async with small.login("heron") as heron, small.login("wren") as wren:
        waiting = [one async for one in heron.inbox.unread()]
        assert [type(one) for one in waiting] == [Message, Comment]
        assert (waiting[1].fullname, waiting[1].subject, waiting[1].was_comment) == (below, "comment reply", True)
        assert waiting[1].submission.id == small.post.id36
        await waiting[1].mark_read()
        assert [one.body async for one in heron.inbox.unread()] == ["hello"]
        assert [one.subject async for one in wren.inbox.submission_replies()] == ["post reply"]


async def test_writing_to_a_subreddit_is_modmail(small: SmallReddit) -> None:
    async with small.login("wren") as wren:
        await (await wren.subreddit("quiet")).message(subject="A question", message="May I?")
    conversation = small.world.conversations("quiet")[0]
    assert (conversation.participant, conversation.is_internal, conversation.state) == ("wren", False, 0)


async def test_a_moderator_can_write_in_the_subreddits_name(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    quiet, wren = await reddit.subreddit("quiet"), await reddit.redditor("wren")
    await wren.message(subject="Hello", message="From all of us.", from_subreddit=quiet)
    assert small.world.conversations("quiet")[0].participant == "wren"
    small.world.set_moderator("quiet", small.bot, {"posts"})
    with pytest.raises(Forbidden):
        await wren.message(subject="Hello", message="From all of us.", from_subreddit=quiet)
