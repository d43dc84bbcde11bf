"""Nobody and no post is on both sides."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest

from store.rows import PairRow
from training.split import Split, split


def a_pair(number: int, post: str) -> PairRow:
    return PairRow(f"gm:{number}", "gm", post, "x", "quiet", "", "", "", "a", "b", "votes", 1.0, 0.0)


def a_community(*, posts: int, helpers: int, pairs: int, seed: int) -> tuple[list[PairRow], dict[str, frozenset[str]]]:
    """Helpers who meet under the same posts, at random."""
    rng = random.Random(seed)
    made, people = [], {}
    for number in range(pairs):
        post = rng.randrange(posts)
        made.append(a_pair(number, f"t3_{post}"))
        people[f"gm:{number}"] = frozenset([f"seeker{post}", *rng.sample([f"h{n}" for n in range(helpers)], 2)])
    return made, people


def on_both_sides(parts: Split, people: dict[str, frozenset[str]]) -> set[str]:
    sides = []
    for side in (parts.train, parts.held_out):
        sides.append({pair.post for pair in side} | {name for pair in side for name in people[pair.key]})
    return sides[0] & sides[1]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("helpers", "pairs"), [(3, 30), (20, 200), (200, 200)])
def test_nothing_leaks(helpers: int, pairs: int, seed: int) -> None:
    made, people = a_community(posts=40, helpers=helpers, pairs=pairs, seed=seed)
    parts = split(made, people, share=0.25, seed=seed)
    assert on_both_sides(parts, people) == set()
    assert sorted(pair.key for part in (parts.train, parts.held_out, parts.dropped) for pair in part) == sorted(people)


def test_circles_that_never_meet_lose_nothing() -> None:
    made, people = [], {}
    for circle in range(20):
        for number in range(5):
            key = circle * 5 + number
            made.append(a_pair(key, f"t3_{circle}"))
            people[f"gm:{key}"] = frozenset([f"a{circle}", f"b{number}_{circle}"])
    parts = split(made, people, share=0.25, seed=1)
    assert not parts.dropped
    assert len(parts.held_out) == 25


def test_a_dense_community_still_keeps_something_on_both_sides() -> None:
    made, people = a_community(posts=60, helpers=12, pairs=250, seed=3)
    parts = split(made, people, share=0.25, seed=3)
    assert len(parts.train) >= 60
    assert len(parts.held_out) >= 20


def test_the_same_seed_gives_the_same_split_and_another_another() -> None:
    made, people = a_community(posts=40, helpers=30, pairs=150, seed=0)
    splits = [split(made, people, share=0.25, seed=seed) for seed in (1, 1, 2)]
    assert splits[0] == splits[1]
    assert splits[0] != splits[2]


def test_what_was_held_out_before_stays_held_out_as_the_community_grows() -> None:
    made, people = a_community(posts=80, helpers=60, pairs=200, seed=0)
    first = split(made[:100], people, share=0.25, seed=1)
    before = [pair.key for pair in first.held_out]
    grown = split(made, people, share=0.25, seed=2, before=before)
    assert not {pair.key for pair in grown.train} & set(before)
    assert on_both_sides(grown, people) == set()
    assert {pair.key for pair in grown.held_out} >= set(before)


def test_strangers_are_split_by_their_posts() -> None:
    made = [a_pair(number, f"t3_{number // 2}") for number in range(40)]
    people = {f"gm:{number}": frozenset([f"a{number}", f"b{number}"]) for number in range(40)}
    parts = split(made, people, share=0.25, seed=0)
    assert (len(parts.train), len(parts.held_out)) == (30, 10)
    assert on_both_sides(parts, people) == set()


def test_no_pairs_are_no_split() -> None:
    assert split([], {}, share=0.25, seed=0) == Split((), (), ())


def test_one_circle_of_everybody_cannot_be_parted() -> None:
    made = [a_pair(number, f"t3_{number}") for number in range(3)]
    people = {f"gm:{n}": frozenset(pair) for n, pair in enumerate(combinations("abc", 2))}
    parts = split(made, people, share=0.5, seed=0)
    assert not (parts.train and parts.held_out)


def test_what_nearly_repeats_a_held_out_text_is_not_learned_from() -> None:
    made, people = a_community(posts=40, helpers=200, pairs=60, seed=1)
    told = "I was there too last winter, and what helped was one walk a day with the neighbour's dog, rain or not."
    clean = split(made, people, share=0.25, seed=1)
    copied = {clean.held_out[0].key: told, clean.train[0].key: told.replace("or not.", "or shine.")}
    parts = split([replace(one, chosen=copied.get(one.key, "a")) for one in made], people, share=0.25, seed=1)
    assert (parts.near, clean.near) == (1, 0)
    assert clean.train[0].key in {pair.key for pair in parts.dropped}
    assert len(parts.train) == len(clean.train) - 1
