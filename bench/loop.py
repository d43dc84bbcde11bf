"""Whether the loop learns what nobody tells it: `python -m bench.loop`.

Two communities of opposite taste: one likes to be heard and minds advice, the other the reverse. The bot improves
drafts there, sees what helpers make of it, trains after each round, and swaps. What each round's adapter suggests for
drafts that nobody wrote there is scored by the hidden taste; the bot knows none of it. As a control the same logs are
learned from with people's decisions drawn by lot.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bench.loop_book import Book, open_book
from bench.loop_coins import control, draws
from bench.loop_editor import STEPS, build_editor
from bench.loop_figures import margins, mean_taste, plot, show, told_of_controls
from bench.loop_life import Options, live
from bench.loop_taste import Judge, held_out
from bench.stage import StageError, machine
from bench.waiting import steps

console = Console(stderr=True)


def main(
    rounds: Annotated[int, typer.Option(help="Rounds of watch, log, retrain, swap.")] = 5,
    seeds: Annotated[int, typer.Option(help="Communities, one after the other.")] = 3,
    control_runs: Annotated[int, typer.Option(help="Trainings on logs whose decisions are drawn by lot.")] = 20,
    control_taste: Annotated[int, typer.Option(help="For so many of them, taste is measured too.")] = 6,
    days: Annotated[float, typer.Option(help="Virtual days in a round.")] = 2.0,
    size: Annotated[float, typer.Option(help="How many times the usual number of people and posts.")] = 1.0,
    speed: Annotated[float, typer.Option(help="Virtual seconds in a real one, up to 3600.")] = 600.0,
    drafts: Annotated[int, typer.Option(help="Held-out drafts.")] = 100,
    editor_steps: Annotated[int, typer.Option(help="Steps in which the stand-in that can edit is fitted.")] = STEPS,
    together: Annotated[int, typer.Option(help="Communities, and controls, that run at the same time.", min=1)] = 1,
    every_candidate_serves: Annotated[
        bool, typer.Option("--every-candidate-serves", help="Whatever the gate says, in the lives; not in controls.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Folder for logs, stores, figures and the plot.")] = Path("bench-out/loop"),
    resume: Annotated[bool, typer.Option("--resume", help="Keep the seeds and controls that are done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON instead of a table.")] = False,
) -> None:
    """Live through the rounds, draw lots for the controls, and say whether taste rose."""
    started = time.monotonic()
    logging.getLogger("models").setLevel(logging.ERROR)  # a model that says nothing is counted, not told
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that sandbox and bot end too
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    options = Options(rounds, days, size, speed, every_candidate_serves, out / "editor")
    asked = {name: value for name, value in locals().items() if name in ("drafts", "editor_steps")} | {
        name: getattr(options, name) for name in ("rounds", "days", "size", "speed", "every_candidate_serves")
    }
    try:
        book = open_book(out / "loop.json", asked, is_resumed=resume)
        with steps(console) as progress:
            task = progress.add_task("fitting a stand-in that can edit", total=editor_steps)
            build_editor(
                options.base, steps=editor_steps, progress=lambda done, _: progress.update(task, completed=done)
            )
            progress.update(task, total=seeds * rounds + control_runs, completed=0)
            from models.safety import load_classifier

            judge = Judge(options, held_out(options.plan(), drafts), load_classifier())

            def says(what: str, done: int = 0) -> None:
                progress.update(task, description=what, advance=done)

            with ThreadPoolExecutor(together) as crew, _all_ended(crew, book):
                _await(crew.submit(_live, book, judge, out, seed=seed, says=says) for seed in range(1, seeds + 1))
                drawn = draws(book, wanted=control_runs)
                says("controls", min(len(book.controls), control_runs))
                _await(
                    crew.submit(control, book, judge, out, draw, is_tasted=draw.number < control_taste, says=says)
                    for draw in drawn
                )
    except StageError as error:
        console.print(f"[red]loop:[/] {error}", highlight=False)
        raise typer.Exit(1) from None
    plot(out / "loop.svg", book.lives, book.controls)
    if as_json:
        sys.stdout.write(json.dumps(_figures(book), indent=2) + "\n")
        return
    show(Console(), book.lives, book.controls)
    console.print(f"[dim]{time.monotonic() - started:.0f} s on {machine()}; plot and figures in {out}[/]")


def _await(started: Iterator[Future[None]]) -> None:
    """All of them, submitted before the first is waited for."""
    for one in list(started):
        one.result()


@contextlib.contextmanager
def _all_ended(crew: ThreadPoolExecutor, book: Book) -> Iterator[None]:
    """Where this process is told to stop, or one life fails, the others end too instead of being waited for."""
    with contextlib.ExitStack() as undo:
        undo.callback(book.close)
        undo.callback(crew.shutdown, wait=False, cancel_futures=True)  # the last one is called first
        yield
        undo.pop_all()


def _live(book: Book, judge: Judge, out: Path, *, seed: int, says: Callable[..., None]) -> None:
    """One seed's rounds. A life that was cut short is lived again: its people are gone."""
    rounds = judge.options.rounds
    if len(book.lives.get(str(seed), ())) == rounds + 1:
        says(f"seed {seed} is done", rounds)
        return
    folder = out / f"seed-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    says(f"seed {seed}: the base alone")
    life = book.lives[str(seed)] = [{"number": 0, "taste": judge.taste(None)}]
    with book.staged(folder) as stage:
        for one in live(stage, judge.options, seed=seed, says=lambda what: says(f"seed {seed}, {what}")):
            says(f"seed {seed}, round {one.number}: tasting")
            adapter = folder / "adapters" / one.serves if one.serves else None
            same = one.serves == (life[-1].get("serves") or "")
            taste = life[-1]["taste"] if same else judge.taste(adapter)
            life.append({**one.as_json(), "taste": taste})
            book.write()
            says(f"seed {seed}, round {one.number}: done", 1)


def _figures(book: Book) -> dict[str, Any]:
    return {
        "options": book.options,
        "machine": machine(),
        "taste": {seed: [round(mean_taste(one), 4) for one in life] for seed, life in book.lives.items()},
        "margins": {name: found.as_json() for name, found in margins(book.lives).items()},
        "controls": {"runs": len(book.controls), "promoted": sum(one["promoted"] for one in book.controls)},
        "in words": told_of_controls(book.controls),
    }


if __name__ == "__main__":
    typer.run(main)
