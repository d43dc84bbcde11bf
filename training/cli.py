"""`sidelight-train`: from the log to a better adapter, by hand or by the bot's schedule."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from models.pointer import CorruptPointer
from models.protocols import EngineUnavailable
from models.registry import CorruptAdapter, Retired, StillServing, UnknownAdapter
from models.safety.heads import SHIPPED
from models.safety.own import OwnWeights
from store.errors import StoreError
from training.base import needs_hub
from training.canary_commands import canary
from training.command_line import (
    DEFAULT_CONFIG,
    AsJson,
    ConfigPath,
    Now,
    adjusted,
    err,
    open_store,
    open_workshop,
    print_json,
)
from training.errors import Busy, Misconfigured, Stopped, TrainingError
from training.evaluation_commands import attach as attach_evaluation
from training.import_commands import attach as attach_import
from training.quiet import hush
from training.ratings_commands import ratings
from training.registry_commands import attach
from training.report_commands import attach as attach_report
from training.settings import read_settings, require_permission
from training.support_commands import attach as attach_support

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Learns from what a community made of its replies: pairs, four stages of training, an evaluation on posts and "
    "people it never saw, and a gate. What passes serves at once; the bot notices by itself.\n\n"
    "Start with `sidelight-train check`, look at `sidelight-train pairs`, then `sidelight-train run`.",
)
attach(app)
attach_import(app)
attach_report(app)
attach_evaluation(app)
attach_support(app)
app.add_typer(canary, name="canary")
app.add_typer(ratings, name="ratings")

_REGISTRY_ERRORS = (CorruptAdapter, CorruptPointer, Retired, StillServing, UnknownAdapter)


def main() -> None:
    """The entry point: errors that a person can mend come out as one line.

    Exit codes: 2 for the configuration, 3 where another run is at work, 143 when stopped, 1 for the rest.
    """
    try:
        app()
    except (TrainingError, StoreError, *_REGISTRY_ERRORS) as error:
        err.print(f"[red]sidelight-train:[/] {error}", highlight=False, soft_wrap=True)
        codes = {Misconfigured: 2, Busy: 3, Stopped: 143}
        sys.exit(next((code for kind, code in codes.items() if isinstance(error, kind)), 1))


@app.command()
def run(
    config: ConfigPath = DEFAULT_CONFIG,
    task: Annotated[
        Literal["im", "gm"] | None, typer.Option("--task", help="Only this one; else those of training.tasks.")
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(help="Another causal language model than models.local.base, by folder or hub name: to compare."),
    ] = None,
    afresh: Annotated[bool, typer.Option(help="Begin with a fresh adapter, on all pairs, new or not.")] = False,
    as_json: AsJson = False,
    json_progress: Annotated[bool, typer.Option("--json-progress", help="Progress as JSON lines on stdout.")] = False,
    now: Now = None,
) -> None:
    """Build pairs, train, judge, and let the adapter serve if the gate says so.

    The stages: SFT (write like the chosen texts, of replies those likeliest to help: `sidelight-train support --help`),
    DPO on what the community prefers, KTO on texts that stand alone, DPO on what raters prefer. With fewer new pairs
    than `training.min_new_pairs`, new being what no earlier run has used, nothing is done. A run that was killed goes
    on from its last checkpoint. Ends with code 0 whether or not an adapter was promoted: the table says which, and why.

    On several GPUs: `torchrun --nproc-per-node 4 -m training run`
    """
    from training.crew import crew
    from training.run import run_all
    from training.show import ignore_progress, json_lines, progress_bar, show_reports

    settings = read_settings(config)
    require_permission(settings)
    settings = adjusted(settings, base=base, afresh=afresh)
    hush(threads=settings.training.threads, online=needs_hub(settings.models))
    with crew(settings.training.device) as ours:
        if ours.rank:
            ours.follow(ignore_progress)
            return
        with (
            json_lines() if json_progress else progress_bar(err) as progress,
            open_workshop(settings, progress, now) as shop,
        ):
            reports = run_all(replace(shop, crew=ours), (task,) if task else settings.training.tasks)
    if as_json or json_progress:
        print_json([report.as_json() for report in reports], lines=json_progress)
    else:
        show_reports(Console(), reports)
    for report in reports:
        err.print(f"{report.task}: {report.sentence}", highlight=False, soft_wrap=True, markup=False)


@app.command()
def pairs(
    config: ConfigPath = DEFAULT_CONFIG,
    as_json: AsJson = False,
    out: Annotated[
        Path | None, typer.Option(help="Also write them here, as Parquet and JSON lines that TRL reads, with a card.")
    ] = None,
) -> None:
    """What could be learned from now: pairs by evidence, where the others fell, and how far votes can be trusted.

    Changes nothing, and shows counts only, no texts. `--out FOLDER` writes people's words to files: train and held-out
    pairs for each task, and texts that are good or bad alone, for KTO. Needs `training.permission_ref`.
    What is taken back, `withdraw` takes out of the folder as well; not out of copies.
    """
    from training.run import look_at_pairs
    from training.show import ignore_progress, show_pairs

    settings = read_settings(config)
    with open_workshop(settings, ignore_progress) as shop:
        found = look_at_pairs(shop)
        if out is not None:
            from training.export import Origin, export_pairs
            from training.exported import note_export

            origin = Origin(require_permission(settings), shop.now())
            note_export(shop.db, out, "pairs", shop.now())
            export_pairs(found.built, settings.training, out, origin)
            err.print(f"written to {out}; {out / 'card.md'} counts what is in it", highlight=False, soft_wrap=True)
    if as_json:
        print_json(found.as_json())
    else:
        show_pairs(Console(), found)


@app.command()
def tiny(config: ConfigPath = DEFAULT_CONFIG) -> None:
    """Build the stand-in model, so that the first run need not wait for it."""
    from models.tiny import build_tiny
    from training.base import STAND_IN
    from training.show import progress_bar

    settings = read_settings(config)
    with progress_bar(err) as progress:
        folder = build_tiny(settings.models.cache / STAND_IN, progress=lambda done, of: progress("tiny", done, of))
    err.print(f"the stand-in is in {folder}", highlight=False, soft_wrap=True)


@app.command()
def check(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Whether a run could start: configuration, permission, libraries, base model, store, registry."""
    from training.check import check_all

    results = check_all(read_settings(config))
    if as_json:
        print_json([{"what": one.what, "ok": one.ok, "says": one.says} for one in results])
    else:
        for one in results:
            err.print(f"[{'green' if one.ok else 'red'}]{'ok ' if one.ok else 'no '}[/] {one.what}: {one.says}")
    raise typer.Exit(0 if all(one.ok for one in results) else 2)


@app.command()
def safety(
    out: Annotated[Path, typer.Option(help="Folder for the weights and their card.")] = SHIPPED,
    threads: Annotated[
        Path | None, typer.Option(help="JSON lines of real threads whose replies count as benign; 40 % are held out.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where those threads come from, and their licence: for the card.")] = "",
    suite: Annotated[Path | None, typer.Option(help="Folder of cases to measure on, never to learn from.")] = None,
    leave_out: Annotated[bool, typer.Option(help="Also measure each functionality without its seeds: slow.")] = False,
    tuned: Annotated[bool, typer.Option("--tune", help="First teach the encoder: an hour on a core.")] = False,
    cache: Annotated[Path, typer.Option(help="Folder of the built encoder.")] = Path("data/models"),
    as_json: AsJson = False,
) -> None:
    """Fit the learned heads of reply safety on the seeds, measure them, and write them with their card.

    `sidelight-train safety --tune --threads threads.jsonl --source "who, licence" --suite tests/safety/suite`

    Without `--tune` the heads are fitted on the encoder as it was last taught, which takes a few minutes.
    """
    from models.safety.minilm import OnnxMiniLm
    from training.safety.refit import LEFT_OUT, Sources, refit
    from training.show import progress_bar, show_unseen

    def encoder(adapter: Path | None) -> OnnxMiniLm:
        return OnnxMiniLm(cache, adapter=adapter, threads=os.cpu_count() or 1)

    with progress_bar(err) as hear, _as_misconfigured():
        card = refit(
            out, encoder, lambda stage, share: hear(stage, round(100 * share), 100),
            sources=Sources(threads=threads, told=source, suite=suite),
            leave_out=LEFT_OUT if leave_out else (), tuned=tuned,
        )  # fmt: skip
    if as_json:
        print_json(card)
        return
    for name in ("with_encoder", "without_encoder"):
        err.print(f"{name}: " + ", ".join(f"{what} {value:.1%}" for what, value in card[name].items()))
    show_unseen(err, card["left_out"])
    for name in ("with_encoder", "without_encoder") if card["reliability"] else ():
        found = card["reliability"][name]
        err.print(f"{name}: calibration error {found['error']:.3f} on {found['replies']} replies")
    err.print(f"written to {out}")


@app.command()
def rulings(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """What moderators' rulings could teach reply safety now: how many count, and why the others do not.

    Changes nothing, and shows counts only, no texts.
    """
    from training.safety.rulings import read_rulings
    from training.show import show_rulings

    settings = read_settings(config)
    with open_store(settings) as db:
        found = read_rulings(db, settings.training.rulings)
    if as_json:
        print_json(found.as_json())
    else:
        show_rulings(Console(), found)


@app.command()
def refit(
    config: ConfigPath = DEFAULT_CONFIG,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Correct the weights of reply safety by moderators' rulings, and let them serve if the gate says so.

    Ends with code 0 whether or not they were promoted: the last line says which, and why. The bot takes them up by
    itself; `sidelight-train rollback safety` takes them back.
    """
    from training.safety.weekly import Bench, configured_encoder, refit_on_rulings
    from training.show import progress_bar

    settings = read_settings(config)
    require_permission(settings)
    encode = configured_encoder(settings.models, threads=settings.training.threads)
    shift = 0.0 if now is None else now - time.time()
    with open_store(settings) as db, progress_bar(err) as hear:
        own = OwnWeights(settings.models.safety.weights)

        def tell(stage: str, share: float) -> None:
            hear(stage, round(100 * share), 100)

        done = refit_on_rulings(Bench(settings, db, own, lambda: time.time() + shift, tell, encode))
    if as_json:
        print_json(done.as_json())
    err.print(f"safety: {done.sentence}", highlight=False, soft_wrap=True, markup=False)


@contextmanager
def _as_misconfigured() -> Iterator[None]:
    try:
        yield
    except EngineUnavailable as error:
        raise Misconfigured(str(error)) from error
