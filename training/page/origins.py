"""Where a run and its adapter come from: card, versions, configuration, what was noted since."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping

from training.page.blocks import Block, Raw, Section, Table, facts
from training.page.figures import branch
from training.page.told import Told

_ON_CARD = ("id", "base", "base_sha256", "sha256", "config_sha256", "parent", "pairs", "texts", "seed")


def origins(told: Told) -> Section:
    """The section on card, versions and configuration."""
    blocks: list[Block] = []
    if told.card:
        card = {
            name.replace("_", " "): told.card[name] if told.card[name] is not None else "–"
            for name in _ON_CARD
            if name in told.card
        }
        card["state"] = told.card.get("state") or "serves nobody"
        blocks.append(facts(card, caption="The adapter's card"))
        blocks += _noted(told)
    versions = branch(told.card, "versions") or branch(told.examination, "versions")
    if versions:
        blocks.append(facts(versions, head=("library", "version"), caption="Versions"))
    rows = tuple((f"training.{name}", value) for name, value in flat(told.config))
    whose = "as it was" if branch(told.card, "config") else "as it is now"
    blocks.append(Table(("key", "value"), rows, f"Configuration, {whose}"))
    blocks.append(Raw("Every figure, as JSON", json.dumps(_figures(told), indent=1, ensure_ascii=False)))
    says = "" if told.card else "There is no adapter, so there is no card."
    return Section("origins", "Where it comes from", tuple(blocks), says)


def day(at_utc: float | None) -> str:
    """A moment, to the minute."""
    return "–" if not at_utc else time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(at_utc))


def _noted(told: Told) -> list[Block]:
    rows = [(f"{mark['kind']}, {day(mark['at_utc'])}", str(mark["reason"])) for mark in told.card.get("marks", ())]
    rows += [(f"{one['kind']}, {day(one['at_utc'])}", str(one["reason"])) for one in told.card.get("history", ())]
    return [Table(("when", "why"), tuple(rows), "What became of it")] if rows else []


def flat(tree: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """Every value of a tree by its path, as JSON."""
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", json.dumps(value, ensure_ascii=False)


def _figures(told: Told) -> dict[str, object]:
    """All of the row and the evaluation but the curves, which are long and drawn above."""
    return {
        "run": {name: value for name, value in told.report.items() if name not in ("curves", "evaluation")},
        "evaluation": {name: value for name, value in told.evaluation.items() if name != "held_out_keys"},
    }
