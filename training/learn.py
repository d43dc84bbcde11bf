"""From pairs to an adapter: on what a run goes on, what it learns, and the stages that learn it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from models.registry import CONFIG, Card, Registry
from store.rows import PairRow
from training.base import Hardware
from training.crew import Crew
from training.dialogues import Dialogue
from training.errors import TooLittle
from training.needs import require_room
from training.settings import TrainingSettings
from training.split import Split
from training.stages import Bench, Course, lessons, replayed, run_stages
from training.steps import Progress, Recipe
from training.targets import Picked
from training.used import digest


@dataclass(frozen=True, slots=True)
class Parent:
    """The serving adapter that a run goes on with; without a card, why it begins with a fresh one."""

    card: Card | None = None
    folder: Path | None = None
    why: str = ""

    @property
    def id(self) -> str:
        """Or empty."""
        return self.card.id if self.card else ""

    @property
    def keys(self) -> frozenset[str]:
        """Of the pairs that it has learned."""
        return frozenset(self.card.pairs) if self.card else frozenset()

    @property
    def fullnames(self) -> frozenset[str]:
        """Of the texts that it has seen."""
        return frozenset(self.card.fullnames) if self.card else frozenset()


def find_parent(
    registry: Registry,
    serving: Card | None,
    settings: TrainingSettings,
    *,
    base_sha256: str,
    withdrawn: Collection[str],
) -> Parent:
    """The serving adapter, if this run may go on with it. `withdrawn` are texts of it that may not be learned from."""
    if serving is None:
        return Parent(why="nothing serves yet")
    if not settings.continues:
        return Parent(why="training.continues is off")
    if serving.base_sha256 != base_sha256:
        return Parent(why=f"{serving.id} was fitted on another base")
    if withdrawn:
        return Parent(why=f"{serving.id} has seen {len(withdrawn)} texts that may not be learned from any more")
    folder = registry.path(serving.id)
    shape = json.loads((folder / CONFIG).read_text())
    if (shape.get("r"), shape.get("lora_alpha")) != (settings.lora.r, settings.lora.alpha):
        return Parent(why=f"{serving.id} has another rank or alpha than training.lora asks for")
    return Parent(serving, folder)


def to_learn(
    task: str, fitting: Sequence[Dialogue], parent: Parent, settings: TrainingSettings, *, used: Collection[str] = ()
) -> list[Dialogue]:
    """All pairs, or for a run that goes on those that its parent has not learned, and a share of the others.

    Raises `TooLittle` where nearly all are among those `used`, by their digests, by earlier runs.
    """
    fresh = [one for one in fitting if one.pair.key not in parent.keys]
    new, least = sum(digest(one.pair.key) not in used for one in fresh), settings.min_new_pairs
    if (used and new < least) or (parent.card is not None and not fresh):
        what = "pairs that no earlier run has used"
        raise TooLittle(task, what, new, max(1, least), instead="`run --afresh` learns the others again")
    if parent.card is None:
        return list(fitting)
    return replayed(fresh, [one for one in fitting if one.pair.key in parent.keys], share=settings.replay)


def apart(
    thumbs: Sequence[PairRow], parts: Split, people: Mapping[str, frozenset[str]], learned: Collection[str]
) -> tuple[PairRow, ...]:
    """Texts that stand alone, without those whose post or people judge the adapter, and those learned before."""
    posts = {pair.post for pair in parts.held_out}
    judges = frozenset(name for pair in parts.held_out for name in people[pair.key])
    return tuple(
        one for one in thumbs if one.post not in posts and not people[one.key] & judges and one.key not in learned
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run learns: the machine, the base, and the folder of its checkpoints."""

    where: Hardware
    base: Path
    base_sha256: str
    max_length: int
    work: Path
    crew: Crew
    progress: Progress


def learn(
    place: Place,
    settings: TrainingSettings,
    *,
    pairs: Sequence[Dialogue],
    thumbs: Sequence[Dialogue],
    parent: Parent,
    picked: Picked,
) -> Course:
    """Every stage that has something to learn from. Raises `NoRoom` before it begins."""
    recipe = Recipe(
        place.where, settings.batch, place.max_length, settings.seed, settings.lora, place.work,
        settings.checkpoint_steps, place.crew.size,
    )  # fmt: skip
    require_room(place.base, recipe, tokens=max(one.tokens for one in (*pairs, *thumbs)))
    bench = Bench(recipe, settings, place.base, place.base_sha256, partial(place.crew.perform, progress=place.progress))
    course = run_stages(bench, lessons(pairs, thumbs, settings, picked), parent=parent.folder, parent_id=parent.id)
    if parent.why:
        course.said["begins"] = f"with a fresh adapter: {parent.why}"
    return course
