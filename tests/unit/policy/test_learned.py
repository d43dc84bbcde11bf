"""Thresholds that rulings speak for, and drift: what is said, and what is not said where there is too little."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.policy.thresholds import FEWEST, Advice, advise, at_most
from models.protocols import Hazard
from store.drift import moved, weeks_of
from store.rows import JudgedWeekRow, RulingRow

WEEK = 7 * 86_400.0


def flag(
    number: int, probability: float, ruling: str | None, *, hazard: str = "promotion", at: float = 0.0
) -> RulingRow:
    return RulingRow(number, f"t1_{number}", f"t3_{number}", "quiet", hazard, probability, at, ruling=ruling, model="m")


def advice(rows: list[RulingRow], threshold: float = 0.5) -> Advice:
    (found,) = advise(rows, lambda _: threshold)
    return found


def test_the_highest_threshold_that_missed_nothing_is_suggested_with_its_bound() -> None:
    upheld = [flag(n, 0.625 + n / 100, "agree") for n in range(23)]
    below = [flag(100 + n, 0.52, "disagree") for n in range(3)] + [flag(200, 0.6, None)]
    found = advice([*upheld, *below])
    assert (found.suggested, found.upheld, found.overruled) == (0.62, 23, 3)
    assert found.saved == pytest.approx(4 / 27)
    assert found.sentence == (
        "promotion: at 0.62 you would have seen 15% fewer flags and missed none that you upheld "
        "(of 23; at most 12% with 95% certainty)."
    )


def test_the_bound_is_the_exact_one() -> None:
    assert (1 - at_most(23)) ** 23 == pytest.approx(0.05)
    assert at_most(10) > at_most(100)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([flag(n, 0.9, "agree") for n in range(FEWEST - 1)] + [flag(50, 0.5, "disagree")], "no threshold can be"),
        ([flag(n, 0.5 + n / 100, "agree") for n in range(20)] + [flag(50, 0.5, "disagree")], "stay at 0.5"),
        ([flag(n, 0.6, "disagree") for n in range(15)], "upheld none of 15"),
        ([flag(1, 0.6, None)], "0 rulings so far"),
    ],
)
def test_where_rulings_say_too_little_nothing_is_suggested(rows: list[RulingRow], says: str) -> None:
    found = advice(rows)
    assert found.suggested is None
    assert says in found.sentence


def test_what_lies_below_the_threshold_in_force_says_nothing_of_it() -> None:
    rows = [flag(n, 0.4, "disagree") for n in range(30)]
    assert advise(rows, lambda _: 0.5) == []
    assert advice(rows, threshold=0.3).overruled == 30


def test_flags_by_other_weights_are_counted_and_hazards_kept_apart() -> None:
    rows = [replace(flag(1, 0.9, "agree"), model="old"), flag(2, 0.9, None), flag(3, 0.9, None, hazard="abuse")]
    first, second = advise(rows, lambda _: 0.5)
    assert (first.hazard, first.earlier, second.hazard) == (Hazard.PROMOTION, 1, Hazard.ABUSE)


def judged(week: int, *, low: int, high: int = 0, model: str = "m") -> list[JudgedWeekRow]:
    return [
        JudgedWeekRow(week, "promotion", 0, low, low * 0.02, model),
        JudgedWeekRow(week, "promotion", 8, high, high * 0.85, model),
    ]


def flags(week: int, count: int, *, upheld: int = 0) -> list[RulingRow]:
    return [
        flag(week * 1000 + n, 0.8, "agree" if n < upheld else "disagree", at=week * WEEK - 3 * 86_400.0 + 60.0 + n)
        for n in range(count)
    ]


STEADY = [row for week in (1, 2, 3, 4) for row in judged(week, low=990, high=10)]
FLAGGED = [row for week in (1, 2, 3, 4) for row in flags(week, 10, upheld=8)]


def test_a_steady_subreddit_is_not_news() -> None:
    weeks = weeks_of([*STEADY, *judged(5, low=985, high=13)], [*FLAGGED, *flags(5, 13, upheld=10)])
    assert moved(weeks) == []
    assert (weeks[-1].replies, weeks[-1].flagged, weeks[-1].begins) == (998, {"promotion": 13}, "1970-02-02")
    assert weeks[-1].as_json()["agree_rate"] == 0.7692


def test_a_flood_of_flags_is_said_with_both_figures_and_what_may_explain_it() -> None:
    weeks = weeks_of([*STEADY, *judged(5, low=800, high=200, model="new")], [*FLAGGED, *flags(5, 200, upheld=160)])
    said = moved(weeks)
    assert "200.0 of 1,000 replies were flagged for promotion, in the weeks before 10.0" in said[0]
    assert "PSI" in said[1]
    assert "Other weights judge since this week (new)" in said[-1]


def test_moderators_who_no_longer_agree_are_news() -> None:
    weeks = weeks_of([*STEADY, *judged(5, low=980, high=14)], [*FLAGGED, *flags(5, 14, upheld=1)])
    assert moved(weeks) == [
        "In the week from 1970-02-02 moderators upheld 1 of 14 flags, in the weeks before 32 of 40: "
        "more than chance explains."
    ]


def test_of_little_nothing_is_said() -> None:
    assert moved([]) == []
    few = weeks_of([*judged(4, low=60), *judged(5, low=30, high=30)], flags(5, 9))
    assert moved(few) == []
    assert few[-1].shift == {}
