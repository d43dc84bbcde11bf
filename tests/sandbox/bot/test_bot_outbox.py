"""What the outbox owes after trouble: one thread for one incident, nothing twice, and a start whatever it finds."""

from __future__ import annotations

from whole_bot import SUBREDDIT, Bot


async def awake(bot: Bot) -> None:
    await bot.see(lambda: bot.app is not None and not bot.app.rulebook.rules(SUBREDDIT).dry_run)


async def done(bot: Bot) -> None:
    await bot.until("select count(*) from outbox where state in ('queued', 'claimed')", is_=0)


async def test_an_incident_whose_opening_went_unanswered_has_one_thread_and_each_flag_once(bot: Bot) -> None:
    async with bot.running():
        await awake(bot)
        bot.sandbox.faults.arm("502-after-processing", path="/api/mod/conversations", method="POST")
        post = bot.post()
        bot.reply(post.fullname, "HARM:incitement in some words")
        bot.reply(post.fullname, "HARM:method_info in some words", author="teal")
        await bot.until("select count(*) from flags", is_=2)
        await done(bot)
    texts = bot.modmail()
    assert [sum(f"**F{number}**" in text for text in texts) for number in (1, 2)] == [1, 1]
    assert len(bot.world.conversations(SUBREDDIT)) == 1


async def test_a_post_that_an_answer_left_out_once_does_not_cost_its_replies_their_verdict(bot: Bot) -> None:
    async with bot.running():
        await awake(bot)
        bot.sandbox.faults.arm("missing-id")
        bot.reply(bot.post().fullname, "HARM:incitement in some words")
        await bot.until("select count(*) from replies where handled_utc is not null")
        assert await bot.count("select count(*) from flags") == 1


async def test_a_send_in_doubt_in_a_place_that_is_closed_now_does_not_keep_the_bot_from_starting(bot: Bot) -> None:
    async with bot.running():
        await awake(bot)
        bot.sandbox.faults.arm("stall", path="/api/mod/conversations", method="POST", seconds=3)
        bot.reply(bot.post().fullname, "HARM:incitement in some words")
        await bot.see(lambda: bot.sandbox.faults.fired["stall"])
    bot.world.set_moderator(SUBREDDIT, bot.name, None)
    async with bot.running():
        bot.reply(bot.post().fullname, "words", author="teal")
        await bot.until("select count(*) from replies where handled_utc is not null", is_=2)
        bot.world.set_moderator(SUBREDDIT, bot.name, {"mail", "posts", "wiki"})
        await done(bot)
    assert sum("**F1**" in text for text in bot.modmail()) == 1


async def test_one_refusal_without_a_reason_does_not_silence_an_alert(bot: Bot) -> None:
    async with bot.running():
        await awake(bot)
        bot.sandbox.faults.arm("403", path="/api/mod/conversations", method="POST", times=2)
        bot.post("I am about to do it NOW.")
        await bot.until("select count(*) from outbox where kind = 'modmail'")
        await done(bot)
        assert await bot.count("select attempts from outbox where kind = 'modmail' and state = 'sent'") == 3
    assert len(bot.modmail()) == 1
