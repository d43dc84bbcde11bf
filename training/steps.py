"""What the stages share: their recipe, the trainers' arguments, and how an adapter leaves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from training.base import Hardware
from training.settings import LoraSettings

if TYPE_CHECKING:
    from peft import PeftModel
    from transformers import Trainer

Progress = Callable[[str, int, int], None]
"""Hears (stage, steps done, steps in all)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a stage needs to know, whichever it is."""

    where: Hardware
    batch: int
    """Rows a step, all processes together."""
    max_length: int
    seed: int
    lora: LoraSettings
    work: Path
    """Where a stage keeps its checkpoints and leaves its adapter, each stage in a folder of its own."""
    checkpoint_steps: int = 0
    """Steps from one checkpoint to the next; 0 keeps none."""
    processes: int = 1


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a stage made."""

    adapter: Path
    curve: tuple[Mapping[str, float], ...]
    """What the trainer measured at each step: `loss`, `grad_norm`, and for preferences `rewards/margins` and more."""


def arguments(recipe: Recipe, stage: str, *, epochs: float, learning_rate: float) -> dict[str, Any]:
    """The arguments of every trainer: nothing reported, nothing printed, the same draw every time.

    Learning rates are always given: those of TRL are for full fine-tuning, and a tenth of what LoRA needs.
    """
    return {
        "output_dir": str(recipe.work / stage),
        "num_train_epochs": epochs,
        "learning_rate": learning_rate,
        "per_device_train_batch_size": max(1, recipe.batch // recipe.processes),
        "lr_scheduler_type": "cosine",
        "warmup_steps": 0.1,
        "max_length": recipe.max_length,
        # The rows come in an order of our own: shuffled, and in batches of texts of a length.
        "train_sampling_strategy": "sequential",
        "seed": recipe.seed,
        "data_seed": recipe.seed,
        "use_cpu": recipe.where.device == "cpu",
        "bf16": recipe.where.bf16,
        # TRL turns it on by default; on a CPU it makes a small model half as slow again.
        "activation_checkpointing": recipe.where.device != "cpu",
        "dataloader_pin_memory": recipe.where.device != "cpu",
        # Every weight that is trained takes part in every step: looking for those that do not is time lost.
        "ddp_find_unused_parameters": False,
        "save_strategy": "steps" if recipe.checkpoint_steps else "no",
        "save_steps": recipe.checkpoint_steps or 500,
        "save_total_limit": 2,
        "logging_strategy": "steps",
        "logging_steps": 1,
        # Else a loss that is no number would be logged as the mean of those that were.
        "logging_nan_inf_filter": False,
        "eval_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
    }


def save_adapter(trainer: Trainer, folder: Path) -> Path:
    """Write the adapter alone: without naming it, the frozen copy that DPO compares with would be written too.

    All processes call this, and the first one writes.
    """
    accelerator = trainer.accelerator
    gathered = accelerator.get_state_dict(trainer.model_wrapped) if trainer.is_fsdp_enabled else None
    if trainer.args.should_save:
        model = cast("PeftModel", accelerator.unwrap_model(trainer.model))
        model.save_pretrained(str(folder), selected_adapters=["default"], safe_serialization=True, state_dict=gathered)
    accelerator.wait_for_everyone()
    return folder
