"""The grammar, and that what is written in it is well formed and plentiful."""

from __future__ import annotations

import random
import re
from dataclasses import fields

import pytest

from sandbox.community.grammar import expand, pick_some, variants
from sandbox.community.phrases import answers, clumsy, crisis, harm_covert, harm_open, kind, lookalike, other, tongues
from sandbox.community.phrases.topic import Topic


def test_choices_nest_and_slots_are_filled() -> None:
    made = {expand("I [just [really|]|] need {what}.", random.Random(i), {"what": "tea"}) for i in range(40)}
    assert made == {"I just really need tea.", "I just need tea.", "I need tea."}


def test_an_empty_choice_leaves_no_gap_and_no_lone_comma() -> None:
    assert expand("so [|] hard [|], yes", random.Random(0)) == "So hard, yes"


def test_a_slot_that_nobody_filled_is_an_error() -> None:
    with pytest.raises(KeyError):
        expand("my {parent}", random.Random(0))


def test_variants_are_what_expand_can_make() -> None:
    template = "[A|B] and [c|d]."
    assert {expand(template, random.Random(i)) for i in range(60)} == set(variants(template))


def test_some_are_each_from_another_template() -> None:
    assert sorted(pick_some(("A", "B", "C"), 9, random.Random(0))) == ["A", "B", "C"]


def all_templates() -> list[str]:
    banks: list[tuple[str, ...]] = []
    for module in (answers, clumsy, crisis, kind, lookalike, other):
        banks += [bank for name, bank in vars(module).items() if isinstance(bank, tuple) and name != "TOPICS"]
    for by_key in (harm_open.OPEN, harm_covert.COVERT, tongues.OTHER_LANGUAGES):
        banks += list(by_key.values())
    for topic in other.TOPICS:
        banks += [getattr(topic, part.name) for part in fields(Topic) if part.name != "name"]
    return [template for bank in banks for template in bank if template]


def test_every_template_can_be_made_with_the_slots_there_are() -> None:
    slots = other.fill_slots(random.Random(0))
    made = [expand(template, random.Random(i), slots) for template in all_templates() for i in range(6)]
    assert not [text for text in made if re.search(r"[\[\]{}|]|\s\s|\s[,.;?]", text)]


def test_there_is_plenty_to_say() -> None:
    assert len(other.TOPICS) >= 12
    assert len({sentence for template in all_templates() for sentence in variants(template)}) > 2000


@pytest.mark.parametrize("hazard", harm_open.OPEN)
def test_each_hazard_has_dozens_of_phrasings_open_and_covert(hazard: str) -> None:
    said_openly = {sentence for template in harm_open.OPEN[hazard] for sentence in variants(template)}
    said_covertly = {sentence for template in harm_covert.COVERT[hazard] for sentence in variants(template)}
    assert min(len(said_openly), len(said_covertly)) >= 24
    assert not said_openly & said_covertly
