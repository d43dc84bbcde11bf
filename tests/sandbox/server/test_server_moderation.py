"""Reports, queues, removals, notes, the log, the team, and the wiki."""

from __future__ import annotations

import asyncio

import asyncpraw
import praw
import pytest
from asyncpraw.exceptions import RedditAPIException
from asyncprawcore.exceptions import Conflict, Forbidden, NotFound
from praw.exceptions import RedditAPIException as SynchronousRefusal
from small_reddit import SmallReddit, only


async def test_a_report_has_at_most_a_hundred_characters(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply()
    comment = await reddit.comment(fullname[3:])
    with pytest.raises(RedditAPIException, match="TOO_LONG"):
        await comment.report("x" * 101)
    await comment.report("x" * 100)
    again = await reddit.comment(fullname[3:])
    assert (again.mod_reports, again.user_reports, again.num_reports) == ([["x" * 100, small.bot]], [], 1)


async def test_reports_fill_the_queue_until_a_moderator_decides(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    stays, goes, quiet_one = small.reply("stays"), small.reply("goes"), small.reply("nobody minds")
    for fullname in (stays, goes):
        small.world.report(fullname, "teal", "unkind")
        small.world.report(fullname, "wren", "unkind")
    quiet = await reddit.subreddit("quiet")
    queued = [one async for one in quiet.mod.reports()]
    assert [(one.body, one.num_reports, one.user_reports[0][:2]) for one in queued] == [
        ("goes", 2, ["unkind", 2]),
        ("stays", 2, ["unkind", 2]),
    ]
    await queued[0].mod.remove(mod_note="not like that")
    await queued[1].mod.approve()
    assert [one async for one in quiet.mod.modqueue()] == []
    assert [one.fullname async for one in quiet.mod.spam()] == [goes]
    assert [one.fullname async for one in quiet.mod.unmoderated()] == [small.post.fullname]
    small.world.edit(quiet_one, "better")
    assert [one.fullname async for one in quiet.mod.edited(only="comments")] == [quiet_one]


async def test_a_report_about_something_deleted_is_passed_over(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply()
    comment = await reddit.comment(fullname[3:])
    small.world.delete(fullname)
    await comment.report("too late")
    assert small.world.thing(fullname).mod_reports == []


async def test_removal_with_a_prepared_reason(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply()
    quiet = await reddit.subreddit("quiet")
    reasons = [reason async for reason in quiet.mod.removal_reasons]
    comment = await reddit.comment(fullname[3:])
    await comment.mod.remove(reason_id=reasons[0].id, mod_note="see the wiki")
    again = await reddit.comment(fullname[3:])
    assert (again.banned_by, again.removed, again.mod_note) == (small.bot, True, "see the wiki")
    await again.mod.approve()
    assert (await reddit.comment(fullname[3:])).banned_by is None


async def test_outsiders_do_not_moderate(small: SmallReddit) -> None:
    fullname = small.reply()
    async with small.login("teal") as teal:
        comment, quiet = await teal.comment(fullname[3:]), await teal.subreddit("quiet")
        assert (comment.num_reports, comment.can_mod_post) == (None, False)
        with pytest.raises(Forbidden):
            await comment.mod.remove()
        with pytest.raises(Forbidden):
            [one async for one in quiet.mod.reports()]
        with pytest.raises(Forbidden):
            [one async for one in quiet.mod.log()]
        with pytest.raises(Forbidden):
            await comment.edit("not mine")
        with pytest.raises(Forbidden):
            await comment.delete()


async def test_the_log_says_who_did_what(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    fullname = small.reply()
    small.world.remove(fullname, "warden", "unkind")
    small.world.approve(fullname, "warden")
    small.world.lock(small.post.fullname, "warden")
    quiet = await reddit.subreddit("quiet")
    entries = [(one.action, str(one.mod), one.target_fullname) async for one in quiet.mod.log(limit=3)]
    assert entries == [
        ("lock", "warden", small.post.fullname),
        ("approvecomment", "warden", fullname),
        ("removecomment", "warden", fullname),
    ]
    removed = [one async for one in quiet.mod.log(action="removecomment", mod="warden")]
    assert [(one.target_author, one.details) for one in removed] == [("heron", "unkind")]
    assert [one async for one in quiet.mod.log(mod=small.bot, action="removecomment")] == []


async def test_the_team_and_what_each_may_do(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    quiet = await reddit.subreddit("quiet")
    team = {one.name: one.mod_permissions async for one in quiet.moderator}
    assert team == {"warden": ["all"], small.bot: ["mail", "posts", "wiki"]}
    small.world.set_moderator("quiet", small.bot, None)
    assert [one.name for one in await quiet.moderator(small.bot)] == []
    with pytest.raises(Forbidden):
        await small_wiki(reddit)


async def test_settings_are_for_moderators_who_may_configure(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    harbour = await reddit.subreddit("harbour")
    await harbour.mod.update(comment_score_hide_mins=30)
    assert (await harbour.mod.settings())["comment_score_hide_mins"] == 30
    with pytest.raises(Forbidden):
        await (await reddit.subreddit("quiet")).mod.settings()


async def test_notes_about_a_user(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    quiet = await reddit.subreddit("quiet")
    comment = await reddit.comment(small.reply()[3:], fetch=False)
    note = await quiet.mod.notes.create(note="asked twice", redditor="heron", thing=comment, label="SPAM_WATCH")
    assert (note.note, note.user.name, note.label, note.reddit_id) == (
        "asked twice",
        "heron",
        "SPAM_WATCH",
        comment.fullname,
    )
    found = [one async for one in quiet.mod.notes.redditors("heron")]
    assert [(one.note, one.moderator.name) for one in found] == [("asked twice", small.bot)]
    assert small.world.notes("quiet", "teal") == []


async def small_wiki(reddit: asyncpraw.Reddit, content: str = "version: 1\n") -> None:
    quiet = await reddit.subreddit("quiet")
    await quiet.wiki.create(name="sidelight/rules", content=content, reason="start")


async def test_a_wiki_page_with_its_versions(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    quiet = await reddit.subreddit("quiet")
    with pytest.raises(NotFound):
        await quiet.wiki.get_page("sidelight/rules")
    await small_wiki(reddit)
    page = await quiet.wiki.get_page("sidelight/rules")
    assert (page.content_md, page.revision_by.name, page.may_revise) == ("version: 1\n", small.bot, True)
    first = page.revision_id
    small.world.edit_wiki("quiet", "sidelight/rules", "warden", "version: 2\n")
    page = await quiet.wiki.get_page("sidelight/rules")
    assert (page.content_md, page.revision_by.name) == ("version: 2\n", "warden")
    assert page.revision_id != first
    assert [one["author"].name async for one in page.revisions()] == ["warden", small.bot]
    assert (await page.revision(first)).content_md == "version: 1\n"
    with pytest.raises(Conflict):
        await page.edit(content="mine", previous=first)
    assert [one.name async for one in quiet.wiki] == ["sidelight/rules"]


async def test_a_page_for_moderators_alone(reddit: asyncpraw.Reddit, small: SmallReddit) -> None:
    await small_wiki(reddit)
    async with small.login("teal") as teal:
        quiet = await teal.subreddit("quiet")
        assert (await quiet.wiki.get_page("sidelight/rules")).may_revise is False
        page = await (await reddit.subreddit("quiet")).wiki.get_page("sidelight/rules")
        await page.mod.update(listed=False, permlevel=2)
        assert await page.mod.settings() == {"permlevel": 2, "listed": False, "editors": []}
        with pytest.raises(Forbidden):
            await quiet.wiki.get_page("sidelight/rules")
        with pytest.raises(Forbidden):
            await quiet.wiki.create(name="mine", content="hello")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda world, post, reply: world.delete(reply), "DELETED_COMMENT"),
        (lambda world, post, reply: world.lock(post), "THREAD_LOCKED"),
        (lambda world, post, reply: world.clock.advance(181 * 86_400), "TOO_OLD"),
    ],
)
async def test_replies_are_refused_as_on_reddit(small: SmallReddit, spoil, code: str) -> None:
    fullname = small.reply()
    spoil(small.world, small.post.fullname, fullname)
    async with small.login("teal") as teal:
        comment = await teal.comment(fullname[3:], fetch=False)
        with pytest.raises(RedditAPIException, match=code):
            await comment.reply("hello")


async def test_the_synchronous_client_reads_the_reason_of_a_400(small: SmallReddit) -> None:
    def write_too_long() -> None:
        with praw.Reddit(**small.settings()) as reddit, pytest.raises(SynchronousRefusal, match="TOO_LONG"):
            reddit.subreddit("quiet").modmail.create(subject="x" * 101, body="hello", recipient="wren")

    await asyncio.to_thread(write_too_long)


async def test_posting(small: SmallReddit) -> None:
    async with small.login("wren") as wren:
        post = await (await wren.subreddit("harbour")).submit("A better week", selftext="Thank you all.")
        assert [one.title async for one in (await wren.subreddit("harbour")).new()] == ["A better week"]
        await post.delete()
        assert [one.title async for one in (await wren.subreddit("harbour")).new()] == []
        gone = await only(wren.info(fullnames=[post.fullname]))
        assert (gone.selftext, gone.author, gone.removed_by_category) == ("[deleted]", None, "deleted")
