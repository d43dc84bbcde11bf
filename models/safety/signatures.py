"""Finds where the last lines of a text only say who or what sent it."""

from __future__ import annotations

import re

LONGEST = 400
"""Characters at a text's end in which a signature is looked for."""

_SIGNATURE = re.compile(
    r"(?:^|\n)[ \t]*(?:"
    r"(?:--|__|—)[ \t]*\n(?P<block>(?:[^\n]{1,80}\n?){1,3})"
    r"|(?:--?|–|—|~)[ \t]?(?P<name>[A-Z][\w'.-]{0,20}(?: [A-Z][\w'.-]{0,20}){0,2})"
    r"|(?P<device>sent from (?:my|the|outlook|mail|yahoo|proton)[^\n]{0,40})"
    r"|(?P<robot>[*^_( ]{0,4}(?:beep boop|i am a bot|i'm a bot|this is an automated)[^\n]{0,300})"
    r")[ \t\n]*$",
    re.IGNORECASE,
)
# A signature speaks to nobody. One that does is no signature, whatever stands above it: it would be a hiding place.
_SPEAKS = re.compile(
    r"\b(?:you|u|ur|your|yourself|urself|me|my|die|dead|kill|kys|hang|hope|go|get|dm|pm|call|text|join|buy|check|"
    r"visit|http\w*|www|com)\b|\d{3}|[@$*]",
    re.IGNORECASE,
)
_HARMS = re.compile(r"\b(?:die|dead|kill|kys|hang|yourself|urself|hope|deserve)\b", re.IGNORECASE)


def signature_start(text: str) -> int:
    """Where the signature begins, or the text's length where there is none, or nothing but one."""
    tail = max(0, len(text) - LONGEST)
    found = _SIGNATURE.search(text, tail)
    if not found or not any(c.isalnum() for c in text[: found.start()]):
        return len(text)
    if found["device"] or found["robot"]:
        return len(text) if _HARMS.search(found.group()) else found.start()
    name = found["block"] or found["name"]
    return len(text) if _SPEAKS.search(name) or len(name.split()) > 8 else found.start()
