"""The stand-in model, built once for a machine and kept in its temporary folder until the recipe changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM
from transformers.utils import logging as transformers_logging

from models.local.quiet import quiet_peft
from models.registry import Card, Registry, weights_sha256
from models.tiny import build_tiny, recipe

transformers_logging.disable_progress_bar()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whichever test comes first waits for the stand-in, which takes half a minute on one busy core."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="session")
def tiny() -> Path:
    """A folder with a small language model and its tokenizer. Read only: copy what you want to change."""
    kept = Path(tempfile.gettempdir()) / f"sidelight-tests-{os.getuid()}"
    return build_tiny(kept / f"tiny-{str(recipe()['recipe'])[:12]}")


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
