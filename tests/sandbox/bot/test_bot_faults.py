"""Under each thing that goes wrong with Reddit: the bot recovers or reports, loses nothing, does nothing twice."""

from __future__ import annotations

import pytest
from whole_bot import AWAKE, SUBREDDIT, Bot

from sandbox.faults import KINDS

ON_WRITES = sorted(
    set(KINDS) - {"dead-anchor", "hidden-score", "missing-id", "late-insertion", "wiki-invalid", "deleted"}
)


async def one_of_each(bot: Bot) -> None:
    """A reply that is flagged and one that gets a suggestion, and all that follows from them done."""
    post = bot.post()
    bot.reply(post.fullname, "HARM:incitement in some words", author="teal")
    bot.reply(post.fullname, "You could call a friend and tell them how the week was.")


async def settled(bot: Bot) -> None:
    await bot.until("select count(*) from replies where handled_utc is not null", is_=2, within_s=15)
    await bot.until("select count(*) from outbox where state in ('queued', 'claimed')", is_=0, within_s=15)


def seen(bot: Bot) -> tuple[int, int]:
    """How often people read of the suggestion and of the flag."""
    return (
        sum("S1" in message.body for message in bot.told("heron")),
        sum("**F1**" in text for text in bot.modmail()),
    )


async def sent(bot: Bot) -> tuple[int, int]:
    """How often the outbox says so."""
    return (
        await bot.count("select count(*) from outbox where key = 'suggestion:1' and state = 'sent'"),
        await bot.count("select count(*) from outbox where key = 'flag:1' and state = 'sent'"),
    )


@pytest.mark.parametrize("fault", sorted(KINDS))
async def test_when_anything_fails_while_the_bot_looks_around(bot: Bot, fault: str) -> None:
    async with bot.running():
        await bot.see(lambda: bot.app is not None and not bot.app.rulebook.rules(SUBREDDIT).dry_run)
        await bot.opt_in("heron")
        bot.sandbox.faults.arm(fault, times=3, seconds=3 if fault == "stall" else None)
        await one_of_each(bot)
        if fault == "lost-mod-permission":
            bot.world.set_moderator(SUBREDDIT, bot.name, {"mail", "posts", "wiki"})
        if fault in {"deleted", "removed"}:
            return  # a deleted reply needs no help; that the bot still runs is checked when the block ends
        await settled(bot)
        assert seen(bot) == await sent(bot)


@pytest.mark.parametrize("fault", ON_WRITES)
async def test_when_a_write_fails_it_happens_once_or_is_refused_and_told(bot: Bot, fault: str) -> None:
    async with bot.running():
        await bot.see(lambda: bot.app is not None and not bot.app.rulebook.rules(SUBREDDIT).dry_run)
        await bot.opt_in("heron")
        for path in ("/api/compose", "/api/mod/conversations"):
            bot.sandbox.faults.arm(fault, path=path, method="POST", times=1, seconds=3 if fault == "stall" else None)
        post = bot.post()
        bot.reply(post.fullname, "HARM:incitement in some words", author="teal")
        bot.reply(post.fullname, "You could call a friend and tell them how the week was.")
        if fault == "lost-mod-permission":
            await bot.see(lambda: bot.sandbox.faults.fired[fault])
            bot.world.set_moderator(SUBREDDIT, bot.name, {"mail", "posts", "wiki"})
        await settled(bot)
        assert seen(bot) == await sent(bot)
        refused = await bot.count("select count(*) from outbox where state = 'refused'")
        assert sum(seen(bot)) + refused == 2


async def test_a_flag_that_modmail_refused_comes_in_the_digest(bot: Bot) -> None:
    bot.world.edit_wiki(SUBREDDIT, "sidelight/rules", "warden", AWAKE + "digest_hour_utc: 0\n")
    async with bot.running():
        await bot.see(lambda: bot.app is not None and not bot.app.rulebook.rules(SUBREDDIT).dry_run)
        bot.sandbox.faults.arm("400-json", path="/api/mod/conversations", method="POST")
        bot.reply(bot.post().fullname, "HARM:incitement in some words")
        await bot.until("select count(*) from outbox where state = 'refused'")
        bot.sandbox.clock.advance(26 * 3600.0)
        await bot.until("select count(*) from flags where told_utc is not null", within_s=12)
    assert any("**F1**" in text for text in bot.modmail())


async def test_one_text_that_provokes_a_bug_does_not_stop_the_others(bot: Bot) -> None:
    bot.writers.safety.broken_by = "POISON"  # type: ignore[attr-defined]  # our own stand-in
    async with bot.running() as app:
        post = bot.post()
        bot.reply(post.fullname, "POISON in a reply, for the classifier")
        bot.reply(post.fullname, "HARM:incitement in some words")
        await bot.until("select count(*) from flags")
        assert app.supervisor.health.set_aside["replies"] >= 1


async def test_a_revoked_password_ends_the_watch_with_one_line(bot: Bot) -> None:
    from bot.errors import Misconfigured

    bot.sandbox.world.existing_user(bot.name).password = "changed"
    with pytest.raises(Misconfigured):
        async with bot.running():
            await bot.see(lambda: False, within_s=10)
