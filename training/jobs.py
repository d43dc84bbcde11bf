"""One stage as plain data, and the doing of it: what one process of several needs to know, and nothing of the store."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from models.registry import WEIGHTS
from training.base import load_base, load_tokenizer
from training.dialogues import Row
from training.quiet import hush_libraries
from training.report import library_versions
from training.settings import Dpo2Settings, DpoSettings, KtoSettings, SftSettings
from training.steps import Fitted, Progress, Recipe

Stage = Literal["sft", "dpo", "kto", "dpo2"]
STAGES: tuple[Stage, ...] = ("sft", "dpo", "kto", "dpo2")
"""In their order: what people rated has the last word."""

_FINGERPRINT = "job.sha256"


@dataclass(frozen=True, slots=True)
class Job:
    """A stage: what it learns from, and how. Holds people's texts, so it is never written down."""

    rows: tuple[Row, ...]
    settings: SftSettings | DpoSettings | Dpo2Settings | KtoSettings
    base: Path
    base_sha256: str
    recipe: Recipe
    adapter: Path | None
    """The folder of the adapter that goes on learning; only the first stage begins with a fresh one."""
    held_to_base: bool = False
    """Of `dpo`: whether the reference is the base, or else the adapter as the stage finds it."""

    @property
    def stage(self) -> Stage:
        """Told from the settings."""
        kinds: Mapping[type, Stage] = {SftSettings: "sft", DpoSettings: "dpo", Dpo2Settings: "dpo2", KtoSettings: "kto"}
        return kinds[type(self.settings)]

    @property
    def folder(self) -> Path:
        """Where its checkpoints and its adapter lie."""
        return self.recipe.work / self.stage

    @property
    def fingerprint(self) -> str:
        """Of everything that its result depends on: a checkpoint of another job is no beginning for this one."""
        recipe = {name: value for name, value in asdict(self.recipe).items() if name != "work"}
        parts = [
            self.rows, self.settings, self.base_sha256, recipe, library_versions(),
            hashlib.sha256((self.adapter / WEIGHTS).read_bytes()).hexdigest() if self.adapter else "",
            self.held_to_base,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts, sort_keys=True, default=_plain).encode()).hexdigest()


def prepare(job: Job) -> Fitted | None:
    """What an earlier run made of this very job, or None with the folder ready for it to be done or gone on with."""
    from training.fitting import clear_torn, finished

    kept = job.folder / _FINGERPRINT
    fingerprint = job.fingerprint
    if not kept.exists() or kept.read_text() != fingerprint:
        shutil.rmtree(job.folder, ignore_errors=True)
        job.folder.mkdir(parents=True)
        kept.write_text(fingerprint)
    clear_torn(job.folder)
    return finished(job.folder)


def do(job: Job, progress: Progress) -> Fitted:
    """Fit the stage's adapter, from the beginning or from its last checkpoint."""
    from training.dpo import fit_dpo  # torch and TRL take seconds to import, and not every command trains
    from training.fitting import continued
    from training.kto import fit_kto
    from training.sft import fit_sft

    hush_libraries()
    tokenizer = load_tokenizer(job.base)
    base = load_base(job.base, job.recipe.where)
    if isinstance(job.settings, SftSettings):
        return fit_sft(base, tokenizer, rows=job.rows, recipe=job.recipe, settings=job.settings, progress=progress)
    assert job.adapter is not None
    if isinstance(job.settings, KtoSettings):
        model = continued(base, job.adapter)
        return fit_kto(model, tokenizer, rows=job.rows, recipe=job.recipe, settings=job.settings, progress=progress)
    return fit_dpo(
        base, tokenizer, adapter=job.adapter, held_to_base=job.held_to_base,
        rows=job.rows, recipe=job.recipe, settings=job.settings, progress=progress,
    )  # fmt: skip


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return str(value)
