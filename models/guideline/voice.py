"""The helper's own way of writing, which inserted words take on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EXPANDED = (
    ("can't", "cannot"),
    ("it's", "it is"),
    ("you're", "you are"),
    ("there's", "there is"),
    ("you'd", "you would"),
    ("I'm", "I am"),
    ("don't", "do not"),
    ("won't", "will not"),
    ("doesn't", "does not"),
    ("you've", "you have"),
    ("that's", "that is"),
    ("isn't", "is not"),
    ("I'd", "I would"),
    ("aren't", "are not"),
)
_CONTRACTED = re.compile(r"\b\w+'(?:s|re|m|ve|ll|d|t)\b", re.IGNORECASE)
_LONG_FORM = re.compile(
    r"\b(?:do not|does not|it is|you are|i am|can not|cannot|that is|will not|is not|are not|i have|you have"
    r"|would not|did not|there is)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Habits of one draft."""

    is_lower_case: bool = False
    """Sentences begin in lower case, and I is i."""
    is_contracting: bool = True
    has_curly_quotes: bool = False

    @classmethod
    def of(cls, draft: str, sentences: Sequence[str]) -> Voice:
        """The habits of `draft`."""
        starts = [s[0] for s in sentences if s[:1].isalpha()]
        low = sum(1 for start in starts if start.islower())
        straight = draft.replace("’", "'")
        contracting = bool(_CONTRACTED.search(straight)) or len(_LONG_FORM.findall(straight)) < 3
        return cls(bool(starts) and low * 3 >= len(starts) * 2, contracting, "’" in draft and "'" not in draft)

    def say(self, sentence: str) -> str:
        """`sentence` in this voice."""
        if not self.is_contracting:
            for short, long in _EXPANDED:
                sentence = re.sub(rf"\b{short}\b", long, sentence)
                sentence = re.sub(rf"\b{short.capitalize()}\b", long.capitalize(), sentence)
        if self.is_lower_case:
            sentence = re.sub(r"\bI\b", "i", sentence[:1].lower() + sentence[1:])
        return sentence.replace("'", "’") if self.has_curly_quotes else sentence
