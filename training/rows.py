"""Dialogues as the conversations that TRL's trainers read.

Always as turns, never as plain strings: those get no chat template, and would be learned in a form that nobody serves.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.dialogues import Dialogue, Row
from training.drawing import alike_in_length, balanced_weights, plain_weights, resampled

_TEMPLATE: Row = {"chat_template_kwargs": {"enable_thinking": False}}
"""TRL hands these to the chat template; the same as at work."""


def sft_rows(found: Sequence[Dialogue], *, most: int, batch: int, seed: int) -> list[Row]:
    """Prompt and chosen text, each text once however many pairs it won; of too many, the heaviest."""
    best: dict[tuple[str, str, str], Dialogue] = {}
    for one in sorted(found, key=lambda one: (-one.pair.weight, one.pair.key)):
        best.setdefault((one.pair.post, one.pair.draft, one.pair.chosen), one)
    kept = list(best.values())[:most]
    random.Random(seed).shuffle(kept)  # noqa: S311 - an order that must repeat, no secret
    kept = alike_in_length(kept, batch=batch, seed=seed)
    return [{"prompt": list(one.prompt), "completion": one.chosen, **_TEMPLATE} for one in kept]


def dpo_rows(found: Sequence[Dialogue], *, batch: int, seed: int, balance: bool = False) -> list[Row]:
    """Prompt, chosen and rejected, as many rows as pairs, the heavy ones more often, in batches of one length."""
    weights = balanced_weights(found) if balance else plain_weights(found)
    drawn = alike_in_length(resampled(found, weights, seed=seed), batch=batch, seed=seed)
    return [{"prompt": list(one.prompt), "chosen": one.chosen, "rejected": one.rejected, **_TEMPLATE} for one in drawn]


def kto_rows(found: Sequence[Dialogue], *, batch: int, seed: int) -> list[Row]:
    """Prompt, text and whether it is good, the heavy ones more often.

    Good and bad ones are mixed: the trainer takes them as they come, and compares texts within a batch.
    """
    drawn = alike_in_length(resampled(found, plain_weights(found), seed=seed), batch=batch, seed=seed)
    return [
        {
            "prompt": list(one.prompt),
            "completion": one.chosen if one.pair.chosen else one.rejected,
            "label": bool(one.pair.chosen),
            **_TEMPLATE,
        }
        for one in drawn
    ]
