"""First stage: a fresh adapter learns to write like the chosen texts."""

from __future__ import annotations

from collections.abc import Sequence

from datasets import Dataset
from transformers import PreTrainedModel, PreTrainedTokenizerBase
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from models.local.quiet import quiet_peft
from training.callback import Steps
from training.dialogues import Row
from training.fitting import run_trainer, shape
from training.settings import SftSettings
from training.steps import Fitted, Progress, Recipe, arguments


def fit_sft(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    rows: Sequence[Row],
    recipe: Recipe,
    settings: SftSettings,
    progress: Progress,
) -> Fitted:
    """A fresh adapter, fitted on `rows` (prompt and completion); only the completion's tokens count."""
    config = SFTConfig(
        **arguments(recipe, "sft", epochs=settings.epochs, learning_rate=settings.learning_rate),
        completion_only_loss=True,
    )
    with quiet_peft():
        trainer = SFTTrainer(
            model=model,
            args=config,
            train_dataset=Dataset.from_list(list(rows)),
            processing_class=tokenizer,
            peft_config=shape(recipe.lora),
            callbacks=[Steps("sft", progress)],
        )
    return run_trainer(trainer, recipe, "sft", rows=len(rows))
