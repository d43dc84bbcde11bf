"""A small Hugging Face model → GGUF, as far as our own stand-in and its like need it.

Published models mostly come as GGUF already, and llama.cpp's convert_hf_to_gguf.py makes it of the others: it knows
their tokenizers, which is where a converter goes wrong unnoticed. This one knows a single kind and refuses the rest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from models.llama.naming import FAMILIES, CannotConvert, laid_out, tensor_name
from models.llama.tensors import read_tensors
from models.llama.writing import new_gguf
from models.registry import weights_sha256

FORMATS = ("f32", "bf16", "f16", "q8_0")
BASE_SHA256 = "sidelight.base_sha256"
"""Metadata: the hash by which adapters' cards know the model that this file was made from."""
_NORMAL, _CONTROL, _USER_DEFINED, _UNUSED = 1, 3, 4, 5


def convert_base(folder: Path, file: Path, *, kind: str = "f32") -> Path:
    """Write the model in `folder` to `file`, its matrices as `kind`. Raises `CannotConvert`, ValueError or OSError."""
    import gguf  # of the extra

    config = json.loads((folder / "config.json").read_text())
    family = FAMILIES.get(next(iter(config.get("architectures") or []), ""))
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    if family is None or rope.get("rope_type", rope.get("type", "default")) != "default":
        raise CannotConvert(_elsewhere(folder, f"{config.get('architectures')} is not of a kind that it knows"))
    file.parent.mkdir(parents=True, exist_ok=True)
    stored = gguf.GGMLQuantizationType[kind.upper()]
    heads = {"heads": config["num_attention_heads"], "key_heads": config["num_key_value_heads"]}
    with new_gguf(file, family) as writer:
        _describe(writer, config, folder)
        _add_tokenizer(writer, folder, int(config["vocab_size"]))
        for path in sorted(folder.glob("*.safetensors")):
            for name, tensor in read_tensors(path):
                module, _, part = name.rpartition(".")
                place = tensor_name(module)
                tensor = np.ascontiguousarray(laid_out(place, tensor, family=family, **heads))
                if tensor.ndim == 1:  # norms and biases: llama.cpp wants them whole
                    writer.add_tensor(f"{place}.{part}", tensor)
                else:
                    writer.add_tensor(f"{place}.{part}", gguf.quants.quantize(tensor, stored), raw_dtype=stored)
    return file


def _describe(writer: Any, config: Mapping[str, Any], folder: Path) -> None:
    """The metadata that llama.cpp builds the model's layers from."""
    heads = int(config["num_attention_heads"])
    per_head = int(config.get("head_dim") or config["hidden_size"] // heads)
    rope = config.get("rope_parameters") or config
    writer.add_name(folder.name)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(per_head)
    writer.add_value_length(per_head)
    writer.add_rope_dimension_count(per_head)
    writer.add_rope_freq_base(float(rope.get("rope_theta", 10_000.0)))
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_string(BASE_SHA256, weights_sha256(folder))


def _add_tokenizer(writer: Any, folder: Path, vocabulary: int) -> None:
    try:
        raw = json.loads((folder / "tokenizer.json").read_text())
        told = json.loads((folder / "tokenizer_config.json").read_text())
    except FileNotFoundError as error:
        raise CannotConvert(_elsewhere(folder, "its tokenizer is of another kind")) from error
    tokens, kinds = vocabulary_of(raw, vocabulary, folder)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([one if isinstance(one, str) else " ".join(one) for one in raw["model"]["merges"]])
    for mark, add in (("eos_token", writer.add_eos_token_id), ("pad_token", writer.add_pad_token_id)):
        if (token := told.get(mark)) is not None:
            add(tokens.index(token["content"] if isinstance(token, dict) else token))
    writer.add_add_bos_token(False)
    template = folder / "chat_template.jinja"
    writer.add_chat_template(template.read_text() if template.exists() else told["chat_template"])


def vocabulary_of(raw: Mapping[str, Any], size: int, folder: Path) -> tuple[list[str], list[int]]:
    """The tokens by id and the kind of each, of a tokenizer.json with plain byte-level BPE. Raises `CannotConvert`."""
    before = raw.get("pre_tokenizer") or {}
    is_plain = before.get("type") == "ByteLevel" and before.get("use_regex", True) and not before["add_prefix_space"]
    if raw["model"]["type"] != "BPE" or not is_plain or raw.get("normalizer"):
        raise CannotConvert(_elsewhere(folder, "its tokenizer is not plain byte-level BPE"))
    tokens = [f"[UNUSED{place}]" for place in range(size)]
    kinds = [_UNUSED] * size
    for token, place in raw["model"]["vocab"].items():
        tokens[place], kinds[place] = token, _NORMAL
    for added in raw.get("added_tokens", []):
        tokens[added["id"]] = added["content"]
        kinds[added["id"]] = _CONTROL if added["special"] else _USER_DEFINED
    return tokens, kinds


def _elsewhere(folder: Path, why: str) -> str:
    return (
        f"the model in {folder} cannot be converted here ({why}): take a GGUF file that its publisher offers, "
        f"or run llama.cpp's convert_hf_to_gguf.py {folder}"
    )
