"""Disguises are undone, and every place leads back to the text as it was written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.protocols import Hazard, Post
from models.safety import RulesClassifier
from models.safety.reading import read_plain, read_unmasked

VOCABULARY = frozenset({"kill", "yourself", "pathetic", "suicide", "die", "bitch", "sleep", "killing", "hope"})
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
        ("ki1l", "kill"),
        ("b1tch", "bitch"),
        ("8itch", "bitch"),
        ("k i l l y o u r s e l f", "kill yourself"),
        ("d.i.e", "die"),
        ("d i e", "die"),
        ("k·i·l·l", "kill"),
        ("k/ll", "kill"),
        ("sui-cide", "suicide"),
        ("sui cide", "suicide"),
        ("k ill yourself", "kill yourself"),
        ("kill.yourself", "kill yourself"),
        ("k🔪ll", "kill"),
        ("ＫＩＬＬ", "kill"),
        ("ΚILL", "kill"),  # a Greek capital
        ("ВIТСН", "bitch"),  # Cyrillic capitals
        ("🅺🅸🅻🅻", "kill"),
        ("🅚🅘🅛🅛", "kill"),
        ("🇰 🇮 🇱 🇱", "kill"),
        ("ʞıll", "kill"),
        ("ɟlǝsɹnoʎ llıʞ", "kill yourself"),
        ("k\u3164ill", "kill"),
        ("k\u00adill", "kill"),
        ("&#107;ill", "kill"),
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
        "either/or, and so on",
        "what is worth your time",
        "over there in the path",
    ],
)
def test_ordinary_text_reads_nearly_the_same(plain: str) -> None:
    words = plain.lower().split()
    assert sum(word in unmasked(plain).split() for word in words) >= len(words) - 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("donâ€™t", "don't"),
        ("I donâ€™t know â€” cafÃ©", "i don't know - café"),
        ("don\x92t", "don't"),
        ("ﬁne", "ﬁne"),
        ("&quot;no&quot; &amp; yes", '"no" & yes'),
        ("AT&T; R&D", "at&t; r&d"),
    ],
)
def test_a_plain_reading_repairs_broken_text(written: str, meant: str) -> None:
    assert read_plain(written).text == meant


def test_ligatures_are_letters() -> None:
    assert unmasked("the ﬁnal oﬃce") == "the final office"


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
        ("Itâ€™s time. Kill yourselfâ€¦ now", "Kill yourself"),
        ("cafÃ©: k1ll y0urself ok", "k1ll y0urself"),
        ("well, k.i.l.l. y.o.u.r.s.e.l.f", "k.i.l.l. y.o.u.r.s.e.l.f"),
        ("oh k*ll your-self now", "k*ll your-self"),
        ("so ｋｉｌｌ ｙｏｕｒｓｅｌｆ", "ｋｉｌｌ ｙｏｕｒｓｅｌｆ"),
        ("so 🅺🅸🅻🅻 yourself", "🅺🅸🅻🅻 yourself"),
        ("oh k\u0336ill yourself", "k\u0336ill yourself"),
        ("k ill yourself", "k ill yourself"),
        ("kill/yourself", "kill/yourself"),
        ("ɟlǝsɹnoʎ llıʞ", "ɟlǝsɹnoʎ llıʞ"),
        ("&#107;ill your&shy;self", "&#107;ill your&shy;self"),
        ("kill 🔪 yourself", "kill 🔪 yourself"),
    ],
)
def test_spans_cover_the_words_as_written(reply: str, words: str) -> None:
    spans = [span for span in CLASSIFIER.judge(Post("", ""), reply).spans if span.hazard is Hazard.INCITEMENT]
    assert words in {reply[span.start : span.end] for span in spans}


@given(st.text(max_size=200))
def test_any_text_keeps_its_places(text: str) -> None:
    plain = read_plain(text)
    for reading in (plain, read_unmasked(plain, VOCABULARY)):
        if reading is not None and reading.text:
            if reading.places is None:
                assert len(reading.text) == len(text)
            else:
                assert len(reading.places) == len(reading.text)
                assert set(reading.places) <= set(range(len(text)))
            start, end = reading.span(0, len(reading.text))
            assert 0 <= start < end <= len(text)


WORDS = [
    "kill",
    "yourself",
    "k1ll",
    "ɟlǝsɹnoʎ",
    "llıʞ",
    "â€™",
    "&amp;",
    ">",
    '"',
    "`",
    "http://x.com/a",
    "--",
    "\n",
    "dm me",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=20).map("".join))
def test_every_span_lies_in_the_text(reply: str) -> None:
    for span in CLASSIFIER.judge(Post("", "I want to die."), reply).spans:
        assert 0 <= span.start < span.end <= len(reply)


NASTY = {
    "spaced letters": "a " * 20_000,
    "quote marks": ">" * 40_000,
    "quoted lines": ">\n" * 20_000,
    "dotted words": "k.i.l.l " * 5_000,
    "marks": '"' * 40_000,
    "apostrophes": "a'" * 20_000,
    "loose apostrophes": "'a " * 13_000,
    "unclosed fences": "```\nx\n~~~\n" * 4_000,
    "backticks": "`" * 40_000,
    "brackets": "[" * 20_000 + "](" * 10_000,
    "parentheses": "(" * 40_000,
    "one letter": "a" * 40_000,
    "leet": "k1" * 20_000,
    "leet words": "k1ll " * 8_000,
    "starred words": "k*ll s*x " * 4_400,
    "different starred words": " ".join(
        f"k*{a}{b}{c}" for a in "abcdefgh" for b in "abcdefghij" for c in "abcdefghij" * 10
    ),
    "hyphens": "-" * 40_000,
    "a-a": "a-" * 20_000,
    "marks on a letter": "k" + "\u0336" * 40_000,
    "upside down": "ʎ" + "a" * 40_000,
    "upside down words": "llıʞ " * 8_000,
    "broken encoding": "â€™" * 13_000,
    "entities": "&amp;" * 8_000,
    "addresses": "http://" * 5_700,
    "dots": "a." * 20_000,
    "digits": "1" * 40_000,
    "halves": "sui " * 10_000,
    "line breaks": "\n" * 40_000,
    "signatures": "--\n" * 13_000,
    "repeated harm": "kill yourself. " * 2_600,
    "one long sentence of harm": "kill yourself " * 2_800,
    "pictures": "😀" * 40_000,
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_no_shape_of_text_takes_long(text: str) -> None:
    begun = time.process_time()
    CLASSIFIER.judge(Post("", text[:2_000]), text)
    assert time.process_time() - begun < 1.5, "well under a second on an idle machine"


@given(st.text(alphabet="kilyourself 1$@!*.-_\u200b\u0336іе\n>\"'", max_size=120), st.text(max_size=60))
def test_any_reply_gets_a_verdict_within_bounds(reply: str, body: str) -> None:
    verdict = CLASSIFIER.judge(Post("", body), reply)
    assert set(verdict.probabilities) == set(Hazard)
    assert all(0.0 <= probability <= 1.0 for probability in verdict.probabilities.values())
    for span in verdict.spans:
        assert 0 <= span.start < span.end <= len(reply)
