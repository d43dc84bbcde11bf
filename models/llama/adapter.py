"""A LoRA adapter of peft's format → the GGUF file that llama.cpp loads, kept beside its safetensors.

The card vouches for the safetensors and the config; the GGUF file names both by their hash, so one that was made from
other bytes is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.llama.naming import FAMILIES, CannotConvert, laid_out, tensor_name
from models.llama.tensors import read_tensors
from models.llama.writing import new_gguf
from models.registry import CONFIG, WEIGHTS, Card

GGUF = "adapter.gguf"
MADE_FROM = "sidelight.made_from"
"""Metadata: the hashes of what the file was made from. One that somebody else made has none, and is taken as it is."""
_PREFIX = "base_model.model."
_PLAIN = ("use_dora", "alpha_pattern", "fan_in_fan_out", "modules_to_save", "trainable_token_indices", "lora_bias")


@dataclass(frozen=True, slots=True)
class BaseShape:
    """What must be known of a base model to lay an adapter out for it."""

    family: str
    """llama.cpp's name of the architecture."""
    heads: int
    key_heads: int


def source_of(card: Card) -> str:
    """What `MADE_FROM` says of a file that was made from the adapter of this card."""
    return f"{card.sha256} {card.config_sha256}"


def convert_adapter(folder: Path, card: Card, base: BaseShape) -> Path:
    """Write `adapter.gguf` into the adapter's folder. Raises `CannotConvert`, ValueError or OSError."""
    import gguf  # of the extra

    if base.family not in FAMILIES.values():
        raise CannotConvert(
            f"this converter does not know {base.family} models: run llama.cpp's "
            f"convert_lora_to_gguf.py --outfile {folder / GGUF} {folder}"
        )
    config = json.loads((folder / CONFIG).read_text())
    alpha = _alpha(config)
    with new_gguf(folder / GGUF, base.family) as writer:
        writer.add_type(gguf.GGUFType.ADAPTER)
        writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
        writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
        writer.add_string(MADE_FROM, source_of(card))
        for name, tensor in adapter_tensors(folder, base):
            writer.add_tensor(name, tensor)
    return folder / GGUF


def adapter_tensors(folder: Path, base: BaseShape) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """The adapter's tensors as llama.cpp names and lays them out."""
    for name, tensor in read_tensors(folder / WEIGHTS):
        module, _, part = name.removeprefix(_PREFIX).removesuffix(".weight").rpartition(".lora_")
        if part not in {"A", "B"} or tensor.ndim != 2:
            raise CannotConvert(f"{name} is no part of a plain LoRA")
        place = tensor_name(module)
        if part == "B":
            tensor = laid_out(place, tensor, family=base.family, heads=base.heads, key_heads=base.key_heads)
        yield f"{place}.weight.lora_{part.lower()}", np.ascontiguousarray(tensor)


def _alpha(config: dict[str, object]) -> float:
    """The number that llama.cpp divides by an adapter's rank to scale it."""
    if config.get("peft_type") != "LORA":
        raise CannotConvert(f"it is no LoRA adapter but {config.get('peft_type')}")
    if odd := [key for key in _PLAIN if config.get(key)]:
        raise CannotConvert(f"it uses {', '.join(odd)}, and only plain LoRA can be converted")
    alpha, rank = float(str(config["lora_alpha"])), int(str(config["r"]))
    return alpha * sqrt(rank) if config.get("use_rslora") else alpha
