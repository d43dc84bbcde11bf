"""What the bot says: harmless whatever people typed, short, and never silent about what it is."""

from __future__ import annotations

import pytest

from bot.policy import wording
from models.protocols import Hazard, Span, Verdict
from store.rows import FlagRow, Permission


@pytest.mark.parametrize(
    "hostile",
    [
        "[click](https://evil.example)",
        "line\n\n# heading\n> quote",
        "u/somebody and /r/place",
        "`code` **bold** ~~x~~ >!spoiler!<",
        "\u202egnp.exe\u200b",
        "a" * 5000,
    ],
)
def test_escaped_text_is_one_harmless_line(hostile: str) -> None:
    shown = wording.escape(hostile)
    assert "\n" not in shown
    assert len(shown) < 400
    assert "](" not in shown
    assert "u/somebody" not in shown
    assert "\u202e" not in shown
    assert "\u200b" not in shown


def test_a_suggestion_message_shows_the_text_first_and_stays_short() -> None:
    text = "That sounds exhausting. What would help tonight?"
    body = wording.suggestion_message(
        number=7, permalink="/r/x/comments/a/b/c/", text=text, reasons=["One.", "Two.", "Three.", "Four."]
    )
    assert body.startswith(f"---\n\n{text}\n\n---")
    assert "Four." not in body
    assert len(body) - len(text) < 1200
    for needed in ("S7", "program", "decline", "opt out", "doing nothing is fine"):
        assert needed in body


def flag(hazard: Hazard) -> FlagRow:
    return FlagRow("t1_abc", "t3_p", "sub", hazard, 0.83, "modmail", 0.0, id=12)


def test_a_flag_names_its_number_its_reply_and_how_to_answer() -> None:
    body = "go on then [x](https://evil.example)"
    verdict = Verdict({Hazard.INCITEMENT: 0.83}, (Span(0, len(body), Hazard.INCITEMENT, "rule"),), "rules")
    told = wording.flag_message(flag(Hazard.INCITEMENT), verdict, body=body, permalink="/r/x/", resources="Call us.")
    for needed in ("F12", "t1_abc", "83%", "agree F12", "disagree F12", "> Call us.", wording.SELF_HARM_REPORT):
        assert needed in told
    assert "](https://evil" not in told


def test_words_about_methods_are_not_repeated() -> None:
    verdict = Verdict({Hazard.METHOD_INFO: 0.9}, (Span(0, 6, Hazard.METHOD_INFO, "rule"),), "rules")
    assert "SECRET" not in wording.flag_message(flag(Hazard.METHOD_INFO), verdict, body="SECRET", permalink="/r/x/")


@pytest.mark.parametrize("hazard", list(Hazard))
def test_a_report_reason_fits_and_names_the_flag(hazard: Hazard) -> None:
    reason = wording.report_reason(flag(hazard))
    assert len(reason) <= 100
    assert "F12" in reason


@pytest.mark.parametrize("permission", list(Permission))
def test_consent_words_have_a_version_and_say_how_to_leave(permission: Permission) -> None:
    version, words = wording.consent_words(permission)
    assert version >= 1
    assert "opt out" in words or "train no" in words
