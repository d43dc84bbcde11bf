"""What people see of the registry: every adapter in a line, or all that is known of one."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from models.registry import CorruptAdapter, Registry

_UNTOLD = {"pairs", "fullnames", "config", "evaluation"}
"""Of a card: long lists, and what is told apart."""


def adapter_rows(registry: Registry) -> list[dict[str, object]]:
    """Every adapter, the newest first."""
    return [
        {
            "id": card.id,
            "task": card.task,
            "state": state_of(registry, card.id),
            "serves": registry.serving(card.task) == card.id,
            "created_utc": card.created_utc,
            "pairs": len(card.pairs),
            "texts": len(card.fullnames),
            "decision": card.evaluation.get("decision", ""),
        }
        for card in reversed(registry.cards())
    ]


def state_of(registry: Registry, adapter: str) -> str:
    """`serves`, `canary`, `previous`, `retired`, or empty; and what else was noted on it."""
    pointer = registry.pointer(adapter.partition("-")[0])
    states = {pointer.previous: "previous", pointer.serving: "serves"}
    if pointer.candidate is not None:
        states[pointer.candidate.adapter] = f"canary {pointer.candidate.share:.0%}"
    try:
        marks = [mark.kind for mark in registry.marks(adapter)]
    except CorruptAdapter:
        return "damaged"
    found = ["retired"] if "retired" in marks else [states[adapter]] if adapter in states else []
    return ", ".join([*found, *dict.fromkeys(mark for mark in marks if mark not in found)])


def show_adapters(console: Console, rows: Sequence[Mapping[str, object]]) -> None:
    """A line for each adapter."""
    table = Table("adapter", "state", "made", "pairs", "what the gate said")
    for row in rows:
        made = _day(float(str(row["created_utc"])))
        state = str(row.get("state") or ("serves" if row["serves"] else ""))
        table.add_row(str(row["id"]), state, made, str(row["pairs"]), str(row["decision"]))
    console.print(table if rows else "no adapters yet: `sidelight-train run` makes one", markup=False)


def adapter_card(registry: Registry, adapter: str) -> dict[str, Any]:
    """All that is known of one adapter, without anybody's texts' names. Raises `UnknownAdapter`, `CorruptAdapter`."""
    card = registry.card(adapter)
    told = {name: value for name, value in asdict(card).items() if name not in _UNTOLD}
    evaluation = {name: value for name, value in card.evaluation.items() if name != "held_out_keys"}
    return {
        **told,
        "pairs": len(card.pairs),
        "texts": len(card.fullnames),
        "state": state_of(registry, adapter),
        "marks": [asdict(mark) for mark in registry.marks(adapter)],
        "history": [
            asdict(change)
            for change in registry.history(card.task)
            if adapter in (change.serving, change.was, change.candidate)
        ],
        "evaluation": evaluation,
        "config": dict(card.config),
    }


def show_card(console: Console, told: Mapping[str, Any]) -> None:
    """The same as tables: the card, the gate's figures, marks and history."""
    table = Table("", "", title=f"{told['id']} {told['state']}".rstrip(), show_header=False)
    for name in ("base", "base_sha256", "sha256", "parent", "pairs", "texts", "seed"):
        table.add_row(name, str(told[name] if told[name] is not None else "-"))
    table.add_row("made", _day(float(told["created_utc"])))
    table.add_row("fitted on", ", ".join(f"{number} {what}" for what, number in told["counts"].items()) or "-")
    table.add_row("versions", ", ".join(f"{name} {version}" for name, version in told["versions"].items()) or "-")
    table.add_row("the gate", str(told["evaluation"].get("decision", "-")))
    gate = told["evaluation"].get("gate") or {}
    for name, value in gate.get("figures", {}).items():
        table.add_row(f"  {name.replace('_', ' ')}", f"{value:g}")
    for mark in told["marks"]:
        table.add_row(f"{mark['kind']}, {_day(mark['at_utc'])}", mark["reason"])
    for change in told["history"]:
        did = change["kind"] if change["kind"] != "promote" or change["serving"] == told["id"] else "gave way"
        table.add_row(f"{did}, {_day(change['at_utc'])}", change["reason"])
    console.print(table, markup=False)


def _day(at_utc: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.gmtime(at_utc))
