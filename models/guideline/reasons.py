"""Reasons for the edits of any engine, by the guideline that the draft's sentence broke and the new one keeps."""

from __future__ import annotations

from models.edits import ReasonFor, plain_reason
from models.guideline.catalogue import SENTENCE_GUIDELINES
from models.guideline.folding import fold
from models.guideline.shape import QUESTIONS, WALL
from models.guideline.spelling import spelt
from models.guideline.sympathy import EMPTY, UNDERSTANDING, is_hollow, is_stock, shows_understanding
from models.protocols import Post


def reasons(post: Post) -> ReasonFor:
    """For `models.edits.align`: what a helper reads beside each edit of a reply to `post`."""
    about = spelt(post.text).lower()

    def reason_for(before: str, after: str) -> tuple[str, str]:
        if not before:
            if not after.strip():
                return WALL.reason, WALL.id
            return (
                (UNDERSTANDING.reason, UNDERSTANDING.id) if shows_understanding(after) else plain_reason(before, after)
            )
        old, new = fold(spelt(before))[0], fold(spelt(after))[0]
        for guideline in SENTENCE_GUIDELINES:
            if guideline.finds(old, about) and not guideline.finds(new, about):
                return guideline.reason, guideline.id
        if is_stock(before) or is_hollow(before):
            return EMPTY.reason, EMPTY.id
        if before.endswith("?") and not after:
            return QUESTIONS.reason, QUESTIONS.id
        return plain_reason(before, after)

    return reason_for
