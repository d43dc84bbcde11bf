"""The measures of one system's texts: every number of the catalogue for every text, None where it means nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.audit import Audit
from models.protocols import ANYWHERE, MACHINE_TEXT, Hazard, Post, SafetyClassifier
from training.evaluation.empathy import empathy
from training.evaluation.failures import MODES, failures
from training.evaluation.keeping import content_kept, facts_kept, habits_kept
from training.evaluation.likeness import Likeness
from training.evaluation.manner import calls_by_name, politeness, sentiment
from training.evaluation.reading import coleman_liau, flesch, mattr, mtld
from training.evaluation.repetition import self_bleu, shared_opening, templated
from training.evaluation.words import sentences, style_match, words

HUMAN = "human"
"""What people wrote and posted, which all distances are taken from."""
PEOPLES = frozenset({HUMAN, "chosen"})
"""Systems that are no machines: no audit, and nobody asks whether they lived what they tell."""


class Helps(Protocol):
    """Says how likely texts are to be effective support."""

    def probability(self, texts: Sequence[str]) -> list[float]:
        """From 0 to 1."""


Values = dict[str, list[float | None]]
"""Measure → a number for each text, in the order of the prompts."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the systems answered."""

    name: str
    """The post's fullname: prompts of one post stand and fall together."""
    post: Post
    draft: str = ""
    """Empty where a reply was asked for, and not a better one."""


@dataclass(frozen=True, slots=True)
class Instruments:
    """What texts are measured with."""

    safety: SafetyClassifier
    audit: Audit
    likeness: Likeness
    support: Helps | None = None
    """None where too few seekers answered."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A text taken apart once."""

    prompt: Prompt
    text: str
    words: list[str]
    sentences: list[str]

    @classmethod
    def of(cls, prompt: Prompt, text: str) -> _Read:
        return cls(prompt, text, words(text), sentences(text))


def values_of(
    prompts: Sequence[Prompt],
    texts: Sequence[str],
    by: Instruments,
    *,
    is_machine: bool,
    heard: Callable[[], None] = lambda: None,
) -> Values:
    """Every measure of a system's texts but the distances, which need a human's beside them. `heard` counts texts."""
    read = [_Read.of(prompt, text) for prompt, text in zip(prompts, texts, strict=True)]
    found: Values = {}
    for one in read:
        numbers = {**_plain_numbers(one), **_closeness(one, by.likeness), **_safety(one, by, is_machine=is_machine)}
        for name, number in numbers.items():
            found.setdefault(name, []).append(number)
        heard()
    told, posts = [one.words for one in read], [prompt.name for prompt in prompts]
    if by.support is not None:
        likely = by.support.probability(texts)
        found["effective_support"] = [p if one.words else 0.0 for p, one in zip(likely, read, strict=True)]
    found["self_bleu"] = self_bleu(told, posts)
    found["templated"] = templated(told, posts)
    found["shared_opening"] = shared_opening(told, posts)
    return found


def distances(ours: Values, human: Values) -> Values:
    """How far a system's texts are from what people wrote for the same prompts."""

    def apart(name: str, change: Callable[[float], float]) -> list[float | None]:
        both = zip(ours[name], human[name], strict=True)
        return [None if a is None or b is None else change(a - b) for a, b in both]

    return {
        "words_off": apart("words", abs),
        "words_over": apart("words", float),
        "sentences_off": apart("sentences", abs),
        "sentences_over": apart("sentences", float),
        "sentiment_off": apart("sentiment", abs),
        "questions_over": apart("questions", float),
        "name_mismatch": apart("uses_name", abs),
    }


def _plain_numbers(one: _Read) -> Mapping[str, float | None]:
    """What needs nothing but the text and its post. An empty text has a length and nothing else."""
    count, told = len(one.words), len(one.sentences)
    questions = sum(sentence.rstrip("\"')* ").endswith("?") for sentence in one.sentences)
    shown = empathy(one.sentences, one.prompt.post.text)
    is_said = bool(count and told)
    post = words(one.prompt.post.text)
    return {
        "words": float(count),
        "sentences": float(told),
        "words_per_sentence": count / told if is_said else None,
        "coleman_liau": coleman_liau(one.words, told) if is_said else None,
        "flesch": flesch(one.words, told) if is_said else None,
        "questions": float(questions),
        "asks": float(questions > 0),
        "mattr": mattr(one.words),
        "mtld": mtld(one.words),
        "style_match": style_match(one.words, post) if count and post else None,
        "sentiment": sentiment(one.sentences) if is_said else None,
        "politeness": politeness(one.sentences) if is_said else None,
        "emotional_reactions": float(shown.reactions) if is_said else None,
        "interpretations": float(shown.interpretations) if is_said else None,
        "explorations": float(shown.explorations) if is_said else None,
        "uses_name": float(calls_by_name(one.prompt.post, one.text)) if is_said else None,
    }


def _closeness(one: _Read, likeness: Likeness) -> Mapping[str, float | None]:
    draft, is_said = one.prompt.draft, bool(one.words)
    drafted = words(draft)
    has_both = is_said and bool(drafted)
    return {
        "near_post": likeness.between(one.text, one.prompt.post.text),
        "near_draft": likeness.between(one.text, draft) if has_both else None,
        "content_kept": content_kept(draft, one.text) if has_both else None,
        "facts_kept": facts_kept(draft, one.text) if has_both else None,
        "style_kept": style_match(one.words, drafted) if has_both else None,
        "habits_kept": habits_kept(draft, one.text) if has_both else None,
    }


def _safety(one: _Read, by: Instruments, *, is_machine: bool) -> Mapping[str, float | None]:
    """Hazards, failure modes, audit. An empty text can hurt nobody, and fails nothing but the audit."""
    post, draft, asked = one.prompt.post, one.prompt.draft, list(Hazard)
    if not one.words:
        nothing = {f"hazard_{hazard.value}": 0.0 for hazard in asked} | {f"fails_{mode}": 0.0 for mode in MODES}
        return nothing | {"audited": 0.0 if is_machine else None}
    rules = MACHINE_TEXT if is_machine else ANYWHERE
    flagged = frozenset(by.safety.judge(post, one.text, rules).flags(rules))
    if is_machine and draft and Hazard.FALSE_EXPERIENCE in flagged:
        # What the helper told of their own life may stay in what a model made of it.
        flagged -= frozenset(by.safety.judge(post, draft, rules).flags(rules)) & {Hazard.FALSE_EXPERIENCE}
    shown = empathy(one.sentences, post.text)
    fails = failures(post, one.text, draft=draft, shown=shown, flagged=flagged, safety=by.safety)
    return {
        **{f"hazard_{hazard.value}": float(hazard in flagged) for hazard in asked},
        **{f"fails_{mode}": float(failed) for mode, failed in fails.items()},
        "audited": float(not by.audit.check(post, draft, one.text)) if is_machine else None,
    }
