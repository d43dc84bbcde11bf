"""The network that the loop's stand-in starts from copies before any fit, and it is the hand-made layers that do it."""

from __future__ import annotations

import pytest
import torch

from bench.loop_copying import copying_network

TOKENS, BETWEEN, LONG = 2048, 2, 40


def copied(model: torch.nn.Module) -> float:
    """The share of forty random tokens that are said again after a mark, with a hundred others before them."""
    said = torch.randint(3, TOKENS, (8, LONG))
    mark = torch.full((8, 1), BETWEEN)
    asked = torch.cat([torch.randint(3, TOKENS, (8, 100)), mark, said, mark, said], dim=1)
    with torch.inference_mode():
        found = model(input_ids=asked).logits[:, -LONG - 1 : -1].argmax(-1)
    return float((found == said).float().mean())


def test_it_copies_before_it_has_read_a_word() -> None:
    torch.manual_seed(0)
    assert copied(copying_network(TOKENS, pad=0, end=1)) > 0.6


@pytest.mark.parametrize("layer", [0, 1])
def test_without_either_layer_it_does_not(layer: int) -> None:
    torch.manual_seed(0)
    model = copying_network(TOKENS, pad=0, end=1)
    torch.nn.init.zeros_(model.model.layers[layer].self_attn.o_proj.weight)

    assert copied(model) < 0.05
