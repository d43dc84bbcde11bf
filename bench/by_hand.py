"""What a maintainer would do after a run: let an adapter serve whatever the gate said, see the bot swap, take it back.

The demo does this so that the swap is seen even when the gate, rightly, says no.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bench.stage import Stage
from models.marks import is_retired
from models.registry import TASKS, Registry

_SWAP_S = 25.0


def show_swap(stage: Stage, config: Path) -> str:
    """One sentence on what became of it: the newest adapter served by hand, and rolled back, or why not."""
    registry = Registry(stage.folder / "adapters")
    if any(registry.serving(task) for task in TASKS):
        return "not needed: the gate let an adapter serve"
    cards = registry.cards()
    # In a simulated community too somebody takes back a text, and what has learned from it may not serve.
    sound = [card for card in cards if not is_retired(registry.marks(card.id))]
    if not sound:
        return (
            "every adapter was retired by now, for a text that was taken back" if cards else "no adapter was registered"
        )
    adapter, task = sound[-1].id, sound[-1].task
    _training(config, "promote", adapter, "--reason", "demo: to see the swap")
    if not _logged(stage, f"swapped task={task} adapter={adapter}"):
        return f"{adapter} was promoted by hand and not taken in; see bot.log"
    _training(config, "rollback", task, "--reason", "demo: and back")
    back = _logged(stage, f"swapped task={task} adapter=none")
    return f"{adapter} swapped in by hand while the bot watched, {'and rolled back' if back else 'and NOT rolled back'}"


def _training(config: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "training", *arguments, "--config", str(config)]
    subprocess.run(command, capture_output=True, check=False)


def _logged(stage: Stage, line: str) -> bool:
    deadline = time.monotonic() + _SWAP_S
    while time.monotonic() < deadline:
        if line in stage.log():
            return True
        time.sleep(0.2)
    return False
