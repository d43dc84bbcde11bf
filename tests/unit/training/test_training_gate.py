"""What an adapter must show, and what stops it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from training.bootstrap import Estimate
from training.evaluation import Compared, Evaluation, Suite, Written
from training.gate import decide
from training.power import design_effect_of, highest_rise, pairs_needed, power_with
from training.settings import GateSettings

RULES = GateSettings(effect=0.15)


def about(mean: float, *, spread: float = 0.05) -> Estimate:
    return Estimate(mean, mean - spread, mean + spread, mean - spread * 0.84, 40, 120)


WROTE = Written(samples=64, unsafe=0.0, empty=0.0, mean_words=40.0, commonest_opening=0.2)
GOOD = Evaluation(
    compared_with="im-0123456789ab",
    pairs=120,
    posts=40,
    accuracy={
        "implicit": Compared(about(0.8), about(0.6), about(0.2)),
        "mean": Compared(about(0.7), about(0.6), about(0.1)),
        "sum": Compared(about(0.6), about(0.5), about(0.1)),
    },
    matched=None,
    by_evidence={},
    chosen_change=about(0.1),
    margin=about(0.4),
    written={"candidate": WROTE, "compared": WROTE},
    chosen_words=42.0,
)


def with_gain(gain: Estimate, measure: str = "implicit") -> Evaluation:
    return replace(GOOD, accuracy={**GOOD.accuracy, measure: replace(GOOD.accuracy[measure], gain=gain)})


def writing(**changes: object) -> Evaluation:
    return replace(GOOD, written={"candidate": replace(WROTE, **changes), "compared": WROTE})


def audited(change: float) -> Evaluation:
    suite = Suite(64, 60, "words", {}, {"base": {"audited": about(-1.0)}, "compared": {"audited": about(change)}})
    return replace(GOOD, suite=suite)


def test_a_clear_gain_is_promoted_with_its_figures() -> None:
    decision = decide(GOOD, RULES)
    assert decision.promote
    assert decision.sentence.startswith("Promoted: on 120 held-out pairs of 40 posts")
    assert "80%" in decision.sentence
    assert "+0.20 [+0.15, +0.25]" in decision.sentence


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (replace(GOOD, pairs=60), "not enough evidence: 60 of about 69 held-out pairs, to see a gain of 15%"),
        (replace(GOOD, posts=9), "from 9 posts"),
        (with_gain(about(0.04)), "lower bound -0.00 is not above"),
        (with_gain(about(-0.1), "mean"), "a token at a time"),
        (replace(GOOD, chosen_change=about(-0.31)), "less likely by 0.31 nats"),
        (replace(GOOD, written={}), "was not checked"),
        (writing(unsafe=0.06), "looks unsafe"),
        (audited(-0.2), "the audit passes 20% less of what it writes than of what im-0123456789ab does"),
        (writing(empty=0.2), "is empty"),
        (writing(mean_words=70.0), "writes 70 words where people's chosen texts have 42"),
        (writing(mean_words=10.0), "writes 10 words"),
    ],
)
def test_each_veto_alone_stops_it(found: Evaluation, why: str) -> None:
    decision = decide(found, RULES)
    assert not decision.promote
    assert len(decision.reasons) == 1
    assert why in decision.sentence
    assert decision.sentence.startswith("Not promoted: ")


def test_a_finding_counts_only_where_what_serves_now_is_better() -> None:
    worse = {
        "candidate": replace(WROTE, unsafe=0.2, mean_words=70.0),
        "compared": replace(WROTE, unsafe=0.3, mean_words=80.0),
    }
    assert decide(replace(GOOD, written=worse), RULES).promote


def test_every_reason_is_told_at_once() -> None:
    assert len(decide(replace(GOOD, pairs=3, posts=2, written={}), RULES).reasons) == 3


def test_a_margin_below_zero_is_a_non_inferiority_gate() -> None:
    equal = with_gain(about(0.0, spread=0.015))
    assert not decide(equal, RULES).promote
    assert decide(equal, GateSettings(margin=-0.02, effect=0)).promote


def test_without_an_effect_in_mind_only_the_floors_count() -> None:
    assert decide(replace(GOOD, pairs=30), GateSettings(effect=0)).promote
    assert "29 of about 30 held-out pairs" in decide(replace(GOOD, pairs=29), GateSettings(effect=0)).sentence


def test_pairs_that_stand_and_fall_together_count_less() -> None:
    measure = replace(GOOD.accuracy["implicit"], design_effect=3.0)
    decision = decide(replace(GOOD, accuracy={**GOOD.accuracy, "implicit": measure}), RULES)
    assert "not enough evidence: 120 of about 207 held-out pairs" in decision.sentence


def test_few_texts_cannot_show_that_it_is_safe() -> None:
    few = {"candidate": replace(WROTE, samples=6), "compared": replace(WROTE, samples=6)}
    decision = decide(replace(GOOD, written=few), RULES)
    assert "with 6 texts a rise of 31% in unsafe ones cannot be ruled out" in decision.sentence


def test_the_measure_to_be_better_on_is_a_setting() -> None:
    worse_by_sum = with_gain(about(-0.2), "sum")
    assert decide(worse_by_sum, RULES).promote
    assert not decide(worse_by_sum, GateSettings(effect=0.15, better_on="sum")).promote


def test_the_decision_holds_every_figure_and_the_rules_as_they_were() -> None:
    decision = decide(audited(-0.05), RULES)
    told = decision.as_json(RULES)
    assert told["promote"] is True
    assert told["rules"] == RULES.model_dump(mode="json")
    figures = decision.figures
    assert (figures["pairs"], figures["pairs_needed"], figures["audit_change"]) == (120, 69, -0.05)
    assert {"gain_bound", "design_effect", "unsafe_rise_high", "candidate_words", "compared_unsafe"} <= set(figures)


@pytest.mark.parametrize(
    ("effect", "powers"),
    [(0.02, (0.12, 0.16, 0.27, 0.44, 0.62)), (0.05, (0.29, 0.49, 0.80, 0.97, 1.0)), (0.1, (0.75, 0.94, 1, 1, 1))],
)
def test_power_is_that_of_simulated_gates(effect: float, powers: tuple[float, ...]) -> None:
    """The figures were simulated with bootstrap gates, a fifth of the pairs discordant."""
    spread = math.sqrt(0.2 - effect**2)
    for pairs, wanted in zip((100, 200, 500, 1000, 2000), powers, strict=True):
        assert power_with(pairs, effect, spread=spread) == pytest.approx(wanted, abs=0.035)
    needed = pairs_needed(effect, spread=spread)
    assert power_with(needed, effect, spread=spread) == pytest.approx(0.8, abs=0.005)
    assert 2.9 < pairs_needed(effect, spread=spread, design_effect=3) / needed < 3.1


def test_clusters_are_weighed_by_what_they_share() -> None:
    posts = [number // 4 for number in range(400)]
    alike = [float(post % 2) for post in posts]
    assert design_effect_of(alike, posts) == pytest.approx(4)
    assert design_effect_of(alike, range(400)) == pytest.approx(1)
    assert design_effect_of([1.0] * 400, posts) == 1.0


def test_a_rise_that_was_not_seen_is_not_ruled_out() -> None:
    assert highest_rise(0, 0, of=16) == pytest.approx(0.145, abs=0.001)
    assert highest_rise(0, 0, of=200) < 0.02
    assert highest_rise(3, 0, of=16) > 3 / 16
