"""Only English is judged; the rest is said to be unreadable, never safe."""

from __future__ import annotations

import pytest

from models.protocols import Hazard, Post
from models.safety import RulesClassifier
from models.safety.language import unreadable

CLASSIFIER = RulesClassifier()


@pytest.mark.parametrize(
    "text",
    [
        "hugs",
        "same",
        "kys",
        "Sending love <3",
        "lol ok bro",
        "This sucks, I'm sorry.",
        "ngl that's rough buddy",
        "Omg girl same tbh",
        "Stay strong, proud of you! 💜",
        "Sertraline made me dizzy as well, the first weeks were rough.",
        "Congratulations!!!",
    ],
)
def test_english_is_readable(text: str) -> None:
    assert unreadable(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no words"),
        ("   \n ", "no words"),
        ("💜💜💜", "no words"),
        ("12345 !!!", "no words"),
        ("Я понимаю тебя, держись", "Latin"),
        ("我理解你的感受", "Latin"),
        ("Te entiendo mucho, yo también pasé por eso el año pasado.", "es"),
        ("Ich verstehe dich sehr gut, mir ging es letztes Jahr genauso.", "de"),
        ("Je comprends très bien ce que tu ressens en ce moment.", "fr"),
    ],
)
def test_other_languages_and_nothing_at_all_are_unreadable(text: str, why: str) -> None:
    assert why in unreadable(text)
    assert CLASSIFIER.judge(Post("", ""), text).unreadable


def test_english_in_look_alike_letters_is_readable_and_judged() -> None:
    verdict = CLASSIFIER.judge(Post("", ""), "уоu ѕhоuld јuѕt kіll уоurѕеlf аnd bе dоnе wіth іt")
    assert verdict.unreadable == ""
    assert verdict.probabilities[Hazard.INCITEMENT] >= 0.9


def test_an_unreadable_reply_is_still_searched_for_what_can_be_found() -> None:
    verdict = CLASSIFIER.judge(Post("", ""), "Nadie te quiere, no vales nada, mejor hazlo ya: kill yourself")
    assert verdict.probabilities[Hazard.INCITEMENT] >= 0.9
