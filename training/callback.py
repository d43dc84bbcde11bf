"""What happens beside the training steps: progress is told, numbers are watched, checkpoints get their mark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from models.pointer import flush
from training.errors import Diverged
from training.steps import Progress

COMPLETE = "complete"
"""The file that stands in a checkpoint once all of it was written: one without was cut off in the middle."""


class Steps(TrainerCallback):
    """Tells `progress` about every step, and ends the stage where its numbers are none any more."""

    def __init__(self, stage: str, progress: Progress) -> None:
        self._stage = stage
        self._progress = progress

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        """Say how many steps there will be."""
        self._progress(self._stage, state.global_step, state.max_steps)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object) -> None:
        """Say how many are done."""
        self._progress(self._stage, state.global_step, state.max_steps)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: Mapping[str, float] | None = None,
        **_: object,
    ) -> None:
        """Raise `Diverged` at the first loss or gradient that is no number; comes before the step could be saved."""
        for name in ("loss", "grad_norm"):
            value = (logs or {}).get(name, 0.0)
            if not math.isfinite(value):
                raise Diverged(self._stage, name, value, step=state.global_step, of=state.max_steps)

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object) -> None:
        """Mark the checkpoint, once everything in it is on the disk."""
        if not state.is_world_process_zero:
            return
        folder = Path(args.output_dir or ".") / f"checkpoint-{state.global_step}"
        for path in (*folder.rglob("*"), folder):
            flush(path)
        (folder / COMPLETE).touch()
        flush(folder)
