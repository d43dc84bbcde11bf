"""What llama.cpp calls the tensors of a Hugging Face model, and how it wants them laid out.

The families here are those whose layers are built alike; for others llama.cpp's own converters know more.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

FAMILIES = {"Qwen3ForCausalLM": "qwen3", "Qwen2ForCausalLM": "qwen2", "LlamaForCausalLM": "llama"}
"""Hugging Face's name of an architecture → llama.cpp's. (Mistral's models of the first kind are `llama` there.)"""

_WHOLE = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
}
_PARTS = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_LAYER = re.compile(r"model\.layers\.(\d+)\.(.+)")


class CannotConvert(Exception):
    """Something that this converter does not know. The message is one line and says what does."""


def tensor_name(module: str) -> str:
    """`model.layers.3.self_attn.q_proj` → `blk.3.attn_q`. Raises `CannotConvert`."""
    if name := _WHOLE.get(module):
        return name
    found = _LAYER.fullmatch(module)
    if found is None or (part := _PARTS.get(found.group(2))) is None:
        raise CannotConvert(f"there is no place in llama.cpp for {module}")
    return f"blk.{found.group(1)}.{part}"


def laid_out(
    name: str, tensor: npt.NDArray[np.float32], *, family: str, heads: int, key_heads: int
) -> npt.NDArray[np.float32]:
    """The tensor with its rows, (out, …), in llama.cpp's order.

    For `llama` it turns pairs of neighbours by an angle where transformers turns the two halves of a head, so the rows
    that make queries and keys change places. The rows of a LoRA's B do the same.
    """
    turned = {"attn_q": heads, "attn_k": key_heads}.get(name.rpartition(".")[2])
    if family != "llama" or turned is None:
        return tensor
    halves = tensor.reshape(turned, 2, tensor.shape[0] // turned // 2, *tensor.shape[1:])
    return halves.swapaxes(1, 2).reshape(tensor.shape)
