"""The trainers' progress, told to whoever listens."""

from __future__ import annotations

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from training.steps import Progress


class Steps(TrainerCallback):
    """Tells `progress` about every step."""

    def __init__(self, stage: str, progress: Progress) -> None:
        self._stage = stage
        self._progress = progress

    def on_train_begin(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object
    ) -> None:
        """Say how many steps there will be."""
        self._progress(self._stage, 0, state.max_steps)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object) -> None:
        """Say how many are done."""
        self._progress(self._stage, state.global_step, state.max_steps)
