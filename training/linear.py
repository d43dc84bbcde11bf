"""Small models of texts without torch: word pairs, hashed, and a logistic regression over them.

They are quick enough to fit many times, which is what benches ask for, and honest enough to tell whether pairs hold
anything that a model could learn: where these find nothing, a large model mostly finds length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS = 18
_WORD = r"(?u)[^\W_][\w']*"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights over hashed words and word pairs."""

    weights: Numbers
    intercept: float = 0.0

    def score(self, texts: Sequence[str]) -> Numbers:
        """A number a text: the higher, the more it is like what was preferred."""
        return np.asarray(vectors(texts) @ self.weights + self.intercept, dtype=np.float64)

    def probability(self, texts: Sequence[str]) -> Numbers:
        """The same as a share from 0 to 1."""
        return np.asarray(1 / (1 + np.exp(-self.score(texts))), dtype=np.float64)


def vectors(texts: Sequence[str]) -> Any:
    """A sparse row a text. Each has length 1, so that a long text does not count for being long."""
    from sklearn.feature_extraction.text import HashingVectorizer

    hashed = HashingVectorizer(
        ngram_range=(1, 2), n_features=1 << BITS, alternate_sign=False, binary=True, token_pattern=_WORD
    )
    return hashed.transform(texts)


def fit_preferences(
    chosen: Sequence[str], rejected: Sequence[str], weights: Sequence[float] | None = None, *, strength: float = 10.0
) -> Linear:
    """What tells chosen from rejected texts, from the differences within pairs. Raises `ValueError` without a pair."""
    if not chosen or len(chosen) != len(rejected):
        raise ValueError("as many chosen as rejected texts, and at least one")
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    apart = vectors(chosen) - vectors(rejected)
    sides = np.repeat([1, 0], len(chosen))
    shares = None if weights is None else np.tile(np.asarray(weights, dtype=float), 2)
    model = LogisticRegression(C=strength, fit_intercept=False, solver="liblinear", tol=1e-3)
    model.fit(vstack([apart, -apart]), sides, sample_weight=shares)
    return Linear(np.asarray(model.coef_[0], dtype=np.float64))


def fit_labels(texts: Sequence[str], labels: Sequence[bool], *, strength: float = 10.0) -> Linear:
    """What tells texts that are so from those that are not, both sides counting alike. Raises `ValueError`."""
    if len(set(labels)) < 2:
        raise ValueError("at least one text of each kind")
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, solver="liblinear", tol=1e-3, class_weight="balanced")
    model.fit(vectors(texts), list(labels))
    return Linear(np.asarray(model.coef_[0], dtype=np.float64), float(model.intercept_[0]))
