"""Which texts nearly repeat others: a repost on the other side of a split would be judged by what was learned from it.

Two texts are near where they share most of their runs of three words (Jaccard). Counted exactly, on sparse rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from store.rows import PairRow

_WORD = re.compile(r"\w+")
_RUN = 3
_SHORTEST = 8
"""Words from which a text can repeat another; shorter ones are stock phrases, which everybody shares."""
_AT_ONCE = 1_000


def near_pairs(found: Sequence[PairRow], others: Sequence[PairRow], *, limit: float) -> frozenset[str]:
    """Keys of those pairs in `found` of which a text, or the post, is as near as `limit` to one in `others`."""
    theirs = sorted({text for pair in others for text in _texts(pair)})
    ours = sorted({text for pair in found for text in _texts(pair)})
    if not theirs or not ours:
        return frozenset()
    repeated = {text for text, is_near in zip(ours, _are_near(ours, theirs, limit), strict=True) if is_near}
    return frozenset(pair.key for pair in found if not repeated.isdisjoint(_texts(pair)))


def _texts(pair: PairRow) -> Iterator[str]:
    return (text for text in (pair.chosen, pair.rejected, pair.post_body) if len(_WORD.findall(text)) >= _SHORTEST)


def _are_near(ours: Sequence[str], theirs: Sequence[str], limit: float) -> Iterator[bool]:
    held = _runs(theirs)
    sizes = np.asarray(held.sum(axis=1)).ravel()
    for start in range(0, len(ours), _AT_ONCE):
        rows = _runs(ours[start : start + _AT_ONCE])
        shared = (rows @ held.T).tocoo()
        own = np.asarray(rows.sum(axis=1)).ravel()
        likeness = shared.data / (own[shared.row] + sizes[shared.col] - shared.data)
        is_near = np.zeros(rows.shape[0], dtype=bool)
        is_near[shared.row[likeness >= limit]] = True
        yield from is_near.tolist()


def _runs(texts: Sequence[str]) -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    counter = HashingVectorizer(
        analyzer=_words_in_runs, n_features=1 << 20, binary=True, norm=None, alternate_sign=False
    )  # fmt: skip
    return counter.transform(texts)


def _words_in_runs(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
