"""Builds the classifier that the operator configured, and lets several voices speak as one."""

from __future__ import annotations

from pathlib import Path

from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyClassifier, SafetyRules, Verdict
from models.safety.classifier import RulesClassifier


def load_classifier(detoxify_folder: Path | None = None, *, sha256: str = "") -> SafetyClassifier:
    """The rules alone, or with Detoxify's voice where the folder of its checkpoint is given.

    `sha256` names the checkpoint's checksum; without it the folder's file `sha256` must. Raises `EngineUnavailable`,
    with what to do, where the folder cannot be used: an operator who asked for a voice should not silently miss it.
    """
    rules = RulesClassifier()
    if detoxify_folder is None:
        return rules
    from models.safety.toxicity import DetoxifyClassifier

    return CombinedClassifier(rules, DetoxifyClassifier(detoxify_folder, sha256=sha256))


class CombinedClassifier:
    """Implements `SafetyClassifier` with the rules first and other voices beside them: the louder one counts."""

    def __init__(self, rules: SafetyClassifier, *others: SafetyClassifier) -> None:
        self._rules = rules
        self._others = others

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""
        return "+".join(voice.name for voice in (self._rules, *self._others))

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger, as the rules say."""
        return self._rules.crisis(post)

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """For every hazard the highest probability that any voice gives, and all their spans."""
        verdicts = [voice.judge(post, reply, rules) for voice in (self._rules, *self._others)]
        return Verdict(
            {hazard: max(verdict.probabilities[hazard] for verdict in verdicts) for hazard in Hazard},
            tuple(sorted((s for v in verdicts for s in v.spans), key=lambda s: (s.start, s.end, s.evidence))),
            self.name,
            verdicts[0].unreadable,
        )
