"""What a guideline is."""

from __future__ import annotations

from dataclasses import dataclass

from models.guideline.choice import Choice
from models.guideline.rule import Rule


@dataclass(frozen=True, slots=True)
class Guideline:
    """One piece of advice for replies to somebody in distress, with the edit it makes."""

    id: str
    looks_for: str
    edit: str
    reason: str
    """What the helper reads: short, kind, about the text and never about the person."""
    source: str
    weight: float
    """How much one edit of it adds to being worth a message; a suggestion needs 1."""
    rules: tuple[Rule, ...] = ()
    """Tried in order; the first that finds something edits the sentence."""
    is_for_short_drafts: bool = False
    """In a long how-to it would only disturb."""
    is_serious: bool = False
    """A draft in which it still finds something after editing gets no suggestion: polish would only hide it."""

    def finds(self, sentence: str, post: str) -> bool:
        """Whether any rule has something to say."""
        return any(rule.finds(sentence, post) for rule in self.rules)

    def rewrite(self, sentence: str, post: str, choice: Choice) -> str | None:
        """The sentence as it should be (empty: taken out), or None where it stays."""
        for rule in self.rules:
            edited = rule.rewrite(sentence, post, choice)
            if edited is not None and edited != sentence:
                return edited
        return None
