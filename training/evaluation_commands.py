"""`sidelight-train evaluate | proxies`: what an adapter is worth, and what votes are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from training.command_line import DEFAULT_CONFIG, AsJson, ConfigPath, Now, err, open_store, open_workshop, print_json
from training.errors import Misconfigured
from training.settings import read_settings

if TYPE_CHECKING:
    from training.agreement import Proxy
    from training.bootstrap import Estimate
    from training.examination import Record


def attach(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(evaluate)
    app.command()(proxies)


def evaluate(
    adapter: Annotated[str | None, typer.Argument(help="Its id; without it, the one that serves `im`.")] = None,
    config: ConfigPath = DEFAULT_CONFIG,
    against: Annotated[str, typer.Option(help="Another adapter's id, or `base`.")] = "base",
    samples: Annotated[int, typer.Option(min=0, max=1000, help="Held-out prompts to write for; 0 only scores.")] = 64,
    out: Annotated[Path | None, typer.Option(help="Folder for evaluation.json; else one beside the registry.")] = None,
    pair_set: Annotated[
        Path | None, typer.Option("--set", help="Judge by an imported set, in the place of the store's own pairs.")
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Compare an adapter with another, or with the base model, on pairs and people that neither learned from.

    Accuracy along the gap of votes and by evidence, beside length alone; the linguistic suite, safety, keeping and
    speed of what they write, beside what people wrote; ratings so far; and how far votes can be trusted. Figures go
    to evaluation.json, texts into the store: `sidelight-train ratings export` puts them before people.
    """
    from training.examination import Question, examine_adapter
    from training.show import progress_bar

    settings = read_settings(config)
    with progress_bar(err) as progress, open_workshop(settings, progress, now) as shop:
        chosen = adapter or shop.registry.serving("im")
        if chosen is None:
            raise Misconfigured("no adapter serves im: say which one, `sidelight-train list` has them")
        record = examine_adapter(shop, Question(chosen, against, samples, pair_set))
    file = record.write(out or settings.models.registry.parent / "runs" / record.run)
    if as_json:
        print_json(record.as_json())
    else:
        _print(Console(), record)
    err.print(f"{record.sentence}. {file}", highlight=False, soft_wrap=True, markup=False)


def proxies(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """How far votes can be trusted: each rule that makes pairs of them, beside raters, rulings, answers and stars.

    With intervals, and with the chance that so few pairs could show anything. Changes nothing, reads no texts.
    """
    from training.agreement import validate
    from training.read import read_log

    settings = read_settings(config)
    with open_store(settings) as db:
        found = validate(read_log(db), settings.training.pairs, seed=settings.training.seed)
    if as_json:
        print_json([one.as_json() for one in found])
    elif not found:
        err.print("no pair of voted replies was judged by anybody else yet: nothing to hold votes against")
    else:
        _print_proxies(Console(), found)


def _print_proxies(console: Console, found: Sequence[Proxy]) -> None:
    table = Table("votes by", "held against", "agree", "pairs", "posts", "power", "so")
    for one in found:
        said = one.agreement
        figures = (f"{said.mean:.0%} [{said.low:.0%}, {said.high:.0%}]", str(one.pairs), str(said.clusters))
        table.add_row(one.rule, one.standard, *figures, f"{one.power:.0%}", one.verdict)
    console.print(table)
    console.print("Agree: share of pairs ordered alike, half is a coin. Power: the chance to see an agreement of 60 %.")


def _print(console: Console, record: Record) -> None:
    found = record.evaluation
    table = Table(
        "pairs", "number", "candidate", record.against, "gain", "length alone", title="Prefers the chosen text"
    )
    for one in [*([found.whole] if found.whole else []), *found.by_evidence.values(), *found.curve]:
        shares = [f"{figure.mean:.0%}" for figure in (one.candidate, one.compared)]
        gain = f"{one.gain.mean:+.2f} [{one.gain.low:+.2f}, {one.gain.high:+.2f}]"
        table.add_row(one.name, str(one.pairs), *shares, gain, f"{one.length.mean:.0%}")
    console.print(table)
    if found.suite is None:
        return
    systems = list(found.suite.systems)
    table = Table("measure", *systems, "candidate less people", title="What they write")
    for name in dict.fromkeys(name for means in found.suite.systems.values() for name in means):
        cells = [_mean(found.suite.systems[system].get(name)) for system in systems]
        apart = found.suite.differences.get("human", {}).get(name)
        table.add_row(name, *cells, "" if apart is None else f"{apart.mean:+.2f} [{apart.low:+.2f}, {apart.high:+.2f}]")
    console.print(table)
    told = ", ".join(
        f"{name} {speed.tokens / max(speed.seconds, 1e-9):.0f} tokens/s" for name, speed in found.suite.speed.items()
    )
    console.print(f"{found.suite.prompts} prompts; similarity by {found.suite.likeness}; {told}", highlight=False)


def _mean(one: Estimate | None) -> str:
    return "" if one is None else f"{one.mean:.2f}"
