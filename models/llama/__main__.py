"""`python -m models.llama FOLDER FILE.gguf`: make a GGUF file of the stand-in model, or of another small one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from models.llama.base import FORMATS, convert_base
from models.llama.naming import CannotConvert


def main() -> None:
    """Convert it and print where it is."""
    parser = argparse.ArgumentParser(prog="python -m models.llama", description="Convert a small model to GGUF.")
    parser.add_argument("folder", type=Path, help="the model's folder, such as the one of `python -m models.tiny`")
    parser.add_argument("file", type=Path, help="where to write it")
    parser.add_argument("--format", choices=FORMATS, default="f32", help="of the matrices; q8_0 is a quarter of f32")
    told = parser.parse_args()
    try:
        made = convert_base(told.folder, told.file, kind=told.format)
    except (CannotConvert, ValueError, OSError) as error:
        sys.exit(f"{parser.prog}: {error}")
    except ImportError:
        sys.exit(f"{parser.prog}: the gguf package is missing: pip install '.[llama_cpp]'")
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
