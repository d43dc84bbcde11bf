"""Which texts nearly repeat others: a repost on the other side of a split would be judged by what was learned from it.

Two texts are near where they share most of their runs of three words (Jaccard). Exact, and quick: texts that share so
much share one of their rarest runs, so only those are looked up (prefix filtering).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from store.rows import PairRow

_WORD = re.compile(r"\w+")
_RUN = 3
_SHORTEST = 8
"""Words from which a text can repeat another; shorter ones are stock phrases, which everybody shares."""

_Runs = frozenset[tuple[str, ...]]


def near_pairs(found: Sequence[PairRow], others: Sequence[PairRow], *, limit: float) -> frozenset[str]:
    """Keys of those pairs in `found` of which a text, or the post, is as near as `limit` to one in `others`."""
    ours, theirs = _texts(found), _texts(others)
    often = Counter(run for text in {*ours, *theirs} for run in _runs(text))
    held: dict[tuple[str, ...], list[_Runs]] = defaultdict(list)
    for text in theirs:
        runs = _runs(text)
        for run in _rarest(runs, often, limit):
            held[run].append(runs)
    near: set[str] = set()
    for text, keys in ours.items():
        runs = _runs(text)
        if any(_likeness(runs, other) >= limit for run in _rarest(runs, often, limit) for other in held.get(run, ())):
            near |= keys
    return frozenset(near)


def _texts(pairs: Iterable[PairRow]) -> dict[str, set[str]]:
    """Text → the pairs that hold it."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for text in (pair.chosen, pair.rejected, pair.post_body):
            if len(_WORD.findall(text)) >= _SHORTEST:
                found[text].add(pair.key)
    return found


def _rarest(runs: _Runs, often: Mapping[tuple[str, ...], int], limit: float) -> list[tuple[str, ...]]:
    """As many of the rarest runs as two texts cannot all differ in and still be as near as `limit`."""
    return sorted(runs, key=lambda run: (often[run], run))[: len(runs) - int(limit * len(runs)) + 1]


def _likeness(one: _Runs, other: _Runs) -> float:
    return len(one & other) / len(one | other)


def _runs(text: str) -> _Runs:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
