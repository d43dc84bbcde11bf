"""Which pairs earlier runs have used, whatever came of them: the same evidence again would only say the same again.

Each card holds a digest of every pair that its run learned from or judged by. Digests stay on the card of an adapter
that was retired, whose pairs and texts are forgotten: they lead to nobody, and can only be compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from models.marks import is_retired
from models.registry import Card, CorruptAdapter, Registry
from training.settings import TrainingSettings

USED = "used"
"""Where they stand among a card's figures."""


def digest(key: str) -> str:
    """What stays of a pair's key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def digests(keys: Iterable[str]) -> list[str]:
    """For a card: of every key once, in an order that tells nothing."""
    return sorted({digest(key) for key in keys})


def used_digests(registry: Registry, task: str, settings: TrainingSettings, *, base_sha256: str) -> frozenset[str]:
    """Of every pair that an earlier run of the task has used.

    Three kinds of runs do not count: on another base, with adapters of another shape, and those whose adapter passed
    the gate and was retired. What it had shown is to be learned again without whatever it had to go for.
    """
    found: set[str] = set()
    for card in registry.cards():
        if card.task == task and card.base_sha256 == base_sha256 and _is_alike(card, settings):
            told = card.evaluation.get(USED)
            if isinstance(told, list) and not (_passed(card) and _is_gone(registry, card)):
                found.update(map(str, told))
    return frozenset(found)


def _is_alike(card: Card, settings: TrainingSettings) -> bool:
    lora = card.config.get("lora")
    return isinstance(lora, dict) and (lora.get("r"), lora.get("alpha")) == (settings.lora.r, settings.lora.alpha)


def _passed(card: Card) -> bool:
    gate = card.evaluation.get("gate")
    return isinstance(gate, dict) and bool(gate.get("promote"))


def _is_gone(registry: Registry, card: Card) -> bool:
    try:
        return is_retired(registry.marks(card.id))
    except CorruptAdapter:
        return False
