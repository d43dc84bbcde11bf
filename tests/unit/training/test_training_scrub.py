"""What scrubbing takes out of a text, and what it must leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.scrub import scrub


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("mail me: jo.doe+x@example.co.uk, ok", "mail me: [mail], ok"),
        ("jo (at) example (dot) com", "[mail]"),
        ("jo at example dot com please", "[mail] please"),
        ("see https://example.com/a?b=c. Then", "see [link] Then"),
        ("see [my page](https://example.com/me) now", "see my page [link] now"),
        ("it is on example.com/jo", "it is on [link]"),
        ("thanks /u/some_one and u/other-one!", "thanks [user] and [user]!"),
        ("ping @jo_doe, friend", "ping [user], friend"),
        ("discord: jo_99 or jo#1234", "discord: [user] or [user]"),
        ("my insta is jo.doe", "my insta is [user]"),
        ("call +49 30 901820 today", "call [phone] today"),
        ("call (415) 555-2671 today", "call [phone] today"),
        ("ring 020 7946 0958", "ring [phone]"),
        ("card 4111 1111 1111 1111.", "card [number]."),
        ("ssn 078-05-1120", "ssn [number]"),
        ("to DE89 3704 0044 0532 0130 00 then", "to [number] then"),
        ("from 192.168.10.12", "from [number]"),
        ("I live at 12 Old Mill Road now", "I live at [address] now"),
    ],
)
def test_what_says_who_somebody_is_goes(text: str, scrubbed: str) -> None:
    assert scrub(text) == scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "Call 988, or 116 123 in Britain, or text 741741.",
        "The lifeline is 1-800-273-8255 and 0800 123 4567 is free too.",
        "I slept 3.5 hours, from 11.30 to 3, and it was 2019-03-04.",
        "r/depression helped me. Discord is down. I meet her @ noon.",
        "He said no.He left... I was at 50% by 2021.",
        "We met at 5 Big Ideas, 12 people came on Monday.",
    ],
)
def test_helplines_times_and_plain_words_stay(text: str) -> None:
    assert scrub(text) == text


@given(st.text(max_size=400))
def test_any_text_can_be_scrubbed_and_a_second_time_changes_nothing(text: str) -> None:
    once = scrub(text)
    assert scrub(once) == once


def test_long_texts_take_no_time() -> None:
    for piece in ("a.", "1 ", "@a", "[a](", "jo at ", "u/", "12 Old "):
        scrub(piece * 5_000)
