"""What the bot says: harmless whatever people typed, short, and never silent about what it is."""

from __future__ import annotations

import pytest

from bot.policy import wording
from models.protocols import Hazard, SafetyRules, Span, Verdict
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
    verdict = Verdict(
        {Hazard.INCITEMENT: 0.83}, (Span(0, len(body), Hazard.INCITEMENT, "rule"),), "rules",
        layers={Hazard.INCITEMENT: "rules"},
    )  # fmt: skip
    told = wording.flag_message(flag(Hazard.INCITEMENT), verdict, body=body, permalink="/r/x/", resources="Call us.")
    for needed in (
        "F12",
        "t1_abc",
        "0.83, by a rule",
        "agree F12",
        "disagree F12",
        "> Call us.",
        wording.SELF_HARM_REPORT,
    ):
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


REPLY = "Others have it worse, you know. Then the SECRET."


def verdict_of(*spans: Span, unreadable: str = "", layer: str = "rules", **probabilities: float) -> Verdict:
    known = {hazard: probabilities.get(hazard, 0.02) for hazard in Hazard}
    return Verdict(known, spans, "test", unreadable, {Hazard(name): layer for name in probabilities})


WORSE = Span(0, 20, Hazard.DISMISSAL, "dismissal.worse")


@pytest.mark.parametrize(
    ("layer", "by"), [("rules", ", by a rule"), ("heads", ", by likeness to examples"), ("new", "")]
)
def test_a_sentence_says_what_how_surely_by_whom_and_why(layer: str, by: str) -> None:
    told = wording.sentence(verdict_of(WORSE, layer=layer, dismissal=0.83), REPLY)
    assert told == f"Probably makes the trouble small, or blames (0.83{by}): “Others have it worse”."


def test_a_sentence_begins_with_the_gravest_and_names_the_others() -> None:
    told = wording.sentence(verdict_of(WORSE, dismissal=0.95, incitement=0.6), REPLY)
    assert told.index("encourages") < told.index("also makes the trouble small")


def test_a_sentence_goes_by_the_rules_of_the_place() -> None:
    verdict = verdict_of(WORSE, dismissal=0.45)
    assert wording.sentence(verdict, REPLY).startswith("Not enough for a flag, but perhaps makes")
    assert wording.sentence(verdict, REPLY, SafetyRules({Hazard.DISMISSAL: 0.4})).startswith("Probably makes")
    assert "Nothing was found" in wording.sentence(verdict, REPLY, SafetyRules({Hazard.DISMISSAL: 0.9}))


def test_silence_is_never_called_safe() -> None:
    assert "does not mean that it is safe" in wording.sentence(verdict_of(), REPLY)
    unread = wording.sentence(verdict_of(unreadable="another language", abuse=0.9), REPLY)
    assert "another language" in unread
    assert "insults" not in unread


WHOLE = Span(0, len(REPLY), Hazard.INCITEMENT, "heads.incitement")
METHOD = Span(41, 47, Hazard.METHOD_INFO, "method_info.means")


@pytest.mark.parametrize(
    "verdict",
    [
        verdict_of(METHOD, method_info=0.9),
        verdict_of(WHOLE, METHOD, incitement=0.9, method_info=0.9),
        verdict_of(WHOLE, METHOD, incitement=0.9, method_info=0.1),
        verdict_of(WHOLE, incitement=0.9, method_info=0.35),
    ],
)
def test_no_hazard_repeats_words_about_methods(verdict: Verdict) -> None:
    assert METHOD.start == REPLY.index("SECRET")
    told = wording.sentence(verdict, REPLY)
    assert "SECRET" not in told
    assert "read them in place" in told
    assert "SECRET" not in wording.flag_message(flag(verdict.worst[0]), verdict, body=REPLY, permalink="/r/x/")


def test_words_far_from_a_method_are_quoted() -> None:
    assert "“Others have it worse”" in wording.sentence(
        verdict_of(WORSE, METHOD, dismissal=0.9, method_info=0.1), REPLY
    )


def test_a_sentence_is_one_line_whatever_was_typed() -> None:
    hostile = "you\u202e are\x1b[31m\n\nnothing\u0085" + "x" * 500
    told = wording.sentence(verdict_of(Span(0, len(hostile), Hazard.ABUSE, "abuse.x"), abuse=0.9), hostile)
    assert not set(told) & set("\u202e\x1b\n\u0085")
    assert len(told) < 300


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        ("dismissal.worse", "the rule dismissal.worse"),
        ("heads.abuse", "likeness to examples"),
        ("tox", "the model tox"),
    ],
)
def test_what_found_the_words(evidence: str, why: str) -> None:
    assert wording.because(Span(0, 1, Hazard.ABUSE, evidence)) == why
