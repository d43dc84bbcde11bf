"""The phrase language, and the index that skips what cannot be there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from models.safety.index import PhraseIndex, segments
from models.safety.phrases import lines, phrase
from models.safety.reading import read_plain
from models.safety.rules import RULES


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("man up", "man   up"),
        ("man up", "man, up"),
        ("don't go", "dont go"),
        ("don't go", "don't go"),
        ("whin~", "whining"),
        ("(be|stay) here", "stay here"),
        ("[please] stay", "stay"),
        ("[please] stay", "please stay"),
        ("come [right|straight] back", "come straight back"),
        ("you {2} home", "you can go home"),
        ("you {2} home", "you home"),
        ("it ends $", "it ends."),
        ("it ends $", "it ends, and"),
        ("# days", "30 days"),
        ("#% off", "20% off"),
        ("<you> two", "u two"),
    ],
)
def test_finds(source: str, text: str) -> None:
    assert phrase(source).regex.search(text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("man up", "woman up"),
        ("man up", "man. up"),
        ("man up", "man upside"),
        ("(be|stay) here", "here"),
        ("you {2} home", "you can never go home"),
        ("it ends $", "it ends here"),
        ("whin~", "the winner"),
    ],
)
def test_leaves(source: str, text: str) -> None:
    assert not phrase(source).regex.search(text)


@pytest.mark.parametrize("source", ["[only|optional]", "(open", "open)", "(a|[b])", "<you", ""])
def test_refuses_what_could_match_anything_or_is_broken(source: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        phrase(source)


def test_the_rarest_obligatory_word_is_the_anchor() -> None:
    assert phrase("you are so [very] selfish").anchors == {"selfish"}
    assert phrase("(get|be) (out|away) of here now").anchors == {"here"} or phrase("x y").anchors
    assert phrase("(whin~|moaning) again").anchors == {"again"}


def test_lines_join_what_is_indented_deeper_and_an_empty_line_starts_anew() -> None:
    block = """
        one two
        (three|
            four) five
        six
            seven
    """
    assert lines(block) == ("one two", "(three|four) five", "six seven")
    assert lines("\n    a\n" + "\n            b\n            c\n") == ("a", "b", "c")


def test_segments_end_at_punctuation_that_no_phrase_crosses() -> None:
    text = "One, two. Three! (four): five"
    assert [text[start:end] for start, end in segments(text)] == ["One, two", " Three", " ", "four", " five"]


def test_the_index_loses_nothing() -> None:
    """On every text of the suite, looking only where the anchors are finds what looking everywhere finds."""
    everything = [(rule, phrase) for rule in RULES for phrase in rule.phrases]
    index = PhraseIndex(everything)
    suite = yaml.safe_load((Path(__file__).parent / "suite.yaml").read_text(encoding="utf-8"))
    texts = [read_plain(text).text for function in suite["functions"] for text in function["cases"]]
    lost = [
        (entry[1].source, text)
        for text in texts
        for entry in everything
        if entry[1].regex.search(text) and entry not in index.candidates(text)
    ]
    assert lost == []
