"""A text taken apart into sentences, and put together again without losing a character.

People write Markdown, so a line is first given its part: prose and list items hold sentences that an editor may
touch; quotes, code, headings, tables and rules pass through as they are. The library `sentencex` then finds the
sentences inside a stretch of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sentencex import get_sentence_boundaries

PARAGRAPH_BREAK = "\n\n"

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}(?:>|&gt;)")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_FIXED = re.compile(r" {0,3}#{1,6}|[ \t]*\||[ \t]*[-*_=](?:[ \t]*[-*_=]){2,}[ \t]*$|(?: {4}|\t)")
# The library keeps "See https://a.example. Then" whole; a full stop after an address ends a sentence all the same.
_HALVES = re.compile("[\ud800-\udfff]")
_AFTER_ADDRESS = re.compile(r"https?://\S{1,300}[.!?](?=[ \n][A-Z])")


class Part(StrEnum):
    """What a line of Markdown is."""

    PROSE = "prose"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    FIXED = "fixed"
    """Headings, tables, rules."""

    @property
    def is_own_words(self) -> bool:
        """Whether an editor may touch it."""
        return self in (Part.PROSE, Part.ITEM)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` of a text, without the white space around them."""

    text: str
    start: int
    end: int
    part: Part = Part.PROSE
    paragraph: int = 0
    """Counts stretches of lines between blank lines; each list item is a paragraph of its own."""


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    part: Part


def split(text: str) -> list[Sentence]:
    """The sentences of `text` in order. What lies between them is white space and list markers."""
    sentences: list[Sentence] = []
    for number, block in enumerate(_blocks(text)):
        spans = _sentence_spans(text, block) if block.part.is_own_words else [(block.start, block.end)]
        for start, end in spans:
            start, end = _trimmed(text, start, end)
            if start < end:
                sentences.append(Sentence(text[start:end], start, end, block.part, number))
    return sentences


def gaps(text: str, sentences: Sequence[Sentence]) -> list[str]:
    """What stands before the first sentence, between each two, and after the last; one more than the sentences."""
    edges = [0, *(edge for s in sentences for edge in (s.start, s.end)), len(text)]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


def join(sentences: Iterable[str], between: Sequence[str]) -> str:
    """`sentences` with their `gaps` again; `join([s.text for s in split(t)], gaps(t, split(t))) == t`."""
    pieces = [between[0]]
    for sentence, gap in zip(sentences, between[1:], strict=True):
        pieces += (sentence, gap)
    return "".join(pieces)


def _blocks(text: str) -> list[_Block]:
    """Stretches of lines of one part. A quote runs on until a blank line, as Markdown reads it."""
    blocks: list[_Block] = []
    current: Part | None = None
    fence = ""
    for start, end in _lines(text):
        line = text[start:end]
        if fence:
            blocks[-1] = _Block(blocks[-1].start, end, Part.CODE)
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence, current = "", None
            continue
        if not line.strip():
            current = None
            continue
        part, skip = _part_of(line, current)
        if opened := _FENCE.match(line):
            fence, part = opened[1], Part.CODE
        if part is current and part is not Part.ITEM:
            blocks[-1] = _Block(blocks[-1].start, end, part)
        elif current is Part.ITEM and part is Part.PROSE:
            blocks[-1] = _Block(blocks[-1].start, end, Part.ITEM)
            part = Part.ITEM
        else:
            blocks.append(_Block(start + skip, end, part))
        current = part
    return blocks


def _part_of(line: str, before: Part | None) -> tuple[Part, int]:
    """The part of a line that follows a line of part `before`, and how many characters its list marker takes."""
    if _QUOTE.match(line) or before is Part.QUOTE:
        return Part.QUOTE, 0
    if item := _ITEM.match(line):
        return Part.ITEM, item.end()
    if fixed := _FIXED.match(line):
        if not fixed[0].startswith(("    ", "\t")):
            return Part.FIXED, 0
        # Four spaces are code after a blank line, and a mere indent inside a paragraph or a list.
        if before in (None, Part.CODE):
            return Part.CODE, 0
    return Part.PROSE, 0


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _sentence_spans(text: str, block: _Block) -> list[tuple[int, int]]:
    chunk = text[block.start : block.end]
    cuts = {0, len(chunk)}
    # Half a character, which a cut text can end in, is more than the library can encode.
    whole = _HALVES.sub("\ufffd", chunk)
    cuts.update(int(found["end_index"]) for found in get_sentence_boundaries("en", whole))
    cuts.update(found.end() for found in _AFTER_ADDRESS.finditer(chunk))
    edges = sorted(cuts)
    return [(block.start + a, block.start + b) for a, b in pairwise(edges)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
