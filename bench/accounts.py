"""A ledger as a table for people or as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from bench.ledger import Ledger

_LABELS = {
    "missed": "replies missed",
    "unjudged": "replies without their verdict",
    "twice": "seen twice",
    "never": "called sent, seen by nobody",
    "untrue": "seen, but not called sent",
    "claimed": "left claimed",
    "unanswered": "messages and commands unanswered",
    "given_up": "sends given up",
    "unasked": "messages nobody asked for",
    "public": "public posts by the bot",
}


def show_ledger(console: Console, title: str, ledger: Ledger, figures: Mapping[str, object]) -> None:
    """Print the books: green where nothing is wrong, red with the names where something is."""
    table = Table(title=title, show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column()
    table.add_row("replies written", str(ledger.replies))
    table.add_row("handled", str(ledger.handled))
    table.add_row("deleted before they could be read", str(ledger.gone_unread))
    table.add_row("effects that people saw", str(ledger.effects))
    table.add_row("sends that Reddit refused", str(ledger.refused))
    for name, label in _LABELS.items():
        wrong = ledger.wrongs.get(name)
        table.add_row(label, f"[red bold]{wrong}[/]" if wrong else "[green]0[/]")
    table.add_row("integrity of the store", ledger.integrity)
    for name, value in figures.items():
        table.add_row(name, _said(value))
    console.print(table)


def ledger_json(ledger: Ledger, figures: Mapping[str, object]) -> str:
    """The same for scripts."""
    return json.dumps({**asdict(ledger), "wrongs": dict(ledger.wrongs), **figures}, indent=1, default=str)


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{number} {name}" for name, number in value.items())
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return str(value)
