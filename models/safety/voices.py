"""Builds the classifier that the operator configured, and lets several voices speak as one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyClassifier, SafetyRules, Verdict
from models.safety.batch import judge_all
from models.safety.classifier import RulesClassifier
from models.safety.followed import FollowedClassifier
from models.safety.heads import SHIPPED, Encode, load_heads
from models.safety.layered import LayeredClassifier
from models.safety.own import OwnWeights
from models.settings import ModelSettings


def load_classifier(
    detoxify_folder: Path | None = None, *, sha256: str = "", encoder_cache: Path | None = None, weights: Path = SHIPPED
) -> SafetyClassifier:
    """Rules and learned heads, and what else was asked for.

    `encoder_cache` is the folder for the built sentence encoder, `detoxify_folder` that of Detoxify's checkpoint,
    `weights` that of the heads.

    `sha256` names the checkpoint's checksum; without it the folder's file `sha256` must. Raises `EngineUnavailable`,
    with what to do, where something cannot be used: an operator who asked for a voice should not silently miss it.
    """
    encode: Encode | None = None
    if encoder_cache is not None:
        from models.safety.minilm import OnnxMiniLm, adapter_of

        encode = OnnxMiniLm(encoder_cache, adapter=adapter_of(weights), threads=min(2, os.cpu_count() or 1))
    layered = LayeredClassifier(RulesClassifier(), load_heads(weights), encode)
    if detoxify_folder is None:
        return layered
    from models.safety.toxicity import DetoxifyClassifier

    return CombinedClassifier(layered, DetoxifyClassifier(detoxify_folder, sha256=sha256))


def configured_classifier(settings: ModelSettings) -> FollowedClassifier:
    """What the `[models.safety]` section asks for, with the weights that serve now.

    Raises as `load_classifier` does.
    """
    safety, own = settings.safety, OwnWeights(settings.safety.weights)

    def build() -> SafetyClassifier:
        return load_classifier(
            safety.detoxify, sha256=safety.detoxify_sha256, weights=own.folder,
            encoder_cache=settings.cache if safety.encoder else None,
        )  # fmt: skip

    return FollowedClassifier(build, lambda: own.serving() or "")


OPEN_FROM, OPEN_TO = 0.04, 0.9
"""Where the cheap layers leave abuse open."""


class CombinedClassifier:
    """Implements `SafetyClassifier` with one voice first and slower ones beside it: the louder one counts."""

    def __init__(self, first: SafetyClassifier, *others: SafetyClassifier) -> None:
        self._first = first
        self._others = others

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""
        return "+".join(voice.name for voice in (self._first, *self._others))

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger, as the first voice says."""
        return self._first.crisis(post)

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """For every hazard the highest probability that any voice gives, and all their spans.

        The others are slow, a tenth as fast as is needed, and know abuse alone: they are asked only where it is open.
        """
        return self._heard(self._first.judge(post, reply, rules), post, reply, rules)

    def judge_all(self, replies: Sequence[tuple[Post, str]], rules: SafetyRules = ANYWHERE) -> list[Verdict]:
        """The same for many replies, which the first voice may read together."""
        firsts = judge_all(self._first, replies, rules)
        return [self._heard(first, *one, rules) for first, one in zip(firsts, replies, strict=True)]

    def _heard(self, first: Verdict, post: Post, reply: str, rules: SafetyRules) -> Verdict:
        """What the first voice said, and where it leaves abuse open the others, too."""
        if not OPEN_FROM <= first.probabilities[Hazard.ABUSE] < OPEN_TO:
            return first
        verdicts = [first, *(voice.judge(post, reply, rules) for voice in self._others)]
        best = {hazard: max(v.probabilities[hazard] for v in verdicts) for hazard in Hazard}
        louder = {h: v.model for v in verdicts[1:] for h in Hazard if v.probabilities[h] > first.probabilities[h]}
        return Verdict(
            best,
            tuple(sorted((s for v in verdicts for s in v.spans), key=lambda s: (s.start, s.end, s.evidence))),
            self.name,
            first.unreadable,
            {**first.layers, **louder},
            first.hard,
        )
