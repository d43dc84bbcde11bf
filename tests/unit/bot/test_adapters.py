"""The bot follows the registry's pointer, and keeps what serves when the new adapter is no good."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.adapters import Adapters
from models.prompted import Check, Swap
from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Verdict
from models.registry import Card, Registry


@dataclass
class FakeEngine:
    """Swaps at once, after it has asked the check about one text."""

    writes: str = "I hear you."
    adapter: str = ""
    history: list[str] = field(default_factory=list)

    async def swap(self, adapter: str, folder: Path | None, *, check: Check | None = None) -> Swap:
        self.history.append(adapter)
        for finding in check(Post("a", "b"), "c", self.writes) if check else ():
            return Swap(ok=False, why=finding.reason)
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
