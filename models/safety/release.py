"""Brings an official Detoxify checkpoint and makes of it the folder that `models.safety.detoxify` names.

Addresses and file names are those of unitaryai/detoxify (Apache-2.0). A file's name carries how its sha256 begins; of
the largest the whole checksum has been published by people who hold the file, and the checkpoint is held against it.
Nothing in a checkpoint is run, and what is kept of it are plain weights.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.download import DownloadFailed, Unreachable, checksum_in, download, matches
from models.safety.base_model import Piece, Progress, bring_base, complete, settle
from models.safety.checkpoint import keep, needs_packages, sha256_of
from models.safety.opening import read_checkpoint

_RELEASES = "https://github.com/unitaryai/detoxify/releases/download"
_HUB = "https://huggingface.co"
_INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the published checkpoints."""

    url: str
    sha256: str
    """The whole checksum, or as much of it as the file's name carries."""
    pieces: tuple[Piece, ...]

    @property
    def file(self) -> str:
        """The checkpoint's name."""
        return self.url.rsplit("/", 1)[-1]


def _pieces(base: str) -> tuple[Piece, ...]:
    return tuple(Piece(name, f"{_HUB}/{base}/resolve/main/{name}") for name in ("config.json", "tokenizer.json"))


VARIANTS: Mapping[str, Variant] = {
    "original": Variant(
        f"{_RELEASES}/v0.1-alpha/toxic_original-c1212f89.ckpt",
        "c1212f89ac23307ab33932ce29dc446a6e030fb3f384a500890bbe662b7b544a",
        (
            Piece(
                "vocab.txt",
                f"{_HUB}/bert-base-uncased/resolve/86b5e0934494bd15c9632b12f734a8a67f723594/vocab.txt",
                "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
            ),
        ),
    ),
    "original-small": Variant(
        f"{_RELEASES}/v0.1.2/original-albert-0e1d6498.ckpt", "0e1d6498", _pieces("albert/albert-base-v2")
    ),
    "unbiased": Variant(
        f"{_RELEASES}/v0.3-alpha/toxic_debiased-c7548aa0.ckpt", "c7548aa0", _pieces("FacebookAI/roberta-base")
    ),
    "unbiased-small": Variant(
        f"{_RELEASES}/v0.1.2/unbiased-albert-c8519128.ckpt", "c8519128", _pieces("albert/albert-base-v2")
    ),
}
"""Without the multilingual one: Sidelight calls what is not English unreadable, so nobody would ask it."""

DEFAULT = "original"
"""The only one of which everything is held against a whole checksum. The small ones are smaller, not faster."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to bring, and from where; whatever is empty is as published."""

    out: Path
    variant: str = ""
    url: str = ""
    sha256: str = ""
    file: Path | None = None
    """A checkpoint that lies on this machine: nothing is brought but, where it is missing, the tokenizer."""
    base: Path | None = None
    """A folder with the base model's tokenizer files, and perhaps its config.json."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is there now."""

    folder: Path
    sha256: str
    source: str
    labels: tuple[str, ...]
    base: Mapping[str, str] = field(default_factory=dict)
    """The base model's files, and where each came from."""
    was_there: bool = False
    """Whether it had been fetched before."""


def fetch(wish: Wish, progress: Progress) -> Fetched:
    """The folder, ready to be read. Raises `DownloadFailed` or `EngineUnavailable` with what to do."""
    needs_packages()
    source = str(wish.file or wish.url)
    name = _file_name(source)
    variant = VARIANTS[wish.variant or _variant_of(name)]
    source, wanted = source or variant.url, wish.sha256.lower() or _wanted(name, variant)
    if there := _there(wish.out, wanted):
        return there
    wish.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".base-", dir=wish.out) as scratch:
        base = bring_base(Path(scratch), variant.pieces, wish.base, progress)
        checkpoint, found = _bring_checkpoint(wish, source, wanted, progress)
        opened = read_checkpoint(checkpoint)
        base |= complete(Path(scratch), opened)
        (Path(scratch) / "sha256").write_text(f"{found}  {checkpoint.name}\n", encoding="utf-8")
        settle(Path(scratch), wish.out)
    keep(opened, wish.out, {"source": checkpoint.name, "source_sha256": found, "from": source, "base": base})
    if wish.file is None:  # then it is ours: a pickle of hundreds of megabytes that nobody needs any more
        checkpoint.unlink()
        with suppress(OSError):  # another one, half brought, may lie there
            checkpoint.parent.rmdir()
    return Fetched(wish.out, found, source, opened.labels, base)


def _file_name(source: str) -> str:
    """The last part of an address or path."""
    return urlsplit(source).path.rsplit("/", 1)[-1]


def _variant_of(name: str) -> str:
    """The variant with this file, or with the checksum in its name; the default one for any other."""
    mark = checksum_in(name)
    return next((key for key, one in VARIANTS.items() if mark and matches(one.sha256, mark)), DEFAULT)


def _wanted(name: str, variant: Variant) -> str:
    """The checksum that a file of this name must have. A name with another one in it is a file of its own."""
    mark = checksum_in(name)
    return mark if mark and not matches(variant.sha256, mark) else variant.sha256


def _there(folder: Path, wanted: str) -> Fetched | None:
    """What an earlier run made of the same checkpoint."""
    try:
        known: dict[str, Any] = json.loads((folder / "converted" / "card.json").read_text(encoding="utf-8"))
        is_whole = (folder / "sha256").read_text(encoding="utf-8").startswith(known["source_sha256"])
        is_whole &= (folder / "converted" / "model.safetensors").is_file() and (folder / "config.json").is_file()
        if is_whole and matches(known["source_sha256"], wanted):
            labels, base = tuple(known["labels"]), known.get("base", {})
            return Fetched(folder, known["source_sha256"], known.get("from", ""), labels, base, was_there=True)
    except (OSError, ValueError, KeyError):
        pass
    return None


def _bring_checkpoint(wish: Wish, source: str, wanted: str, progress: Progress) -> tuple[Path, str]:
    if wish.file is None:
        target = wish.out / _INCOMING / (_file_name(source) or "checkpoint.ckpt")
        if target.is_file() and matches(found := sha256_of(target), wanted):
            return target, found
        try:
            return target, download(
                source, target, sha256=wanted, progress=lambda done, of: progress(target.name, done, of)
            )
        except Unreachable as error:
            raise DownloadFailed(f"{error}; without a network, copy the file here and name it with --from") from error
    try:
        found = sha256_of(wish.file)
    except OSError as error:
        raise DownloadFailed(f"{wish.file} cannot be read: {error.strerror}") from error
    if not matches(found, wanted):
        raise DownloadFailed(f"{wish.file} is not the file it should be: its sha256 is {found}, not {wanted}")
    return wish.file, found
