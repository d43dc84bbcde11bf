"""What an improvement keeps of its draft: content, facts, style and small habits. Higher keeps more."""

from __future__ import annotations

import re

from models.audit.case import plain
from models.audit.likeness import kept_and_own

_FACT = re.compile(r"https?://\S+|(?<=[a-z,;] )[A-Z][a-z]+|\d+(?:[.,:]\d+)*")
_CONTRACTED = re.compile(r"\b\w+'(?:s|re|m|ve|ll|d|t)\b", re.IGNORECASE)
_START = re.compile(r"(?:^|[.!?]\s+)([A-Za-z])")
_TOLERANCE = 0.5
"""How far a rate may move, as a share of the larger one, and still count as kept."""


def content_kept(draft: str, text: str) -> float | None:
    """The share of the draft's content words in the text; None for a draft without any."""
    shares = kept_and_own(plain(draft), plain(text))
    return None if shares is None else shares[0]


def facts_kept(draft: str, text: str) -> float | None:
    """The share of the draft's numbers, links and names within sentences; None for a draft without any."""
    facts, said = set(_FACT.findall(plain(draft))), plain(text).lower()
    return sum(fact.lower() in said for fact in facts) / len(facts) if facts else None


def habits_kept(draft: str, text: str) -> float:
    """The share of four habits in which the text is as the draft is."""
    pairs = zip(_habits(plain(draft)), _habits(plain(text)), strict=True)
    return sum(abs(a - b) <= _TOLERANCE * max(abs(a), abs(b)) for a, b in pairs) / 4


def _habits(text: str) -> tuple[float, float, float, float]:
    """Small letters at the start of sentences, contractions a word, exclamation marks, paragraphs."""
    starts, count = _START.findall(text), max(1, len(text.split()))
    small = sum(letter.islower() for letter in starts) > len(starts) / 2
    return float(small), len(_CONTRACTED.findall(text)) / count, float(text.count("!")), float(text.count("\n\n") + 1)
