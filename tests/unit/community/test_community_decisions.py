"""How helpers decide on suggestions: as people do, or by what their community likes alone."""

from __future__ import annotations

import random
from collections import Counter

from sandbox.community.helping import choose
from sandbox.community.people import cast_people
from sandbox.community.plan import Plan

HELPER = cast_people(Plan(), "decisions").helpers[0]


def decisions(gain: float, *, discerning: float) -> Counter[str]:
    rng = random.Random(3)
    return Counter(choose(HELPER, gain, rng, discerning=discerning) for _ in range(400))


def test_who_discerns_answers_always_and_takes_what_pleases_more() -> None:
    better, worse = decisions(0.2, discerning=1.0), decisions(-0.2, discerning=1.0)

    assert set(better) | set(worse) <= {"taken", "declined"}
    assert better["taken"] > 0.9 * 400
    assert worse["declined"] > 0.9 * 400


def test_others_leave_much_unanswered_whatever_it_is_worth() -> None:
    better, worse = decisions(0.2, discerning=0.0), decisions(-0.2, discerning=0.0)

    assert better["ignored"] > 20
    assert better["taken"] > worse["taken"] > 0
    assert better["edited"] > 20


def test_no_share_asks_for_no_chance() -> None:
    """Communities played before this share was there are played alike."""
    one, two = random.Random(5), random.Random(5)

    assert [choose(HELPER, 0.1, one) for _ in range(50)] == [
        choose(HELPER, 0.1, two, discerning=0.0) for _ in range(50)
    ]
    assert one.random() == two.random()
