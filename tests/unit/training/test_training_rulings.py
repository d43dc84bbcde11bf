"""Which rulings may be learned from, what they count, and what new weights must show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.protocols import Hazard
from store.rows import RulingRow
from training.bootstrap import Estimate
from training.safety.rulings import Rulings, Says, sort_rulings
from training.safety.trial import Trial, decide_weights
from training.settings import RulingSettings

AGREED = RulingRow(
    1, "t1_a", "t3_p", "quiet", "promotion", 0.8, 10.0, ruling="agree", told_utc=11.0, body="Buy my course.",
    author="heron", post_title="Tired", post_body="So tired.",
)  # fmt: skip
OPEN = replace(AGREED, ruling=None)
ALLOWED = frozenset({"t1_a", "t3_p"})


def sorted_(row: RulingRow, allowed: frozenset[str] = ALLOWED, **rules: float) -> Rulings:
    return sort_rulings([row], allowed, RulingSettings(**rules))  # type: ignore[arg-type]  # numbers of the section


@pytest.mark.parametrize(
    ("row", "says", "guilty", "weight"),
    [
        (AGREED, Says.AGREED, True, 1.0),
        (replace(AGREED, removed=True), Says.REMOVED, True, 1.0),
        (replace(AGREED, ruling="disagree"), Says.DISAGREED, False, 1.0),
        (replace(AGREED, ruling="disagree", removed=True), Says.DISAGREED, False, 1.0),
        (replace(OPEN, stood=True), Says.STILL_UP, False, 0.3),
    ],
)
def test_what_moderators_made_of_a_flag_becomes_an_example(
    row: RulingRow, says: Says, guilty: bool, weight: float
) -> None:
    (one,) = sorted_(row).ruled
    assert (one.says, one.is_guilty, one.weight, one.hazard) == (says, guilty, weight, Hazard.PROMOTION)
    assert one.post_text == "Tired\n\nSo tired."


@pytest.mark.parametrize(
    ("row", "allowed", "why"),
    [
        (AGREED, frozenset({"t3_p"}), "does not allow training"),
        (replace(AGREED, body=None), ALLOWED, "does not allow training"),
        (replace(AGREED, gone_utc=20.0), ALLOWED, "deleted by its author"),
        (replace(AGREED, hazard="rudeness"), ALLOWED, "no name"),
        (OPEN, ALLOWED, "nobody ruled"),
        (replace(OPEN, stood=True, removed=True), ALLOWED, "nobody ruled"),
        (replace(OPEN, stood=True, edited=True), ALLOWED, "edited since"),
    ],
)
def test_what_may_not_be_learned_from_is_dropped_with_its_reason(
    row: RulingRow, allowed: frozenset[str], why: str
) -> None:
    found = sorted_(row, allowed)
    assert found.ruled == ()
    (reason,) = found.dropped
    assert why in reason
    assert found.without_words == (row.ruling is not None)


def test_a_post_whose_seeker_does_not_allow_it_is_not_read_and_the_ruling_counts_half() -> None:
    found = sorted_(AGREED, frozenset({"t1_a"}))
    assert (found.ruled[0].post_text, found.ruled[0].weight, found.ruled[0].fullnames) == ("", 0.5, ("t1_a",))
    assert found.counted["read without their post"] == 1


def test_still_up_can_be_left_out() -> None:
    assert sorted_(replace(OPEN, stood=True), still_up=0).ruled == ()


def test_all_rulings_under_a_post_are_kept_apart_together() -> None:
    rows = [replace(AGREED, id=n, reply=f"t1_{n}", post=f"t3_{n % 40}") for n in range(120)]
    found = sort_rulings(rows, {row.reply for row in rows}, RulingSettings())
    apart = {one.post for one in found.ruled if one.is_held_out(0.25)}
    learned = {one.post for one in found.ruled if not one.is_held_out(0.25)}
    assert not apart & learned
    assert 3 <= len(apart) <= 20


def test_the_digest_moves_with_every_ruling_and_not_with_their_order() -> None:
    rows = [AGREED, replace(AGREED, reply="t1_b")]
    allowed = {"t1_a", "t1_b"}
    one, turned = (sort_rulings(r, allowed, RulingSettings()).digest() for r in (rows, rows[::-1]))
    other = sort_rulings([AGREED, replace(rows[1], ruling="disagree")], allowed, RulingSettings()).digest()
    assert one == turned != other


PASSES = Trial(
    Estimate(0.0, 0.0, 0.0, 0.0, 40, 900),
    (0.82, 0.82),
    {Hazard.INCITEMENT: (0.6, 0.6), Hazard.PROMOTION: (0.7, 0.65)},
    (9, 9),
    1000,
    (0.9, 0.7),
    12,
)


def test_a_fit_that_is_no_worse_anywhere_may_serve() -> None:
    decision = decide_weights(PASSES, RulingSettings())
    assert decision.promote
    assert "9 of 1000" in decision.sentence


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"suite": Estimate(-0.004, -0.02, 0.01, -0.015, 40, 900)}, "may be worse by 1.5%"),
        ({"alarms": (9, 10)}, "flags 10 of 1000"),
        ({"found": {Hazard.INCITEMENT: (0.6, 0.58)}}, "58% of the kept-apart incitement"),
        ({"found": {Hazard.PROMOTION: (0.7, 0.5)}}, "50% of the kept-apart promotion"),
        ({"surprise": (0.7, 0.9)}, "12 rulings kept apart"),
    ],
)
def test_one_finding_is_enough_against_it(change: dict[str, object], why: str) -> None:
    decision = decide_weights(replace(PASSES, **change), RulingSettings())  # type: ignore[arg-type]  # fields of a trial
    assert not decision.promote
    assert why in decision.sentence
