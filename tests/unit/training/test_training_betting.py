"""The bets of a canary: honest however often one looks, quick enough where there is something to see."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from training.betting import Settled, helpers_needed, stakes, weigh

VALUES = (1.0, 0.8, 0.3, 0.0)


def helpers(rng: random.Random, share: float, gain: float = 0.0) -> Iterator[Settled]:
    """People who take, change, ignore and decline, each with habits of their own; the candidate persuades some more."""
    while True:
        habit = rng.random()
        value = rng.choices(VALUES, [habit, 0.3, 0.6, 1 - habit])[0]
        is_candidate = rng.random() < share
        if is_candidate and rng.random() < gain:
            value = 1.0
        yield Settled(is_candidate, value, 0.5)


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_looking_after_every_helper_promotes_an_equal_one_in_at_most_one_of_twenty(share: float) -> None:
    rng, runs = random.Random(11), 400
    promoted = sum(
        any(stake >= 20 for stake in stakes(itertools.islice(helpers(rng, share), 300), share)) for _ in range(runs)
    )
    assert promoted / runs <= 0.05


def test_a_trend_that_takes_everybody_along_promotes_nobody() -> None:
    """Values rise from nothing to everything while the canary lasts: what each side got is what it was drawn for."""
    rng, runs = random.Random(12), 300
    promoted = 0
    for _ in range(runs):
        settled = [Settled(rng.random() < 0.3, number / 300, 0.5) for number in range(300)]
        promoted += any(stake >= 20 for stake in stakes(settled, 0.3))
    assert promoted / runs <= 0.05


def test_a_worse_one_is_stopped_and_a_better_one_promoted() -> None:
    rng = random.Random(13)
    good = list(itertools.islice(helpers(rng, 0.5, gain=0.8), 200))
    assert weigh(good, share=0.5, alpha=0.05, harm=5).verdict == "better"
    bad = [Settled(not one.is_candidate, one.value, one.expected) for one in good]
    assert weigh(bad, share=0.5, alpha=0.05, harm=5).verdict == "worse"


def test_a_line_once_crossed_stays_crossed() -> None:
    good = [Settled(number % 2 == 0, float(number % 2 == 0)) for number in range(40)]
    bad = [Settled(one.is_candidate, 1 - one.value) for one in good]
    found = weigh([*good, *bad, *bad], share=0.5, alpha=0.05, harm=5)
    assert found.better < 20
    assert found.verdict == "better"
    assert (found.helpers, found.candidate, found.serving) == (120, pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_the_stake_is_fair_whatever_the_value() -> None:
    for value in (0.0, 0.3, 1.0):
        on, off = (next(stakes([Settled(side, value, 0.4)], 0.2)) for side in (True, False))
        assert 0.2 * on + 0.8 * off == pytest.approx(1)
        assert min(on, off) > 0, "no bet can lose everything"


def test_nothing_counted_says_nothing() -> None:
    found = weigh([], share=0.2, alpha=0.05, harm=5)
    assert (found.verdict, found.better, found.worse, found.candidate) == ("", 1.0, 1.0, None)
    with pytest.raises(ValueError, match="between 0 and 1"):
        list(stakes([], 1.0))


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_so_many_helpers_as_are_asked_for_mostly_tell(share: float) -> None:
    rng, runs = random.Random(14), 200
    sample = list(itertools.islice(helpers(rng, 0.999, gain=0.4), 3000))
    plain = list(itertools.islice(helpers(rng, 0.001), 3000))
    gain = sum(one.value for one in sample) / 3000 - sum(one.value for one in plain) / 3000
    needed = helpers_needed(gain, share=share, spread=0.4, alpha=0.05, power=0.8)
    told = sum(
        any(stake >= 20 for stake in stakes(itertools.islice(helpers(rng, share, 0.4), needed), share))
        for _ in range(runs)
    )
    assert 0.7 < told / runs < 0.97
