"""Texts come apart into sentences and go together again, whatever people type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.sentences import Part, gaps, join, split

MARKDOWN = """Hi there. I read it twice!

> quoted. words
lazily continued

- one point. and more
- another
  that goes on
1. a third

    indented code. stays

```
fenced. code

still code
```
See https://example.org/a.b. Then rest?

# A heading. Kept
| a | table. |
***
Dr. Smith said e.g. nothing… Really?No space.Here
"""


def test_the_parts_of_markdown() -> None:
    parts = [(s.part, s.text) for s in split(MARKDOWN)]
    assert (Part.PROSE, "Hi there.") in parts
    assert (Part.QUOTE, "> quoted. words\nlazily continued") in parts
    assert (Part.ITEM, "one point.") in parts
    assert (Part.ITEM, "another\n  that goes on") in parts
    assert (Part.CODE, "indented code. stays") in parts
    assert (Part.CODE, "```\nfenced. code\n\nstill code\n```") in parts
    assert (Part.PROSE, "See https://example.org/a.b.") in parts
    assert (Part.FIXED, "# A heading. Kept\n| a | table. |\n***") in parts


def test_abbreviations_hold_and_missing_spaces_do_not() -> None:
    texts = [s.text for s in split("Dr. Smith said e.g. nothing. Really?No space.Here")]
    assert texts == ["Dr. Smith said e.g. nothing.", "Really?", "No space.", "Here"]


def test_an_open_fence_swallows_the_rest() -> None:
    assert [s.part for s in split("Hi.\n```\ncode. more\n\nstill")] == [Part.PROSE, Part.CODE]


def test_paragraphs_are_counted() -> None:
    assert [s.paragraph for s in split("One. Two.\n\nThree.\n- four\n- five")] == [0, 0, 1, 2, 3]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "?", "- ", ">", "```", "\t", "😀", "a\r\nb\r\n\r\nc", "\u2028x\x0by"]
)
def test_odd_texts(text: str) -> None:
    sentences = split(text)
    assert join([s.text for s in sentences], gaps(text, sentences)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab. !?\n>-*`#|1) \t\"'😀é…"), max_size=120))
def test_nothing_is_lost(text: str) -> None:
    sentences = split(text)
    assert join([s.text for s in sentences], gaps(text, sentences)) == text
    assert all(text[s.start : s.end] == s.text for s in sentences)


@pytest.mark.parametrize("piece", ["> a\n- b\n", "`", "*", "- ", "a.", "(\"'", "https://a.", "|", "    x\n"])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    sentences = split(text)
    assert join([s.text for s in sentences], gaps(text, sentences)) == text
