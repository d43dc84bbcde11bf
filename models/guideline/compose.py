"""A first draft for a moderator: what was heard, and an open question or an offer. Nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable

from models.guideline.choice import Choice
from models.guideline.language import has_hidden_characters, is_english
from models.guideline.listen import listen
from models.guideline.reflect import reflect
from models.protocols import Post

_TOO_GRAVE = re.compile(
    r"\b(?:suicid\w*|kill(?:ing)? myself|want(?:ed)? to die|end (?:my life|it all)|self.?harm\w*"
    r"|cut(?:ting)? myself|hurt(?:ing)? myself"
    r"|(?:don't|do not) want to (?:live|be here|wake up|exist)|about (?:death|dying)|better off without me"
    r"|overdos\w+|raped?|molest\w+|chok\w+)\b",
    re.IGNORECASE,
)
"""A first answer to such a post is for a person to find, whatever the crisis tier."""
_QUESTIONS = (
    "What has been the hardest part of it this week?",
    "What would help most right now: ideas, or somebody to listen?",
    "What have you tried so far, and did any of it help a little?",
    "Who around you knows about this?",
    "What would a slightly easier day look like?",
    "What do you need most from people here?",
    "How long has it been like this?",
    "Which part of it would you like to start with?",
    "What made you write about it today?",
)
_OFFERS = (
    "You can write as much or as little as you like.",
    "People here read along, so take your time.",
    "There's no rush to answer.",
    "If you'd rather just get it off your chest, that's fine too.",
    "Say more if you want to; somebody will read it.",
    "Whatever you feel like adding is welcome.",
)


def compose(post: Post, *, is_crisis: Callable[[Post], bool], seed: int = 0) -> str | None:
    """Three sentences, or None where the post is a crisis, unreadable, or not understood well enough."""
    if is_crisis(post) or not is_english(post.text) or has_hidden_characters(post.text):
        return None
    if _TOO_GRAVE.search(post.text.replace("’", "'")):
        return None
    choice = Choice(post.text, seed, "compose")
    opening = reflect(listen(post), choice)
    if opening is None:
        return None
    question, offer = choice.of(_QUESTIONS, "question"), choice.of(_OFFERS, "offer")
    return f"{opening} {question} {offer}"
