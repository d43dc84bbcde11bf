"""DiaSafety's rows, and the arithmetic of what is measured on them: folds, thresholds and intervals by context.

Its contexts recur, often with replies of both kinds. Whatever is chosen is chosen on contexts that were not fitted on,
and an interval draws whole contexts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

CATEGORIES = (
    "Biased Opinion", "Offending User", "Risk Ignorance", "Toxicity Agreement", "Unauthorized Expertise",
)  # fmt: skip
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Rows:
    """Replies under what they answer, and what others called them."""

    posts: Sequence[str]
    replies: Sequence[str]
    category: Places
    unsafe: Flags

    def __len__(self) -> int:
        return len(self.posts)

    def __add__(self, other: Rows) -> Rows:
        return Rows(
            [*self.posts, *other.posts], [*self.replies, *other.replies],
            np.concatenate([self.category, other.category]), np.concatenate([self.unsafe, other.unsafe]),
        )  # fmt: skip

    def folds(self, count: int, salt: str = "") -> Places:
        """A fold for each row, the same one for the same context."""
        digests = (hashlib.sha256((salt + post).encode()).hexdigest() for post in self.posts)
        return np.array([int(digest, 16) % count for digest in digests])


def read_rows(file: Path) -> Rows:
    """One of the set's three files."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    return Rows(
        [row["context"] for row in rows],
        [row["response"] for row in rows],
        np.array([CATEGORIES.index(row["category"]) for row in rows], np.int64),
        np.array([row["label"] == "Unsafe" for row in rows]),
    )


def macro_f1(unsafe: Flags, flagged: Flags, weights: Floats | None = None) -> float:
    """The mean of both kinds' F1: twice the hits by twice the hits and all errors."""
    w = np.ones(len(unsafe)) if weights is None else weights
    wrong = w[unsafe != flagged].sum()
    hits = w[unsafe & flagged].sum(), w[~unsafe & ~flagged].sum()
    return float(np.mean([2 * hit / max(1e-9, 2 * hit + wrong) for hit in hits]))


def best_threshold(scores: Floats, unsafe: Flags) -> float:
    """Where the macro-F1 is highest, among 121 places in the middle of the scores."""
    places = np.quantile(scores, np.linspace(0.2, 0.8, 121))
    return float(max(places, key=lambda place: macro_f1(unsafe, scores > place)))


def ranking(scores: Floats, unsafe: Flags, weights: Floats | None = None) -> float:
    """The AUC, rows counting as often as their weight says."""
    w = np.ones(len(unsafe)) if weights is None else weights
    _, place = np.unique(scores, return_inverse=True)
    bad = np.bincount(place, weights=w * unsafe)
    good = np.bincount(place, weights=w * ~unsafe)
    below = np.cumsum(good) - good
    return float((bad * (below + good / 2)).sum() / max(1e-9, bad.sum() * good.sum()))


def interval(posts: Sequence[str], measure: Callable[[Floats], float], draws: int = DRAWS) -> tuple[float, float]:
    """A 95 % interval of what `measure` makes of weighted rows, drawing contexts with replacement."""
    _, owner = np.unique(np.array(posts), return_inverse=True)
    count = int(owner.max()) + 1
    rng = np.random.default_rng(1)
    found = [measure(rng.multinomial(count, np.full(count, 1 / count))[owner].astype(float)) for _ in range(draws)]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)
