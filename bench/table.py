"""A run's score as a table for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench.scoring import Score


def show_score(console: Console, result: Score) -> None:
    """Print what happened, what it was worth, and whether anything was lost or done twice."""
    table = Table(title="The loop, scored against the sandbox's truth", show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column()
    for name, value in _rows(result):
        table.add_row(name, value)
    console.print(table)


def _rows(result: Score) -> list[tuple[str, str]]:
    return [
        ("replies seen", f"{result.replies_seen} of {result.replies_written}"),
        ("misses", _zero(result.misses)),
        ("flags", str(result.flags)),
        ("  precision", str(result.precision)),
        ("  recall", str(result.recall)),
        *((f"  recall, {name}", str(share)) for name, share in result.recall_by_hazard.items() if "open" not in name),
        ("moderators' rulings", _counts(result.rulings)),
        ("suggestions sent", str(sum(result.suggestions.values()))),
        ("  what helpers did", _counts(result.suggestions)),
        ("  written by", _counts(result.by_engine)),
        ("  dropped by the audit", _counts(result.audit_drops, most=6)),
        ("  rise in hidden taste", "-" if result.taste_change is None else f"{result.taste_change:+.3f} where used"),
        ("messages to people who had not opted in", _zero(result.unasked_messages)),
        ("public posts by the bot", _zero(result.public)),
        ("duplicates", _zero(result.duplicates)),
        ("readings", str(result.readings)),
        ("pairs by evidence", _counts(result.pairs)),
        *(row for run in result.runs for row in _run_rows(run)),
        ("a swap by hand", result.shown_by_hand or "-"),
        ("adapters swapped in", ", ".join(result.swaps) or "none"),
        ("outbox", _counts(result.outbox)),
    ]


def _run_rows(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """One run: what became of it and why, its accuracy beside what served before, and how far votes can be trusted."""
    report: Mapping[str, Any] = run["report"]
    rows = [(f"training, {run['task']}", f"{run['state']} {run['adapter']}".strip())]
    rows.append(("  why", escape(str(report.get("sentence") or report.get("why") or "-"))))
    if evaluation := report.get("evaluation"):
        implicit = evaluation["accuracy"]["implicit"]
        rows += [
            (
                "  held-out pairs right",
                f"{_estimate(implicit['candidate'])}, against {_estimate(implicit['compared'])}",
            ),
            ("  gain", f"{_estimate(implicit['gain'])}; {evaluation['pairs']} pairs of {evaluation['posts']} posts"),
        ]
    for judge, agreement in (report.get("vote_agreement") or {}).items():
        rows.append((f"  votes agree with {judge}", f"{_estimate(agreement)}; {agreement['count']} cases"))
    return rows


def _estimate(found: Mapping[str, float]) -> str:
    """A mean with its 95 % interval."""
    return f"{found['mean']:.2f} ({found['low']:.2f} to {found['high']:.2f})"


def _counts(counts: Mapping[str, int], *, most: int = 12) -> str:
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    text = ", ".join(f"{number} {name}" for name, number in ranked[:most])
    return text + (f" and {len(ranked) - most} more" if len(ranked) > most else "") or "-"


def _zero(number: int) -> str:
    return f"[green]{number}[/]" if number == 0 else f"[red bold]{number}[/]"
