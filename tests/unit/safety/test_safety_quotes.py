"""What is only quoted is blanked; what only looks quoted is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.safety.quotes import blank_quotes

POST = "Nobody would miss me. I am so tired."


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        ("> Nobody would miss me.\n\nI would.", "I would."),
        ("&gt; Nobody would miss me.\nI would.", "I would."),
        ("Look:\n```\nkill yourself\n```\nthat is what he sent", "Look: that is what he sent"),
        ("He said `man up` to me", "He said to me"),
        ('He told me "man up" again', "He told me again"),
        ("He told me “man up” again", "He told me again"),
        ("They say 'just get over it' to everyone", "They say to everyone"),
        ('"Man up" is bad advice', "is bad advice"),
        ('You wrote "nobody would miss me" and I stopped', "You wrote and I stopped"),
        ('"Nobody would miss me" - do you believe that?', "- do you believe that?"),
    ],
)
def test_blanks(reply: str, left: str) -> None:
    assert " ".join(blank_quotes(reply, POST).split()) == left


@pytest.mark.parametrize(
    "reply",
    [
        ">!kill yourself!<",  # a spoiler is the writer's own
        'go "kill yourself"',
        "don't, can't, won't, isn't it",
        "the dogs' bowl and the cats' toys",
        "> kill yourself",  # nothing but a quotation that the post does not hold
        "```\nkill yourself\n```",
    ],
)
def test_keeps(reply: str) -> None:
    assert blank_quotes(reply, POST) == reply


@given(st.text(alphabet="ab \n>\"'`“”&gt;!", max_size=150), st.text(max_size=40))
def test_length_and_line_breaks_stay(reply: str, post: str) -> None:
    blanked = blank_quotes(reply, post)
    assert len(blanked) == len(reply)
    assert [i for i, c in enumerate(blanked) if c == "\n"] == [i for i, c in enumerate(reply) if c == "\n"]
