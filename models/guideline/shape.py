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


def surplus_questions(sentences: Sequence[str]) -> list[int]:
    """Which sentences to take out, where three or more questions follow each other.

    Only questions after facts go (how old, do you live alone, have you seen a doctor). An open question, or one that
    the seeker is to ask somebody else, may be the best part of a reply. One question always stays.
    """
    found: list[int] = []
    row: list[int] = []
    for number, sentence in enumerate([*sentences, ""]):
        if sentence.rstrip("\"')").endswith("?") and not _HANGS.match(sentence):
            row.append(number)
            continue
        if _HANGS.match(sentence) and sentence.endswith("?"):
            row = []
            continue
        around = f"{sentences[row[0] - 1] if row and row[0] else ''} {sentence}".strip()
        facts = [n for n in row if _asks_a_fact(sentences[n])]
        said = " ".join(sentences[n] for n in row)
        if len(row) >= 3 and len(facts) >= 2 and not _POINTS_BACK.search(around) and not _MATTERS.search(said):
            found += facts if len(facts) < len(row) else facts[1:]
        row = []
    return found


_HANGS = re.compile(
    r"(?!(?:and |so |but )?(?:do|does|did|are|is|was|were|have|has|had|will|would|can|could|should|what|how|when"
    r"|where|who|which|why|any)\b)",
    re.IGNORECASE,
)
"""A question that starts with no question word leans on the one before it."""
_FACT = re.compile(
    r"^(?:and |so |but )?(?:how (?:old|often|many|much)\b|how long (?:has|have)\b|who knows\b"
    r"|do (?:you|u) (?:drink|smoke|live|work|sleep|take|exercise|study|own|pray)\b"
    r"|have (?:you|u) (?:seen|told|tried|ever|always|talked|spoken|asked|gone)\b"
    r"|are (?:you|u) (?:on|taking|seeing|sleeping|eating|married|working|alone|religious|in (?:school|college"
    r"|therapy))\b"
    r"|did (?:something|anything)\b|(?:is|are|does|do|did) (?:your|ur) (?:parents|family|brother|sister|mom|mum|dad)\b"
    r"|what (?:do|does|did) (?:your|ur) (?:parents|family) say\b|what did (?:you|u) try\b|why (?:haven't|don't"
    r"|didn't) (?:you|u)\b"
    r"|what is your (?:age|job|diet)\b)",
    re.IGNORECASE,
)
_MATTERS = re.compile(
    r"\b(?:safe\w*|violen\w+|abus\w+|hurt\w*|harm\w*|hit|hits|suicid\w*|die|weapons?|drugs|drives?|intoxicat\w+"
    r"|minors?|kids|children|danger\w*|custody|court|police)\b",
    re.IGNORECASE,
)
"""Questions about danger are never too many."""
_FACT_WORDS_AT_MOST = 11


def _asks_a_fact(question: str) -> bool:
    if len(question.split()) > _FACT_WORDS_AT_MOST or ":" in question:
        return False
    return bool(_FACT.match(question.replace("’", "'")))
