"""Every rule finds what it is for and leaves its look-alikes alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from models.protocols import CrisisTier, Post
from models.safety import RulesClassifier
from models.safety.phrases import lines
from models.safety.rules import RULES

EXAMPLES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "rules.yaml").read_text(encoding="utf-8")
)
CLASSIFIER = RulesClassifier()
CALM = Post("A hard week", "My boss yelled at me and I slept badly.")
CRISIS = Post("", "I want to kill myself tonight.")


def examples(kind: str) -> Iterator[tuple[str, Post, str]]:
    for rule, by_kind in EXAMPLES.items():
        for name, post in ((kind, CALM), (f"{kind}_in_crisis", CRISIS)):
            for text in by_kind.get(name, []):
                yield rule, post, text


def evidence(post: Post, text: str) -> set[str]:
    return {span.evidence for span in CLASSIFIER.judge(post, text).spans}


def test_the_two_posts_differ_in_tier() -> None:
    assert CLASSIFIER.crisis(CALM) is CrisisTier.NONE
    assert CLASSIFIER.crisis(CRISIS) is CrisisTier.IMMINENT


@pytest.mark.parametrize(("rule", "post", "text"), list(examples("finds")))
def test_finds(rule: str, post: Post, text: str) -> None:
    assert rule in evidence(post, text)


@pytest.mark.parametrize(("rule", "post", "text"), list(examples("leaves")))
def test_leaves(rule: str, post: Post, text: str) -> None:
    assert rule not in evidence(post, text)


def test_every_rule_has_examples_both_ways_and_no_example_lacks_its_rule() -> None:
    assert set(EXAMPLES) == {rule.id for rule in RULES}
    for rule, by_kind in EXAMPLES.items():
        assert by_kind.get("finds") or by_kind.get("finds_in_crisis"), rule
        assert by_kind.get("leaves") or by_kind.get("leaves_in_crisis"), rule


def test_ids_are_unique_and_weights_are_probabilities() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert 0.0 <= rule.weight < 1.0, rule.id
        assert rule.in_crisis is None or rule.weight < rule.in_crisis < 1.0, rule.id


def test_every_phrase_is_anchored_so_that_the_index_can_skip_it() -> None:
    assert [(rule.id, phrase.source) for rule in RULES for phrase in rule.phrases if not phrase.anchors] == []


def test_no_phrase_stands_twice() -> None:
    for rule in RULES:
        assert len(set(lines(rule.says))) == len(lines(rule.says)), rule.id
