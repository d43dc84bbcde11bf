"""Second and last stage: the same adapter goes on, and learns to prefer chosen to rejected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from datasets import Dataset
from transformers import PreTrainedModel, PreTrainedTokenizerBase
from trl.trainer.dpo_config import DPOConfig
from trl.trainer.dpo_trainer import DPOTrainer

from models.local.quiet import quiet_peft
from training.callback import Steps
from training.dialogues import Row
from training.fitting import continued, run_trainer, shape, take_on
from training.settings import Dpo2Settings, DpoSettings
from training.steps import Fitted, Progress, Recipe, arguments


def fit_dpo(
    base: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    adapter: Path,
    held_to_base: bool,
    rows: Sequence[Row],
    recipe: Recipe,
    settings: DpoSettings,
    progress: Progress,
) -> Fitted:
    """`adapter`, fitted on on `rows` (prompt, chosen, rejected): `dpo2` where those are the settings.

    TRL copies the adapter that it is given into a frozen reference, so it is held near what it was before this stage.
    Where TRL makes the adapter itself, the reference is the model without it: so `held_to_base` hands over the base
    alone, and the weights take their place afterwards.
    """
    stage = "dpo2" if isinstance(settings, Dpo2Settings) else "dpo"
    config = DPOConfig(
        **arguments(recipe, stage, epochs=settings.epochs, learning_rate=settings.learning_rate),
        beta=settings.beta,
        loss_type=list(settings.loss),
        loss_weights=[settings.sft_weight if name == "sft" else 1.0 for name in settings.loss],
        label_smoothing=settings.label_smoothing,
        # Asking the reference once costs as much as one epoch of asking it at every step. TRL keeps the answers in a
        # file that other processes cannot find, so several of them go without.
        precompute_ref_log_probs=settings.epochs > 1 and recipe.processes == 1,
        # So the reference and the policy see the same network; LoRA's own dropout is off as well.
        disable_dropout=True,
    )
    with quiet_peft():
        trainer = DPOTrainer(
            model=base if held_to_base else continued(base, adapter),
            args=config,
            train_dataset=Dataset.from_list(list(rows)),
            processing_class=tokenizer,
            peft_config=shape(recipe.lora) if held_to_base else None,
            callbacks=[Steps(stage, progress)],
        )
    if held_to_base:
        take_on(trainer, adapter)
    return run_trainer(trainer, recipe, stage, rows=len(rows))
