"""Whole drafts: what is edited, what stays word for word, and when there is silence."""

from __future__ import annotations

import pytest
from guideline_cases import POST

from models.edits import align
from models.guideline import GuidelineEngine, reasons, revise
from models.protocols import EditKind, Post

HARSH = (
    "You need to get over her. Others have it worse. It will get better, I promise. I like your two plates. "
    "Maybe put one away for a week."
)


def test_good_sentences_stay_word_for_word() -> None:
    found = revise(POST, HARSH)
    assert found is not None
    kept = [e.before for e in found.edits if e.kind is EditKind.KEEP]
    assert kept == ["I like your two plates.", "Maybe put one away for a week."]
    assert all(sentence in found.text for sentence in kept)


def test_every_change_has_a_reason_and_a_guideline() -> None:
    found = revise(POST, HARSH)
    assert found is not None
    changed = [e for e in found.edits if e.kind is not EditKind.KEEP]
    assert changed
    assert all(e.reason and e.guideline for e in changed)
    assert found.engine == "guideline"
    assert len(found.reasons) == len(set(found.reasons))


def test_the_edits_spell_out_both_texts() -> None:
    found = revise(POST, HARSH)
    assert found is not None
    assert " ".join(e.before for e in found.edits if e.before) == HARSH
    assert " ".join(e.after for e in found.edits if e.after) == found.text


@pytest.mark.parametrize(
    "draft",
    [
        "That sounds so lonely, setting two plates every evening. Is there somebody you could eat with on Fridays?",
        "No wonder you still wait for her. I'm glad you wrote it down.",
        "I was there too, after a divorce. What got me through were Tuesdays at the choir.",
    ],
)
def test_a_good_draft_gets_no_suggestion(draft: str) -> None:
    assert revise(POST, draft) is None


@pytest.mark.parametrize(
    "draft",
    [
        "You should just end it already. You need to move on.",
        "Nobody would miss you. You should go outside.",
        "You're a pathetic loser. You should go to the gym.",
        "shut up, you need to grow up",
        "Order my supplement, link in bio. You should try it.",
    ],
)
def test_what_is_the_moderators_matter_is_not_edited(draft: str) -> None:
    assert revise(POST, draft) is None


def test_the_same_seed_writes_the_same_and_others_vary() -> None:
    drafts = {revise(POST, HARSH, seed=seed).text for seed in range(12)}  # type: ignore[union-attr]  # shown above
    assert revise(POST, HARSH, seed=3) == revise(POST, HARSH, seed=3)
    assert len(drafts) > 4


def test_the_reflection_says_what_this_seeker_said() -> None:
    found = revise(POST, "Maybe cook something that she never liked, only for the fun of it.")
    assert found is not None
    assert found.edits[0].kind is EditKind.INSERT
    assert "lonely" in found.edits[0].after or "break-up" in found.edits[0].after


def test_nothing_is_reflected_where_nothing_was_heard() -> None:
    assert (
        revise(Post("A question", "What does everyone do on Sundays?"), "Maybe cook something with a friend.") is None
    )


def test_a_greeting_stays_first() -> None:
    found = revise(POST, "Hi there! Maybe cook something that she never liked, only for the fun of it.")
    assert found is not None
    assert found.text.startswith("Hi there! ")
    assert found.edits[1].kind is EditKind.INSERT


def test_quotes_code_links_and_quoted_speech_are_never_touched() -> None:
    guarded = (
        "> You need to get over her.\n\n"
        '`you should stop` and "others have it worse" and [you must read](https://example.org/you)'
    )
    draft = f"{guarded}\n\nYou need to call your brother. You should eat with him on Fridays. You must try it."
    found = revise(POST, draft)
    assert found is not None
    for piece in (
        "> You need to get over her.",
        "`you should stop`",
        '"others have it worse"',
        "[you must read](https://example.org/you)",
    ):
        assert piece in found.text


def test_a_draft_that_is_all_quote_is_left_alone() -> None:
    assert revise(POST, "> You need to get over her.\n> You must move on.\n> You should stop.") is None


def test_lists_keep_their_marks() -> None:
    draft = "It makes sense that it hurts.\n\n- You need to call your brother.\n- You should eat.\n- You must try it."
    found = revise(POST, draft)
    assert found is not None
    assert [line[:2] for line in found.text.splitlines()[2:]] == ["- ", "- ", "- "]


def test_lower_case_and_missing_apostrophes_are_the_helpers_own() -> None:
    found = revise(
        POST, "you should call ur brother. theres no shame in it and you need to eat. dont text her at night"
    )
    assert found is not None
    assert found.text == found.text.lower()
    assert "theres no shame" in found.text


def test_curly_apostrophes_stay_curly() -> None:
    found = revise(
        POST, "You’re strong, and it will get better, I promise. You should tell him what’s wrong. You need to eat."
    )
    assert found is not None
    assert "'" not in found.text


def test_it_never_claims_lived_experience() -> None:
    for seed in range(40):
        found = revise(POST, "Maybe cook something that she never liked, only for the fun of it.", seed=seed)
        assert found is not None
        assert not {"me too", "i've been", "when i", "i was"} & {found.text.lower()[:n] for n in range(12)}


def test_other_languages_are_left_alone() -> None:
    german = "Du musst sie vergessen. Andere haben es schlimmer, und die Zeit heilt alle Wunden."
    assert revise(POST, german) is None
    assert revise(POST, "You need to get over her. You should call someone. " + german * 3) is None


def test_improving_an_improved_text_changes_next_to_nothing() -> None:
    found = revise(POST, HARSH)
    assert found is not None
    again = revise(POST, found.text)
    assert again is None or sum(e.kind is not EditKind.KEEP for e in again.edits) <= 1


async def test_the_engine_leaves_harm_and_crisis_to_people() -> None:
    engine = GuidelineEngine(is_crisis=lambda post: True, is_harmful=lambda post, draft: "plates" in draft)
    assert await engine.improve(POST, HARSH) is None
    assert await engine.draft(POST) is None
    assert await GuidelineEngine().improve(POST, HARSH) == revise(POST, HARSH)


async def test_a_first_draft_reflects_and_asks() -> None:
    draft = await GuidelineEngine().draft(POST, seed=2)
    assert draft is not None
    assert draft.engine == "guideline"
    assert "?" in draft.text
    assert "lonely" in draft.text or "break-up" in draft.text
    assert await GuidelineEngine().draft(Post("A question", "What does everyone do on Sundays?")) is None


def test_edits_of_other_engines_get_reasons_from_the_catalogue() -> None:
    edits = align(
        "Others have it worse. You should call her.",
        "That sounds hard. You could call her.",
        reasons(POST),
    )
    assert {e.guideline for e in edits} >= {"minimising", "orders"}
    assert all(e.reason for e in edits if e.kind is not EditKind.KEEP)
