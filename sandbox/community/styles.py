"""How people type: carefully, in a hurry, on a phone, with Markdown."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from enum import StrEnum


class Style(StrEnum):
    """A person's way of typing."""

    CAREFUL = "careful"
    CASUAL = "casual"
    TYPOS = "typos"
    MARKDOWN = "markdown"
    QUOTING = "quoting"


_SHORT = {"you are": "ur", "because": "bc", "I don't know": "idk", "to be honest": "tbh", "though": "tho", "you": "u"}


def dress(sentence: str, style: Style, rng: random.Random) -> str:
    """One sentence as somebody of that style would type it."""
    return _DRESSED[style](sentence, rng)


def arrange(sentences: list[str], style: Style, rng: random.Random, *, quote: str = "", is_block: bool = False) -> str:
    """Sentences as a reply: paragraphs, or one block; a quote of the post or a list where the style likes that."""
    if is_block or len(sentences) < 3:
        body = _join(sentences)
    elif style is Style.MARKDOWN and len(sentences) > 3:
        head, *items = sentences
        body = head + "\n\n" + "\n".join(f"* {item}" for item in items)
    else:
        body = _in_paragraphs(sentences, rng)
    return f"> {quote}\n\n{body}" if style is Style.QUOTING and quote else body


def _in_paragraphs(sentences: list[str], rng: random.Random) -> str:
    paragraphs: list[list[str]] = [[]]
    for sentence in sentences:
        if len(paragraphs[-1]) >= 2 and rng.random() < 0.5:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return "\n\n".join(_join(paragraph) for paragraph in paragraphs)


def _join(sentences: list[str]) -> str:
    """On one line, except after somebody who leaves out the full stop."""
    text = ""
    for sentence in sentences:
        gap = " " if not text or text[-1] in ".?!,)" else "\n"
        text = f"{text}{gap}{sentence}" if text else sentence
    return text


def _casual(sentence: str, rng: random.Random) -> str:
    text = sentence.lower().replace("'", "" if rng.random() < 0.5 else "'")
    for long, short in _SHORT.items():
        if rng.random() < 0.25:
            text = re.sub(rf"\b{re.escape(long.lower())}\b", short, text)
    return text if text.endswith("?") else text.rstrip(".") + rng.choice(("", ".", ".", "..."))


def _with_typos(sentence: str, rng: random.Random) -> str:
    words = sentence.split(" ")
    for i, word in enumerate(words):
        if len(word) > 4 and word.isalpha() and rng.random() < 0.07:
            cut = rng.randrange(1, len(word) - 2)
            words[i] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


def _with_emphasis(sentence: str, rng: random.Random) -> str:
    words = sentence.split(" ")
    if len(words) > 5 and rng.random() < 0.3:
        i = rng.randrange(len(words))
        if words[i].isalpha():
            words[i] = f"*{words[i]}*"
    return " ".join(words)


def _as_is(sentence: str, rng: random.Random) -> str:
    return sentence


_DRESSED: dict[Style, Callable[[str, random.Random], str]] = {
    Style.CAREFUL: _as_is,
    Style.CASUAL: _casual,
    Style.TYPOS: _with_typos,
    Style.MARKDOWN: _with_emphasis,
    Style.QUOTING: _as_is,
}
