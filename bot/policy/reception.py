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

_EDIT = re.compile(
    r"\W{0,9}(?:(?:edit(?:ed)?|updated?|eta)\s{0,3}(?:\(?\d{1,2}\)?)?\W{0,5}?[:\-\u2013\u2014*]|(?-i:EDIT|UPDATE)\b)",
    re.IGNORECASE,
)
"""How an addition to a post begins. All repeats are bounded: the text is a stranger's."""
_NO_ANSWER = re.compile(
    r"\bthanks?(?: you)?(?: so much| all| everyone| everybody| guys)* "
    r"(?:in advance|for (?:reading|(?:the |all the )?(?:awards?|gold|silver|upvotes?)))\b",
    re.IGNORECASE,
)
"""Thanks that are for no reply."""

TAKEN_SIMILARITY = 0.85
"""How like the suggestion an edited reply must be to count as taken whole, as a share of words in common order."""


def kind_of_answer(text: str) -> str:
    """`thanks`, `pushback` or `other`: how a seeker answered a reply (RedditESS, stage 3).

    Thanks are usable evidence; the absence of thanks is not evidence of anything.
    """
    if _NEGATED_THANKS.search(text) or _PUSHBACK.search(text):
        return "pushback"
    return "thanks" if _THANKS.search(text) else "other"


def answer_in_edit(post: str) -> str | None:
    """`thanks` or `pushback` where an addition to a post answers its replies, else None (RedditESS, stage 1).

    It speaks to all of them, so it says less of each than an answer below one does.
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", post) if part.strip()]
    kinds = set()
    for place, paragraph in enumerate(paragraphs):
        if begun := _EDIT.match(paragraph):
            added = paragraph[begun.end() :]
            if not re.search(r"\w", added):  # `EDIT` is a heading
                added = "".join(paragraphs[place + 1 : place + 2])
            kinds.add(kind_of_answer(_NO_ANSWER.sub("", added)))
    return next((kind for kind in ("pushback", "thanks") if kind in kinds), None)


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
