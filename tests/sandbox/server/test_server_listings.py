"""What a reader finds: order, pages, anchors, hidden scores, and what is gone."""

from __future__ import annotations

import asyncpraw
import pytest
from asyncpraw.models import Comment
from asyncprawcore.exceptions import NotFound, Redirect
from small_reddit import SmallReddit, only


async def bodies(reddit: asyncpraw.Reddit, subreddit: str = "quiet", **how: object) -> list[str]:
    where = await reddit.subreddit(subreddit)
    return [comment.body async for comment in where.comments(**how)]


async def test_listings_are_newest_first_and_end_after_a_thousand(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    for number in range(1100):
        small.reply(str(number))
    found = await bodies(reddit, limit=None)
    assert found == [str(number) for number in range(1099, 99, -1)]
    assert small.sandbox.gate.requests == 11  # a login, and ten pages of a hundred


async def test_before_gives_the_nearest_newer_ones(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    names = [small.reply(str(number)) for number in range(10)]
    assert await bodies(reddit, limit=3, params={"before": names[4]}) == ["7", "6", "5"]
    assert await bodies(reddit, limit=3, params={"before": names[9]}) == []


async def test_after_gives_the_next_older_ones(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    names = [small.reply(str(number)) for number in range(10)]
    assert await bodies(reddit, limit=3, params={"after": names[4]}) == ["3", "2", "1"]


@pytest.mark.parametrize("side", ["before", "after"])
async def test_an_anchor_that_was_deleted_finds_nothing(
    reddit: asyncpraw.Reddit, small: SmallReddit, side: str
) -> None:
    names = [small.reply(str(number)) for number in range(10)]
    small.world.delete(names[5])
    assert await bodies(reddit, params={side: names[5]}) == []
    assert len(await bodies(reddit)) == 9


async def test_a_late_reply_stands_where_its_date_puts_it(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    early = small.reply("early")
    middle = small.world.now()
    small.world.clock.advance(60)
    newest = small.reply("newest")
    small.reply("late", created=middle)
    assert await bodies(reddit) == ["newest", "late", "early"]
    assert await bodies(reddit, params={"before": newest}) == []
    assert await bodies(reddit, params={"before": early}) == ["newest", "late"]


async def test_several_subreddits_read_as_one(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    other = small.world.submit("harbour", "teal", "Another", "")
    small.reply("one")
    small.world.comment(other.fullname, "heron", "two")
    small.reply("three")
    assert await bodies(reddit, "quiet+harbour") == ["three", "two", "one"]
    assert await bodies(reddit, "harbour") == ["two"]
    both = await reddit.subreddit("quiet+harbour")
    assert [post.title async for post in both.new()] == ["Another", "A long week"]


async def test_the_stream_gives_each_reply_once_oldest_first(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    for number in range(3):
        small.reply(str(number))
    quiet = await reddit.subreddit("quiet")
    stream = quiet.stream.comments(pause_after=-1, exclude_before=True)
    seen: list[str] = []
    for batch in range(3):
        async for comment in stream:
            if comment is None:
                break
            seen.append(comment.body)
        small.reply(f"batch {batch}")
    assert seen == ["0", "1", "2", "batch 0", "batch 1"]


async def test_only_moderators_and_authors_see_a_fresh_score(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply()
    for voter in ("wren", "teal", "keeper"):
        small.world.vote(fullname, voter, 1)

    async def seen_by(client: asyncpraw.Reddit) -> tuple[int, int, bool]:
        comment = await only(client.info(fullnames=[fullname]))
        return comment.score, comment.ups, comment.score_hidden

    async with small.login("teal") as reader, small.login("heron") as author:
        assert await seen_by(reddit) == (4, 4, False)
        assert await seen_by(author) == (4, 4, False)
        assert await seen_by(reader) == (1, 1, True)
        small.world.clock.advance(3600)
        assert await seen_by(reader) == (4, 4, False)


async def test_votes_can_be_cast_turned_and_taken_back(small: SmallReddit) -> None:
    fullname = small.reply()
    async with small.login("teal") as reddit:
        comment = await reddit.comment(fullname[3:])
        for cast, score in ((comment.downvote, 0), (comment.upvote, 2), (comment.clear_vote, 1)):
            await cast()
            assert small.world.score(fullname) == score


async def test_what_its_author_deleted_says_so(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply("words")
    small.world.delete(fullname)
    comment = await only(reddit.info(fullnames=[fullname]))
    assert (comment.author, comment.body) == (None, "[deleted]")
    assert not hasattr(comment, "author_fullname")


async def test_what_moderators_removed_is_hidden_from_others(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply("words")
    small.world.remove(fullname, "warden", "unkind")
    mine = await only(reddit.info(fullnames=[fullname]))
    assert (mine.body, mine.banned_by, mine.removed, mine.mod_note) == ("words", "warden", True, "unkind")
    assert await bodies(reddit) == ["words"]
    async with small.login("teal") as outsider:
        theirs = await only(outsider.info(fullnames=[fullname]))
        assert (theirs.body, theirs.author, theirs.banned_by) == ("[removed]", None, None)
        assert await bodies(outsider) == []


async def test_the_words_of_an_account_that_left_stay(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    small.reply("words")
    small.world.delete_account("heron")
    quiet = await reddit.subreddit("quiet")
    assert [(one.author, one.body) async for one in quiet.comments()] == [(None, "words")]


async def test_info_keeps_the_order_and_leaves_out_what_is_missing(
    reddit: asyncpraw.Reddit, small: SmallReddit
) -> None:
    names = [small.reply(str(number)) for number in range(250)]
    small.world.purge(names[7])
    asked = [*reversed(names), "t1_nowhere", small.post.fullname]
    found = [one.fullname async for one in reddit.info(fullnames=asked)]
    assert found == [name for name in asked if name not in (names[7], "t1_nowhere")]


async def test_a_thread_is_a_tree_with_the_best_first(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    first, second = small.reply("first"), small.reply("second")
    below = small.world.comment(first, "wren", "below").fullname
    small.world.vote(second, "teal", 1)
    post = await reddit.submission(small.post.id36)
    assert [comment.body for comment in post.comments] == ["second", "first"]
    assert [comment.body for comment in post.comments[1].replies] == ["below"]
    assert post.comments[1].replies[0].is_submitter
    # A deleted reply stays in the tree only while it holds others up.
    small.world.delete(first)
    small.world.delete(second)
    post = await reddit.submission(small.post.id36)
    assert [comment.body for comment in post.comments] == ["[deleted]"]
    single = await reddit.comment(below[3:])
    await single.refresh()
    assert (single.body, single.parent_id) == ("below", first)


async def test_an_edit_shows_its_time(small: SmallReddit) -> None:
    fullname = small.reply("words")
    async with small.login("heron") as reddit:
        comment = await reddit.comment(fullname[3:])
        assert comment.edited is False
        await comment.edit("better words")
        again = await reddit.comment(fullname[3:])
        assert again.body == "better words"
        assert again.edited == pytest.approx(small.world.now(), abs=3600)


async def test_what_does_not_exist_is_not_found(reddit: asyncpraw.Reddit) -> None:
    with pytest.raises(NotFound):
        await reddit.submission("nowhere")
    with pytest.raises(NotFound):
        await reddit.redditor("nobody", fetch=True)
    with pytest.raises(Redirect):
        await bodies(reddit, "nowhere")


async def test_subreddits_say_when_they_hide_scores(reddit: asyncpraw.Reddit) -> None:
    quiet = await reddit.subreddit("quiet", fetch=True)
    assert (quiet.comment_score_hide_mins, quiet.user_is_moderator) == (60, True)
    assert {one.display_name async for one in reddit.user.moderator_subreddits()} == {"quiet", "harbour"}
    warden = await reddit.redditor("warden")
    assert [one.display_name for one in await warden.moderated()] == ["quiet"]


async def test_a_profile_lists_what_somebody_wrote(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    small.reply("words")
    small.world.comment(small.post.fullname, "wren", "thanks")
    wren = await reddit.redditor("wren")
    assert [type(one) is Comment async for one in wren.new()] == [True, False]
    assert [one.body async for one in wren.comments.new()] == ["thanks"]
