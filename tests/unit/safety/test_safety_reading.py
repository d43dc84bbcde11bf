"""Disguises are undone, and every place leads back to the text as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.protocols import Hazard, Post
from models.safety import RulesClassifier
from models.safety.reading import read_plain, read_unmasked

VOCABULARY = frozenset({"kill", "yourself", "pathetic", "suicide", "die", "bitch", "sleep"})
CLASSIFIER = RulesClassifier()


def unmasked(text: str) -> str:
    plain = read_plain(text)
    reading = read_unmasked(plain, VOCABULARY)
    return plain.text if reading is None else reading.text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("k1ll", "kill"),
        ("su1c1de", "suicide"),
        ("p4th3t1c", "pathetic"),
        ("ki11", "kill"),
        ("k i l l", "kill"),
        ("k.i.l.l", "kill"),
        ("k-i-l-l", "kill"),
        ("k i l l   y o u r s e l f", "kill yourself"),
        ("kiiiilllll", "kill"),
        ("diiiie", "die"),
        ("sleeeep", "sleep"),
        ("k*ll", "kill"),
        ("b**ch", "bitch"),
        ("su-icide", "suicide"),
        ("kіll", "kill"),  # a Cyrillic i
        ("раthеtіс", "pathetic"),
        ("ｋｉｌｌ", "kill"),
        ("𝓀𝒾𝓁𝓁", "kill"),
        ("ⓚⓘⓛⓛ", "kill"),
        ("k\u200bi\u200cl\u2060l", "kill"),
        ("k\u0336i\u0336l\u0336l\u0336", "kill"),
        ("kíll", "kill"),
    ],
)
def test_undoes(written: str, meant: str) -> None:
    assert unmasked(written) == meant


@pytest.mark.parametrize(
    "plain",
    [
        "I am 10 years old and live at 4b",
        "a b c",
        "see you at 5pm",
        "good book, well done",
        "e.g. this one, i.e. that",
        "it is 2026 and I take 50mg",
        "self-harm",
    ],
)
def test_ordinary_text_reads_nearly_the_same(plain: str) -> None:
    words = plain.lower().split()
    assert sum(word in unmasked(plain).split() for word in words) >= len(words) - 1


def test_text_without_disguise_has_one_reading() -> None:
    assert read_unmasked(read_plain("You don’t have to answer. It's late, isn't it?"), VOCABULARY) is None


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("please, k i l l  y o u r s e l f now", "k i l l  y o u r s e l f"),
        ("well k\u200bill your\u200bself.", "k\u200bill your\u200bself"),
        ("ok kiiiiill yoursellllf then", "kiiiiill yoursellllf"),
        ("İ say: kіll yourself", "kіll yourself"),
        ("Just Kill Yourself!!", "Kill Yourself"),
    ],
)
def test_spans_cover_the_words_as_written(reply: str, words: str) -> None:
    spans = [span for span in CLASSIFIER.judge(Post("", ""), reply).spans if span.hazard is Hazard.INCITEMENT]
    assert words in {reply[span.start : span.end] for span in spans}


@given(st.text(max_size=200))
def test_any_text_keeps_its_places(text: str) -> None:
    plain = read_plain(text)
    assert len(plain.text) == len(text)
    reading = read_unmasked(plain, VOCABULARY)
    if reading is not None and reading.text:
        assert reading.places is not None
        assert len(reading.places) == len(reading.text)
        assert list(reading.places) == sorted(reading.places)
        start, end = reading.span(0, len(reading.text))
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="kilyourself 1$@!*.-_\u200b\u0336іе\n>\"'", max_size=120), st.text(max_size=60))
def test_any_reply_gets_a_verdict_within_bounds(reply: str, body: str) -> None:
    verdict = CLASSIFIER.judge(Post("", body), reply)
    assert set(verdict.probabilities) == set(Hazard)
    assert all(0.0 <= probability <= 1.0 for probability in verdict.probabilities.values())
    for span in verdict.spans:
        assert 0 <= span.start < span.end <= len(reply)
