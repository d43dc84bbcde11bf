"""Says when a text is not English enough for rules that were written for English."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
# The commonest English words that German, Spanish, French, Dutch, Italian and Portuguese do not share.
_ENGLISH = frozenset(
    _WORD.findall("""
        the and you your that it is are was were of to for with this have has had not but what they them their there
        from my would could should about when which who how why people just like know feel think get got been being if
        im ur don can kill yourself yourselves nobody nothing everyone someone really because out up our
    """)
)
LONG_ENOUGH = 24
"""Letters below which a text is taken as English unless it is in another script: identifiers guess wildly there."""


def unreadable(text: str) -> str:
    """Why the rules cannot read this text, or an empty string. Never takes an unreadable text for a safe one."""
    letters = [c for c in text[:4000] if c.isalpha()]
    if not letters:
        return "there are no words to read"
    latin = sum(c < "\u0250" for c in letters)
    words = [word.lower() for word in _WORD.findall(text[:4000])]
    english = sum(word in _ENGLISH for word in words)
    if english * 5 >= len(words):
        return ""
    if latin * 2 < len(letters):
        return "it is not written in Latin letters"
    if len(letters) < LONG_ENOUGH or english * 8 >= len(words):
        return ""
    # Numpy and a model of 3 MB, for the few texts that need it.
    import py3langid  # type: ignore[import-untyped] # it ships no types

    language, _ = py3langid.classify(text[:4000])
    return "" if language == "en" else f"it seems to be written in another language ({language})"
