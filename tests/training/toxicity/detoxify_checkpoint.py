"""Makes a checkpoint in Detoxify's layout around a tiny random BERT, small enough to make for every test."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    torch.save(as_released(model, extra), folder / "toxic_original.ckpt")
    write_checksum(folder)
    return folder


def as_released(model: Any, extra: object = None) -> dict[str, Any]:
    """What a released checkpoint of this network holds."""
    import torch

    state = dict(model.state_dict())
    state["bert.embeddings.position_ids"] = torch.arange(512).unsqueeze(0)  # as checkpoints of 2020 have it
    arch = {"args": {"num_classes": 6, "model_type": "bert-base-uncased"}}
    arch["args"] |= {"model_name": "BertForSequenceClassification", "tokenizer_name": "BertTokenizer"}
    checkpoint = {"config": {"arch": arch, "dataset": {"args": {"classes": LABELS}}}, "state_dict": state}
    return checkpoint if extra is None else {**checkpoint, "extra": extra}


@dataclass(frozen=True)
class Release:
    """A small network as its authors would put it on the net: named by its checksum, without its words."""

    file: Path
    sha256: str
    words: Path
    """The folder with the base model's vocab.txt."""
    network: Any

    def scores(self, texts: list[str]) -> list[list[float]]:
        """What the network itself says."""
        import torch
        from transformers import BertTokenizer

        tokenizer = BertTokenizer(str(self.words / "vocab.txt"))
        with torch.inference_mode():
            rows: list[list[float]] = torch.sigmoid(
                self.network(**tokenizer(texts, return_tensors="pt", padding=True)).logits
            ).tolist()
        return rows


def make_release(folder: Path, words: Path | None = None, *, extra: object = None, is_old: bool = False) -> Release:
    """A network whose heads are as wide as every published BERT's, so that its config can be told from its weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    if words is None:
        words = folder / "words"
        words.mkdir(parents=True)
        (words / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    count = len((words / "vocab.txt").read_text().splitlines())
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=count, hidden_size=128, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        num_labels=6, initializer_range=0.5,
    )  # fmt: skip
    network = BertForSequenceClassification(config).eval()
    file = folder / "whole.ckpt"
    torch.save(as_released(network, extra), file, _use_new_zipfile_serialization=not is_old)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Release(file.rename(folder / f"toxic_original-{digest[:8]}.ckpt"), digest, words, network)


def write_checksum(folder: Path) -> None:
    """What the operator does after comparing the file with its source."""
    digest = hashlib.sha256((folder / "toxic_original.ckpt").read_bytes()).hexdigest()
    (folder / "sha256").write_text(f"{digest}  toxic_original.ckpt\n")
