"""No text breaks the classifier or stops it: any characters, and the shapes that make patterns run wild."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.safety_fuzz import check, try_bytes
from bench.safety_suite import NO_POST
from models.protocols import ANYWHERE, MACHINE_TEXT, Post
from models.safety import RulesClassifier

CLASSIFIER = RulesClassifier()
PIECES = (
    "k1ll yourself", "you are", "DM me", "> ", "\n", "\n\n", "don't", "not", "it gets better", "http://a.example", "(",
    "[", ")](", "*", "~~", "`", "\u200b", "\u202e", "\u0300", "\ufe0f", "😀", "ß", "İ", "ﬁ", "ﷺ", "К", "w o r t h",
    "ー", "\x00", "\ud7ff", ".", "!!", "...", "“", "’", "I", " ", "\t", "\u00a0", "𝖐𝖎𝖑𝖑", "1",
    "988", "+44 20 7946 0000",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join),
)
SHAPES: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "spaced letters": lambda n: "k " * (n // 2),
    "dots": lambda n: "." * n,
    "brackets": lambda n: "[" * n,
    "half links": lambda n: "[a](" * (n // 4),
    "quotes": lambda n: "> a\n" * (n // 4),
    "nested quotes": lambda n: ">" * n,
    "quotation marks": lambda n: '"a ' * (n // 3),
    "not": lambda n: "not " * (n // 4),
    "flagged words": lambda n: "kill yourself " * (n // 14),
    "one long sentence": lambda n: "you are worthless and " * (n // 22),
    "digits": lambda n: "0 1-" * (n // 4),
    "leet": lambda n: "k1ll y0urs3lf " * (n // 14),
    "marks on one letter": lambda n: "e" + "\u0301" * n,
    "zero width": lambda n: "k\u200b" * (n // 2),
    "emoji": lambda n: "😀" * n,
    "ligatures that grow": lambda n: "ﷺ" * (n // 18),
    "blank lines": lambda n: "\n" * n,
    "stars": lambda n: "*a" * (n // 2),
    "addresses": lambda n: "a.b@c." * (n // 6),
}
MOST = 3.0
"""Twice the text may take so many times as long; a pattern that tries every pair of places takes four."""
NOISE_S = 0.005
"""Added to both, so that times too short to be compared are not."""


@given(TEXTS, st.text(max_size=80))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gets_a_verdict_that_can_be_shown(reply: str, post: str) -> None:
    for rules in (ANYWHERE, MACHINE_TEXT):
        check(CLASSIFIER.judge(Post("", post), reply, rules), reply)
    CLASSIFIER.crisis(Post(post, reply))


@given(TEXTS, st.integers(min_value=2, max_value=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_few_thousand_characters_too(text: str, times: int) -> None:
    reply = (text * times)[:4000]
    check(CLASSIFIER.judge(NO_POST, reply, MACHINE_TEXT), reply)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_what_the_fuzzer_does_with_bytes(data: bytes) -> None:
    try_bytes(CLASSIFIER, data)


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_and_not_with_its_square(shape: str) -> None:
    short, long = (fastest(SHAPES[shape](length)) for length in (20_000, 40_000))
    assert long + NOISE_S < MOST * (short + NOISE_S), f"{short:.3f} s, then {long:.3f} s"


def fastest(reply: str) -> float:
    """CPU seconds of the fastest of three verdicts: others share the machine."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        verdict = CLASSIFIER.judge(NO_POST, reply, MACHINE_TEXT)
        taken.append(time.process_time() - began)
        check(verdict, reply)
    return min(taken)
