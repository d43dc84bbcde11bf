"""What an adapter must show, and what stops it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from training.bootstrap import Estimate
from training.evaluation import Compared, Evaluation, Written
from training.gate import decide
from training.settings import GateSettings

RULES = GateSettings()


def about(mean: float, *, spread: float = 0.05) -> Estimate:
    return Estimate(mean, mean - spread, mean + spread, mean - spread * 0.84, 40, 120)


WROTE = Written(samples=16, unsafe=0.0, empty=0.0, mean_words=40.0, commonest_opening=0.2)
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


def test_a_clear_gain_is_promoted_with_its_figures() -> None:
    decision = decide(GOOD, RULES)
    assert decision.promote
    assert decision.sentence.startswith("Promoted: on 120 held-out pairs of 40 posts")
    assert "80%" in decision.sentence
    assert "+0.20 [+0.15, +0.25]" in decision.sentence


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (replace(GOOD, pairs=29), "only 29 held-out pairs"),
        (replace(GOOD, posts=9), "from 9 posts"),
        (with_gain(about(0.04)), "lower bound -0.00 is not above"),
        (with_gain(about(-0.1), "mean"), "a token at a time"),
        (replace(GOOD, chosen_change=about(-0.31)), "less likely by 0.31 nats"),
        (replace(GOOD, written={}), "was not checked"),
        (writing(unsafe=0.06), "looks unsafe"),
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
    assert decide(equal, GateSettings(margin=-0.02)).promote
