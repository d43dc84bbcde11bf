"""The shape of a whole draft: walls of text, and questions piled on each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.guideline.guideline import Guideline

WALL = Guideline(
    id="wall",
    looks_for="A long stretch without a break.",
    edit="Starts a new paragraph where the thought turns.",
    reason="Shorter paragraphs are easier to read for somebody who is worn out.",
    source="LLUMI: no long repetitive paragraphs",
    weight=0.3,
)
QUESTIONS = Guideline(
    id="questions",
    looks_for="Three or more questions in a row.",
    edit="Keeps the first.",
    reason="One question is easier to answer than several at once.",
    source="ESConv and BOLT: questions one at a time; HAILEY",
    weight=0.5,
)

_WALL_FROM = 900
"""Characters in one paragraph."""
_PIECE = 560
_TURN = re.compile(
    r"^(?:however|but|also|another|first|second|third|next|finally|lastly|one thing|one way|when it comes|as for"
    r"|that said|in the meantime|for example|on the other hand|it (?:may|might|could) (?:also )?help|"
    r"you could|you might|i(?:'d| would)|if you|what|how|have you|remember|now,|so,|at the same time|in addition"
    r"|regarding|in terms)\b",
    re.IGNORECASE,
)
_LEANS_BACK = re.compile(r"^(?:this|that|these|those|it|they|he|she|and|or|because|then|such|which)\b", re.IGNORECASE)


def breaks(sentences: Sequence[str]) -> list[int]:
    """Before which sentences of one paragraph a new one should start; none for a paragraph that is short enough."""
    lengths = [len(s) + 1 for s in sentences]
    total = sum(lengths)
    if total < _WALL_FROM or len(sentences) < 4:
        return []
    pieces = max(2, round(total / _PIECE))
    found: list[int] = []
    start = 0
    for piece in range(1, pieces):
        goal = total * piece / pieces
        options = [
            n for n in range(start + 2, len(sentences) - 1) if abs(sum(lengths[:n]) - goal) < total / pieces * 0.6
        ]
        if not options:
            continue
        best = min(options, key=lambda n: (abs(sum(lengths[:n]) - goal) / (total / pieces) - _welcome(sentences[n]), n))
        found.append(best)
        start = best
    return found


def _welcome(sentence: str) -> float:
    """How well a paragraph starts with this sentence."""
    if _TURN.search(sentence):
        return 0.35
    return -0.3 if _LEANS_BACK.search(sentence) else 0.0


_POINTS_BACK = re.compile(
    r"\b(?:these|those|any of|if so|if not|if yes|if the answer|your answers?|the answers?|questions?|either way|"
    r"ask(?:ing|ed|s)?|example|such as|consider|think about|explore|i wonder|reflect|like this|following)\b|:$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:and )?(?:do|does|did|are|is|was|were|have|has|had|will|would|should|what|how|when|where|who|which"
    r"|why)\b",
    re.IGNORECASE,
)
_TO_THE_SEEKER = re.compile(r"\b(?:you|your|you're|you've)\b", re.IGNORECASE)
_MORE_THAN_A_QUESTION = re.compile(
    r"\b(?:i|me|my|we|us|our|maybe|perhaps|could|might|would it help|how about|can you|could you|what about"
    r"|what if|why not|try (?:a|an|to|some|the|this|that))\b",
    re.IGNORECASE,
)
_QUESTION_WORDS_AT_MOST = 18


def surplus_questions(sentences: Sequence[str]) -> list[int]:
    """Which sentences to take out, where three or more questions follow each other.

    Only questions that do nothing but ask the seeker count: one that offers something, that hangs on the one before, or
    that the seeker is to ask somebody else, ends the row. The most open one stays.
    """
    found: list[int] = []
    row: list[int] = []
    total = sum(len(s.split()) for s in sentences)
    at_most = _SHARE_OF_SHORT if total <= _SHORT_WORDS else _SHARE
    for number, sentence in enumerate([*sentences, ""]):
        if _only_asks(sentence):
            row.append(number)
            continue
        around = f"{sentences[row[0] - 1] if row and row[0] else ''} {sentence}".strip()
        words = sum(len(sentences[n].split()) for n in row)
        if len(row) >= 3 and words <= at_most * total and not _POINTS_BACK.search(around):
            best = max(row, key=lambda n: (_openness(sentences[n]), -n))
            found += [n for n in row if n != best]
        row = []
    return found


_SHORT_WORDS = 120
_SHARE, _SHARE_OF_SHORT = 0.5, 0.8
"""A reply that is little else than questions was meant as such, and is left to its writer."""
_OPEN = re.compile(
    r"^(?:and )?(?:how (?:do|does|did|have|are|would|has)|what (?:do|does|did|has|have|would|is|was|are|helps?"
    r"|makes?))\b",
    re.IGNORECASE,
)
_BLAMES = re.compile(
    r"\b(?:part did you|your (?:role|fault|part)|wrong with|why (?:did|do|are|didn't|don't|haven't) you"
    r"|stopping you)\b",
    re.IGNORECASE,
)


def _openness(question: str) -> int:
    """How much room a question leaves; one that sounds like blame leaves none."""
    if _BLAMES.search(question):
        return -1
    return 1 if _OPEN.match(question) else 0


def _only_asks(sentence: str) -> bool:
    if (
        not sentence.rstrip("\"')").endswith("?")
        or ":" in sentence
        or not _ASKS.match(sentence)
        or len(sentence.split()) > _QUESTION_WORDS_AT_MOST
    ):
        return False
    is_short = len(sentence.split()) <= 8
    return (is_short or bool(_TO_THE_SEEKER.search(sentence))) and not _MORE_THAN_A_QUESTION.search(sentence)
