"""An adapter on its canary, in the whole bot: some helpers get its suggestions, the others those of what serves."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from pathlib import Path

from whole_bot import Bot, FakeImprover

from models.improve import Improvement
from models.pointer import Candidate
from models.prompted import Check, Swap
from models.protocols import Post
from models.registry import Card, Registry

DRAFT = "You could call a friend and tell them how the week was."


@dataclass
class FakeEngine:
    """Takes every adapter."""

    adapter: str = ""

    async def swap(self, adapter: str, folder: Path | None, *, check: Check | None = None) -> Swap:
        self.adapter = adapter
        return Swap(ok=True)


@dataclass
class AdaptedImprover(FakeImprover):
    """Signs with the adapter that its engine has."""

    engine: FakeEngine | None = None

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, recent: object = (), examples: object = ()
    ) -> Improvement:
        found = await super().improve(post, draft, seed=seed)
        assert found.suggestion is not None
        assert self.engine is not None
        return replace(found, suggestion=replace(found.suggestion, adapter=self.engine.adapter))


def registered(folder: Path) -> tuple[Registry, str, str]:
    """A registry whose first adapter serves, and its second."""
    registry, ids = Registry(folder / "adapters"), []
    for value in (1, 2):
        source = folder / f"made{value}"
        source.mkdir()
        header = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
        (source / "adapter_model.safetensors").write_bytes(
            len(header).to_bytes(8, "little") + header + bytes([value] * 4)
        )
        (source / "adapter_config.json").write_text("{}")
        ids.append(registry.add(source, Card("im", "tiny", "0" * 64, None, float(value))).id)
    registry.promote("im", ids[0], reason="test", at_utc=1.0)
    return registry, ids[0], ids[1]


def candidate_that_parts(adapter: str, one: str, other: str) -> Candidate:
    """With a share that takes one of the two and not the other."""
    candidates = [Candidate(adapter, share / 100, 2.0) for share in range(1, 100)]
    return next(found for found in candidates if found.takes(one) != found.takes(other))


async def test_each_helper_is_served_by_their_own_side(bot: Bot) -> None:
    registry, serving, tried = await asyncio.to_thread(registered, bot.folder)
    candidate = candidate_that_parts(tried, "heron", "teal")
    await asyncio.to_thread(registry.start_canary, "im", candidate)
    engines = FakeEngine(), FakeEngine()
    bot.writers = replace(
        bot.writers,
        improver=AdaptedImprover(engine=engines[0]),  # type: ignore[arg-type]  # stand-ins
        swappable={"im": engines[0]},
        candidate=AdaptedImprover(engine=engines[1]),  # type: ignore[arg-type]
        on_canary=engines[1],
    )
    post = bot.post()
    async with bot.running() as app:
        await bot.see(lambda: (engines[0].adapter, engines[1].adapter) == (serving, tried))
        for helper in ("heron", "teal"):
            await bot.opt_in(helper)
            bot.reply(post.fullname, DRAFT, author=helper)
        await bot.until("select count(*) from suggestions where sent_utc is not null", is_=2)
        for helper in ("heron", "teal"):
            adapter = tried if candidate.takes(helper) else serving
            assert await bot.count("select count(*) from suggestions where author = ? and adapter = ?", helper, adapter)
        await asyncio.to_thread(registry.stop_canary, "im", reason="vetoed", at_utc=3.0)
        await bot.see(lambda: engines[1].adapter == "")
        assert not await asyncio.to_thread(app.adapters.any_candidate)
