"""Examples for prompts come from well-received replies to similar posts, and never from one's own past."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from whole_bot import Bot

from bot.examples import Examples
from models.protocols import Post
from sandbox.things import Comment

TROUBLE = "The dentist appointment fills me with dread and my hands shake whenever the receptionist telephones."


async def well_received(bot: Bot) -> Comment:
    """A reply that three people liked, a day later; its author and the seeker allow training."""
    for person in ("wren", "heron"):
        await bot.opt_in(person, training=True)
    reply = bot.reply(
        bot.post(TROUBLE).fullname, "Bringing a friend along made the waiting easier for somebody I know."
    )
    for voter in ("teal", "keeper", "warden"):
        bot.world.vote(reply.fullname, voter, 1)
    bot.sandbox.clock.advance(25 * 3600.0)
    await bot.until("select count(*) from readings where age_h = 24 and score = 4")
    return reply


async def test_a_well_received_reply_becomes_an_example_for_a_similar_post(bot: Bot) -> None:
    async with bot.running() as app:
        reply = await well_received(bot)
        assert await app.examples.refresh() == 1
        similar = Post("Dread", "My dentist appointment is tomorrow and my hands shake from dread.")
        assert [example.reply for example in await app.examples.of(similar, "teal", "keeper")] == [reply.body]
        assert not await app.examples.of(similar, "wren")
        assert not await app.examples.of(similar, "HERON")
        assert not await app.examples.of(Post("Money", "Rent went up again and the landlord shouts."))


def by_length(texts: Sequence[str]) -> list[bytes]:
    """A stand-in for the sentence encoder: posts that speak of a dentist point one way, all others another."""
    return [struct.pack("<2f", *((1.0, 0.0) if "dentist" in text else (0.0, 1.0))) for text in texts]


async def test_vectors_of_the_encoder_are_kept_in_the_store(bot: Bot) -> None:
    async with bot.running() as app:
        reply = await well_received(bot)
        found = Examples(app.store, by_length)
        assert await found.refresh() == 1
        assert await bot.count("select count(*) from vectors") == 1
        assert [example.reply for example in await found.of(Post("a", "my dentist again"))] == [reply.body]
        assert not await found.of(Post("a", "money"))
        again = Examples(app.store, lambda texts: [] if not texts else by_length(texts))
        assert await again.refresh() == 1
