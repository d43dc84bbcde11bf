"""What became of a reply: readings at set ages, decisions, deletions."""

from __future__ import annotations

from whole_bot import Bot

KIND = "You could call a friend and tell them how the week was."
HOUR = 3600.0


async def suggested(bot: Bot, **consent: bool) -> str:
    """A reply whose helper has a suggestion; gives its fullname."""
    await bot.opt_in("heron", **consent)
    reply = bot.reply(bot.post().fullname, KIND)
    await bot.until("select count(*) from suggestions where sent_utc is not null")
    return reply.fullname


async def test_readings_are_taken_at_each_age(bot: Bot) -> None:
    async with bot.running():
        fullname = await suggested(bot)
        for voter in ("teal", "keeper"):
            bot.world.vote(fullname, voter, 1)
        for hours in (2, 6, 20, 60, 120):
            bot.sandbox.clock.advance(hours * HOUR)
            await bot.until(
                "select count(*) from readings where reply = ?", fullname, is_=(2, 6, 20, 60, 120).index(hours) + 1
            )
        assert await bot.count("select score from readings where age_h = 24") == 3


async def test_a_taken_suggestion_is_seen_in_the_edited_reply(bot: Bot) -> None:
    async with bot.running():
        fullname = await suggested(bot)
        bot.world.edit(fullname, f"That sounds heavy. {KIND}")
        bot.sandbox.clock.advance(2 * HOUR)
        await bot.until("select count(*) from suggestions where decision = 'taken'")


async def test_what_a_helper_made_of_a_suggestion_is_kept(bot: Bot) -> None:
    async with bot.running():
        fullname = await suggested(bot)
        mine = f"Truly heavy. {KIND}"
        bot.world.edit(fullname, mine)
        bot.sandbox.clock.advance(2 * HOUR)
        await bot.until("select count(*) from suggestions where decision = 'edited' and final = ?", mine)


async def test_what_a_helper_deletes_is_deleted_here(bot: Bot) -> None:
    async with bot.running():
        fullname = await suggested(bot, training=True)
        bot.world.delete(fullname)
        bot.sandbox.clock.advance(24 * HOUR)
        await bot.until("select count(*) from replies where gone_utc is not null")
        assert await bot.count("select count(*) from replies where body is not null") == 0
        assert await bot.count("select count(*) from suggestions where draft != '' or text != '' or author != ''") == 0


async def test_a_removed_reply_counts_as_agreement_with_its_flag(bot: Bot) -> None:
    async with bot.running():
        reply = bot.reply(bot.post().fullname, "HARM:abuse towards somebody")
        await bot.until("select count(*) from flags where told_utc is not null")
        bot.world.remove(reply.fullname, "warden")
        bot.sandbox.clock.advance(2 * HOUR)
        await bot.until("select count(*) from flags where ruling = 'agree'")


async def test_the_seekers_answer_is_kept_as_a_kind_and_not_as_words(bot: Bot) -> None:
    async with bot.running():
        fullname = await suggested(bot)
        bot.reply(fullname, "thank you, this helps", author="wren")
        await bot.until("select count(*) from replies where seeker_answer = 'thanks'")
        assert await bot.count("select count(*) from replies where body like '%this helps%'") == 0


async def test_what_a_seeker_answers_in_an_edit_is_kept_as_a_kind_where_they_allow_it(bot: Bot) -> None:
    async with bot.running():
        await bot.ask("wren", "training")
        await bot.ask("wren", "train yes")
        open_, closed = bot.post(), bot.post("I lie awake.", author="teal")
        for post in (open_, closed):
            bot.reply(post.fullname, KIND)
        await bot.until("select count(*) from posts where body is not null")
        # Before that, the post is read once more for its reply, with whatever stands in it then.
        await bot.until("select count(*) from replies where handled_utc is not null", is_=2)
        for post in (open_, closed):
            bot.world.edit(post.fullname, f"{post.selftext}\n\nEDIT: thank you all, this helped.")
        await bot.until("select count(*) from posts where seeker_answer = 'thanks' and answered_utc is not null")
        assert await bot.count("select count(*) from posts where seeker_answer is not null") == 1
        assert await bot.count("select count(*) from posts where body like '%this helped%'") == 0
        await bot.ask("wren", "train no")
        assert await bot.count("select count(*) from posts where seeker_answer is not null") == 0
