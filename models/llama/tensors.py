"""Reads safetensors as float32 arrays, one tensor at a time, without torch (numpy knows no bfloat16)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.llama.naming import CannotConvert
from models.memory import read_header

_PLAIN = {"F64": np.float64, "F32": np.float32, "F16": np.float16}


def read_tensors(path: Path) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """Name and values of every tensor. Raises ValueError for a damaged file, `CannotConvert` for a strange format."""
    header = read_header(path)
    with path.open("rb") as file:
        start = 8 + int.from_bytes(file.read(8), "little")
    data = np.memmap(path, dtype=np.uint8, mode="r", offset=start)
    for name, about in header.items():
        if name == "__metadata__":
            continue
        begin, end = about["data_offsets"]
        kind = str(about["dtype"])
        if kind == "BF16":
            wide = data[begin:end].view(np.uint16).astype(np.uint32) << 16
            values = wide.view(np.float32)
        elif kind in _PLAIN:
            values = data[begin:end].view(_PLAIN[kind]).astype(np.float32)
        else:
            raise CannotConvert(f"{path.name} holds {kind}, and only float and bfloat16 can be converted")
        yield name, values.reshape(about["shape"])
