"""Adapters with random weights on the stand-in model, which `tests/training/conftest.py` builds."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM
from transformers.utils import logging as transformers_logging

from models.local.quiet import quiet_peft
from models.registry import Card, Registry, weights_sha256

transformers_logging.disable_progress_bar()


@pytest.fixture(scope="session")
def adapters(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Registered adapters by task, with random weights: each makes the stand-in write something else."""
    registry = Registry(tmp_path_factory.mktemp("adapters"))
    made: dict[str, list[Path]] = {"im": [], "gm": []}
    for seed in range(6):
        task = "im" if seed < 3 else "gm"
        lora = random_adapter(tiny, tmp_path_factory.mktemp("lora"), seed=seed, rank=4 + 4 * (seed % 2))
        made[task].append(registry.path(registry.add(lora, card_for(tiny, task)).id))
    return made


def random_adapter(base: Path, folder: Path, *, seed: int, **changes: object) -> Path:
    """A LoRA adapter as peft saves it, with noise where training would have put something."""
    rank = changes.pop("rank", 4)
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_pretrained(base)
    config = LoraConfig(
        r=rank, lora_alpha=8, target_modules="all-linear", init_lora_weights=False, task_type="CAUSAL_LM", **changes
    )
    with quiet_peft():
        get_peft_model(model, config).save_pretrained(folder)
    return folder


def card_for(base: Path, task: str) -> Card:
    """A card that says little but the truth about the base."""
    return Card(task=task, base=str(base), base_sha256=weights_sha256(base), parent=None, created_utc=0.0)
