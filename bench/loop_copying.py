"""A tiny network that can copy before it has read a word: where the stand-in that edits starts from.

Copying takes two layers that work together: the first tells each place which token stood before it, the second looks
for places that follow the token just written, and says what stands there (an induction head). Found by gradient
descent alone, that took more steps than the whole bench has; so the pieces are put in place by hand, and the fit goes
on from there.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from transformers import SmolLM3ForCausalLM

HIDDEN, HEADS, LAYERS = 128, 4, 3
_HEAD = HIDDEN // HEADS
_WORDS = HIDDEN - _HEAD
"""The first so many of a place's numbers say which token stands there; the others, which stood before it."""
_SPREAD = 0.08
"""Of the embeddings."""
_THETA = 2e6
_FAST = 3
"""Frequencies of the position code that tell neighbours apart."""
_SURE = 9.0
"""Score by which the place just before is preferred to the farthest."""
_SHARP = 1.5
"""Of the search for the token just written."""
_LOUD = 3.0
"""What is found beside what stands here."""


def copying_network(tokens: int, *, pad: int, end: int) -> SmolLM3ForCausalLM:
    """A network of 0.9 million parameters for a vocabulary of 2,048; draws from torch's generator."""
    import torch
    from transformers import SmolLM3Config, SmolLM3ForCausalLM

    config = SmolLM3Config(
        vocab_size=tokens, hidden_size=HIDDEN, intermediate_size=3 * HIDDEN, num_hidden_layers=LAYERS,
        num_attention_heads=HEADS, num_key_value_heads=HEADS, max_position_embeddings=1024, tie_word_embeddings=True,
        # The second layer compares tokens wherever they stand: no position code there.
        no_rope_layers=[1, 0, 1], rope_parameters={"rope_type": "default", "rope_theta": _THETA},
        use_sliding_window=False, attention_bias=True,
        pad_token_id=pad, bos_token_id=None, eos_token_id=end,
    )  # fmt: skip
    model = SmolLM3ForCausalLM(config)
    frequencies = _THETA ** (-torch.arange(_HEAD // 2) / (_HEAD // 2))
    with torch.no_grad():
        words = model.model.embed_tokens.weight
        words.normal_(0.0, _SPREAD)
        words[:, _WORDS:] = 0.0
        sketch = torch.randn(_HEAD, _WORDS) / math.sqrt(_WORDS)
        _look_back(model.model.layers[0].self_attn, frequencies, sketch)
        _look_up(model.model.layers[1].self_attn, sketch)
    return model


def _look_back(attention: Any, frequencies: torch.Tensor, sketch: torch.Tensor) -> None:
    """One head attends to the place before and writes a sketch of its token into the spare numbers."""
    import torch

    strength = math.sqrt(_SURE * math.sqrt(_HEAD) / _FAST)
    half, fast, head = _HEAD // 2, slice(0, _FAST), slice(0, _HEAD)
    asked, offered = torch.zeros(_HEAD), torch.zeros(_HEAD)
    asked[fast] = strength
    # The same vector turned on by one place: the two meet best where the key stands one place before the query.
    offered[fast] = strength * torch.cos(frequencies[fast])
    offered[half : half + _FAST] = strength * torch.sin(frequencies[fast])
    for projection, constant in ((attention.q_proj, asked), (attention.k_proj, offered)):
        projection.weight[head] = 0.0
        projection.bias[head] = constant
    attention.v_proj.weight[head] = 0.0
    attention.v_proj.weight[head, :_WORDS] = sketch
    attention.o_proj.weight[:, head] = 0.0
    attention.o_proj.weight[_WORDS:, head] = torch.eye(_HEAD) * _SPREAD


def _look_up(attention: Any, sketch: torch.Tensor) -> None:
    """Three heads look for the token just written among the sketches, each copying a third of what stands there."""
    import torch

    one = torch.eye(_HEAD)
    for number in range(HEADS - 1):
        head = slice(number * _HEAD, (number + 1) * _HEAD)
        for projection in (attention.q_proj, attention.k_proj, attention.v_proj):
            projection.weight[head] = 0.0
        attention.q_proj.weight[head, :_WORDS] = sketch * _SHARP
        attention.k_proj.weight[head, _WORDS:] = one * _SHARP
        attention.v_proj.weight[head, head] = one
        attention.o_proj.weight[:, head] = 0.0
        attention.o_proj.weight[head, head] = one * _LOUD * _SPREAD
