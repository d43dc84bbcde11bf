"""Examples for prompts come from well-received replies to similar posts, and never from one's own past."""

from __future__ import annotations

from whole_bot import Bot

from models.protocols import Post

TROUBLE = "The dentist appointment fills me with dread and my hands shake whenever the receptionist telephones."


async def test_a_well_received_reply_becomes_an_example_for_a_similar_post(bot: Bot) -> None:
    async with bot.running() as app:
        for person in ("wren", "heron"):
            await bot.opt_in(person, training=True)
        reply = bot.reply(
            bot.post(TROUBLE).fullname, "Bringing a friend along made the waiting easier for somebody I know."
        )
        for voter in ("teal", "keeper", "warden"):
            bot.world.vote(reply.fullname, voter, 1)
        bot.sandbox.clock.advance(25 * 3600.0)
        await bot.until("select count(*) from readings where age_h = 24 and score = 4")
        assert await app.examples.refresh() == 1
        similar = Post("Dread", "My dentist appointment is tomorrow and my hands shake from dread.")
        assert [example.reply for example in await app.examples.of(similar, "teal", "keeper")] == [reply.body]
        assert not await app.examples.of(similar, "wren")
        assert not await app.examples.of(similar, "HERON")
        assert not await app.examples.of(Post("Money", "Rent went up again and the landlord shouts."))
