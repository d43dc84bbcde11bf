"""Many replies at once: voices that can read them together do, the others one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from models.protocols import ANYWHERE, Post, SafetyClassifier, SafetyRules, Verdict


@runtime_checkable
class ReadsTogether(Protocol):
    """A classifier to which a hundred replies are cheaper than a hundred times one."""

    def judge_all(self, replies: Sequence[tuple[Post, str]], rules: SafetyRules) -> list[Verdict]:
        """A verdict for each reply, as `judge` would give it."""
        ...


def judge_all(
    classifier: SafetyClassifier, replies: Sequence[tuple[Post, str]], rules: SafetyRules = ANYWHERE
) -> list[Verdict]:
    """A verdict for each of these (post, reply), in their order; a few hundred at a time are enough."""
    if isinstance(classifier, ReadsTogether):
        return classifier.judge_all(replies, rules)
    return [classifier.judge(post, reply, rules) for post, reply in replies]
