"""All four stages on the stand-in, taught once and looked at by several tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from taught_place import Place, make_place
from transformers import PreTrainedTokenizerBase

from models.registry import weights_sha256
from training.base import Hardware, hardware, load_tokenizer, room
from training.dialogues import Dialogue, dialogues
from training.jobs import Job, do, prepare
from training.pairs import build_pairs
from training.read import read_log
from training.settings import LoraSettings, TrainingSettings
from training.stages import Bench, Course, Lessons, run_stages
from training.steps import Fitted, Recipe

CPU = Hardware("cpu", bf16=False, threads=1)
Tokenizer = PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True)
class School:
    """What the stages were taught, what each made of it, and pairs that none of them saw."""

    learned: Lessons
    held_out: list[Dialogue]
    bench: Bench
    course: Course
    jobs: dict[str, Job]
    adapters: dict[str, Path]


def ask(place: Place, tokenizer: Tokenizer, base: Path) -> list[Dialogue]:
    """Every pair of replies that the community made, as the trainers read it."""
    built = build_pairs(read_log(place.db), place.settings.training.pairs, lambda _post, _text, draft=None: True)
    hardware(place.settings.training, base)
    space = room(place.settings.models, place.settings.training, tokenizer, base)
    fitting, too_long = dialogues(built.of_task("gm").pairs, tokenizer, space)
    assert not too_long
    return fitting


def teach(bench: Bench, learned: Lessons) -> tuple[Course, dict[str, Job], dict[str, Path]]:
    """The stages one after the other, with the job of each and the adapter that it left behind."""
    jobs, adapters = {}, {}

    def perform(job: Job) -> Fitted:
        assert prepare(job) is None, "nobody has done this before"
        jobs[job.stage], done = job, do(job, lambda *_: None)
        adapters[job.stage] = done.adapter
        return done

    return run_stages(replace(bench, perform=perform), learned, parent=None), jobs, adapters


def make_school(folder: Path, tiny: Path) -> School:
    """Eight steps of four rows, or fewer, for each stage."""
    place = make_place(folder, tiny, posts=24)
    with place.db:
        everything = ask(place, load_tokenizer(tiny), tiny)
    train = [one for one in everything if _number(one) < 18]
    learned = Lessons(tuple(train[:16]), tuple(train[16:32]), _alone(train[32:40]))
    recipe = Recipe(CPU, 4, 512, 7, LoraSettings(), folder / "work")
    bench = Bench(recipe, _fast(place.settings.training), tiny, weights_sha256(tiny), _undone)
    course, jobs, adapters = teach(bench, learned)
    return School(learned, [one for one in everything if _number(one) >= 18], bench, course, jobs, adapters)


def _number(one: Dialogue) -> int:
    return int(one.pair.post[-3:])


def _alone(pairs: list[Dialogue]) -> tuple[Dialogue, ...]:
    """The texts of these pairs, each by itself: with nothing beside it, good or bad."""
    halves: tuple[Callable[[Dialogue], Dialogue], ...] = (
        lambda one: replace(one, pair=replace(one.pair, key=f"{one.pair.key} up", rejected="")),
        lambda one: replace(one, pair=replace(one.pair, key=f"{one.pair.key} down", chosen="")),
    )
    return tuple(half(one) for one in pairs for half in halves)


def _fast(settings: TrainingSettings) -> TrainingSettings:
    """So quick that few steps show, and two epochs for the last stage, which asks the reference beforehand then."""
    kto = settings.kto.model_copy(update={"learning_rate": 1e-3})
    dpo2 = settings.dpo2.model_copy(update={"learning_rate": 1e-3, "epochs": 2.0})
    return settings.model_copy(update={"kto": kto, "dpo2": dpo2})


def _undone(_job: Job) -> Fitted:
    raise AssertionError("each test says who performs")
