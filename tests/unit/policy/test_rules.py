"""A moderators' page → rules, or everything that is wrong with it."""

from __future__ import annotations

import pytest

from bot.rules import RENAMED, BadRules, Route, Rules, parse_rules
from models.protocols import Hazard


def problems_of(text: str) -> str:
    found = parse_rules(text)
    assert isinstance(found, BadRules)
    return "\n".join(found.problems)


def test_without_a_word_everything_stays_dry() -> None:
    assert parse_rules("") == Rules()
    assert Rules().dry_run is True


def test_what_is_not_named_keeps_its_default() -> None:
    rules = parse_rules("version: 1\ndry_run: false\nflags:\n  thresholds:\n    false_promise: 0.9\n")
    assert isinstance(rules, Rules)
    assert rules.dry_run is False
    assert rules.flags.threshold(Hazard.FALSE_PROMISE) == 0.9
    assert rules.flags.threshold(Hazard.METHOD_INFO) == 0.5
    assert rules.flags.route(Hazard.METHOD_INFO) is Route.MODMAIL


def test_all_mistakes_are_told_at_once_by_their_keys() -> None:
    told = problems_of("version: 2\nflagz: 1\nflags:\n  hourly_cap: no\nsuggestions:\n  cooldown_hours: -3\n")
    for key in ("version", "flagz", "flags.hourly_cap", "suggestions.cooldown_hours"):
        assert key in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: [", "line 1"),
        ("- a\n- b", "key: value"),
        ("dry_run: true\ndry_run: false", "stands twice"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("!!python/object/apply:os.system ['true']", "not valid YAML"),
        ("x" * 30_000, "30000 characters"),
        ("[" * 3000, "not valid YAML"),
    ],
)
def test_hostile_or_broken_pages_are_a_value_not_a_crash(text: str, said: str) -> None:
    assert said in problems_of(text)


@pytest.mark.parametrize(("said", "threshold"), [("low", 0.7), ("normal", 0.5), ("High", 0.3), ("0.42", 0.42)])
def test_a_threshold_is_a_sensitivity_or_a_number(said: str, threshold: float) -> None:
    rules = parse_rules(f"flags:\n  thresholds:\n    abuse: {said}\n")
    assert isinstance(rules, Rules)
    assert rules.flags.threshold(Hazard.ABUSE) == threshold
    assert rules.flags.threshold(Hazard.PROMOTION) == 0.5


def test_one_sensitivity_holds_for_all_that_is_not_named() -> None:
    rules = parse_rules("flags:\n  sensitivity: high\n  thresholds: {medical: low}\n")
    assert isinstance(rules, Rules)
    asked = rules.flags.safety()
    assert {hazard for hazard in Hazard if asked.threshold(hazard) == 0.3} == set(Hazard) - {Hazard.MEDICAL}
    assert asked.threshold(Hazard.MEDICAL) == 0.7
    assert asked.is_machine_text is False


@pytest.mark.parametrize("nonsense", ["0", "1.5", "-0.2", ".nan", ".inf", "often", "off", "yes", "[0.5]", "null"])
def test_what_is_no_threshold_is_told_with_what_would_be_one(nonsense: str) -> None:
    told = problems_of(f"flags: {{thresholds: {{abuse: {nonsense}}}}}")
    assert "flags.thresholds.abuse" in told
    assert "low, normal, high" in told


@pytest.mark.parametrize("off", ["off", '"off"', "Off", "no", "false"])
def test_off_needs_no_quotes(off: str) -> None:
    rules = parse_rules(f"flags:\n  routes:\n    promotion: {off}\n")
    assert isinstance(rules, Rules)
    assert rules.flags.route(Hazard.PROMOTION) is Route.OFF


def test_hotlines_are_trusted_as_they_were_written() -> None:
    rules = parse_rules("flags:\n  trusted: [988, 0123, +44 1, 1:30, 116 123, findahelpline.com]\n")
    assert isinstance(rules, Rules)
    assert rules.flags.safety().allowed == ("988", "0123", "+44 1", "1:30", "116 123", "findahelpline.com")


@pytest.mark.parametrize("bad", ["a", "''", "true", "[x]", "1.5"])
def test_what_could_excuse_anything_is_not_trusted(bad: str) -> None:
    assert "flags.trusted.0" in problems_of(f"flags: {{trusted: [{bad}]}}")


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
def test_an_old_name_is_told_with_the_new_one(old: str, new: Hazard) -> None:
    for section, value in (("thresholds", "0.4"), ("routes", "digest")):
        told = problems_of(f"flags: {{{section}: {{{old}: {value}}}}}")
        assert f"flags.{section}.{old}" in told
        assert f"`{new}`" in told


def test_a_hazard_that_never_was_is_told_with_those_that_are() -> None:
    assert "personal_info" in problems_of("flags: {routes: {boredom: digest}}")
