"""Turns a Detoxify checkpoint into plain weights, once.

A `.ckpt` file is a pickle, and opening a pickle runs what is in it. So it is opened only when its checksum is the one
that the operator wrote down, at first with torch's reader of plain weights, and never again once the weights lie
beside it as safetensors.

The folder holds: one `.ckpt`; `sha256`, with the checksum as `sha256sum` prints it; and the base model's `config.json`
and tokenizer files, since Detoxify's own switch for working offline does not (unitaryai/detoxify#126).
"""

from __future__ import annotations

import hashlib
import json
import logging
import pickle
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.protocols import EngineUnavailable

logger = logging.getLogger(__name__)

_NAMES = {"toxic": "toxicity", "identity_hate": "identity_attack", "severe_toxic": "severe_toxicity"}
_CONVERTED = "converted"


@dataclass(frozen=True, slots=True)
class Weights:
    """Where the plain weights lie and what their outputs are called."""

    file: Path
    labels: tuple[str, ...]
    """The first outputs by name; some checkpoints have more, unnamed."""
    outputs: int
    base: Path
    """The folder with the base model's config and tokenizer."""


def find_weights(folder: Path, sha256: str = "") -> Weights:
    """The converted weights of the checkpoint in `folder`, converting them first where that was not yet done.

    `sha256` is the checksum that the operator names; without it, the file `sha256` in the folder must. Raises
    `EngineUnavailable` with what to do.
    """
    for package in ("torch", "transformers", "safetensors"):
        if find_spec(package) is None:
            raise EngineUnavailable("detoxify", f"{package} is not installed: pip install 'sidelight[detoxify]'")
    checkpoint = _checkpoint(folder)
    expected = sha256.lower() or _noted(folder, checkpoint)
    file, card = folder / _CONVERTED / "model.safetensors", folder / _CONVERTED / "card.json"
    known = _read_card(card)
    if not file.is_file() or known.get("source_sha256") != expected:
        try:
            known = _convert(checkpoint, expected, file, card)
        except OSError as error:
            raise EngineUnavailable("detoxify", f"cannot write {file.parent}: {error.strerror}") from error
    return Weights(file, tuple(known["labels"]), int(known["outputs"]), folder)


def _checkpoint(folder: Path) -> Path:
    if not (folder / "config.json").is_file():
        raise EngineUnavailable("detoxify", f"{folder} needs the base model's config.json and tokenizer files")
    found = sorted(folder.glob("*.ckpt"))
    if len(found) != 1:
        raise EngineUnavailable("detoxify", f"{folder} must hold one .ckpt file, it holds {len(found)}")
    return found[0]


def _noted(folder: Path, checkpoint: Path) -> str:
    try:
        words = (folder / "sha256").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        words = []
    if not words or not re.fullmatch(r"[0-9a-fA-F]{64}", words[0]):
        raise EngineUnavailable(
            "detoxify",
            f"its checkpoint has no checksum: compare the file with where you got it, then write "
            f"`sha256sum {checkpoint.name} > sha256` in {folder}",
        )
    return words[0].lower()


def _read_card(card: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found


def _convert(checkpoint: Path, expected: str, file: Path, card: Path) -> dict[str, Any]:
    from safetensors.torch import save_file

    with checkpoint.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        raise EngineUnavailable("detoxify", f"{checkpoint.name} is not the file whose checksum was written down")
    loaded = _open(checkpoint)
    try:
        state, config = loaded["state_dict"], loaded["config"]
        labels = [_NAMES.get(name, name) for name in config["dataset"]["args"]["classes"]]
        outputs = int(config["arch"]["args"]["num_classes"])
    except (KeyError, TypeError) as error:
        raise EngineUnavailable(
            "detoxify", f"{checkpoint.name} is no Detoxify checkpoint: {error} is missing"
        ) from error
    known = {"source": checkpoint.name, "source_sha256": found, "labels": labels, "outputs": outputs}
    file.parent.mkdir(exist_ok=True)
    # Both are written beside their place and moved there, the card last: a crash leaves nothing that looks finished.
    save_file({name: tensor.contiguous().clone() for name, tensor in state.items()}, file.with_suffix(".part"))
    file.with_suffix(".part").replace(file)
    card.with_suffix(".part").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    card.with_suffix(".part").replace(card)
    logger.info("detoxify-converted file=%s outputs=%d", checkpoint.name, outputs)
    return known


def _open(checkpoint: Path) -> Any:
    import torch

    try:
        return torch.load(checkpoint, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError:
        # It holds more than weights. Its checksum is the one the operator vouched for, so it may be opened this once.
        return torch.load(checkpoint, map_location="cpu", weights_only=False)
