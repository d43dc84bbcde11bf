"""What rulings say, for people and scripts: thresholds that a subreddit's own speak for, and drift week by week."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.policy.thresholds import Advice, advise
from bot.rules import Rules, parse_rules
from store import rules, rulings
from store.database import Database
from store.drift import Week, moved

_BACK_S = 180 * rulings.DAY_S
"""Older rulings are about another time: of the weights, and of the community."""


def advice_for(db: Database, subreddit: str) -> list[Advice]:
    """What the rulings of the last half year say of each hazard's threshold in a subreddit."""
    rows = rulings.everything(db, subreddit=subreddit)
    newest = max((row.created_utc for row in rows), default=0.0)
    recent = [row for row in rows if row.created_utc > newest - _BACK_S]
    page = rules.get(db, subreddit)
    wishes = parse_rules(page.text) if page else Rules()
    return advise(recent, (wishes if isinstance(wishes, Rules) else Rules()).flags.threshold)


def show_advice(found: Mapping[str, list[Advice]], *, as_json: bool) -> None:
    """Print what rulings say of thresholds, subreddit by subreddit."""
    if as_json:
        _print_json({name: [one.as_json() for one in advice] for name, advice in found.items()})
        return
    console = Console()
    for name, advice in found.items():
        console.print(f"r/{name}", style="bold", markup=False)
        for one in advice:
            console.print(f"  {one.sentence}", markup=False, highlight=False, soft_wrap=True)
        if not advice:
            console.print("  No flags yet, so there is nothing to go by.")
        for one in advice:
            if one.suggested is not None:
                console.print(f"  On the rules page: flags: thresholds: {one.hazard}: {one.suggested}", markup=False)


def show_drift(found: list[Week], *, as_json: bool) -> None:
    """Print the weeks, and what moved in the newest."""
    said = moved(found)
    if as_json:
        _print_json({"moved": said, "weeks": [week.as_json() for week in found]})
        return
    console = Console()
    table = Table(
        "week from", "replies", "flagged", "by hazard", "upheld", "overruled", "farthest moved (PSI)", box=None
    )
    for week in found:
        hazard, shift = max(week.shift.items(), key=lambda item: item[1], default=("", 0.0))
        flagged = sum(week.flagged.values())
        table.add_row(
            week.begins,
            str(week.replies),
            f"{flagged} ({flagged / week.replies:.1%})" if week.replies else str(flagged),
            ", ".join(f"{number} {name}" for name, number in sorted(week.flagged.items(), key=lambda item: -item[1])),
            str(week.upheld),
            str(week.overruled),
            f"{hazard} {shift:.2f}" if hazard else "-",
        )
    console.print(table)
    for sentence in said or ["Nothing moved farther than chance explains, or there is too little to tell."]:
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def _print_json(value: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, indent=1) + "\n")
