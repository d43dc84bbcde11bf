"""A reply as the learned heads read it: sentence by sentence, so that one bad sentence in a kind page is found."""

from __future__ import annotations

from dataclasses import dataclass

from models.safety.quotes import blank_quotes
from models.safety.reading import read_plain, read_unmasked
from models.sentences import split

MOST_UNITS = 80
"""Sentences of a reply that are read; what comes after them only the rules read."""
LONGEST = 400
"""Characters of one sentence that are read."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, with disguises undone, and where it stands in the reply as it was written."""

    text: str
    start: int
    end: int


def units_of(reply: str, post_text: str, vocabulary: frozenset[str]) -> list[Unit]:
    """The sentences that are the writer's own words; `vocabulary` is what disguised spellings are held against."""
    own_words = blank_quotes(reply, post_text)
    found = []
    for sentence in split(own_words)[:MOST_UNITS]:
        start, end = sentence.start, min(sentence.end, sentence.start + LONGEST)
        plain = read_plain(own_words[start:end])
        unmasked = read_unmasked(plain, vocabulary)
        text = (unmasked or plain).text.encode(errors="replace").decode()  # half a character cannot be hashed
        if any(c.isalnum() for c in text):
            found.append(Unit(text, start, end))
    return found
