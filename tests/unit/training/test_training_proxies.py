"""Rules for votes held against better judges: agreement, power, and what may be said of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from little_log import BAD, GOOD, a_flag, a_log, a_reading, two_replies

from store.rows import RatingRow, SampleRow
from training.agreement import ANY_LEAD, Preference, Proxy, hold_against, standards, validate
from training.evidence import Log
from training.rated import DIMENSIONS
from training.settings import VOTE_RULES, PairSettings


def preferences(number: int) -> list[Preference]:
    return [(f"t3_{n}", f"good{n}", f"bad{n}") for n in range(number)]


def judged(right: int, wrong: int) -> Mapping[str, float]:
    good = {f"good{n}": float(n < right) for n in range(right + wrong)}
    return good | {f"bad{n}": 1 - good[f"good{n}"] for n in range(right + wrong)}


def held(right: int, wrong: int) -> Proxy:
    found = hold_against("rule", "standard", preferences(right + wrong), judged(right, wrong), seed=1)
    assert found is not None
    return found


def test_agreement_and_power_by_hand() -> None:
    found = held(30, 10)
    assert (found.pairs, found.ties, found.agreement.mean) == (40, 0, 0.75)
    # (1.6449 + 0.8416)^2 * 0.25 / 0.1^2 = 154.6
    assert found.needed == 155
    assert held(93, 62).power == pytest.approx(0.8, abs=0.01)
    assert found.power == pytest.approx(0.352, abs=0.005), "Phi(0.1 * sqrt(40) / 0.5 - 1.645)"


def test_what_may_be_said() -> None:
    assert held(30, 10).verdict == "agrees better than chance"
    assert held(10, 30).verdict == "says the opposite"
    assert held(12, 10).verdict == "not enough evidence: 22 of about 155 pairs, from 22 posts"
    assert held(100, 100).verdict == "no better than chance, as far as these pairs can tell"
    assert held(6, 0).verdict.startswith("not enough evidence"), "six posts are too few, however they agree"


def test_pairs_of_one_post_count_for_less() -> None:
    together = [("t3_0" if n < 20 else "t3_1", f"good{n}", f"bad{n}") for n in range(40)]
    found = hold_against("rule", "standard", together, judged(20, 20), seed=1)
    assert found is not None
    assert found.needed == pytest.approx(20 * 155, rel=0.02)
    assert found.power < held(20, 20).power


def test_ties_speak_neither_way_and_the_unjudged_not_at_all() -> None:
    found = hold_against("rule", "standard", preferences(3), {"good0": 1, "bad0": 1, "good1": 2, "bad1": 1}, seed=1)
    assert found is not None
    assert (found.pairs, found.ties) == (1, 1)
    assert hold_against("rule", "standard", preferences(3), {}, seed=1) is None


def a_rated_log() -> Log:
    """Raters and moderators prefer the reply with fewer votes."""
    log = a_log(
        replies=two_replies(),
        readings=[a_reading(GOOD, 12), a_reading(BAD, 3)],
        flags=[a_flag(GOOD, "agree")],
    )
    samples = [SampleRow("t3_p", "human", "text", 1.0, id=n, reply=name) for n, name in enumerate((GOOD, BAD))]
    base = SampleRow("t3_p", "base", "text", 1.0, id=5)
    scores = [dict.fromkeys(DIMENSIONS, score) for score in (2, 4)]
    rows = [(RatingRow(sample.id, "anna", 1, 1.0, **said),) for sample, said in zip(samples, scores, strict=True)]
    return replace(log, rated=(*zip(samples, rows, strict=True), (base, (RatingRow(5, "anna", 1, 1.0, empathy=5),))))


def test_standards_speak_of_peoples_replies() -> None:
    found = standards(a_rated_log())
    assert found["raters: empathy"] == {GOOD: 2.0, BAD: 4.0}
    assert found["raters: overall"] == {GOOD: 2.0, BAD: 4.0}
    assert found["ruling"] == {GOOD: 0.0, BAD: 1.0}


def test_every_rule_is_held_against_every_standard() -> None:
    found = validate(a_rated_log(), PairSettings(), seed=1)
    assert {one.rule for one in found} <= {ANY_LEAD, *VOTE_RULES}
    ours = {one.standard: one for one in found if one.rule == "equal_age"}
    assert ours["ruling"].agreement.mean == ours["raters: safety"].agreement.mean == 0.0
    assert ours["ruling"].verdict.startswith("not enough evidence: 1 of about")
    json.dumps([one.as_json() for one in found])
    assert validate(a_log(replies=two_replies()), PairSettings(), seed=1) == ()
