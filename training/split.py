"""Parts pairs into those to learn from and those to judge by, so that no post and no person is on both sides.

Communities are small and everybody answers everybody, so a clean cut often does not exist; pairs that straddle it are
dropped. The cut is searched for: first which regulars are held out, then, post by post, the side where more survives.
People who appear under one post only go where it goes. What nearly repeats a held-out text is not learned from either.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from store.rows import PairRow
from training.near import near_pairs

_TRIES = 400_000
"""Pairs looked at in the whole search; it is over in a second or two."""
_NEAR = 0.8
"""Share of runs of three words from which a text counts as repeated."""
_LENGTHS = tuple(step / 20 for step in range(1, 20))


@dataclass(frozen=True, slots=True)
class Split:
    """`train` and `held_out` share nobody and no post; `dropped` had a foot in both, or repeats what is held out."""

    train: tuple[PairRow, ...]
    held_out: tuple[PairRow, ...]
    dropped: tuple[PairRow, ...]
    near: int = 0
    """How many of the dropped repeat a held-out text."""


def split(
    pairs: Sequence[PairRow],
    people: Mapping[str, Collection[str]],
    *,
    share: float,
    seed: int,
    before: Collection[str] = (),
) -> Split:
    """About `share` of what can be kept is held out. The same arguments give the same split.

    `people` gives everybody whose words are in a pair, by its key. `before` are keys that an earlier run held out:
    their posts and people stay on that side, so that the adapter serving now is not judged on what it learned.
    """
    regulars = _regulars(pairs, people)
    known = [_Known(pair, frozenset(people[pair.key]) & regulars or frozenset([pair.post])) for pair in pairs]
    anchors = [one for one in known if one.pair.key in before]
    posts = frozenset(one.pair.post for one in anchors)
    first = frozenset(name for one in anchors for name in one.regulars)
    best = _assign(known, first, posts)
    rng = random.Random(seed)  # noqa: S311 - a draw that must repeat, no secret
    graph = _graph(known)
    for _ in range(max(2, _TRIES // (len(known) * len(_LENGTHS)))) if known else ():
        walk = _walk(graph, first, rng)
        for length in sorted({max(len(first), round(part * len(walk))) for part in (0.0, *_LENGTHS)}):
            found = _assign(known, frozenset(walk[:length]), posts)
            best = max(best, found, key=lambda one: _score(one, share))
    return _without_near(best)


def _without_near(parts: Split) -> Split:
    near = near_pairs(parts.train, parts.held_out, limit=_NEAR)
    kept = tuple(pair for pair in parts.train if pair.key not in near)
    repeated = tuple(pair for pair in parts.train if pair.key in near)
    return Split(kept, parts.held_out, parts.dropped + repeated, len(repeated))


@dataclass(frozen=True, slots=True)
class _Known:
    """A pair and those of its people who are met elsewhere too; without any, its post stands for them."""

    pair: PairRow
    regulars: frozenset[str]


def _regulars(pairs: Sequence[PairRow], people: Mapping[str, Collection[str]]) -> frozenset[str]:
    """People who are met under more than one post."""
    posts: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for name in people[pair.key]:
            posts[name].add(pair.post)
    return frozenset(name for name, under in posts.items() if len(under) > 1)


def _graph(known: Sequence[_Known]) -> dict[str, list[str]]:
    """Who meets whom."""
    graph: dict[str, set[str]] = defaultdict(set)
    for one in known:
        for name in one.regulars:
            graph[name] |= one.regulars
    return {name: sorted(near) for name, near in sorted(graph.items())}


def _walk(graph: Mapping[str, Sequence[str]], first: frozenset[str], rng: random.Random) -> list[str]:
    """Every regular once: `first`, then those they meet, then strangers, so that a prefix is a neighbourhood."""
    walk = sorted(first)
    seen = set(walk)
    reached = 0
    for start in (*rng.sample(list(graph), len(graph)), None):
        while reached < len(walk):
            near = [name for name in graph[walk[reached]] if name not in seen]
            rng.shuffle(near)
            seen.update(near)
            walk.extend(near)
            reached += 1
        if start is not None and start not in seen:
            seen.add(start)
            walk.append(start)
    return walk


def _assign(known: Sequence[_Known], held: frozenset[str], held_posts: frozenset[str]) -> Split:
    """The split in which these regulars are held out, and each post goes where more of its pairs survive."""
    sides = [_side(one.regulars, held) for one in known]
    balance: dict[str, int] = defaultdict(int)
    for one, side in zip(known, sides, strict=True):
        balance[one.pair.post] += side
    parts: dict[int, list[PairRow]] = {1: [], -1: [], 0: []}
    for one, side in zip(known, sides, strict=True):
        is_held = one.pair.post in held_posts or balance[one.pair.post] > 0
        parts[side if side == (1 if is_held else -1) else 0].append(one.pair)
    return Split(tuple(parts[-1]), tuple(parts[1]), tuple(parts[0]))


def _side(regulars: frozenset[str], held: frozenset[str]) -> int:
    """1 for held out, -1 for training, 0 where they are parted."""
    inside = len(regulars & held)
    if inside == 0:
        return -1
    return 1 if inside == len(regulars) else 0


def _score(found: Split, share: float) -> float:
    """How many pairs a lossless split would need to be this large on its poorer side; the other side breaks ties."""
    train, held = len(found.train), len(found.held_out)
    return min(train / (1 - share), held / share) + (train + held) * 1e-6
