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
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

import typer
from rich.console import Console

from bench.loop_coins import draw_lots
from bench.loop_editor import ANSWER, CONTEXT, STEPS, build_editor
from bench.loop_figures import margins, mean_taste, plot, show, told_of_controls
from bench.loop_life import Options, live, train
from bench.loop_taste import Draft, held_out, measure
from bench.stage import Stage, StageError, machine, staged
from bench.waiting import steps
from models.protocols import SafetyClassifier
from models.registry import Registry
from models.settings import LocalSettings

console = Console(stderr=True)


@dataclass(slots=True)
class Book:
    """What is known so far, on the disk after every step."""

    path: Path
    lives: dict[str, list[dict[str, Any]]]
    controls: list[dict[str, Any]]
    options: dict[str, Any]
    stages: list[Stage] = field(default_factory=list)
    """Of the lives that run, so that their processes end when this one is told to."""
    _lock: Lock = field(default_factory=Lock)

    def write(self) -> None:
        """Whole or not at all, also where several lives are written at once."""
        half = self.path.with_suffix(".half")
        with self._lock:
            kept = {"options": self.options, "machine": machine(), "lives": self.lives, "controls": self.controls}
            half.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
            half.replace(self.path)


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores what an adapter suggests for the held-out drafts."""

    options: Options
    drafts: Sequence[Draft]
    safety: SafetyClassifier
    _turn: Lock = field(default_factory=Lock)

    def taste(self, adapter: Path | None) -> list[dict[str, Any]]:
        """One entry a draft."""
        settings = LocalSettings(
            base=str(self.options.base), max_new_tokens=ANSWER, context_tokens=CONTEXT, deadline_s=600.0
        )
        with self._turn:  # two models cannot be loaded at once
            found = measure(self.options.plan(), self.drafts, settings=settings, adapter=adapter, safety=self.safety)
        return [one.as_json() for one in found]


def main(
    rounds: Annotated[int, typer.Option(help="Rounds of watch, log, retrain, swap.")] = 5,
    seeds: Annotated[int, typer.Option(help="Communities, one after the other.")] = 3,
    control_runs: Annotated[int, typer.Option(help="Trainings on logs whose decisions are drawn by lot.")] = 20,
    control_taste: Annotated[int, typer.Option(help="For so many of them, taste is measured too.")] = 6,
    days: Annotated[float, typer.Option(help="Virtual days in a round.")] = 1.0,
    size: Annotated[float, typer.Option(help="How many times the usual number of people and posts.")] = 1.0,
    speed: Annotated[float, typer.Option(help="Virtual seconds in a real one, up to 3600.")] = 1200.0,
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
    book = _open(out / "loop.json", asked, is_resumed=resume)
    try:
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
                lived = [crew.submit(_live, book, judge, out, seed=seed, says=says) for seed in range(1, seeds + 1)]
                for life in lived:
                    life.result()
                drawn = _draws(book, wanted=control_runs)
                says("controls", min(len(book.controls), control_runs))
                controls = [
                    crew.submit(_control, book, judge, out, draw, is_tasted=draw.number < control_taste, says=says)
                    for draw in drawn
                ]
                for control in controls:
                    control.result()
    except StageError as error:
        console.print(f"[red]loop:[/] {error}", highlight=False)
        raise typer.Exit(1) from None
    plot(out / "loop.svg", book.lives, book.controls)
    if as_json:
        sys.stdout.write(json.dumps(_figures(book), indent=2) + "\n")
        return
    show(Console(), book.lives, book.controls)
    console.print(f"[dim]{time.monotonic() - started:.0f} s on {machine()}; plot and figures in {out}[/]")


@contextlib.contextmanager
def _all_ended(crew: ThreadPoolExecutor, book: Book) -> Iterator[None]:
    """Where this process is told to stop, or one life fails, the others end too instead of being waited for."""
    with contextlib.ExitStack() as undo:
        undo.callback(_stop, book.stages)
        undo.callback(crew.shutdown, wait=False, cancel_futures=True)  # the last one is called first
        yield
        undo.pop_all()


def _stop(stages: Sequence[Stage]) -> None:
    for stage in stages:
        stage.stop()


def _open(path: Path, asked: dict[str, Any], *, is_resumed: bool) -> Book:
    if is_resumed and path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["options"] != asked:
            console.print(f"[red]loop:[/] {path} was made with {kept['options']}; ask for the same, or leave --resume")
            raise typer.Exit(2)
        return Book(path, kept["lives"], kept["controls"], asked)
    for old in (*path.parent.glob("seed-*"), *path.parent.glob("control-*")):
        shutil.rmtree(old)
    return Book(path, {}, [], asked)


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
    with staged(folder) as stage:
        book.stages.append(stage)
        for one in live(stage, judge.options, seed=seed, says=lambda what: says(f"seed {seed}, {what}")):
            says(f"seed {seed}, round {one.number}: tasting")
            adapter = folder / "adapters" / one.serves if one.serves else None
            same = one.serves == (life[-1].get("serves") or "")
            taste = life[-1]["taste"] if same else judge.taste(adapter)
            life.append({**one.as_json(), "taste": taste})
            book.write()
            says(f"seed {seed}, round {one.number}: done", 1)


@dataclass(frozen=True, slots=True)
class _Draw:
    """One control: which log it learns from, with decisions by lot."""

    number: int
    seed: str
    lived: Mapping[str, Any]
    """The round whose log it is."""


def _draws(book: Book, *, wanted: int) -> list[_Draw]:
    """Those still to come, over the rounds of all lives in turn."""
    logs = [(seed, one) for seed, life in sorted(book.lives.items()) for one in life[1:] if one["report"]["adapter"]]
    done = {control["number"] for control in book.controls}
    return [_Draw(n, *logs[n % len(logs)]) for n in range(wanted if logs else 0) if n not in done]


def _control(
    book: Book, judge: Judge, out: Path, draw: _Draw, *, is_tasted: bool, says: Callable[..., None]
) -> None:  # fmt: skip
    """A training on a log by lot, in a folder of its own, which goes again."""
    says(f"control {draw.number + 1}")
    life, folder = out / f"seed-{draw.seed}", out / f"control-{draw.number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    decisions = draw_lots(life / draw.lived["store"], folder / "sidelight.db", seed=draw.number)
    config = folder / "config.toml"
    lived = (life / "config.toml").read_text(encoding="utf-8")
    config.write_text(lived.replace(str(life), str(folder)), encoding="utf-8")
    report = train(config, now=time.time())
    taste = None
    if is_tasted and report["adapter"]:
        taste = mean_taste({"taste": judge.taste(Registry(folder / "adapters").path(report["adapter"]))})
    base = mean_taste(book.lives[draw.seed][0])
    book.controls.append(
        {
            "number": draw.number, "seed": draw.seed, "round": draw.lived["number"], "decisions": decisions,
            "promoted": report["state"] == "promoted", "sentence": report["sentence"], "counts": report["counts"],
            "taste": taste, "gain": None if taste is None else taste - base,
        }
    )  # fmt: skip
    book.write()
    shutil.rmtree(folder)
    says(f"control {draw.number + 1}: done", 1)


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
