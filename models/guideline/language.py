"""Whether a text is English prose written in plain letters, which is all that the guidelines can read."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL_WORDS_LISTED = """
the a an and or but if of to in on at for with from by about as is are was were be been being am do does did
have has had can could will would should may might must not no i you he she it we they me him her us them my
your his its our their this that these those there here what who how why when where which so just like get go
know think feel want need make really all more some any one up out over then than too very because im dont cant
youre thats its u ur don't can't i'm you're it's that's i've you've i'd isn't doesn't
"""
_SMALL_WORDS = frozenset(_SMALL_WORDS_LISTED.split())
_HIDDEN = re.compile(
    "[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ue000-\uf8ff\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_SAMPLE = 10_000
_STRETCH = 30


def is_english(text: str) -> bool:
    """Whether the small words of English are frequent enough throughout; a long stretch without them says no."""
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return False
    latin = sum(1 for w in words if w.isascii() or all("LATIN" in unicodedata.name(c, "") for c in w if c.isalpha()))
    stretches = [words[n : n + _STRETCH] for n in range(0, len(words), _STRETCH)]
    if len(stretches) > 1 and len(stretches[-1]) < _STRETCH // 2:
        stretches[-2:] = [stretches[-2] + stretches[-1]]
    return latin >= 0.95 * len(words) and all(_share(stretch) >= 0.12 for stretch in stretches)


def _share(words: list[str]) -> float:
    return sum(w in _SMALL_WORDS for w in words) / len(words)


def has_hidden_characters(text: str) -> bool:
    """Whether characters that nobody sees, or letters of two alphabets in one word, stand in the text."""
    if _HIDDEN.search(text):
        return True
    return any(_mixes_alphabets(w) for w in set(_WORD.findall(text)) if not w.isascii())


def _mixes_alphabets(word: str) -> bool:
    alphabets = {unicodedata.name(c, "?").split(" ", 1)[0] for c in word if c.isalpha()}
    return len(alphabets) > 1
