"""What both trainers share: their arguments, who hears of their progress, and how an adapter leaves them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from training.base import Hardware

if TYPE_CHECKING:
    from peft import PeftModel

Progress = Callable[[str, int, int], None]
"""Hears (stage, steps done, steps in all)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a stage needs to know, whichever it is."""

    where: Hardware
    batch: int
    max_length: int
    seed: int
    scratch: Path
    """A folder for what the trainers insist on writing."""
    progress: Progress


def arguments(recipe: Recipe, *, epochs: float, learning_rate: float) -> dict[str, Any]:
    """The arguments of either trainer: nothing saved, nothing reported, nothing printed, the same draw every time."""
    return {
        "output_dir": str(recipe.scratch),
        "num_train_epochs": epochs,
        "learning_rate": learning_rate,
        "per_device_train_batch_size": recipe.batch,
        "lr_scheduler_type": "cosine",
        "warmup_steps": 0.1,
        "max_length": recipe.max_length,
        # The rows come in an order of our own: shuffled, and in batches of texts of a length.
        "train_sampling_strategy": "sequential",
        "seed": recipe.seed,
        "data_seed": recipe.seed,
        "use_cpu": recipe.where.device == "cpu",
        "bf16": recipe.where.bf16,
        # TRL turns both on by default; on a CPU they make a small model half as fast again.
        "gradient_checkpointing": False,
        "activation_checkpointing": False,
        "dataloader_pin_memory": recipe.where.device != "cpu",
        "save_strategy": "no",
        "logging_strategy": "no",
        "eval_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
    }


def save_adapter(model: object, folder: Path) -> Path:
    """Write the adapter alone: without naming it, the frozen copy that DPO compares with would be written too."""
    cast("PeftModel", model).save_pretrained(str(folder), selected_adapters=["default"], safe_serialization=True)
    return folder
