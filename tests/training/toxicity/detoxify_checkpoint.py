"""Makes a checkpoint in Detoxify's layout around a tiny random BERT, small enough to make for every test."""

from __future__ import annotations

import hashlib
from pathlib import Path

LABELS = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
WORDS = ("you", "are", "an", "idiot", "a", "kind", "fuck", "this", "shit", ".", "i", "am", "sorry", "it", "hurts", "!")


def make_folder(folder: Path, *, biases: tuple[float, ...] = (0.0,) * 6, extra: object = None) -> Path:
    """The folder an operator would bring: the .ckpt, its checksum, and the base model's config and tokenizer."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    tokenizer = BertTokenizer(str(folder / "vocab.txt"))
    tokenizer.save_pretrained(folder)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig(vocab_size=len(tokenizer), num_labels=6, **sizes)
    config.save_pretrained(folder)
    torch.manual_seed(7)
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.bias.copy_(torch.tensor(biases))
    state = dict(model.state_dict())
    state["bert.embeddings.position_ids"] = torch.arange(512).unsqueeze(0)  # as checkpoints of 2020 have it
    arch = {"args": {"num_classes": 6, "model_type": "bert-base-uncased"}}
    arch["args"] |= {"model_name": "BertForSequenceClassification", "tokenizer_name": "BertTokenizer"}
    checkpoint = {"config": {"arch": arch, "dataset": {"args": {"classes": LABELS}}}, "state_dict": state}
    if extra is not None:
        checkpoint["extra"] = extra
    torch.save(checkpoint, folder / "toxic_original.ckpt")
    write_checksum(folder)
    return folder


def write_checksum(folder: Path) -> None:
    """What the operator does after comparing the file with its source."""
    digest = hashlib.sha256((folder / "toxic_original.ckpt").read_bytes()).hexdigest()
    (folder / "sha256").write_text(f"{digest}  toxic_original.ckpt\n")
