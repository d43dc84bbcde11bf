"""Consent first: nobody is written to unasked, and what was given can be taken back at once."""

from __future__ import annotations

from whole_bot import Bot

from bot.policy import wording
from store.rows import Permission

KIND = "You could call a friend and tell them how the week was."


async def test_whoever_did_not_ask_gets_nothing(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        bot.reply(post.fullname, KIND)
        await bot.until("select count(*) from replies where handled_utc is not null")
        assert await bot.count("select count(*) from outbox") == 0
        assert await bot.count("select count(*) from replies where body is not null or author is not null") == 0
    assert bot.told("heron") == []
    assert bot.told("wren") == []


async def test_consent_is_given_to_words_that_were_shown(bot: Bot) -> None:
    async with bot.running():
        answer = await bot.ask("heron", "agree")
        assert wording.consent_words(Permission.SUGGESTIONS)[1] in answer
        assert await bot.count("select count(*) from permissions") == 0
        answer = await bot.ask("heron", "agree")
        assert wording.consent_words(Permission.TRAINING)[1] in answer
        assert await bot.count("select count(*) from permissions where permission = 'suggestions'") == 1
        assert await bot.count("select count(*) from permissions where permission = 'training'") == 0
        await bot.ask("heron", "train yes")
        assert (
            await bot.count(
                "select count(*) from permissions where permission = 'training' and wording = ?",
                wording.consent_words(Permission.TRAINING)[1],
            )
            == 1
        )


async def test_a_helper_gets_one_suggestion_for_a_reply(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        await bot.opt_in("heron")
        bot.reply(post.fullname, KIND)
        await bot.see(lambda: any("S1" in message.body for message in bot.told("heron")))
        await bot.until("select count(*) from suggestions where sent_utc is not null")
    assert sum("S1" in message.body for message in bot.told("heron")) == 1
    assert bot.told("wren") == []


async def test_opting_out_works_at_once(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        await bot.opt_in("heron")
        await bot.ask("heron", "stop")
        before = len(bot.told("heron"))
        bot.reply(post.fullname, KIND)
        await bot.until("select count(*) from replies where handled_utc is not null")
        assert await bot.count("select count(*) from suggestions") == 0
    assert len(bot.told("heron")) == before


async def test_forget_me_leaves_no_word_and_no_name(bot: Bot) -> None:
    post = bot.post()
    async with bot.running() as app:
        await bot.opt_in("heron", training=True)
        bot.reply(post.fullname, "PLUMBAGO is the word that must go, says this reply.")
        await bot.until("select count(*) from suggestions where sent_utc is not null")
        assert "deleted" in await bot.ask("heron", "forget me")
        await bot.until("select count(*) from outbox where state = 'queued'", is_=0)
        await app.store.scrub()
    held = (bot.folder / "sidelight.db").read_bytes()
    assert b"PLUMBAGO" not in held


async def test_help_before_posting(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        assert "opt in" in await bot.ask("teal", f"draft {bot.link(post)}\n{KIND}")
        await bot.opt_in("teal")
        answer = await bot.ask("teal", f"draft {bot.link(post)}\n{KIND}")
        assert f"That sounds heavy. {KIND}" in answer
        assert "nothing to add" in await bot.ask("teal", f"draft {bot.link(post)}\nThis is GOOD as it is.")


async def test_ratings_and_declines_reach_the_suggestion(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        await bot.opt_in("heron")
        bot.reply(post.fullname, KIND)
        await bot.until("select count(*) from suggestions where sent_utc is not null")
        await bot.ask("heron", "rate 4")
        await bot.ask("heron", "decline S1")
        assert "no suggestion of yours" in await bot.ask("teal", "decline S1")
        assert await bot.count("select stars from suggestions") == 4
        assert await bot.count("select count(*) from suggestions where decision = 'declined'") == 1


async def test_a_word_that_is_no_command_gets_help_once_a_day(bot: Bot) -> None:
    async with bot.running():
        assert "opt in" in await bot.ask("teal", "hello?")
        bot.world.send_message("teal", bot.name, "are you there")
        await bot.until("select count(*) from handled_messages", is_=2)
    assert len(bot.told("teal")) == 1


async def test_export_gives_everything_held(bot: Bot) -> None:
    post = bot.post()
    async with bot.running():
        await bot.opt_in("heron")
        bot.reply(post.fullname, KIND)
        await bot.until("select count(*) from suggestions where sent_utc is not null")
        answer = await bot.ask("heron", "export")
    assert KIND in answer
    assert "wording" in answer
