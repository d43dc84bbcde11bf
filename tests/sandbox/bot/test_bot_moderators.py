"""Moderators decide: they hear of what could hurt, rule on it, and command the bot."""

from __future__ import annotations

import pytest
from whole_bot import AWAKE, OTHER, SUBREDDIT, Bot

from models.protocols import Hazard


async def flagged(bot: Bot, hazard: str = "incitement", *, post: str | None = None) -> str:
    """A reply with this hazard, once moderators could read of it; gives its fullname."""
    reply = bot.reply(post or bot.post().fullname, f"something HARM:{hazard} said here in some words")
    await bot.until("select count(*) from flags where reply = ? and told_utc is not null", reply.fullname)
    return reply.fullname


async def command(bot: Bot, words: str, *, who: str = "warden", subreddit: str = SUBREDDIT) -> str:
    """Answer in the newest conversation, and give the bot's answer."""
    conversation = bot.world.conversations(subreddit)[0]
    before = len(bot.modmail(subreddit))
    bot.world.reply_conversation(conversation.id, who, words)
    await bot.see(lambda: len(bot.modmail(subreddit)) > before)
    return bot.modmail(subreddit)[-1]


async def test_danger_reaches_modmail_in_one_thread_for_one_incident(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        first = await flagged(bot, post=post.fullname)
        second = await flagged(bot, "method_info", post=post.fullname)
    (conversation,) = bot.world.conversations(SUBREDDIT)
    assert len(conversation.messages) == 2
    assert conversation.is_internal
    assert "F1" in bot.modmail()[0]
    assert first in bot.modmail()[0]
    assert "F2" in bot.modmail()[1]
    assert second in bot.modmail()[1]


async def test_the_report_queue_gets_what_is_routed_there(bot: Bot) -> None:
    async with bot.running():
        fullname = await flagged(bot, "abuse")
    thing = bot.world.thing(fullname)
    assert thing is not None
    assert [(reason, who) for reason, who in thing.mod_reports if "F1" in reason and who == bot.name]
    assert bot.modmail() == []


async def test_what_can_wait_comes_once_a_day(bot: Bot) -> None:
    bot.world.edit_wiki(SUBREDDIT, "sidelight/rules", "warden", AWAKE + "digest_hour_utc: 0\n")
    async with bot.running():
        reply = bot.reply(bot.post().fullname, "HARM:false_promise and so on and on")
        await bot.until("select count(*) from flags where route = 'digest'")
        bot.sandbox.clock.advance(26 * 3600.0)
        await bot.until("select count(*) from flags where told_utc is not null", within_s=12)
    digest = next(text for text in bot.modmail() if "nothing urgent" in text)
    assert reply.fullname in digest


async def test_a_ruling_counts_when_a_moderator_gives_it(bot: Bot) -> None:
    async with bot.running():
        await flagged(bot)
        assert "F1" in await command(bot, "disagree F1")
        await bot.until("select count(*) from flags where ruling = 'disagree'")
        assert "F1: " in await command(bot, "agree F1") or await bot.count(
            "select count(*) from flags where ruling = 'agree'"
        )


async def test_whoever_is_no_moderator_any_more_commands_nothing(bot: Bot) -> None:
    async with bot.running():
        await flagged(bot)
        conversation = bot.world.conversations(SUBREDDIT)[0]
        bot.world.reply_conversation(conversation.id, "warden", "disagree F1")
        bot.world.set_moderator(SUBREDDIT, "warden", None)
        bot.world.set_moderator(SUBREDDIT, "teal", {"flair"})
        await bot.until("select count(*) from handled_messages", is_=1)
        assert await bot.count("select count(*) from flags where ruling is null") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [("why F1", "90%"), ("status", "at work"), ("help", "disagree F12"), ("why F9", "no flag F9"), ("agree", "Noted")],
)
async def test_moderators_can_ask(bot: Bot, words: str, said: str) -> None:
    async with bot.running():
        await flagged(bot)
        assert said in await command(bot, words)


async def test_a_draft_for_a_post_that_nobody_answered(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        await flagged(bot)
        assert "I read what you wrote." in await command(bot, f"draft {bot.link(post)}")
        danger = bot.post("it is NOW")
        await bot.see(lambda: any("present danger" in text for text in bot.modmail()))
        assert "no draft" in await command(bot, f"draft {bot.link(danger)}")


async def test_pause_and_resume(bot: Bot) -> None:
    async with bot.running():
        await flagged(bot)
        await command(bot, "pause")
        bot.reply(bot.post().fullname, "HARM:incitement again")
        await bot.until("select count(*) from replies where handled_utc is not null", is_=2)
        assert await bot.count("select count(*) from flags") == 1
        await command(bot, "resume")
        await flagged(bot)


async def test_dry_run_computes_and_shows_and_sends_nothing(bot: Bot) -> None:
    post = bot.world.submit(OTHER, "wren", "title", "body")
    async with bot.running():
        bot.reply(post.fullname, "HARM:incitement in the other place")
        await bot.until("select count(*) from outbox where state = 'shown'")
        assert await bot.count("select count(*) from flags where told_utc is null") == 1
    assert bot.modmail(OTHER) == []


async def test_a_broken_page_is_told_once_and_the_last_good_one_stays(bot: Bot) -> None:
    async with bot.running() as app:
        await bot.see(lambda: not app.rulebook.rules(SUBREDDIT).dry_run)
        bot.world.edit_wiki(SUBREDDIT, "sidelight/rules", "warden", "version: 1\ndry_runn: no\nflags: 7\n")
        await bot.see(lambda: bot.modmail())
        assert "dry_runn" in bot.modmail()[0].replace("\\", "")
        assert "flags" in bot.modmail()[0]
        assert not app.rulebook.rules(SUBREDDIT).dry_run
        bot.world.edit_wiki(SUBREDDIT, "sidelight/rules", "warden", AWAKE + "digest_hour_utc: 3\n")
        await bot.see(lambda: app.rulebook.rules(SUBREDDIT).digest_hour_utc == 3)
    assert len(bot.modmail()) == 1


async def test_a_post_in_danger_alerts_moderators_and_nobody_else(bot: Bot) -> None:
    async with bot.running():
        await bot.opt_in("heron")
        post = bot.post("it is NOW")
        await bot.see(lambda: any("present danger" in text for text in bot.modmail()))
        before = len(bot.told("heron"))
        bot.reply(post.fullname, "I am so sorry that you feel this way today")
        await bot.until("select count(*) from replies where handled_utc is not null")
        assert await bot.count("select count(*) from suggestions") == 0
    assert len(bot.told("heron")) == before
    assert bot.told("wren") == []
    assert len(bot.modmail()) == 1


async def test_a_reply_is_judged_by_the_wishes_of_its_place(bot: Bot) -> None:
    wishes = "flags: {sensitivity: low, thresholds: {abuse: high}, trusted: [988]}\n"
    bot.world.edit_wiki(SUBREDDIT, "sidelight/rules", "warden", AWAKE + wishes)
    async with bot.running() as app:
        await bot.see(lambda: app.rulebook.rules(SUBREDDIT).flags.trusted != ())
        await flagged(bot)
    asked = bot.writers.safety.asked[-1]  # type: ignore[attr-defined]  # the stand-in remembers
    assert (asked.threshold(Hazard.INCITEMENT), asked.threshold(Hazard.ABUSE)) == (0.7, 0.3)
    assert asked.allowed == ("988",)
    assert not asked.is_machine_text


async def test_closed_rules_are_told_once_and_so_is_their_return(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="bot.rulebook")
    bot.world.set_moderator(SUBREDDIT, bot.name, None)
    async with bot.running() as app:
        for _ in range(3):
            await app.rulebook.refresh()
        assert caplog.text.count("rules_unreadable") == 1
        bot.world.set_moderator(SUBREDDIT, bot.name, {"mail", "posts", "wiki"})
        await bot.see(lambda: not app.rulebook.rules(SUBREDDIT).dry_run)
    assert caplog.text.count("rules_readable_again") == 1


async def test_a_reply_under_a_post_that_is_gone_is_judged_all_the_same(bot: Bot) -> None:
    post = bot.post()
    bot.reply(post.fullname, "something HARM:incitement said here")
    bot.reply(post.fullname, "You could call a friend and tell them how the week was.", author="teal")
    bot.world.delete(post.fullname)
    async with bot.running():
        await bot.opt_in("teal")
        await bot.until("select count(*) from flags where told_utc is not null")
        await bot.until("select count(*) from replies where handled_utc is not null", is_=2)
        assert await bot.count("select count(*) from suggestions") == 0
