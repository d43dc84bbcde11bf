"""How a reply sounds: sentiment, politeness, and whether it calls the seeker by name. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from models.audit.case import plain
from models.audit.names import NAMES
from models.protocols import Post

_I = re.IGNORECASE

_POLITE = re.compile(
    r"\b(?:thank(?:s| you)|grateful|appreciate\w*|please|sorry|apologi[sz]e|excuse me|welcome"
    r"|(?:could|would|may|might|can) (?:you|i|we)\b|would (?:it|that) (?:help|be)|if you(?:'d| would| want| like| feel)"
    r"|when(?:ever)? you(?:'re| are) ready|perhaps|maybe|might|it (?:seems|sounds)|i (?:think|feel|guess|wonder"
    r"|hope|wish)"
    r"|we\b|let's|take care|good luck|wishing you|hi|hey|hello)\b",
    _I,
)
_BLUNT = re.compile(
    r"\b(?:you (?:should|must|need to|have to|ought to|better)|you'd better|why (?:did|do|don't|didn't|would|are) you"
    r"|get over|suck it up|grow up|shut up|of course you|obviously|seriously|whatever|nonsense|ridiculous)\b"
    r"|^(?:just |so |and |but )?(?:stop|quit|go|get|do|don't|never|leave|forget|move|deal|man up|face|accept|listen)\b",
    _I,
)


def politeness(sentences: Sequence[str]) -> float:
    """Polite markers less blunt ones, a sentence; of at least one sentence."""
    told = [plain(one) for one in sentences]
    marks = sum(len(_POLITE.findall(one)) - len(_BLUNT.findall(one)) for one in told)
    return marks / len(told)


@cache
def _analyser() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def sentiment(sentences: Sequence[str]) -> float:
    """The mean over at least one sentence, -1 to 1: of a whole text the score runs to an end and stays there."""
    scores = [float(_analyser().polarity_scores(one)["compound"]) for one in sentences]
    return sum(scores) / len(scores)


_GREETED = re.compile(
    r"(?:^|[.!?\n] *)(?i:hi|hey|hello|dear|oh|good (?:morning|evening|day)|thanks),? +(u/[\w-]+"
    r"|[A-Z][a-z]+)\b"
)
_INTRODUCED = re.compile(r"\b(?i:my name(?: is|'s)|call me|i'm called|i go by) +([A-Z][a-z]+)\b")
_SIGNED = re.compile(r"(?:^|\n) *(?:[-–—~] *|(?i:love|thanks|yours|sincerely),? *\n? *)([A-Z][a-z]+) *$")
_SELF = re.compile(r"\b(?:I'm|I am) ([A-Z][a-z]+)\b")
_NOBODY = frozenset(
    """
    there all everyone everybody friend friends op guys buddy mate love dear hun hon honey sweetie stranger you so again
    man dude bro sis folks yes no well god wow i it that this and but what how the my we thank thanks for
    """.split()  # noqa: SIM905 - a list of words
)


def calls_by_name(post: Post, text: str) -> bool:
    """Whether the reply calls the seeker something: a greeting with a name, or the name that the post gave."""
    said, told = plain(text), plain(post.text)
    if any(found.lower() not in _NOBODY for found in _GREETED.findall(said)):
        return True
    given = {*_INTRODUCED.findall(told), *_SIGNED.findall(told)}
    given |= {name for name in _SELF.findall(told) if name.lower() in NAMES}
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in given if name.lower() not in _NOBODY)
