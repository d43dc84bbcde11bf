"""Reads a Detoxify checkpoint without running anything that is in it.

A `.ckpt` file is a pickle, and opening a pickle plainly runs what it asks for. torch's reader of weights makes tensors
and plain values and nothing else; whatever else a checkpoint names is put in as an empty shell.
"""

from __future__ import annotations

import pickle
import pickletools
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from models.protocols import EngineUnavailable

if TYPE_CHECKING:
    from torch import Tensor

_NAMES = {"toxic": "toxicity", "identity_hate": "identity_attack", "severe_toxic": "severe_toxicity"}
_OLD_FORMAT_PICKLES = 5
"""A checkpoint from before 2020's zip format begins with so many of them."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a checkpoint holds."""

    state: Mapping[str, Tensor]
    labels: tuple[str, ...]
    """The first outputs by Detoxify's names; some checkpoints have more, unnamed."""
    outputs: int


class Shell:
    """Stands for an object of a class that is not asked what it does."""

    def __new__(cls, *_: object, **__: object) -> Shell:
        """An empty one, whatever it is made from."""
        return object.__new__(cls)

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        pass


def read_checkpoint(checkpoint: Path) -> Opened:
    """The weights and the names of their outputs. Raises `EngineUnavailable` where it is no checkpoint of Detoxify."""
    loaded = _load(checkpoint)
    try:
        state, config = dict(loaded["state_dict"]), loaded["config"]
        labels = [_NAMES.get(name, name) for name in config["dataset"]["args"]["classes"]]
        outputs = int(config["arch"]["args"]["num_classes"])
    except (KeyError, TypeError, ValueError) as error:
        raise EngineUnavailable(
            "detoxify", f"{checkpoint.name} is no Detoxify checkpoint: {error} is missing"
        ) from error
    if not labels or not all(isinstance(label, str) for label in labels) or not all(map(_is_tensor, state.values())):
        raise EngineUnavailable("detoxify", f"{checkpoint.name} is no Detoxify checkpoint: its weights have no names")
    return Opened(state, tuple(labels), outputs)


def _load(checkpoint: Path) -> Any:
    import torch

    try:
        names = set(_classes(checkpoint))
        # The shells are for what torch would refuse; what it knows it makes itself, and some modules it never touches.
        with torch.serialization.safe_globals([(Shell, name) for name in names]):
            return torch.load(checkpoint, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, zipfile.BadZipFile, ValueError, EOFError, RuntimeError, AttributeError) as error:
        raise EngineUnavailable(
            "detoxify", f"{checkpoint.name} cannot be read without running what is in it, so it is not read"
        ) from error


def _classes(checkpoint: Path) -> Iterator[str]:
    """The classes and functions that a checkpoint names, found without making any."""
    if not zipfile.is_zipfile(checkpoint):
        with checkpoint.open("rb") as stream:
            for _ in range(_OLD_FORMAT_PICKLES):
                yield from _named(stream)
        return
    with zipfile.ZipFile(checkpoint) as archive:
        for member in archive.namelist():
            if member.endswith("/data.pkl"):
                yield from _named(BytesIO(archive.read(member)))


def _named(stream: BinaryIO) -> Iterator[str]:
    texts: list[str] = []
    for code, argument, _ in pickletools.genops(stream):
        if code.name == "GLOBAL":
            yield str(argument).replace(" ", ".")
        elif code.name == "STACK_GLOBAL":
            yield ".".join(texts[-2:])
        elif isinstance(argument, str):
            texts = [*texts[-1:], argument]


def _is_tensor(value: object) -> bool:
    import torch

    return isinstance(value, torch.Tensor)
