"""Writes a GGUF file whole or not at all. The extra's `gguf` package is imported here only once one is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def new_gguf(file: Path, family: str) -> Iterator[Any]:
    """A `gguf.GGUFWriter` to fill; the file appears at the end of the block, over an older one."""
    import gguf

    beside = file.with_name(f".{file.name}.{os.getpid()}")
    writer = gguf.GGUFWriter(beside, family)
    try:
        yield writer
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        beside.replace(file)
    finally:
        writer.close()
        beside.unlink(missing_ok=True)
