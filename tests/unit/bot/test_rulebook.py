"""The rules in force, when the page stands still and Sidelight moves on."""

from __future__ import annotations

from pathlib import Path

from bot.clock import ScaledClock
from bot.reddit.things import WikiText
from bot.rulebook import Rulebook
from store import outbox, rules
from store.database import Store

OLD_PAGE = "version: 1\ndry_run: false\nflags:\n  routes:\n    hostility: modmail\n"


class OnePage:
    """A wiki with one page at one revision."""

    async def read(self, subreddit: str, page: str) -> WikiText | None:
        return WikiText("r1", OLD_PAGE)


async def test_a_page_that_was_good_for_an_older_sidelight_is_told_of_once(tmp_path: Path) -> None:
    async with Store(tmp_path / "sidelight.db") as store:
        await store.run(rules.put_good, "quiet", "r1", OLD_PAGE, 1.0)
        for _ in range(2):
            book = Rulebook(store, OnePage(), ("quiet",), ScaledClock(1e9, speed=1.0))
            await book.load()
            await book.refresh()
            await book.refresh()
            assert book.rules("quiet").dry_run
        told = await store.run(outbox.get, "rules:quiet:r1")
        assert told is not None
        assert "abuse" in told.payload["body"]
        assert [sum(states.values()) for states in (await store.run(outbox.counts)).values()] == [1]
