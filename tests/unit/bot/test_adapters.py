"""The bot follows the registry's pointer, and keeps what serves when the new adapter is no good."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.adapters import Adapters
from bot.routing import Routing
from models.improve import Improvement
from models.pointer import Candidate, Pointer
from models.prompted import Check, Swap
from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Verdict
from models.registry import Card, Registry


@dataclass
class FakeEngine:
    """Swaps at once, after it has asked the check about one text."""

    writes: str = "I hear you."
    adapter: str = ""
    history: list[str] = field(default_factory=list)
    is_down: bool = False

    async def swap(self, adapter: str, folder: Path | None, *, check: Check | None = None) -> Swap:
        self.history.append(adapter)
        for finding in check(Post("a", "b"), "c", self.writes) if check else ():
            return Swap(ok=False, why=finding.reason, is_final=True)
        if self.is_down:
            return Swap(ok=False, why="no answer")
        self.adapter = adapter
        return Swap(ok=True)


class FakeSafety:
    """Finds each hazard where a text names it; a false experience only in what it knows to be a machine's."""

    name = "fake"

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        asked = [hazard for hazard in Hazard if hazard is not Hazard.FALSE_EXPERIENCE or rules.is_machine_text]
        found = {hazard: 0.9 if hazard in asked and hazard in reply else 0.0 for hazard in Hazard}
        return Verdict(found, (), self.name)

    def crisis(self, post: Post) -> CrisisTier:
        return CrisisTier.NONE


def adapter_folder(folder: Path, seed: int) -> Path:
    """The smallest safetensors file that is one: a header and four bytes."""
    folder.mkdir()
    header = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    weights = len(header).to_bytes(8, "little") + header + bytes([seed, 0, 0, 0])
    (folder / "adapter_model.safetensors").write_bytes(weights)
    (folder / "adapter_config.json").write_text("{}")
    return folder


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    registry = Registry(tmp_path / "adapters")
    for seed in (1, 2):
        registry.add(adapter_folder(tmp_path / f"new{seed}", seed), Card("im", "tiny", "0" * 64, "", float(seed)))
    return registry


async def promote(registry: Registry, number: int) -> str:
    return await asyncio.to_thread(_promote, registry, number)


def _promote(registry: Registry, number: int) -> str:
    card = sorted(registry.cards(), key=lambda card: card.created_utc)[number]
    registry.promote("im", card.id, reason="test", at_utc=10.0 + number)
    return card.id


async def test_it_follows_the_pointer_forth_and_back(registry: Registry) -> None:
    engine = FakeEngine()
    adapters = Adapters(registry, {"im": engine}, FakeSafety())
    assert await adapters.follow_registry() == 0
    first = await promote(registry, 0)
    assert await adapters.follow_registry() == 1
    assert engine.adapter == first
    assert await adapters.follow_registry() == 0
    second = await promote(registry, 1)
    await adapters.follow_registry()
    assert engine.adapter == second
    await asyncio.to_thread(registry.rollback, "im", reason="test", at_utc=20.0)
    await adapters.follow_registry()
    assert engine.adapter == first


async def test_a_damaged_adapter_is_refused_once_and_the_old_one_serves(registry: Registry) -> None:
    engine = FakeEngine()
    adapters = Adapters(registry, {"im": engine}, FakeSafety())
    first = await promote(registry, 0)
    await adapters.follow_registry()
    second = await promote(registry, 1)
    folder = await asyncio.to_thread(registry.path, second)
    (folder / "adapter_model.safetensors").write_bytes(b"damaged")
    for _ in range(3):
        assert await adapters.follow_registry() == 0
    assert engine.adapter == first
    assert engine.history == [first]


@pytest.mark.parametrize("hazard", [Hazard.INCITEMENT, Hazard.FALSE_EXPERIENCE])
async def test_an_adapter_whose_canary_is_a_hazard_does_not_serve(registry: Registry, hazard: Hazard) -> None:
    engine = FakeEngine(writes=f"some {hazard} here")
    adapters = Adapters(registry, {"im": engine}, FakeSafety())
    await promote(registry, 0)
    assert await adapters.follow_registry() == 0
    assert engine.adapter == ""


async def test_the_registry_is_led_back_from_an_adapter_that_was_not_taken_in(registry: Registry) -> None:
    engine = FakeEngine()
    adapters = Adapters(registry, {"im": engine}, FakeSafety(), now=lambda: 50.0)
    first = await promote(registry, 0)
    await adapters.follow_registry()
    engine.writes = "some abuse here"
    await promote(registry, 1)
    await adapters.follow_registry()
    pointer = await pointer_of(registry)
    assert (pointer.serving, engine.adapter) == (first, first)
    change = (await asyncio.to_thread(registry.history, "im"))[-1]
    assert (change.kind, change.at_utc) == ("rollback", 50.0)
    assert "not take it in: abuse 0.90" in change.reason


async def test_an_adapter_that_cannot_be_loaded_now_is_tried_again(
    registry: Registry, caplog: pytest.LogCaptureFixture
) -> None:
    engine = FakeEngine(is_down=True)
    adapters = Adapters(registry, {"im": engine}, FakeSafety())
    wanted = await promote(registry, 0)
    for _ in range(3):
        assert await adapters.follow_registry() == 0
    assert caplog.text.count("swap_waits") == 1
    engine.is_down = False
    assert await adapters.follow_registry() == 1
    assert engine.adapter == wanted == (await pointer_of(registry)).serving


class FakeImprover:
    """Stands for one side."""

    async def improve(self, post: Post, draft: str, **_: object) -> Improvement:
        return Improvement(None, ())


async def start_canary(registry: Registry) -> Candidate:
    """The first adapter serves, the second is tried."""
    await promote(registry, 0)
    return await asyncio.to_thread(_start_canary, registry)


def _start_canary(registry: Registry) -> Candidate:
    candidate = Candidate(registry.cards()[1].id, 0.5, 30.0)
    registry.start_canary("im", candidate)
    return candidate


async def pointer_of(registry: Registry) -> Pointer:
    return await asyncio.to_thread(registry.pointer, "im")


@pytest.fixture
def sides() -> tuple[FakeImprover, FakeImprover]:
    return FakeImprover(), FakeImprover()


def trying(registry: Registry, sides: tuple[FakeImprover, FakeImprover]) -> tuple[Adapters, Routing, FakeEngine]:
    """Adapters after a start of the bot, whose engine and improver for a candidate are stand-ins."""
    routing, engine = Routing(*sides), FakeEngine()
    adapters = Adapters(
        registry, {"im": FakeEngine()}, FakeSafety(), candidate=engine, routing=routing, now=lambda: 50.0
    )
    return adapters, routing, engine


async def test_a_candidate_writes_for_its_share_also_after_a_restart(
    registry: Registry, sides: tuple[FakeImprover, FakeImprover]
) -> None:
    candidate = await start_canary(registry)
    helpers = [f"helper{number}" for number in range(40)]
    found = []
    for _ in range(2):
        adapters, routing, engine = trying(registry, sides)
        assert all(routing.improver_for(helper) is sides[0] for helper in helpers), "nobody before it is loaded"
        await adapters.follow_registry()
        assert engine.adapter == candidate.adapter
        found.append([routing.improver_for(helper) is sides[1] for helper in helpers])
        assert routing.improver_for("") is sides[0]
    assert found[0] == found[1] == [candidate.takes(helper) for helper in helpers]
    assert 5 < sum(found[0]) < 35


async def test_when_the_canary_ends_everybody_goes_back(
    registry: Registry, sides: tuple[FakeImprover, FakeImprover]
) -> None:
    await start_canary(registry)
    adapters, routing, engine = trying(registry, sides)
    await adapters.follow_registry()
    assert routing.trying is not None
    await asyncio.to_thread(registry.stop_canary, "im", reason="vetoed", at_utc=40.0)
    await adapters.follow_registry()
    assert (routing.trying, engine.adapter) == (None, "")
    assert routing.improver_for("helper1") is sides[0]


async def test_a_candidate_that_cannot_be_loaded_is_no_candidate_after_three_looks(
    registry: Registry, sides: tuple[FakeImprover, FakeImprover]
) -> None:
    await start_canary(registry)
    adapters, routing, engine = trying(registry, sides)
    engine.writes = f"some {Hazard.INCITEMENT} here"
    for looks in (1, 2, 3):
        assert (await pointer_of(registry)).candidate is not None
        await adapters.follow_registry()
        assert (routing.trying, len(engine.history)) == (None, looks)
    pointer = await pointer_of(registry)
    assert pointer.candidate is None
    assert "cannot serve" in pointer.history[-1].reason
    assert pointer.serving == pointer.history[0].serving


async def test_without_a_candidate_nothing_changes(
    registry: Registry, sides: tuple[FakeImprover, FakeImprover]
) -> None:
    await promote(registry, 0)
    adapters, routing, engine = trying(registry, sides)
    assert not await asyncio.to_thread(adapters.any_candidate)
    await adapters.follow_registry()
    assert engine.history == []
    assert routing.improver_for("helper1") is sides[0]
    alone = Routing(sides[0])
    alone.try_out(Candidate("im-0123456789ab", 0.9, 0.0))
    assert alone.trying is None
    assert alone.improver_for("helper1") is sides[0]
