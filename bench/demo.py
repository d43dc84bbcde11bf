"""The whole loop in one command: a simulated community, the bot, training, the swap, and a score against the truth.

`python -m bench.demo` (or `make demo`) needs no credentials and no downloads. It builds the tiny stand-in model, starts
the sandbox at an hour a second and the bot beside it, shows what happens, and ends by itself.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from bench.by_hand import show_swap
from bench.scoring import Score, score
from bench.stage import Stage, StageError, fast_watch, machine, staged
from bench.table import show_score

SPEED = 3600.0
_SETTLE_S = 3.0
_TRAINING_S = 100.0
_SWAP_S = 2.0
_LONGEST_S = 900.0

console = Console()


def main(
    out: Annotated[Path, typer.Option(help="Folder for logs, store and report; emptied first.")] = Path("demo-out"),
    seed: Annotated[int, typer.Option(help="The same seed makes the same community.")] = 7,
    days: Annotated[float, typer.Option(help="Virtual days; on the last fifth nobody posts.")] = 7.0,
    size: Annotated[float, typer.Option(help="How many times the usual number of people and posts.")] = 2.5,
    engine: Annotated[str, typer.Option(help="local (the tiny model, guideline behind it) or guideline.")] = "local",
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON instead of a table.")] = False,
) -> None:
    """Run the whole loop against the simulated community and score it."""
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    try:
        with staged(out.resolve()) as stage:
            result = _play(stage, seed=seed, days=days, size=size, engine=engine)
    except StageError as error:
        console.print(f"[red]demo:[/] {error}", highlight=False)
        raise typer.Exit(1) from None
    (out / "report.json").write_text(result.as_json() + "\n", encoding="utf-8")
    if as_json:
        sys.stdout.write(result.as_json() + "\n")
        return
    show_score(console, result)
    console.print(f"[dim]{time.monotonic() - started:.0f} s on {machine()}[/]")
    console.print(f"[dim]Report: {out / 'report.json'}. Logs and store: {out}.[/]")


def _play(stage: Stage, *, seed: int, days: float, size: float, engine: str) -> Score:
    with _progress() as progress:
        task = progress.add_task("building the tiny model", total=None)
        _build_tiny(stage)
        progress.update(task, description="starting the sandbox and the bot")
        stage.start_sandbox("--seed", str(seed), "--speed", str(SPEED), "--days", str(days), "--size", str(size))
        config = stage.write_config(_sections(stage, days, engine))
        stage.start_bot(config)
        progress.update(task, total=days)
        began = float(stage.get("/sandbox/clock")["now"])
        deadline = time.monotonic() + _LONGEST_S
        while True:
            stage.check_alive()
            state = stage.get("/sandbox/state")
            progress.update(
                task, completed=min(days, (float(state["now"]) - began) / 86400), description=_line(stage, state)
            )
            if not state["running"]:
                break
            if time.monotonic() > deadline:
                raise StageError(f"the simulation did not end in {_LONGEST_S:.0f} s; see {stage.folder}")
            time.sleep(0.5)
        time.sleep(_SETTLE_S)
        _wait_for_training(stage, progress, task)
        progress.update(task, description="swapping an adapter while the bot watches")
        shown = show_swap(stage, config)
        truth = stage.get("/sandbox/truth")
    stage.stop()
    return replace(score(stage.store, truth, log=stage.folder / "bot.log"), shown_by_hand=shown)


def _build_tiny(stage: Stage) -> None:
    from models.tiny import build_tiny

    build_tiny(stage.folder / "models" / "tiny")


def _sections(stage: Stage, days: float, engine: str) -> dict[str, dict[str, Any]]:
    return {
        "watch": {**fast_watch(SPEED), "workers": 4},
        "schedule": {"training_every_h": round(days * 24 * 0.6)},
        "models": {
            "engine": engine,
            "registry": str(stage.folder / "adapters"),
            "cache": str(stage.folder / "models"),
            "local": {"max_new_tokens": 200, "temperature": 0.3, "deadline_s": 20.0, "needs_adapter": True},
        },
        # Small enough to end while the simulation runs, on one core beside it.
        "training": {
            "permission_ref": "sandbox",
            "min_pairs": 24,
            "max_pairs": 140,
            "max_length": 512,
            "sft": {"max_rows": 120},
            "gate": {"samples": 6, "effect": 0.25, "max_unsafe_rise": 0.5, "max_audit_drop": 0.5},
        },
    }


def _wait_for_training(stage: Stage, progress: Progress, task: TaskID) -> None:
    """A run that is under way at the end is waited for; the bot goes on watching meanwhile."""
    deadline = time.monotonic() + _TRAINING_S
    while _runs(stage)[-1:] == ["running"] and time.monotonic() < deadline:
        progress.update(task, description="waiting for the training run to end")
        stage.check_alive()
        time.sleep(0.5)
    time.sleep(_SWAP_S)


def _runs(stage: Stage) -> list[str]:
    """The states of all runs, the oldest first."""
    with closing(sqlite3.connect(f"file:{stage.store}?mode=ro", uri=True, timeout=5)) as db:
        return [str(row[0]) for row in db.execute("select state from runs order by started_utc").fetchall()]


def _line(stage: Stage, state: dict[str, Any]) -> str:
    """One line on what the bot has done so far."""
    try:
        with closing(sqlite3.connect(f"file:{stage.store}?mode=ro", uri=True, timeout=5)) as db:
            seen, flags, sent = (
                db.execute(query).fetchone()[0]
                for query in (
                    "select count(*) from replies where handled_utc is not null",
                    "select count(*) from flags",
                    "select count(*) from suggestions where sent_utc is not null",
                )
            )
        runs = _runs(stage)
    except sqlite3.OperationalError:
        return "starting"
    trained = f", training {runs[-1]}" if runs else ""
    return f"{seen} replies read, {flags} flags, {sent} suggestions{trained}"


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(), BarColumn(bar_width=24), TextColumn("{task.description}"), TimeElapsedColumn(), console=console
    )


if __name__ == "__main__":
    typer.run(main)
