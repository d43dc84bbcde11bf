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
    weight=0.35,
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
_PIECE = 420
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
    pieces = max(2, round(total / _PIECE / 1.25))
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
    r"\b(?:these|those|any of|if so|if not|if yes|if the answer|your answers?|the answers?|questions?|either way"
    r"|ask(?:ing)? yourself)\b",
    re.IGNORECASE,
)


def surplus_questions(sentences: Sequence[str]) -> list[int]:
    """Which sentences of one paragraph are the second and later of three or more questions in a row."""
    found: list[int] = []
    run: list[int] = []
    for number, sentence in enumerate([*sentences, "."]):
        if sentence.rstrip("\"')").endswith("?"):
            run.append(number)
            continue
        around = (sentences[run[0] - 1] if run and run[0] else "") + " " + sentence
        if len(run) >= 3 and not _POINTS_BACK.search(around):
            found += run[1:]
        run = []
    return found
