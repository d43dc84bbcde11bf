"""First stage: a fresh adapter learns to write like the chosen texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from datasets import Dataset
from peft import LoraConfig
from transformers import PreTrainedModel, PreTrainedTokenizerBase, PrinterCallback
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from models.local.quiet import quiet_peft
from training.callback import Steps
from training.dialogues import Row
from training.settings import LoraSettings, SftSettings
from training.steps import Recipe, arguments, save_adapter


def fit_sft(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    rows: Sequence[Row],
    recipe: Recipe,
    settings: SftSettings,
    lora: LoraSettings,
) -> Path:
    """The folder with the adapter, fitted on `rows` (prompt and completion); only the completion's tokens count."""
    config = SFTConfig(
        **arguments(recipe, epochs=settings.epochs, learning_rate=settings.learning_rate), completion_only_loss=True
    )
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
            callbacks=[Steps("sft", recipe.progress)],
        )
        trainer.remove_callback(PrinterCallback)  # it prints what nobody asked for
        trainer.train()
    return save_adapter(trainer.model, recipe.scratch / "sft")
