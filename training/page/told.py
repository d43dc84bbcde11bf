"""Everything that is known of one run or adapter, gathered for its page: from store, registry and the run's folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.registry import CorruptAdapter, Registry, UnknownAdapter
from models.safety.heads import CARD
from models.safety.own import OwnWeights
from store import pairs, ratings, replies, rulings, runs
from store.database import Database
from store.drift import Week, weeks
from store.rows import PostRow, RunRow, SampleRow
from training.errors import UnknownRun
from training.page.figures import Tree, branch, dig
from training.settings import TASKS, Settings
from training.show_adapters import adapter_card
from training.withdraw import allowed_texts

EVALUATION = "evaluation.json"
_BACK_S = 180 * rulings.DAY_S


@dataclass(frozen=True, slots=True)
class Told:
    """What a page can say. Trees are JSON as cards and rows hold it, of whichever version; texts are still allowed."""

    name: str
    """Of the run, or of the adapter where no run is known."""
    task: str
    state: str = ""
    adapter: str = ""
    sentence: str = ""
    """Promoted or not and why."""
    started_utc: float | None = None
    finished_utc: float | None = None
    report: Tree = field(default_factory=dict)
    evaluation: Tree = field(default_factory=dict)
    examination: Tree = field(default_factory=dict)
    """What an examination by hand wrote beside it: ratings and proxies."""
    card: Tree = field(default_factory=dict)
    config: Tree = field(default_factory=dict)
    samples: tuple[SampleRow, ...] = ()
    posts: Mapping[str, PostRow] = field(default_factory=dict)
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """`chosen` and `rejected` → words of the pairs that were learned from."""
    ruled: tuple[tuple[float, bool], ...] = ()
    """The probability of each flag that moderators ruled on, and whether they agreed."""
    weeks: tuple[Week, ...] = ()
    heads: Tree = field(default_factory=dict)
    """The card of the safety classifier's weights as they were fitted, before any ruling corrected them."""

    @property
    def compared_with(self) -> str:
        """The id of the adapter that served, or `base`; empty where nothing was compared."""
        return str(self.evaluation.get("compared_with") or "")

    def role(self, system: str) -> str:
        """What a system was in this run: `candidate`, `compared`, or its own name."""
        roles = {self.compared_with: "compared", self.adapter: "candidate"} if self.compared_with != "base" else {}
        return roles.get(system, "candidate" if system and system == self.adapter else system)


def runs_folder(settings: Settings) -> Path:
    """Where each run has a folder of its own, beside the registry."""
    return settings.models.registry.parent / "runs"


def tell(db: Database, registry: Registry, settings: Settings, name: str = "") -> Told:
    """All about a run, an adapter or an examination; about the newest run where none is named. Raises `UnknownRun`."""
    row = _row(db, name)
    file = _read_json(runs_folder(settings) / (row.id if row else name) / EVALUATION) if row or name else {}
    adapter = row.adapter if row else str(file.get("adapter") or name)
    card, seen = _card(registry, adapter)
    if row is None and not card and not file:
        raise UnknownRun(name, [one.id for one in runs.everything(db)])
    report: Tree = row.report if row else {}
    evaluation = branch(report, "evaluation") or branch(file, "evaluation") or branch(card, "evaluation")
    run = row.id if row else str(file.get("run") or "")
    said = (report.get("sentence"), report.get("why"), dig(card, "evaluation", "decision"), file.get("sentence"))
    kept = _kept_samples(db, run) if run else ()
    return Told(
        name=run or adapter,
        task=row.task if row else str(file.get("task") or card.get("task", "")),
        state=row.state if row else str(card.get("state", "")),
        adapter=adapter,
        sentence=next((str(one) for one in said if one), ""),
        started_utc=row.started_utc if row else card.get("created_utc"),
        finished_utc=row.finished_utc if row else None,
        report=report,
        evaluation=evaluation,
        examination=file,
        card=card,
        config=branch(card, "config") or settings.training.model_dump(mode="json"),
        samples=kept,
        posts={one.post: post for one in kept if (post := replies.post(db, one.post)) is not None},
        lengths=_lengths(db, seen),
        ruled=_ruled(db),
        weeks=tuple(weeks(db)),
        heads=_read_json(OwnWeights(settings.models.safety.weights).base / CARD),
    )  # fmt: skip


def _row(db: Database, name: str) -> RunRow | None:
    """The run of that name, else the newest that made the adapter of that name; without a name the newest of all."""
    found = runs.everything(db)
    if not name:
        newest = [row for row in found if row.task in TASKS]
        if not newest:
            raise UnknownRun(name, [row.id for row in found])
        return newest[-1]
    return next((row for row in reversed(found) if name in (row.id, row.adapter)), None)


def _card(registry: Registry, adapter: str) -> tuple[dict[str, Any], frozenset[str]]:
    """What is told of an adapter, and the keys of the pairs that it saw; both empty where there is no such adapter."""
    try:
        return adapter_card(registry, adapter), frozenset(registry.card(adapter).pairs)
    except (UnknownAdapter, CorruptAdapter):
        return {}, frozenset()


def _kept_samples(db: Database, run: str) -> tuple[SampleRow, ...]:
    """What was written in a run, as far as everybody whose words are in it still allows it."""
    fine = allowed_texts(db)
    rows = ratings.samples_of_run(db, run)
    return tuple(row for row in rows if row.post in fine and (not row.reply or row.reply in fine))


def _lengths(db: Database, seen: frozenset[str]) -> dict[str, tuple[int, ...]]:
    found = [pair for task in TASKS for pair in pairs.of_task(db, task) if pair.key in seen]
    if not found:
        return {}
    return {
        "chosen": tuple(len(pair.chosen.split()) for pair in found),
        "rejected": tuple(len(pair.rejected.split()) for pair in found),
    }


def _ruled(db: Database) -> tuple[tuple[float, bool], ...]:
    rows = [row for row in rulings.everything(db) if row.ruling in ("agree", "disagree")]
    newest = max((row.created_utc for row in rows), default=0.0)
    return tuple((row.probability, row.ruling == "agree") for row in rows if row.created_utc > newest - _BACK_S)


def _read_json(file: Path) -> Tree:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
