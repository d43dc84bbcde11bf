"""Turns a Detoxify checkpoint into plain weights, once.

The folder holds the base model's `config.json` and tokenizer files, since Detoxify's own switch for working offline
does not (unitaryai/detoxify#126); `sha256`, with the checkpoint's checksum as `sha256sum` prints it; and either one
`.ckpt`, which is converted when its checksum is the one written down, or what was converted from it before.
`sidelight models fetch detoxify` makes such a folder.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.protocols import EngineUnavailable
from models.safety.opening import Opened, read_checkpoint

logger = logging.getLogger(__name__)

_CONVERTED = "converted"
_FETCH = "let `sidelight models fetch detoxify` make one"


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
    needs_packages()
    if not (folder / "config.json").is_file():
        raise EngineUnavailable(
            "detoxify", f"{folder} needs the base model's config.json and tokenizer files; {_FETCH}"
        )
    expected = sha256.lower() or _noted(folder)
    file, card = _places(folder)
    known = _read_card(card)
    if not file.is_file() or not expected or known.get("source_sha256") != expected:
        known = _convert_found(folder, expected)
    return Weights(file, tuple(known["labels"]), int(known["outputs"]), folder)


def needs_packages() -> None:
    """Raises `EngineUnavailable` where a package is not installed without which no checkpoint can be used."""
    for package in ("torch", "transformers", "safetensors"):
        if find_spec(package) is None:
            raise EngineUnavailable("detoxify", f"{package} is not installed: pip install 'sidelight[detoxify]'")


def keep(opened: Opened, folder: Path, card: Mapping[str, object]) -> dict[str, Any]:
    """Writes the weights into `folder` in a format that holds nothing else, and a card beside them; gives the card.

    `card` is what else is known of them. Raises `OSError` where the disk is full.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    file, place = _places(folder)
    known = {**card, "labels": list(opened.labels), "outputs": opened.outputs}
    file.parent.mkdir(exist_ok=True)
    # Both are written beside their place and moved there, the card last: a crash leaves nothing that looks finished.
    try:
        save_file(
            {name: tensor.contiguous().clone() for name, tensor in opened.state.items()}, file.with_suffix(".part")
        )
    except SafetensorError as error:
        file.with_suffix(".part").unlink(missing_ok=True)
        raise OSError(None, str(error)) from error
    file.with_suffix(".part").replace(file)
    place.with_suffix(".part").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    place.with_suffix(".part").replace(place)
    return known


def sha256_of(file: Path) -> str:
    """A file's checksum, in small hex digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _places(folder: Path) -> tuple[Path, Path]:
    """The plain weights and their card."""
    return folder / _CONVERTED / "model.safetensors", folder / _CONVERTED / "card.json"


def _noted(folder: Path) -> str:
    try:
        words = (folder / "sha256").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return ""
    return words[0].lower() if words and re.fullmatch(r"[0-9a-fA-F]{64}", words[0]) else ""


def _read_card(card: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return found


def _convert_found(folder: Path, expected: str) -> dict[str, Any]:
    found = sorted(folder.glob("*.ckpt"))
    if len(found) != 1:
        raise EngineUnavailable("detoxify", f"{folder} must hold one .ckpt file, it holds {len(found)}; {_FETCH}")
    (checkpoint,) = found
    if not expected:
        raise EngineUnavailable(
            "detoxify",
            f"its checkpoint has no checksum: compare the file with where you got it, then write "
            f"`sha256sum {checkpoint.name} > sha256` in {folder}",
        )
    if sha256_of(checkpoint) != expected:
        raise EngineUnavailable("detoxify", f"{checkpoint.name} is not the file whose checksum was written down")
    opened = read_checkpoint(checkpoint)
    try:
        known = keep(opened, folder, {"source": checkpoint.name, "source_sha256": expected})
    except OSError as error:
        raise EngineUnavailable("detoxify", f"cannot write to {folder}: {error.strerror}") from error
    logger.info("detoxify_converted file=%s outputs=%d", checkpoint.name, opened.outputs)
    return known
