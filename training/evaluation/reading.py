"""How a text reads: readability and lexical diversity, each from its published formula."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MTLD_FALL = 0.72
MTLD_WORDS = 50
"""Shorter texts say more about their length than about their diversity."""
WINDOW = 25
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])(?:e|es|ed)$|(?<=[aeiouy]l)e$")


def coleman_liau(words: Sequence[str], sentences: int) -> float:
    """The school grade, of at least one word."""
    letters = sum(sum(character.isalpha() for character in word) for word in words)
    return 0.0588 * (100 * letters / len(words)) - 0.296 * (100 * sentences / len(words)) - 15.8


def flesch(words: Sequence[str], sentences: int) -> float:
    """The reading ease, of at least one word; may leave 0 to 100 at the ends."""
    return 206.835 - 1.015 * len(words) / max(1, sentences) - 84.6 * sum(map(syllables, words)) / len(words)


def syllables(word: str) -> int:
    """About how many: groups of vowels, without an end that is not spoken. At least one."""
    bare = word.replace("'", "")
    spoken = bare if re.search(r"[td]ed$|(?:[sxz]|[cs]h|[cg])es$", bare) else _SILENT.sub("", bare)
    return max(1, len(_VOWELS.findall(spoken)))


def mattr(words: Sequence[str]) -> float | None:
    """The mean share of different words over every window; None for a text shorter than one."""
    if len(words) < WINDOW:
        return None
    shares = [len(set(words[at : at + WINDOW])) / WINDOW for at in range(len(words) - WINDOW + 1)]
    return sum(shares) / len(shares)


def mtld(words: Sequence[str]) -> float | None:
    """The mean of both directions; None for a short text."""
    if len(words) < MTLD_WORDS:
        return None
    return (_one_way(words) + _one_way(words[::-1])) / 2


def _one_way(words: Sequence[str]) -> float:
    factors, seen, count = 0.0, set[str](), 0
    for word in words:
        seen.add(word)
        count += 1
        if len(seen) / count <= _MTLD_FALL:
            factors, seen, count = factors + 1, set(), 0
    if count:
        factors += (1 - len(seen) / count) / (1 - _MTLD_FALL)
    return len(words) / factors if factors else float(len(words))
