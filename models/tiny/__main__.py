"""`python -m models.tiny FOLDER`: build the stand-in model."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from models.tiny.build import STEPS, build_tiny


def main() -> None:
    """Build it, with a progress bar on stderr, and print where it is."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    parser = argparse.ArgumentParser(prog="python -m models.tiny", description="Build the stand-in language model.")
    parser.add_argument("folder", type=Path, help="where to put it; kept if it is there already")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=STEPS)
    asked = parser.parse_args()
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Fitting a small language model", total=asked.steps)
        build_tiny(
            asked.folder, seed=asked.seed, steps=asked.steps, progress=lambda done, _: bar.update(task, completed=done)
        )
        bar.update(task, completed=asked.steps)
    Console().print(str(asked.folder), highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
