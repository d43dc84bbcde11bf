"""Which texts nearly copy others: the cosine of their runs of three to five characters, worth more the rarer they are.

The same measure as scikit-learn's `TfidfVectorizer(analyzer="char", ngram_range=(3, 5))`, and exact, but whole arrays
at a time: a loop over five million runs in Python would take most of what a test may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix, csr_matrix

RUNS = (3, 4, 5)
_TAIL = 0.8
"""Of the limit: how long a vector may be that is made of a text's commonest runs, which are looked at last."""

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A text, by its place, that is as like as `likeness` to the nearest of the others."""

    place: int
    likeness: float


def near_copies(texts: Sequence[str], of: Sequence[str], *, limit: float) -> list[NearCopy]:
    """Those of `texts` that are as near as `limit` to one `of` the others, in their order."""
    vectors = vectors_of([*of, *texts])
    theirs = vectors[: len(of)]
    # What a text shares with a tail is at most as long as the tail, so the rest must lie in the head.
    maybe = (vectors @ _heads(theirs, np.diff(vectors.indptr), limit * _TAIL).T).tocoo()
    at = (maybe.data >= limit * (1 - _TAIL) - 1e-9) & (maybe.row >= len(of))
    rows, columns = maybe.row[at], maybe.col[at]
    likeness = np.asarray(vectors[rows].multiply(theirs[columns]).sum(axis=1)).ravel()
    nearest: dict[int, float] = {}
    for row, found in zip(rows.tolist(), likeness.tolist(), strict=True):
        if found >= limit:
            nearest[row] = max(found, nearest.get(row, 0.0))
    return [NearCopy(row - len(of), nearest[row]) for row in sorted(nearest)]


def vectors_of(texts: Sequence[str]) -> csc_matrix:
    """A row of length one for each text, a column for each run: how often the text holds it, times how rare it is."""
    run, text, times = _counted(texts)
    starts = np.flatnonzero(np.diff(run, prepend=-1, append=-2))
    spread = np.diff(starts)
    weights = times * np.repeat(np.log((1 + len(texts)) / (1 + spread)) + 1, spread)
    length = np.sqrt(np.bincount(text, weights**2, len(texts)))
    return csc_matrix((weights / length[text], text, starts), shape=(len(texts), len(spread)))


def _counted(texts: Sequence[str]) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Run, text and how often it stands there, sorted. Runs are numbers: their characters' places in our alphabet."""
    written = re.sub(r"\s\s+", " ", "\0".join(texts).lower()).split("\0")
    assert len(written) == len(texts), "a text holds the character that keeps texts apart here"
    points = np.frombuffer("".join(written).encode("utf-32-le"), np.uint32)
    text = np.repeat(np.arange(len(written)), [len(one) for one in written])
    alphabet = np.unique(points)
    letters = np.searchsorted(alphabet, points) + 1
    wide, many = len(alphabet).bit_length(), len(texts).bit_length()
    assert wide * max(RUNS) + many < 64, "too many texts, or too many different characters, for one number each"
    counted, runs = [], letters << many | text
    for length in range(2, max(RUNS) + 1):
        runs = runs[:-1] | letters[length - 1 :] << (wide * (length - 1) + many)
        if length in RUNS:
            counted.append(_times(runs[text[: len(runs)] == text[length - 1 :]]))
    found, times = (np.concatenate(parts) for parts in zip(*counted, strict=True))
    return found >> many, (found & (1 << many) - 1).astype(np.int32), times


def _times(keys: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Each key once, sorted, and how often it was there; `np.unique` does so on a copy."""
    keys.sort()
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.diff(starts, append=len(keys))


def _heads(vectors: csc_matrix, spread: _Numbers, most: float) -> csr_matrix:
    """The vectors without their commonest runs, so many of them that these make a vector as long as `most`."""
    found = vectors.tocoo()
    order = np.lexsort((-spread[found.col], found.row))
    row, column, data = found.row[order], found.col[order], found.data[order]
    squares = np.cumsum(data**2)
    before = np.concatenate([[0.0], squares])[np.searchsorted(row, row)]
    kept = squares - before > most**2
    return csr_matrix((data[kept], (row[kept], column[kept])), shape=vectors.shape)
