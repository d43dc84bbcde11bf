"""Measures a candidate against what serves now, on pairs that neither post nor people of were learned from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from peft import PeftModel
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from models.audit import Audit
from models.local.quiet import quiet_peft
from models.protocols import Post, SafetyClassifier
from models.retrieval import Encode
from training.base import Hardware, load_base
from training.dialogues import Dialogue
from training.evaluation import Evaluation, Gap, PairScore, Scores, evaluate
from training.evaluation.likeness import Likeness
from training.evaluation.suite import Suite, examine
from training.evaluation.texts import HUMAN, Instruments, Prompt
from training.pairs import Screen
from training.scoring import score_pairs
from training.steps import Progress
from training.support import Support
from training.writing import Wrote, check_writing


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
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    """How far votes lie apart, by the pairs' keys, where that is known."""


@dataclass(frozen=True, slots=True)
class Judges:
    """Who reads what models write."""

    is_safe: Screen
    safety: SafetyClassifier
    encode: Encode | None
    """The sentence encoder, where there is one."""
    support: Support | None = None
    """What seekers' answers say of effective support, where they are enough."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found, and the texts that it was found in: these hold people's words, so they only go into the store."""

    evaluation: Evaluation
    asked: tuple[Dialogue, ...] = ()
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """`human`, `chosen`, `base`, `compared`, `candidate` → texts in the order of `asked`."""


def measure(
    base: Path,
    tokenizer: PreTrainedTokenizerBase,
    *,
    contest: Contest,
    where: Hardware,
    judges: Judges,
    progress: Progress,
) -> Measured:
    """What the gate decides by: base, serving adapter and candidate on the same held-out pairs."""
    held_out, samples = contest.held_out, _spread(contest.held_out, contest.samples)

    def look(model: PreTrainedModel, done: int) -> tuple[list[PairScore], Wrote | None]:
        scores = score_pairs(model, tokenizer, held_out)
        progress("evaluate", done, steps)
        if not samples:
            return scores, None
        wrote = check_writing(
            model, tokenizer, found=samples, is_safe=judges.is_safe, max_new_tokens=contest.max_new_tokens
        )
        progress("evaluate", done + 1, steps)
        return scores, wrote

    steps = 4 if contest.serving is None else 6
    progress("evaluate", 0, steps)
    plain, plain_wrote = look(load_base(base, where), 1)
    compared, compared_wrote = plain, plain_wrote
    if contest.serving is not None:
        compared, compared_wrote = look(_with_adapter(base, contest.serving, where), 3)
    candidate, wrote = look(_with_adapter(base, contest.candidate, where), steps - 1)
    found = evaluate(
        [one.pair for one in held_out],
        Scores(candidate, compared, plain),
        compared_with=contest.serving_id,
        seed=contest.seed,
        gaps=contest.gaps,
    )
    if wrote is None or compared_wrote is None or plain_wrote is None:
        return Measured(found)
    by_models = {"base": plain_wrote, "candidate": wrote}
    if contest.serving is not None:
        by_models["compared"] = compared_wrote
    texts = {**_by_people(samples), **{name: one.texts for name, one in by_models.items()}}
    suite = replace(
        examine_texts(samples, texts, judges, seed=contest.seed, progress=progress),
        speed={name: one.speed for name, one in by_models.items()},
    )
    words = sum(len(one.pair.chosen.split()) for one in samples) / len(samples)
    said = {"candidate": wrote.written, "compared": compared_wrote.written}
    return Measured(replace(found, written=said, chosen_words=words, suite=suite), tuple(samples), texts)


def examine_texts(
    asked: Sequence[Dialogue],
    texts: Mapping[str, Sequence[str]],
    judges: Judges,
    *,
    seed: int,
    progress: Progress,
) -> Suite:
    """The suite over what several systems wrote for the same prompts."""
    prompts = [Prompt(one.pair.post, _post(one), one.pair.draft) for one in asked]
    said = [text for written in texts.values() for text in written]
    about = [text for prompt in prompts for text in (prompt.post.text, prompt.draft)]
    by = Instruments(judges.safety, Audit(judges.safety), Likeness([*said, *about], judges.encode), judges.support)
    done = 0

    def heard() -> None:
        nonlocal done
        done += 1
        progress("suite", done, len(said))

    progress("suite", 0, len(said))
    return examine(prompts, texts, by, seed=seed, heard=heard)


def _by_people(asked: Sequence[Dialogue]) -> dict[str, Sequence[str]]:
    """What people posted for the same prompts: the drafts where these were to be improved, else the chosen replies."""
    if any(one.pair.draft for one in asked):
        return {HUMAN: [one.pair.draft for one in asked], "chosen": [one.pair.chosen for one in asked]}
    return {HUMAN: [one.pair.chosen for one in asked]}


def _post(one: Dialogue) -> Post:
    return Post(one.pair.post_title, one.pair.post_body, one.pair.subreddit)


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
