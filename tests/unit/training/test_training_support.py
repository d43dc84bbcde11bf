"""What is taken to have helped, and what is only unknown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from little_log import BAD, CURT, GOOD, KIND, a_flag, a_log, a_post, a_reading, a_reply, two_replies

from training.errors import Misconfigured
from training.settings import PairSettings
from training.support import Labelled, fit_support, labelled, load_support, support_kinds


def said(**changes: object) -> dict[str, str]:
    return {row.reply: row.by for row in labelled(a_log(**changes), PairSettings())}


def test_thanks_help_and_likes_help_where_the_seeker_answered() -> None:
    replies = (*two_replies(), a_reply("t1_third", body="would it help to talk to one friend this week"))
    readings = [
        a_reading(GOOD, 3, seeker_answer="thanks"),
        a_reading(BAD, 3),
        a_reading("t1_third", 12, seeker_answer="other"),
    ]
    assert said(replies=replies, readings=readings) == {GOOD: "reciprocity", BAD: "", "t1_third": "reception"}
    silent = [readings[0], readings[1], a_reading("t1_third", 12)]
    assert said(replies=replies, readings=silent)["t1_third"] == "", "votes alone are popularity"
    liked = [a_reading(GOOD, 12, seeker_answer="thanks"), readings[1]]
    assert said(replies=replies, readings=liked)[GOOD] == "both"


def test_thanks_in_an_edit_of_the_post_are_for_what_was_liked_and_there_by_then() -> None:
    late = replace(a_reply("t1_late", body="would it help to talk to one friend this week"), created_utc=500.0)
    replies = (*two_replies(), late)
    readings = [a_reading(GOOD, 12), a_reading(BAD, 3), a_reading("t1_late", 12)]

    def after(kind: str | None, **changes: object) -> dict[str, str]:
        edited = a_post(seeker_answer=kind, answered_utc=400.0)
        return said(**{"posts": [edited], "replies": replies, "readings": readings, **changes})

    assert after(None) == {GOOD: "", BAD: "", "t1_late": ""}
    assert after("pushback")[GOOD] == ""
    liked_alone = [a_reading(GOOD, 12), a_reading(BAD, 3), a_reading("t1_late", 4)]
    assert after("thanks", readings=liked_alone) == {GOOD: "edit", BAD: "", "t1_late": ""}
    late_alone = [a_reading(GOOD, 4), a_reading(BAD, 3), a_reading("t1_late", 12)]
    assert after("thanks", readings=late_alone)["t1_late"] == "", "it was not there when they thanked"
    pushed = [a_reading(GOOD, 12, seeker_answer="pushback"), *liked_alone[1:]]
    assert after("thanks", readings=pushed)[GOOD] == "", "what they said of the reply itself weighs more"
    assert after("thanks", readings=liked_alone, not_allowing=["Seeker"]) == {}


def test_nothing_is_said_of_texts_that_may_not_be_learned_from() -> None:
    thanked = [a_reading(GOOD, 3, seeker_answer="thanks")]
    assert GOOD not in said(replies=two_replies(), readings=thanked, not_allowing=["by_t1_good"])
    assert said(replies=two_replies(), readings=thanked, not_allowing=["Seeker"]) == {}
    assert GOOD not in said(replies=two_replies(), readings=thanked, flags=[a_flag(GOOD, None)])
    assert said(replies=two_replies(), readings=thanked, posts=[a_post(gone_utc=9.0)]) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("That sounds so heavy, I am here for you.", "emotional"),
        ("One thing that might help is a walk before bed.", "informational"),
        ("It makes sense that you are tired, you are not weak.", "esteem"),
        ("You are not alone, same here last year.", "network"),
        ("Make a list and I can help you with the form.", "tangible"),
    ],
)
def test_kinds_of_support_are_told_from_words(text: str, kind: str) -> None:
    assert kind in support_kinds(text)
    assert support_kinds("Nice weather today.") == ()


def some_rows() -> list[Labelled]:
    rows = []
    for n in range(60):
        helped = n % 2 == 0
        text = f"{KIND if helped else CURT} number {n}"
        rows.append(Labelled(f"t1_{n}", f"t3_{n // 3}", text, helped, "reciprocity" if helped else ""))
    return rows


def test_the_fit_finds_held_out_positives_and_survives_a_file(tmp_path: Path) -> None:
    fitted, card = fit_support(some_rows(), seed=1)
    assert card["held_out"]["f1"] > 0.95
    assert card["held_out"]["auc"]["mean"] > 0.95 > card["held_out"]["f1_if_all"]
    fitted.save(tmp_path, card)
    again = load_support(tmp_path)
    assert again is not None
    good, bad = again.probability([KIND, CURT])
    assert good > again.threshold > bad
    assert load_support(tmp_path / "nowhere") is None


def test_too_little_is_said_so() -> None:
    with pytest.raises(Misconfigured, match="a fit needs 20"):
        fit_support([replace(row, helped=False) for row in some_rows()], seed=1)
