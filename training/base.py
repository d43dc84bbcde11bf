"""The base model: found, or built where it is the stand-in, and loaded to be trained on or measured."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from models.prompts import ChatMessage
from models.settings import ModelSettings
from models.tiny import build_tiny
from training.dialogues import Room
from training.errors import Misconfigured
from training.settings import TrainingSettings

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

STAND_IN = "tiny"
_SEAM = 8
"""Tokens kept free, as the local engine keeps them."""


@dataclass(frozen=True, slots=True)
class Hardware:
    """Where to train, and how precisely."""

    device: str
    """`cpu` or `cuda`."""
    bf16: bool
    threads: int


def base_folder(models: ModelSettings, *, progress: Callable[[int, int], None] | None = None) -> Path:
    """Where the base lies, once the stand-in was built or the hub was asked. Raises `Misconfigured`."""
    name = models.local.base
    if name == STAND_IN:
        return build_tiny(models.cache / STAND_IN, progress=progress)
    from models.local.loading import ModelUnusable, find

    try:
        return find(name)
    except ModelUnusable as error:
        raise Misconfigured(str(error)) from error


def needs_hub(models: ModelSettings) -> bool:
    """Whether the base is a hub name."""
    return models.local.base != STAND_IN and not Path(models.local.base).is_dir()


def room(models: ModelSettings, training: TrainingSettings, tokenizer: PreTrainedTokenizerBase, base: Path) -> Room:
    """As much for the prompt as the local engine gives it, so that both word it alike."""
    from transformers import AutoConfig

    readable = getattr(AutoConfig.from_pretrained(str(base)), "max_position_embeddings", None)
    context = min(models.local.context_tokens, readable or models.local.context_tokens)
    empty = question_ids(tokenizer, [{"role": "user", "content": ""}])
    reply = min(models.local.max_new_tokens, context // 2)
    return Room(context - reply - len(empty) - _SEAM, min(training.max_length, context), models.rules)


def question_ids(tokenizer: PreTrainedTokenizerBase, turns: list[ChatMessage]) -> list[int]:
    """The ids of a conversation up to where the answer begins."""
    # `enable_thinking` is a switch of some templates (Qwen3's), off at work and so off here; others do not look at it.
    ids = tokenizer.apply_chat_template(turns, add_generation_prompt=True, return_dict=False, enable_thinking=False)
    return cast("list[int]", ids)


def hardware(settings: TrainingSettings, base: Path) -> Hardware:
    """What the settings ask for, with torch told how many threads it may use.

    Raises `Misconfigured` where this machine has no such thing.
    """
    import torch

    from models.local.loading import pick_dtype

    has_gpu = torch.cuda.is_available()
    if settings.device == "cuda" and not has_gpu:
        raise Misconfigured('training.device is "cuda" and there is no GPU that torch can use; set "cpu" or "auto"')
    device = "cuda" if has_gpu and settings.device != "cpu" else "cpu"
    if device == "cuda" and torch.cuda.device_count() > 1 and "LOCAL_RANK" not in os.environ:
        raise Misconfigured(
            f"torch sees {torch.cuda.device_count()} GPUs: start with `torchrun --nproc-per-node "
            f"{torch.cuda.device_count()} -m training run`, or choose one with CUDA_VISIBLE_DEVICES=0"
        )
    torch.set_num_threads(settings.threads)
    bf16 = settings.bf16
    if bf16 == "auto":
        bf16 = pick_dtype("auto", torch.device(device), base) == torch.bfloat16
    return Hardware(device, bf16, settings.threads)


def load_tokenizer(base: Path) -> PreTrainedTokenizerBase:
    """The base's tokenizer, with something to pad with. Raises `Misconfigured`."""
    from transformers import AutoTokenizer

    try:
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(str(base))
    except (OSError, ValueError) as error:
        raise Misconfigured(f"models.local.base: the tokenizer in {base} cannot be loaded: {_line(error)}") from error
    if not tokenizer.chat_template:
        raise Misconfigured(f"models.local.base: {base} has no chat template, so it cannot be asked anything")
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_base(base: Path, where: Hardware) -> PreTrainedModel:
    """The frozen base on its device. Raises `Misconfigured`.

    Load it anew for every stage: trainers patch the model that they are given.
    """
    import torch
    from transformers import AutoModelForCausalLM

    dtype = torch.bfloat16 if where.bf16 else torch.float32
    try:
        model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(
            str(base), dtype=dtype, use_safetensors=True, device_map=_place(where)
        )
    except (OSError, ValueError) as error:
        raise Misconfigured(f"models.local.base: {base} cannot be loaded: {_line(error)}") from error
    model.requires_grad_(False)
    return model


def _place(where: Hardware) -> str | None:
    """The device of this process; None where the model will be spread over several, which FSDP does itself."""
    if os.environ.get("ACCELERATE_USE_FSDP", "").lower() == "true":
        return None
    return f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if where.device == "cuda" else where.device


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
