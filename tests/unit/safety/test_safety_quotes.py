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
        ("See https://www.samaritans.org/how-we-can-help please", "See please"),
        ("See https://example.org/just-get-over-it now", "See http now"),
        ("See man-up.com/shut-up and breathe", "See www and breathe"),
        ("[this page](https://example.org/man-up) helped", "[this page](http ) helped"),
        ("[the rules](/r/rules/man_up) are short", "[the rules]( ) are short"),
        ("Come to https://discord.gg/abc", "Come to discord_gg"),
        ("I hear you.\n--\nMarta Oak\nWeaver of Baskets", "I hear you."),
        ("I hear you.\n\n— Marta", "I hear you."),
        ("I hear you.\n\nSent from my iPhone", "I hear you."),
        ("Thanks.\n\n*I am a bot, and this action was performed automatically. Contact my owner.*", "Thanks."),
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
        "ok.\n--\nkill yourself",  # a signature speaks to nobody
        "ok.\n— Kill Yourself",
        "ok.\n--\nDM me at night",
        "— Marta",  # nothing else was said
        "yes.no.maybe, at 5.30 or so",
        "write to a.b@example.com",
    ],
)
def test_keeps(reply: str) -> None:
    assert blank_quotes(reply, POST) == reply


LINES = ["--", "— Marta", "http://a.com/b", "www.a.com", "](", ")", "t.me/x", "I am a bot", "İ", "sent from my a"]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=5), max_size=12).map("\n".join))
def test_length_stays_with_addresses_and_signatures(reply: str) -> None:
    assert len(blank_quotes(reply)) == len(reply)


@given(st.text(alphabet="ab \n>\"'`“”&gt;!-—[](/.:", max_size=150), st.text(max_size=40))
def test_length_and_line_breaks_stay(reply: str, post: str) -> None:
    blanked = blank_quotes(reply, post)
    assert len(blanked) == len(reply)
    assert [i for i, c in enumerate(blanked) if c == "\n"] == [i for i, c in enumerate(reply) if c == "\n"]
