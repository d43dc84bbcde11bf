"""Pure decisions: what to flag, when to speak, what a helper decided, what a seeker answered."""

from __future__ import annotations

import dataclasses
import time

import pytest

from bot.policy.flags import decide_flag
from bot.policy.reception import answer_in_edit, decision_of, kind_of_answer
from bot.policy.suggest import Moment, Silence, why_silent
from bot.rules import FlagRules, Route, SuggestionRules
from models.protocols import CrisisTier, Hazard, Verdict

HOUR = 3600.0


def verdict(unreadable: str = "", **probabilities: float) -> Verdict:
    return Verdict({hazard: probabilities.get(hazard, 0.0) for hazard in Hazard}, (), "test", unreadable)


def test_a_verdict_under_every_threshold_is_no_flag() -> None:
    assert decide_flag(verdict(false_promise=0.49), FlagRules(), told_this_hour=0) is None


def test_the_gravest_hazard_names_the_flag_and_its_route() -> None:
    found = decide_flag(verdict(false_promise=0.99, method_info=0.6), FlagRules(), told_this_hour=0)
    assert found is not None
    assert (found.hazard, found.route) == (Hazard.METHOD_INFO, Route.MODMAIL)


def test_over_the_cap_only_danger_is_urgent() -> None:
    rules = FlagRules(hourly_cap=3)
    hostile = decide_flag(verdict(abuse=0.9), rules, told_this_hour=3)
    inciting = decide_flag(verdict(incitement=0.9), rules, told_this_hour=3)
    assert hostile is not None
    assert hostile.route is Route.DIGEST
    assert inciting is not None
    assert inciting.route is Route.MODMAIL


def test_a_route_that_is_off_is_silent_and_lets_others_speak() -> None:
    rules = FlagRules(routes={Hazard.FALSE_PROMISE: Route.OFF})
    assert decide_flag(verdict(false_promise=0.9), rules, told_this_hour=0) is None
    other = decide_flag(verdict(false_promise=0.99, dismissal=0.6), rules, told_this_hour=0)
    assert other is not None
    assert other.hazard is Hazard.DISMISSAL


def test_an_unreadable_reply_is_not_flagged_by_guess() -> None:
    assert decide_flag(verdict("another language", abuse=0.9), FlagRules(), told_this_hour=0) is None


def test_danger_in_an_unreadable_reply_is_flagged_all_the_same() -> None:
    found = decide_flag(verdict("another language", incitement=0.9), FlagRules(), told_this_hour=0)
    assert found is not None
    assert found.hazard is Hazard.INCITEMENT


GOOD = Moment(
    now=100 * HOUR, written_utc=99 * HOUR, words=40, is_opted_in=True, is_paused=False, is_flagged=False,
    is_by_seeker=False, unreadable="", crisis=CrisisTier.CONCERN, last_to_author_utc=None, sent_today=0,
)  # fmt: skip


def test_a_good_moment_is_one() -> None:
    assert why_silent(GOOD, SuggestionRules()) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"is_opted_in": False}, Silence.NOT_OPTED_IN),
        ({"is_by_seeker": True}, Silence.SEEKER),
        ({"is_paused": True}, Silence.PAUSED),
        ({"crisis": CrisisTier.IMMINENT}, Silence.CRISIS),
        ({"is_flagged": True}, Silence.FLAGGED),
        ({"unreadable": "another language"}, Silence.UNREADABLE),
        ({"words": 3}, Silence.TOO_SHORT),
        ({"written_utc": 70 * HOUR}, Silence.TOO_LATE),
        ({"last_to_author_utc": 95 * HOUR}, Silence.COOLDOWN),
        ({"sent_today": 100}, Silence.DAILY_CAP),
    ],
)
def test_each_reason_for_silence(change: dict[str, object], why: Silence) -> None:
    moment = dataclasses.replace(GOOD, **change)  # type: ignore[arg-type]  # a table of fields
    assert why_silent(moment, SuggestionRules()) is why


DRAFT = "you should just go out more. it will get better"
SUGGESTED = "going out a little could be worth a try. i hope it eases"


@pytest.mark.parametrize(
    ("current", "decision"),
    [
        (DRAFT, None),
        (f"  {DRAFT}\n", None),
        (SUGGESTED, "taken"),
        (SUGGESTED + " take care", "taken"),
        ("you should just go out more. i hope it eases", "edited"),
        ("on second thought, please talk to a doctor about this", None),
    ],
)
def test_what_a_helper_made_of_a_suggestion(current: str, decision: str | None) -> None:
    assert decision_of(DRAFT, SUGGESTED, current) == decision


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thank you, this helped", "thanks"),
        ("i really needed to hear that", "thanks"),
        ("thanks for nothing", "pushback"),
        ("you don't understand, it's not that simple", "pushback"),
        ("I already tried that, thanks", "pushback"),
        ("it started last spring", "other"),
    ],
)
def test_how_a_seeker_answered(text: str, kind: str) -> None:
    assert kind_of_answer(text) == kind


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        ("I cannot sleep.\n\nEDIT: thank you all, that helped.", "thanks"),
        ("I cannot sleep.\n\n**Edit 2:** this really helps, thanks", "thanks"),
        ("*Update - I called her. I appreciate every one of you.*\n\nI cannot sleep.", "thanks"),
        ("I cannot sleep.\n\nEDIT\n\nThank you, I needed to hear that.", "thanks"),
        ("I cannot sleep.\n\nEdit: please don't tell me to just relax.", "pushback"),
        ("I cannot sleep.\n\nEdit: thanks!\n\nEdit 2: you don't understand, and thanks for nothing.", "pushback"),
        ("I cannot sleep.\n\nEDIT: a typo.", None),
        ("I cannot sleep.\n\nEdit: thanks in advance", None),
        ("I cannot sleep.\n\nETA: thank you all for reading", None),
        ("Thanks for being here.\n\nI cannot sleep.", None),
        ("Editing my essay helps. Thanks to it I cope.", None),
        ("", None),
    ],
)
def test_an_edit_of_the_post_may_answer_its_replies(post: str, kind: str | None) -> None:
    assert answer_in_edit(post) == kind


def test_a_post_made_to_be_slow_to_read_is_not() -> None:
    began = time.monotonic()
    for odd in ("edit" + " " * 40_000, "*" * 40_000, "edit\n" * 10_000, "thanks" + " all" * 10_000, "\n \n" * 10_000):
        assert answer_in_edit(odd) in (None, "thanks")
    assert time.monotonic() - began < 2.0
