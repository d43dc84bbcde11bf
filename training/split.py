"""Parts pairs into those to learn from and those to judge by, so that no post and no person is on both sides.

Communities are small and everybody answers everybody, so a clean cut often does not exist; pairs that straddle it are
dropped. The cut is searched for: walks through the graph of who meets whom, seeded, each tried at every length.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from store.rows import PairRow

_WALKS = 64


@dataclass(frozen=True, slots=True)
class Split:
    """`train` and `held_out` share nobody and no post; `dropped` had a foot in both."""

    train: tuple[PairRow, ...]
    held_out: tuple[PairRow, ...]
    dropped: tuple[PairRow, ...]


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
    nodes = {pair.key: _nodes(pair, people[pair.key]) for pair in pairs}
    anchored = frozenset(node for pair in pairs if pair.key in before for node in nodes[pair.key])
    rng = random.Random(seed)  # noqa: S311 - a draw that must repeat, no secret
    graph = _graph(nodes)
    held: frozenset[_Node] = anchored
    best = -math.inf
    for _ in range(_WALKS if pairs else 0):
        walk = _walk(graph, anchored, rng)
        score, length = _best_length(walk, nodes, len(anchored), share)
        if score > best:
            best, held = score, frozenset(walk[:length])
    train: list[PairRow] = []
    held_out: list[PairRow] = []
    dropped: list[PairRow] = []
    for pair in pairs:
        inside = len(nodes[pair.key] & held)
        side = train if not inside else held_out if inside == len(nodes[pair.key]) else dropped
        side.append(pair)
    return Split(tuple(train), tuple(held_out), tuple(dropped))


_Node = tuple[str, str]


def _nodes(pair: PairRow, people: Collection[str]) -> frozenset[_Node]:
    return frozenset([("post", pair.post), *(("person", name) for name in people)])


def _graph(nodes: Mapping[str, frozenset[_Node]]) -> dict[_Node, list[_Node]]:
    graph: dict[_Node, set[_Node]] = defaultdict(set)
    for members in nodes.values():
        for node in members:
            graph[node] |= members
    return {node: sorted(near) for node, near in sorted(graph.items())}


def _walk(graph: Mapping[_Node, Sequence[_Node]], first: frozenset[_Node], rng: random.Random) -> list[_Node]:
    """Every node once: `first`, then neighbours before strangers, so that a prefix of the walk is a neighbourhood."""
    walk = sorted(first)
    seen = set(walk)
    reached = 0
    for start in (*rng.sample(list(graph), len(graph)), None):
        while reached < len(walk):
            near = [node for node in graph[walk[reached]] if node not in seen]
            rng.shuffle(near)
            seen.update(near)
            walk.extend(near)
            reached += 1
        if start is not None and start not in seen:
            seen.add(start)
            walk.append(start)
    return walk


def _best_length(
    walk: Sequence[_Node], nodes: Mapping[str, frozenset[_Node]], least: int, share: float
) -> tuple[float, int]:
    """The prefix of the walk to hold out, and how good it is: much kept on both sides, in the wanted proportion."""
    at = {node: index for index, node in enumerate(walk)}
    enters = [0] * (len(walk) + 1)  # pairs that become held out when the prefix gets this long
    leaves = [0] * (len(walk) + 1)  # pairs that stop being training pairs then
    for members in nodes.values():
        places = [at[node] for node in members]
        enters[max(places) + 1] += 1
        leaves[min(places) + 1] += 1
    held, train = 0, len(nodes)
    best, length = -math.inf, least
    for size in range(len(walk) + 1):
        held += enters[size]
        train -= leaves[size]
        if size >= least and (score := _score(train, held, share)) > best:
            best, length = score, size
    return best, length


def _score(train: int, held: int, share: float) -> float:
    """Highest, for a given number of kept pairs, where `share` of them are held out."""
    return (1 - share) * math.log(train + 1) + share * math.log(held + 1)
