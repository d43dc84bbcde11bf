"""Second stage: the same adapter goes on, and learns to prefer chosen to rejected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from datasets import Dataset
from peft import PeftModel
from transformers import PreTrainedModel, PreTrainedTokenizerBase, PrinterCallback
from trl.trainer.dpo_config import DPOConfig
from trl.trainer.dpo_trainer import DPOTrainer

from models.local.quiet import quiet_peft
from training.callback import Steps
from training.dialogues import Row
from training.settings import DpoSettings
from training.steps import Recipe, arguments, save_adapter


def fit_dpo(
    base: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    adapter: Path,
    rows: Sequence[Row],
    recipe: Recipe,
    settings: DpoSettings,
) -> Path:
    """The folder with the adapter, fitted on from the one in `adapter` on `rows` (prompt, chosen, rejected).

    TRL copies what it is given into a frozen reference, so the adapter is held near its first stage. It must be named
    `default` for that, and `is_trainable` or there is nothing to fit.
    """
    with quiet_peft():
        model = PeftModel.from_pretrained(base, str(adapter), adapter_name="default", is_trainable=True)
    config = DPOConfig(
        **arguments(recipe, epochs=settings.epochs, learning_rate=settings.learning_rate),
        beta=settings.beta,
        loss_type=list(settings.loss),
        loss_weights=[settings.sft_weight if name == "sft" else 1.0 for name in settings.loss],
        label_smoothing=settings.label_smoothing,
        disable_dropout=True,
    )
    with quiet_peft():
        trainer = DPOTrainer(
            model=model,
            args=config,
            train_dataset=Dataset.from_list(list(rows)),
            processing_class=tokenizer,
            callbacks=[Steps("dpo", recipe.progress)],
        )
        trainer.remove_callback(PrinterCallback)  # it prints what nobody asked for
        trainer.train()
    return save_adapter(trainer.model, recipe.scratch / "dpo")
