"""The base model beside a Detoxify checkpoint: its words, and its config told from the weights where none is given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.download import DownloadFailed, download
from models.encoder import PACKAGE, package_folder
from models.protocols import EngineUnavailable
from models.safety.checkpoint import sha256_of
from models.safety.opening import Opened

_BASE = ("config.json", "vocab.txt", "tokenizer.json", "tokenizer_config.json")
_HEAD_WIDTH = 64
"""What each head of every published BERT reads: the number of heads cannot be told from the weights."""

Progress = Callable[[str, int, int | None], None]
"""Hears which file, how many bytes of it are there, and of how many."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the base model."""

    name: str
    url: str
    sha256: str = ""
    """Empty where no checksum is known: then the connection's word is taken, for a file that holds data alone."""


def bring_base(target: Path, pieces: Sequence[Piece], given: Path | None, progress: Progress) -> dict[str, str]:
    """The tokenizer, and the config where the variant has one: from a folder, from what is installed, or by network."""
    if given is not None:
        found = [file for name in _BASE if (file := given / name).is_file()]
        if not {"vocab.txt", "tokenizer.json"} & {file.name for file in found}:
            raise DownloadFailed(f"{given} holds neither vocab.txt nor tokenizer.json")
        for file in found:
            (target / file.name).write_bytes(file.read_bytes())
        return {file.name: str(file) for file in found}
    return {piece.name: _bring_piece(target, piece, progress) for piece in pieces}


def _bring_piece(target: Path, piece: Piece, progress: Progress) -> str:
    """Where it came from. The sentence encoder's package holds the same words as Detoxify's base model."""
    if find_spec(PACKAGE) is not None:
        installed = package_folder() / piece.name
        if piece.sha256 and installed.is_file() and sha256_of(installed) == piece.sha256:
            (target / piece.name).write_bytes(installed.read_bytes())
            return f"the package {PACKAGE}"
    try:
        download(
            piece.url,
            target / piece.name,
            sha256=piece.sha256,
            progress=lambda done, of: progress(piece.name, done, of),
        )
    except DownloadFailed as error:
        raise DownloadFailed(
            f"{error}; without a network, give a folder that holds {piece.name} with --tokenizer"
        ) from error
    return piece.url


def complete(target: Path, opened: Opened) -> dict[str, str]:
    """What a BERT's folder lacks beside its words, told from its weights."""
    made = {}
    if not (target / "config.json").exists():
        config = _bert_config(opened)
        words = (target / "vocab.txt").read_text(encoding="utf-8").splitlines() if _has(target, "vocab.txt") else []
        if words and len(words) != config["vocab_size"]:
            raise DownloadFailed(f"the vocab.txt has {len(words)} words and the checkpoint {config['vocab_size']}")
        (target / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
        made["config.json"] = "the weights' shapes"
    if _has(target, "vocab.txt") and not _has(target, "tokenizer_config.json"):
        how = {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512}
        (target / "tokenizer_config.json").write_text(json.dumps(how, indent=1) + "\n", encoding="utf-8")
        made["tokenizer_config.json"] = "written here"
    return made


def _bert_config(opened: Opened) -> dict[str, Any]:
    shapes = {name: tuple(tensor.shape) for name, tensor in opened.state.items()}
    try:
        words, width = shapes["bert.embeddings.word_embeddings.weight"]
        places, kinds = (shapes[f"bert.embeddings.{of}_embeddings.weight"][0] for of in ("position", "token_type"))
        inner = shapes["bert.encoder.layer.0.intermediate.dense.weight"][0]
    except (KeyError, ValueError):
        raise EngineUnavailable(
            "detoxify", "its config cannot be told from the weights: give a folder that holds config.json, --tokenizer"
        ) from None
    layers = {found[1] for name in shapes if (found := re.match(r"bert\.encoder\.layer\.(\d+)\.", name))}
    return {
        "model_type": "bert",
        "architectures": ["BertForSequenceClassification"],
        "vocab_size": words,
        "hidden_size": width,
        "num_hidden_layers": len(layers),
        "num_attention_heads": max(1, width // _HEAD_WIDTH),
        "intermediate_size": inner,
        "max_position_embeddings": places,
        "type_vocab_size": kinds,
    }


def _has(folder: Path, name: str) -> bool:
    return (folder / name).is_file()


def settle(made: Path, folder: Path) -> None:
    """Everything made goes into the folder, and another base model's files out of it."""
    for name in _BASE:
        if not _has(made, name):
            (folder / name).unlink(missing_ok=True)
    for file in sorted(made.iterdir()):
        file.replace(folder / file.name)
