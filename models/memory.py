"""What a model will need, told from its files before a byte of them is loaded, and what there is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TypeAlias

Header: TypeAlias = Mapping[str, Mapping[str, list[int]]]

_GIB = 2**30
_MEMINFO = Path("/proc/meminfo")
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Need:
    """Bytes, by what they are for."""

    weights: int
    cache: int
    """Keys and values of a full batch of full prompts."""
    work: int
    """Activations, logits and adapters: an estimate on the safe side."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.cache + self.work


def estimate(folder: Path, *, bytes_per_number: int, rows: int, tokens: int) -> Need:
    """What the model in `folder` needs for batches of `rows` times `tokens`."""
    shape = json.loads((folder / "config.json").read_text())
    shape = shape.get("text_config", shape)
    layers, hidden = int(shape["num_hidden_layers"]), int(shape["hidden_size"])
    heads = int(shape["num_attention_heads"])
    per_head = int(shape.get("head_dim") or hidden // heads)
    cached = 2 * layers * int(shape.get("num_key_value_heads") or heads) * per_head
    numbers = count_parameters(folder)
    widest = max(int(shape.get("intermediate_size") or 4 * hidden), hidden)
    # Three wide tensors of a layer live at once while the prompts are read; logits are kept in float32, twice.
    work = rows * (tokens * (3 * widest + 4 * hidden) * bytes_per_number + 8 * int(shape["vocab_size"]))
    adapters = numbers * bytes_per_number // 20
    return Need(numbers * bytes_per_number, rows * tokens * cached * bytes_per_number, work + adapters)


def count_parameters(folder: Path) -> int:
    """How many numbers the safetensors in `folder` hold, from their headers."""
    return sum(
        prod(tensor["shape"])
        for path in folder.glob("*.safetensors")
        for name, tensor in read_header(path).items()
        if name != "__metadata__"
    )


def read_header(path: Path) -> Header:
    """Name → dtype, shape and offsets of a safetensors file. Raises ValueError where it is not one."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= path.stat().st_size - 8:
            raise ValueError(f"{path.name} is cut short or no safetensors file")
        header: Header = json.loads(file.read(length))
    return header


def free_bytes() -> int:
    """Main memory that this process may still take: what the machine has, or its container's limit if that is less."""
    try:
        told = _MEMINFO.read_text().splitlines()
    except OSError:  # not Linux: all that there is, since what is free cannot be asked the same way everywhere
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    machine = next(int(line.split()[1]) * 1024 for line in told if line.startswith("MemAvailable"))
    return min([machine, *_container_room()])


def gib(count: int) -> str:
    """As people say it."""
    return f"{count / _GIB:.1f} GiB"


def _container_room() -> Iterator[int]:
    """What the container's memory limit leaves; its page cache counts as free, since the kernel gives that up first."""
    try:
        limit = (_CGROUP / "memory.max").read_text().strip()
        used = int((_CGROUP / "memory.current").read_text())
        cache = dict(line.split() for line in (_CGROUP / "memory.stat").read_text().splitlines())
    except OSError:
        return
    if limit != "max":
        yield int(limit) - used + int(cache.get("inactive_file", 0))
