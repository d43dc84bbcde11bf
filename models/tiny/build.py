"""Builds the stand-in once and keeps it, until what it is made from changes."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

STEPS = 160
"""Enough to write our grammar's English, in less than half a minute on one core."""

MANIFEST = "tiny.json"


def build_tiny(
    folder: Path, *, seed: int = 0, steps: int = STEPS, progress: Callable[[int, int], None] | None = None
) -> Path:
    """The folder, holding a base model and a tokenizer that transformers loads by this path.

    Builds it where it is missing or was made by another recipe, else returns at once. `progress` hears (steps done,
    steps in all). Imports torch only when there is something to build.
    """
    if is_built(folder, seed=seed, steps=steps):
        return folder
    from models.tiny.fit import fit  # torch takes seconds to import, and mostly there is nothing to do

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".tiny-", dir=folder.parent) as name:
        made = Path(name) / "model"
        made.mkdir()
        loss = fit(made, seed=seed, steps=steps, progress=progress or _silent)
        (made / MANIFEST).write_text(json.dumps({**recipe(seed, steps), "loss": round(loss, 4)}, indent=2) + "\n")
        _put(made, folder, lambda: is_built(folder, seed=seed, steps=steps))
    return folder


def is_built(folder: Path, *, seed: int = 0, steps: int = STEPS) -> bool:
    """Whether `folder` holds the stand-in that this recipe makes."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        return {key: manifest[key] for key in ("recipe", "seed", "steps")} == recipe(seed, steps)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def recipe(seed: int = 0, steps: int = STEPS) -> dict[str, str | int]:
    """Everything that the weights depend on: what is said, how it is asked, how it is fitted, seed and steps."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in (here / "grammar.py", here / "tokenizer.py", here / "fit.py", here.parent / "prompts.py"):
        digest.update(path.read_bytes())
    return {"recipe": digest.hexdigest(), "seed": seed, "steps": steps}


def _put(made: Path, folder: Path, is_there: Callable[[], bool]) -> None:
    """Move what was made into its place, unless somebody else has done the same meanwhile."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        made.rename(folder)
    except OSError:
        if not is_there():
            raise


def _silent(_done: int, _steps: int) -> None:
    return
