"""Every rule finds what it is for and leaves its look-alikes alone; a broken file says where it is broken."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.protocols import CrisisTier, Hazard, Post, SafetyRules
from models.safety import RulesClassifier
from models.safety.phrases import lines
from models.safety.rule import BANDS
from models.safety.rules import MACHINE_RULES, RULES
from models.safety.rules.loader import BadRule, Entry, check_phrases, load_rules

ENTRIES = load_rules()
ALL = (*RULES, *MACHINE_RULES)
CLASSIFIER = RulesClassifier()
MACHINE = SafetyRules(is_machine_text=True)
CALM = Post("A hard week", "My boss yelled at me and I slept badly.")
CRISIS = Post("", "I want to kill myself tonight.")


def examples(kind: str) -> Iterator[tuple[str, Post, str]]:
    for entry in ENTRIES:
        for name, post in ((kind, CALM), (f"{kind}_in_crisis", CRISIS)):
            for text in getattr(entry, name):
                yield entry.rule.id, post, text


def evidence(post: Post, text: str) -> set[str]:
    return {span.evidence for span in CLASSIFIER.judge(post, text, MACHINE).spans}


def test_the_two_posts_differ_in_tier() -> None:
    assert CLASSIFIER.crisis(CALM) is CrisisTier.NONE
    assert CLASSIFIER.crisis(CRISIS) is CrisisTier.IMMINENT


@pytest.mark.parametrize(("rule", "post", "text"), list(examples("matches")))
def test_matches(rule: str, post: Post, text: str) -> None:
    assert rule in evidence(post, text)


@pytest.mark.parametrize(("rule", "post", "text"), list(examples("leaves")))
def test_leaves(rule: str, post: Post, text: str) -> None:
    assert rule not in evidence(post, text)


def test_every_rule_has_examples_both_ways() -> None:
    for entry in ENTRIES:
        assert entry.matches or entry.matches_in_crisis, entry.rule.id
        assert entry.leaves or entry.leaves_in_crisis, entry.rule.id


def test_every_hazard_has_rules() -> None:
    assert {rule.hazard for rule in ALL} == set(Hazard)


def test_a_helper_may_have_been_there() -> None:
    said = "I've been there. In my own experience it helps to walk."
    assert RulesClassifier().judge(CALM, said).probabilities[Hazard.FALSE_EXPERIENCE] < 0.1
    assert CLASSIFIER.judge(CALM, said, MACHINE).probabilities[Hazard.FALSE_EXPERIENCE] > 0.9


def test_weights_rise_in_a_crisis_and_hard_rules_are_sure_ones() -> None:
    for rule in ALL:
        assert rule.in_crisis is None or rule.weight < rule.in_crisis, rule.id
        assert not rule.hard or rule.weight >= BANDS["certain"], rule.id
        assert not rule.hard_in_crisis or (rule.in_crisis or 0) >= BANDS["certain"], rule.id
        assert rule.is_hard(in_crisis=False) <= rule.is_hard(in_crisis=True), rule.id


def test_a_rule_that_is_hard_in_a_crisis_only_is_soft_elsewhere() -> None:
    do_it = next(rule for rule in RULES if rule.id == "incitement.do-it")
    assert do_it.is_hard(in_crisis=True)
    assert not do_it.is_hard(in_crisis=False)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.rule.id)
def test_every_phrase_can_be_read_is_anchored_and_stands_once(entry: Entry) -> None:
    check_phrases(entry)
    assert [phrase.source for phrase in entry.rule.phrases if not phrase.anchors] == []
    assert len(set(lines(entry.rule.says))) == len(lines(entry.rule.says))


def test_loading_takes_a_moment() -> None:
    begun = time.process_time()
    load_rules()
    assert time.process_time() - begun < 1.0


GOOD = """
rules:
  - id: abuse.test
    weight: likely
    says: you oaf
"""


def written(tmp_path: Path, text: str, name: str = "abuse.yaml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    text = GOOD.replace("likely", "0.7") + "    unless: [you dear ..., in a play]\n    matches: [You oaf!]\n"
    (entry,) = load_rules(written(tmp_path, text, "abuse-mild.yaml"))
    assert (entry.rule.id, entry.rule.weight, entry.matches) == ("abuse.test", 0.7, ("You oaf!",))
    assert lines(entry.rule.unless) == ("you dear ...", "in a play")
    assert not entry.rule.hard


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD.replace("likely", "sure"), r"abuse\.yaml: abuse\.test: weight: 'sure'"),
        (GOOD.replace("likely", "1.0"), r"abuse\.yaml: abuse\.test: weight: 1\.0"),
        (GOOD.replace("likely", "true"), r"abuse\.yaml: abuse\.test: weight: True"),
        (GOOD.replace("    weight: likely\n", ""), r"abuse\.yaml: abuse\.test: weight: it is missing"),
        (GOOD.replace("says: you oaf", "unless: x"), r"abuse\.yaml: abuse\.test: says: it is missing"),
        (GOOD.replace("abuse.test", "medical.test"), r"medical\.test: id: it must begin with abuse\."),
        (GOOD.replace("id: abuse.test", "name: x"), r"abuse\.yaml: rule 1: id: it is missing"),
        (GOOD + "    hard: maybe\n", r"abuse\.test: hard: 'maybe' is neither"),
        (GOOD + "    negated: true\n", r"abuse\.test: negated: no such key"),
        (GOOD + "    matches: You oaf!\n", r"abuse\.test: matches: it must be a list"),
        (GOOD + "    unless: [1]\n", r"abuse\.test: unless: it must be text"),
        (GOOD + GOOD.split("rules:")[1], r"abuse\.yaml: abuse\.test: there is another"),
        ("rules: [", r"abuse\.yaml: it is no YAML"),
        ("- id: x", r"abuse\.yaml: rules: a list"),
        (GOOD + "extra: 1\n", r"abuse\.yaml: extra: only blocks and rules"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadRule, match=complaint):
        load_rules(written(tmp_path, text))


def test_a_file_is_named_for_its_hazard(tmp_path: Path) -> None:
    with pytest.raises(BadRule, match=r"rudeness\.yaml: no hazard is called rudeness"):
        load_rules(written(tmp_path, GOOD, "rudeness.yaml"))


def test_a_phrase_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (entry,) = load_rules(written(tmp_path, GOOD.replace("you oaf", "you (oaf")))
    with pytest.raises(BadRule, match=r"abuse\.test: says: you \(oaf: a bracket stays open"):
        check_phrases(entry)
