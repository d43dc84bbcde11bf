"""Measures a candidate against what serves now, on pairs that neither post nor people of were learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from peft import PeftModel
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from models.local.quiet import quiet_peft
from training.base import Hardware, load_base
from training.dialogues import Dialogue
from training.evaluation import Evaluation, PairScore, Written, evaluate
from training.pairs import Screen
from training.scoring import score_pairs
from training.steps import Progress
from training.writing import check_writing


@dataclass(frozen=True, slots=True)
class Contest:
    """Who is compared on what."""

    candidate: Path
    serving: Path | None
    """The folder of the adapter that serves, or None where the base does."""
    serving_id: str
    """Its id, or `base`."""
    held_out: tuple[Dialogue, ...]
    samples: int
    """How many prompts to generate for."""
    max_new_tokens: int
    seed: int


def measure(
    base: Path,
    tokenizer: PreTrainedTokenizerBase,
    *,
    contest: Contest,
    where: Hardware,
    is_safe: Screen,
    progress: Progress,
) -> Evaluation:
    """What the gate decides by: base, serving adapter and candidate on the same held-out pairs."""
    held_out, samples = contest.held_out, _spread(contest.held_out, contest.samples)

    def look(model: PreTrainedModel, done: int) -> tuple[list[PairScore], Written | None]:
        scores = score_pairs(model, tokenizer, held_out)
        progress("evaluate", done, steps)
        if not samples:
            return scores, None
        written = check_writing(model, tokenizer, found=samples, is_safe=is_safe, max_new_tokens=contest.max_new_tokens)
        progress("evaluate", done + 1, steps)
        return scores, written

    steps = 4 if contest.serving is None else 6
    progress("evaluate", 0, steps)
    plain, plain_wrote = look(load_base(base, where), 1)
    compared, compared_wrote = plain, plain_wrote
    if contest.serving is not None:
        compared, compared_wrote = look(_with_adapter(base, contest.serving, where), 3)
    candidate, wrote = look(_with_adapter(base, contest.candidate, where), steps - 1)
    found = evaluate(
        [one.pair for one in held_out],
        candidate,
        compared=compared,
        base=plain,
        compared_with=contest.serving_id,
        seed=contest.seed,
    )
    if wrote is None or compared_wrote is None:
        return found
    words = sum(len(one.pair.chosen.split()) for one in samples) / len(samples)
    return replace(found, written={"candidate": wrote, "compared": compared_wrote}, chosen_words=words)


def _with_adapter(base: Path, adapter: Path, where: Hardware) -> PreTrainedModel:
    """The base with the adapter on, to be looked at only. Quacks like the model it wraps."""
    with quiet_peft():
        wrapped = PeftModel.from_pretrained(load_base(base, where), str(adapter))
    return cast("PreTrainedModel", wrapped)


def _spread(found: Sequence[Dialogue], most: int) -> list[Dialogue]:
    """At most so many, no two with one prompt, evenly from the whole."""
    unlike = list({(one.pair.post, one.pair.draft): one for one in found}.values())
    step = max(1, len(unlike) // most) if most else 1
    return unlike[::step][:most]
