"""Corrects heads by rulings: what moderators said moves them, and everything they knew before holds them back.

Rulings are few and come only for replies that were flagged, so nothing is fitted anew. Each hazard's weights get an
addition, on the n-grams (and, where the encoder reads, on the directions) that occur in ruled sentences. These pull it
to what moderators said; seeds and benign replies pull it to what the heads already say of them, so that without
rulings the addition is nothing. Constants and the fusion stay: flagged replies alone cannot tell how common a hazard
is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from models.protocols import Hazard
from models.safety import RulesClassifier
from models.safety.heads import Encode, Heads, Numbers, hashed, paired, sigmoid
from training.safety.rulings import Ruled
from training.safety.seeds import Case
from training.safety.sentences import Owner, Text, beside, post_vectors, split

STRENGTH = 1.0
"""Inverse regularisation: how far one ruling can move what it speaks of."""
_ITERATIONS = 200
_LOUDEST = 3
"""Of an unsafe reply one sentence in so many is taken as unsafe, the loudest."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Sentences of many replies as some heads read them, and what these say now."""

    owner: Owner
    ngrams: Any
    """(sentences, buckets), sparse."""
    meeting: Numbers | None
    """(sentences, 768) for the encoder's half, or None where it does not read."""
    scores: Numbers
    """(sentences, hazards) log-odds as they are now."""

    def of(self, places: Sequence[int]) -> npt.NDArray[np.int64]:
        """The rows of some replies' sentences."""
        return np.flatnonzero(np.isin(self.owner, np.asarray(places, np.int64)))


def hear(texts: Sequence[Text], heads: Heads, encode: Encode | None) -> Heard:
    """Every sentence, with what `heads` say of it."""
    owner, said = split(texts, RulesClassifier().vocabulary)
    rows = hashed(said) if said else np.zeros((0, heads.ngrams.shape[0]), np.float32)
    scores = heads.ngram_scores(rows)
    if encode is None:
        return Heard(owner, rows, None, scores)
    posts = beside(texts, owner, post_vectors(texts, encode), width=heads.encoder.shape[1] // 2)
    meeting = paired(encode(said), posts)
    return Heard(owner, rows, meeting, scores + heads.encoder_scores(meeting))


def correct(
    heads: Heads, ruled: Sequence[Ruled], known: Sequence[Case], *, version: str, encode: Encode | None = None
) -> Heads:
    """Heads that also know what was ruled. `known` are the cases to remember; with `encode` its half is moved too."""
    texts = [Text(one.post_text, one.text) for one in ruled] + [Text(one.post, one.reply) for one in known]
    sentences = hear(texts, heads, encode)
    ngrams, encoder = heads.ngrams.copy(), heads.encoder.copy()
    for column, hazard in enumerate(heads.hazards):
        rows, said, weights = _lessons(sentences, ruled, hazard, column)
        if not len(rows):
            continue
        remembered = np.flatnonzero(sentences.owner >= len(ruled))
        lesson = _Lesson(
            np.concatenate([rows, remembered]),
            np.concatenate([said, sigmoid(sentences.scores[remembered, column])]),
            np.concatenate([weights, np.ones(len(remembered), np.float32)]),
        )
        buckets, moved, turned = _addition(sentences, lesson, column, ruled_rows=rows)
        ngrams[buckets, column] += moved
        encoder[column] += turned
    return replace(heads, ngrams=ngrams, encoder=encoder, version=version)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """Rows of sentences, what should be said of each, and how much it counts."""

    rows: npt.NDArray[np.int64]
    said: Numbers
    weights: Numbers


def _lessons(
    sentences: Heard, ruled: Sequence[Ruled], hazard: Hazard, column: int
) -> tuple[npt.NDArray[np.int64], Numbers, Numbers]:
    """What rulings say of sentences. Of a guilty reply only the loudest are guilty; the others are left open."""
    rows: list[int] = []
    said: list[float] = []
    weights: list[float] = []
    for place, one in enumerate(ruled):
        if one.hazard is not hazard:
            continue
        own = sentences.of([place])
        if one.is_guilty:
            own = own[np.argsort(-sentences.scores[own, column], kind="stable")[: max(1, len(own) // _LOUDEST)]]
        rows += own.tolist()
        said += [float(one.is_guilty)] * len(own)
        weights += [one.weight] * len(own)
    return np.array(rows, np.int64), np.array(said, np.float32), np.array(weights, np.float32)


def _addition(
    sentences: Heard, lesson: _Lesson, column: int, *, ruled_rows: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], Numbers, Numbers | float]:
    """The n-gram buckets that move and by how much, and the same for the encoder's directions."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix, hstack

    buckets = np.unique(sentences.ngrams[ruled_rows].indices)
    parts = [sentences.ngrams[lesson.rows][:, buckets]]
    if sentences.meeting is not None:
        parts.append(csr_matrix(sentences.meeting[lesson.rows]))
    features = hstack(parts).tocsr()
    before = sentences.scores[lesson.rows, column].astype(np.float64)
    said, weights = lesson.said.astype(np.float64), lesson.weights.astype(np.float64)

    def loss(moved: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        now = before + features @ moved
        surprise = weights * (np.logaddexp(0.0, now) - said * now)
        slope = features.T @ (weights * (1.0 / (1.0 + np.exp(-now)) - said))
        return float(surprise.sum() + moved @ moved / (2 * STRENGTH)), slope + moved / STRENGTH

    found = minimize(
        loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}
    ).x.astype(np.float32)
    turned: Numbers | float = found[len(buckets) :] if sentences.meeting is not None else 0.0
    return buckets, found[: len(buckets)], turned
