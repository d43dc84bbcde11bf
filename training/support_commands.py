"""`sidelight-train support`: what helped seekers, learned from their own answers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from training.command_line import DEFAULT_CONFIG, AsJson, ConfigPath, err, open_store, print_json
from training.settings import read_settings, require_permission


def attach(app: typer.Typer) -> None:
    """Make it a command of `app`."""
    app.command("support")(support)


def support(
    config: ConfigPath = DEFAULT_CONFIG,
    out: Annotated[Path | None, typer.Option(help="Folder for weights and card; without it only figures.")] = None,
    as_json: AsJson = False,
) -> None:
    """Learn which replies help, from seekers' thanks and clear likes, and say how well that can be told.

    `sidelight-train support --out data/support`

    A reply that nobody answered is unknown, not bad. Figures are of posts the fit never saw, beside length alone; F1
    counts every unknown reply as wrong, so it understates. The card names the texts that were learned from: once
    one of them is taken back, `withdraw` deletes weights and card, and you fit again.

    A run makes a fit of its own, without the posts and people that judge: it picks what the first stage writes like
    (`training.sft.support_share`), and says of each writer's texts how likely to help they are.
    """
    from training.exported import note_export
    from training.read import read_log
    from training.support import fit_support, labelled

    settings = read_settings(config)
    require_permission(settings)
    with open_store(settings) as db:
        rows = labelled(read_log(db), settings.training.pairs)
        fitted, card = fit_support(rows, seed=settings.training.seed)
        if out is not None:
            note_export(db, out, "support", time.time())
            fitted.save(out, card)
    if out is not None:
        err.print(f"written to {out}", highlight=False, soft_wrap=True)
    if as_json:
        print_json(card)
    else:
        _show(card)


def _show(card: dict[str, Any]) -> None:
    held = card["held_out"]
    table = Table("what", "figure", title="Support that helped")
    table.add_row("replies, posts", f"{card['replies']}, {card['posts']}")
    table.add_row(
        "known to have helped", f"{card['helped']} ({', '.join(f'{n} by {by}' for by, n in card['by'].items())})"
    )
    table.add_row(
        "F1, held out",
        f"{held['f1']:.2f}; all taken as helpful {held['f1_if_all']:.2f}, the longest {held['f1_longest']:.2f}",
    )
    for name in ("auc", "auc_length"):
        found = held[name]
        table.add_row(
            name.replace("_", ", ").upper(), f"{found['mean']:.2f} ({found['low']:.2f} to {found['high']:.2f})"
        )
    for side, kinds in card["kinds"].items():
        table.add_row(f"kinds, {side}", ", ".join(f"{kind} {share:.0%}" for kind, share in kinds.items()))
    Console().print(table)
