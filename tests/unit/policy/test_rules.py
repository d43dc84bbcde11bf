"""A moderators' page → rules, or everything that is wrong with it."""

from __future__ import annotations

import pytest

from bot.rules import BadRules, Route, Rules, parse_rules
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
