"""How a reply was received: what its helper decided, what the seeker answered. Words only, never a person's worth."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_THANKS = re.compile(
    r"\b(?:thank(?:s| you| u)|thx|ty|appreciate|grateful|means a lot|(?:this|that) helps?|"
    r"needed (?:this|that|to hear))\b",
    re.IGNORECASE,
)
_NEGATED_THANKS = re.compile(
    r"\b(?:no thanks?|thanks for nothing|not helpful|doesn'?t help|didn'?t help|does not help)\b", re.IGNORECASE
)
_PUSHBACK = re.compile(
    r"\b(?:you don'?t (?:get|understand|know)|that'?s not (?:what|how|helpful|true|fair)|not that (?:simple|easy)|"
    r"(?:already|i'?ve) tried (?:that|this|all)|please don'?t|this (?:hurts|makes it worse)|makes it worse|feel judged|"
    r"easy for you to say|wow,? ok(?:ay)?)\b",
    re.IGNORECASE,
)

TAKEN_SIMILARITY = 0.85
"""How like the suggestion an edited reply must be to count as taken whole, as a share of words in common order."""


def kind_of_answer(text: str) -> str:
    """`thanks`, `pushback` or `other`: how a seeker answered a reply (RedditESS, stage 3).

    Thanks are usable evidence; the absence of thanks is not evidence of anything.
    """
    if _NEGATED_THANKS.search(text) or _PUSHBACK.search(text):
        return "pushback"
    return "thanks" if _THANKS.search(text) else "other"


def likeness(one: str, other: str) -> float:
    """Words in common order, as a share of both texts, from 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def decision_of(draft: str, suggested: str, current: str) -> str | None:
    """What the helper made of a suggestion: `taken`, `edited`, or None where the reply still stands as drafted.

    Taken means that the reply moved most of the way; edited, that it moved towards the suggestion and kept a
    character of its own. An edit that leads elsewhere is the helper's own and says nothing about the suggestion.
    """
    if current.split() == draft.split():
        return None
    to_suggested, to_draft, start = likeness(current, suggested), likeness(current, draft), likeness(draft, suggested)
    if to_suggested >= TAKEN_SIMILARITY and to_suggested > to_draft:
        return "taken"
    return "edited" if to_suggested > start else None
