"""The stages of one run in their order, each on top of the one before; one with nothing to learn from is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.dialogues import Dialogue, Row
from training.evidence import Evidence
from training.jobs import Job, Stage
from training.rows import dpo_rows, kto_rows, sft_rows
from training.settings import TrainingSettings
from training.steps import Fitted, Recipe
from training.targets import Picked

_MOST = 4


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a run learns from, by the stage that learns it."""

    pairs: tuple[Dialogue, ...]
    """What the community prefers."""
    rated: tuple[Dialogue, ...]
    """What people's ratings prefer."""
    thumbs: tuple[Dialogue, ...]
    """Texts that are good or bad alone."""
    picked: Picked | None = None
    """Which of the texts to write like are left out."""

    @property
    def good(self) -> tuple[Dialogue, ...]:
        """All that has a text to write like."""
        found, gone = (*self.pairs, *self.rated, *self.thumbs), self.picked.keys if self.picked else frozenset()
        return tuple(one for one in found if one.pair.chosen and one.pair.key not in gone)


@dataclass(slots=True)
class Course:
    """Where the stages have led to."""

    adapter: Path | None = None
    curves: dict[str, tuple[Mapping[str, float], ...]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """Stage → what it learned from, or why it was left out."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the stages of one run share."""

    recipe: Recipe
    settings: TrainingSettings
    base: Path
    base_sha256: str
    perform: Callable[[Job], Fitted]
    """Does a job, on however many processes there are."""


def lessons(
    pairs: Sequence[Dialogue], thumbs: Sequence[Dialogue], settings: TrainingSettings, picked: Picked | None = None
) -> Lessons:
    """Each to its stage. Few rated pairs are learned with the others: they are too few for a stage of their own."""
    rated = tuple(one for one in pairs if one.pair.evidence == Evidence.RATING)
    if len(rated) < settings.dpo2.min_pairs:
        rated = ()
    others = tuple(one for one in pairs if not rated or one.pair.evidence != Evidence.RATING)
    return Lessons(others, rated, tuple(thumbs), picked)


def run_stages(bench: Bench, learned: Lessons, *, parent: Path | None, parent_id: str = "") -> Course:
    """Stage after stage. A `parent` has been through the first one, so it goes on with what it has not learned yet."""
    course = Course(adapter=parent)
    for stage, rows, why in _plan(bench, learned, parent_id):
        if not rows:
            course.said[stage] = f"left out: {why}"
            continue
        settings = getattr(bench.settings, stage)
        held = stage == "dpo" and parent is not None and bench.settings.held_to == "base"
        job = Job(tuple(rows), settings, bench.base, bench.base_sha256, bench.recipe, course.adapter, held)
        done = bench.perform(job)
        course.adapter, course.curves[stage] = done.adapter, done.curve
        course.said[stage] = f"{len(rows)} rows, {len(done.curve)} steps"
        if stage == "sft" and learned.picked is not None and learned.picked.left_out:
            course.said[stage] += f"; {learned.picked.left_out} targets less likely to have helped are left out"
    return course


def replayed(fresh: Sequence[Dialogue], old: Sequence[Dialogue], *, share: float) -> list[Dialogue]:
    """The fresh pairs, and so many old ones that they are `share` of all: the heaviest, and of those the newest.

    Whoever learns only what is new forgets.
    """
    most = round(len(fresh) * share / (1 - share))
    return [*fresh, *_heaviest(old)[:most]]


def evened(thumbs: Sequence[Dialogue]) -> list[Dialogue]:
    """Of good and bad texts, at most four times as many of one kind as of the other: the heaviest, then the newest."""
    by_weight = _heaviest(thumbs)
    good = [one for one in by_weight if one.pair.chosen]
    bad = [one for one in by_weight if not one.pair.chosen]
    return [*good[: _MOST * len(bad)], *bad[: _MOST * len(good)]]


def _heaviest(found: Sequence[Dialogue]) -> list[Dialogue]:
    return sorted(found, key=lambda one: (-one.pair.weight, -one.pair.created_utc, one.pair.key))


def _plan(bench: Bench, learned: Lessons, parent_id: str) -> Iterator[tuple[Stage, list[Row], str]]:
    """Each stage, its rows, and what to say where there are none."""
    settings, batch, seed = bench.settings, bench.recipe.batch, bench.recipe.seed
    first: list[Row] = []
    if not parent_id:
        first = sft_rows(learned.good, most=settings.sft.max_rows, batch=batch, seed=seed)
    yield "sft", first, f"{parent_id} goes on"
    yield (
        "dpo",
        dpo_rows(learned.pairs, batch=batch, seed=seed, balance=settings.dpo.balance_lengths),
        "no pairs but those of ratings",
    )
    alone = evened(learned.thumbs)
    enough = len(alone) >= settings.kto.min_texts
    yield (
        "kto",
        kto_rows(alone, batch=batch, seed=seed) if enough else [],
        f"{len(alone)} texts alone of both kinds, {settings.kto.min_texts} are needed",
    )
    yield (
        "dpo2",
        dpo_rows(learned.rated, batch=batch, seed=seed, balance=settings.dpo2.balance_lengths),
        f"fewer than {settings.dpo2.min_pairs} rated pairs; any were learned with the others",
    )
