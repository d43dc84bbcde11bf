"""A new adapter is tried on canaries: measured by what serves already, never by less than nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from models.prompted import CANARIES, Check, Compose, PromptedImprover, Swap, Trial, Written
from models.protocols import EngineUnavailable, Finding, Post


@dataclass
class Scripted:
    """A chat model that says what its adapter is written down to say, and is down where nothing is."""

    says: Mapping[str, str]
    adapter: str = ""
    engine: str = "local"
    asked: list[str] = field(default_factory=list)
    """Which adapter, at each text; empty for the base."""

    async def write(self, compose: Compose, *, seed: int) -> Written:
        self.asked.append(self.adapter)
        if self.adapter not in self.says:
            raise EngineUnavailable("local", "down")
        return Written(self.says[self.adapter], False, self.adapter)

    async def swap(self, adapter: str, folder: Path | None, trial: Trial) -> Swap:
        why = await trial(Scripted(self.says, adapter, asked=self.asked))
        self.adapter = self.adapter if why else adapter
        return Swap(not why, why)


def by_mark(post: Post, draft: str, text: str) -> Sequence[Finding]:
    """Finds the hazard that a text names, as sure as the number behind it."""
    hazard, _, sure = text.partition(" ")
    return [Finding("hazard", text, {"hazard": hazard, "now": float(sure)})] if sure else []


async def swapped(says: Mapping[str, str], check: Check = by_mark) -> Swap:
    return await PromptedImprover(Scripted(says)).swap("new", Path(), check=check)


@pytest.mark.parametrize("new", ["dismissal 0.53", "fine"])
async def test_an_adapter_that_writes_no_worse_than_the_base_may_serve(new: str) -> None:
    assert (await swapped({"": "dismissal 0.53", "new": new})).ok


@pytest.mark.parametrize("old", ["dismissal 0.59", "abuse 0.99", "fine"])
async def test_an_adapter_that_writes_worse_than_the_base_may_not(old: str) -> None:
    swap = await swapped({"": old, "new": "dismissal 0.60"})
    assert swap == Swap(ok=False, why="canary 1: hazard: dismissal 0.60", is_final=True)


async def test_a_model_that_does_not_answer_speaks_against_no_adapter_for_good() -> None:
    swap = await swapped({"": "fine"})
    assert (swap.ok, swap.is_final) == (False, False)


async def test_where_nothing_served_every_finding_counts() -> None:
    assert not (await swapped({"new": "dismissal 0.53"})).ok


async def test_what_serves_is_asked_only_where_something_was_found() -> None:
    assert (await swapped({"new": "fine"})).ok
    writer = Scripted({"": "fine", "new": "fine"})
    assert (await PromptedImprover(writer).swap("new", Path(), check=by_mark)).ok
    assert writer.asked == ["new"] * len(CANARIES)


async def test_a_finding_without_a_probability_always_counts() -> None:
    judged: list[str] = []

    def too_long(post: Post, draft: str, text: str) -> Sequence[Finding]:
        judged.append(text)
        return [Finding("length", "too long")]

    assert not (await swapped({"": "a", "new": "b"}, too_long)).ok
    assert len(judged) <= len(CANARIES)
    assert judged == ["b", "a"]
