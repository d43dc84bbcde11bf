"""Whether a run has the memory and the disk that it will take, told before it begins and not after an hour."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from models.memory import count_parameters, free_bytes, gib, read_header
from training.errors import NoRoom
from training.steps import Recipe

_SHARE = 0.95
"""Of what is free; the estimate is on the safe side, and others live here too."""
_PROCESS = 2**29
"""Python and torch themselves."""
_PASSES = 2
"""A pair is two texts, and so is a text with the one that KTO holds it against."""
_CHECKPOINTS = 3
"""Two are kept while a third is written."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes, for all processes of this machine together."""

    weights: int
    """The base, and the adapter with its gradients, its optimiser and its frozen copy."""
    work: int
    """What a step holds on to: the larger, the longer the texts and the more of them at once."""
    disk: int

    @property
    def memory(self) -> int:
        """All of it."""
        return self.weights + self.work


def needs(base: Path, recipe: Recipe, *, tokens: int) -> Needs:
    """What the recipe takes for this base, where the longest row has so many tokens.

    The factors are fitted to measured peaks of models between 2 and 110 million parameters, and a little above them.
    """
    from transformers import AutoConfig

    shape = AutoConfig.from_pretrained(str(base)).get_text_config()
    hidden = int(shape.hidden_size)
    wide = int(getattr(shape, "intermediate_size", None) or 4 * hidden)
    number = 2 if recipe.where.bf16 else 4
    adapter = 4 * _adapter_numbers(base, recipe.lora.r)
    at_once = _PASSES * tokens * max(1, recipe.batch // recipe.processes)
    layer = (28 * hidden + 8 * wide) * (3 if recipe.where.bf16 else 4)
    layers = int(shape.num_hidden_layers)
    # With activation checkpointing, as on GPUs, each layer keeps what it was given, and one at a time the rest.
    held = layers * layer if recipe.where.device == "cpu" else layers * hidden * number + layer
    logits = 4 * 4 * int(shape.vocab_size)
    own = _PROCESS if recipe.where.device == "cpu" else 0
    together = recipe.processes if recipe.where.device == "cpu" else 1
    return Needs(
        weights=together * (count_parameters(base) * number + 5 * adapter),
        work=together * (at_once * (held + logits) + own),
        disk=adapter * (5 + (4 * _CHECKPOINTS if recipe.checkpoint_steps else 0)) + 2**24,
    )


def require_room(base: Path, recipe: Recipe, *, tokens: int) -> Needs:
    """What the run will take. Raises `NoRoom`, in one line with the numbers, where there is less."""
    found = needs(base, recipe, tokens=tokens)
    free = _free_memory(recipe.where.device)
    if found.memory > free * _SHARE:
        raise NoRoom(
            f"training needs about {gib(found.memory)} of memory on {recipe.where.device} ({gib(found.weights)} for "
            f"weights, {gib(found.work)} for {recipe.batch} rows of {tokens} tokens), and {gib(free)} are free: lower "
            "training.batch or training.max_length, or choose a smaller base"
        )
    recipe.work.mkdir(parents=True, exist_ok=True)
    left = shutil.disk_usage(recipe.work).free
    if found.disk > left:
        raise NoRoom(
            f"training needs about {found.disk / 2**20:.0f} MiB of disk in {recipe.work} for adapters and checkpoints, "
            f"and {left / 2**20:.0f} MiB are free: make room, or set training.work to a folder on another disk"
        )
    return found


def _adapter_numbers(base: Path, rank: int) -> int:
    """LoRA has two thin matrices for each wide one; those of words in and words out have none."""
    return sum(
        rank * sum(tensor["shape"])
        for path in base.glob("*.safetensors")
        for name, tensor in read_header(path).items()
        if name != "__metadata__" and len(tensor["shape"]) == 2 and not _is_of_words(name)
    )


def _is_of_words(name: str) -> bool:
    return any(part in name for part in ("embed", "lm_head", "wte", "wpe"))


def _free_memory(device: str) -> int:
    if device == "cpu":
        return free_bytes()
    import torch

    return int(torch.cuda.mem_get_info()[0])
