"""First stage: a fresh adapter learns to write like the chosen texts."""

from __future__ import annotations

from collections.abc import Sequence

from datasets import Dataset
from peft import LoraConfig
from transformers import PreTrainedModel, PreTrainedTokenizerBase
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from models.local.quiet import quiet_peft
from training.callback import Steps
from training.dialogues import Row
from training.fitting import run_trainer
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
    lora = recipe.lora
    config = SFTConfig(
        **arguments(recipe, "sft", epochs=settings.epochs, learning_rate=settings.learning_rate),
        completion_only_loss=True,
    )
    # All linear layers but the output layer: TRL multiplies by that one directly, and an adapter on it would not learn.
    adapter = LoraConfig(
        r=lora.r, lora_alpha=lora.alpha, lora_dropout=lora.dropout, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    with quiet_peft():
        trainer = SFTTrainer(
            model=model,
            args=config,
            train_dataset=Dataset.from_list(list(rows)),
            processing_class=tokenizer,
            peft_config=adapter,
            callbacks=[Steps("sft", progress)],
        )
    return run_trainer(trainer, recipe, "sft", rows=len(rows))
