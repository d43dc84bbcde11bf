"""A random BERT of a few thousand weights, in the layout of the encoder's package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def make_encoder(folder: Path, texts: Iterable[str]) -> Path:
    """A folder with a model that knows every word of `texts`."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    words = sorted({word.strip(".,!?\"'") for text in texts for word in text.lower().split()} - {""})
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    torch.manual_seed(3)
    BertModel(BertConfig(vocab_size=len(words) + 5, **sizes)).save_pretrained(folder)
    return folder
