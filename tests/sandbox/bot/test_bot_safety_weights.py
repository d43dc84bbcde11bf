"""A refit's weights reach the running bot, and so does the way back; the schedule starts refits."""

from __future__ import annotations

import dataclasses

from whole_bot import Bot, FakeSafety

from bot.loops import intervals_of
from bot.retraining import Job, Retraining
from models.safety import FollowedClassifier


async def test_the_running_bot_judges_by_what_was_promoted_meanwhile(bot: Bot) -> None:
    serving = ["first"]
    followed = FollowedClassifier(lambda: FakeSafety(serving[0]), lambda: serving[0])
    bot.writers = dataclasses.replace(bot.writers, safety=followed)
    async with bot.running():
        bot.reply(bot.post().fullname, "HARM:abuse one")
        await bot.until("select count(*) from verdicts where model = 'first'")
        serving[0] = "second"
        await bot.see(lambda: followed.name == "second")
        bot.reply(bot.post().fullname, "HARM:abuse two")
        await bot.until("select count(*) from verdicts where model = 'second'")


async def test_refits_are_started_only_where_the_operator_wants_them(bot: Bot) -> None:
    async with bot.running() as app:
        assert "retraining" not in intervals_of(app)
        retraining = Retraining(app.store, app.training, app.clock, jobs=[Job("refit", "refit", 168.0 * 3600.0)])
        weekly = dataclasses.replace(app, retraining=retraining)
        assert intervals_of(weekly)["retraining"] == 3600.0 / app.clock.speed  # type: ignore[attr-defined]  # scaled
