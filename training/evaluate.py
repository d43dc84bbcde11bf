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
    imitation: Path
    """The candidate after its first stage, before it heard of preferences."""
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
    done, steps = 0, 3 + (contest.serving is not None) + 2 * bool(samples)

    def told(model: PreTrainedModel) -> list[PairScore]:
        nonlocal done
        done += 1
        progress("evaluate", done, steps)
        return score_pairs(model, tokenizer, held_out)

    def wrote(model: PreTrainedModel) -> Written | None:
        nonlocal done
        if not samples:
            return None
        done += 1
        progress("evaluate", done, steps)
        return check_writing(model, tokenizer, found=samples, is_safe=is_safe, max_new_tokens=contest.max_new_tokens)

    progress("evaluate", 0, steps)
    base_model = load_base(base, where)
    serving = _with_adapter(base, contest.serving, where) if contest.serving else None
    candidate = _with_adapter(base, contest.candidate, where)
    found = evaluate(
        [one.pair for one in held_out],
        told(candidate),
        imitation=told(_with_adapter(base, contest.imitation, where)),
        base=told(base_model),
        serving=told(serving) if serving else None,
        compared_with=contest.serving_id,
        seed=contest.seed,
    )
    written, compared = wrote(candidate), wrote(serving or base_model)
    if written is None or compared is None:
        return found
    words = sum(len(one.pair.chosen.split()) for one in samples) / len(samples)
    return replace(found, written={"candidate": written, "compared": compared}, chosen_words=words)


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
