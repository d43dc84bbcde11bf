"""Our features fitted to DiaSafety: kernels over post and reply, and a small tree ensemble over what they say.

The features are those of the shipped heads: hashed n-grams, and the eight-bit encoder's vectors of reply and post. A
kernel that multiplies likeness of replies by likeness of posts sees a reply in the light of its post, which no line
over the same numbers does. Each kernel answers ten questions at once, each category by safe and unsafe, so that a
category has its own expert and the post says which to ask. No gradients: one Cholesky factor gives the fit, and from
the same inverse what each fold would have been told by a fit without it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.diasafety_rows import CATEGORIES, Flags, Floats, Places, Rows, best_threshold, ranking
from models.safety.heads import Encode, hashed

Matrix = npt.NDArray[np.float32]
Tell = Callable[[str], None]

FOLDS = 5
_SALT = "s"


@dataclass(frozen=True, slots=True)
class Scores:
    """One classifier's probabilities: of rows fitted on, by fits without their context, and of the rows measured."""

    name: str
    kept_out: Floats
    measured: Floats
    threshold: float
    """Chosen on `kept_out`."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of every row, those to fit on first."""

    fitted: int
    post_ngrams: Any
    reply_ngrams: Any
    posts: Matrix
    """Vectors of unit length."""
    replies: Matrix


def read_features(rows: Rows, fitted: int, encode: Encode, tell: Tell) -> Features:
    """N-grams weighed by how rare they are among the first `fitted` rows, and vectors as sixteen bits hold them."""
    from sklearn.feature_extraction.text import TfidfTransformer

    def weighed(texts: Any) -> Any:
        counts = hashed(texts)
        return TfidfTransformer().fit(counts[:fitted]).transform(counts).tocsr().astype(np.float32)

    def vectors(texts: Any) -> Matrix:
        distinct = sorted(set(texts))
        found = encode(distinct).astype(np.float16).astype(np.float32)
        place = {text: at for at, text in enumerate(distinct)}
        return np.asarray(found[[place[text] for text in texts]])

    tell("n-grams")
    ngrams = weighed(rows.posts), weighed(rows.replies)
    tell("vectors of posts and replies")
    return Features(fitted, *ngrams, vectors(rows.posts), vectors(rows.replies))


def stack(rows: Rows, features: Features, tell: Tell) -> tuple[Scores, int]:
    """The kernels and the trees on top of them; and the bytes that a file of them would take."""
    fitted = features.fitted
    targets = _targets(rows)[:fitted]
    folds = Rows(rows.posts[:fitted], [], rows.category, rows.unsafe).folds(FOLDS, _SALT)
    answers = []
    for number, (kernel, ridge) in enumerate(_kernels(features, tell)):
        tell(f"kernel {number + 1} of 2")
        answers.append(ridge_answers(kernel, targets, folds, ridge))
    lengths = np.log1p([[len(post), len(reply)] for post, reply in zip(rows.posts, rows.replies, strict=True)])
    said = np.concatenate([*map(_experts, answers), lengths], axis=1)
    tell("trees over both")
    unsafe = rows.unsafe[:fitted]
    kept_out = np.zeros(fitted)
    for fold in range(FOLDS):
        rest = folds != fold
        kept_out[~rest] = _trees().fit(said[:fitted][rest], unsafe[rest]).predict_proba(said[:fitted][~rest])[:, 1]
    trees = _trees().fit(said[:fitted], unsafe)
    measured = trees.predict_proba(said[fitted:])[:, 1]
    scores = Scores("frozen: kernels", kept_out, measured, best_threshold(kept_out, unsafe))
    return scores, _bytes(rows, features, len(answers) * targets.shape[1]) + len(pickle.dumps(trees))


def _targets(rows: Rows) -> Matrix:
    """(rows, 11): unsafe or not as +1 or -1, then one of ten places for the category and which of both."""
    found = np.zeros((len(rows), 1 + 2 * len(CATEGORIES)), np.float32)
    found[:, 0] = np.where(rows.unsafe, 1, -1)
    found[np.arange(len(rows)), 1 + rows.category + len(CATEGORIES) * rows.unsafe] = 1
    return found


def _kernels(features: Features, tell: Tell) -> list[tuple[Matrix, float]]:
    """Each with its ridge. Shapes, widths and ridges were chosen by contexts kept out of the train split."""
    tell("likeness of every row to every row fitted on")
    n = features.fitted
    post, reply = features.posts @ features.posts[:n].T, features.replies @ features.replies[:n].T
    post_words = (features.post_ngrams @ features.post_ngrams[:n].T).toarray()
    reply_words = (features.reply_ngrams @ features.reply_ngrams[:n].T).toarray()
    meaning = _near(reply, 1.0) * _near(post, 0.5)
    words = _near(reply, 0.5) * _near(post, 0.5) + reply_words * (1 + _near(post, 1.0) + post_words) + post_words / 2
    return [(meaning, 0.4), (words, 0.8)]


def _near(cosines: Matrix, width: float) -> Matrix:
    return np.asarray(np.exp(-2 * width * (1 - cosines)), np.float32)


def ridge_answers(kernel: Matrix, targets: Matrix, folds: Places, ridge: float) -> Floats:
    """(rows, targets): of rows fitted on what a fit without their fold says, of the others what the whole fit says.

    `kernel` is (rows, fitted); with A the ridged kernel of the rows fitted on, a fold's own error without it is
    the fold's part of A⁻¹y by the fold's block of A⁻¹.
    """
    from scipy.linalg import lapack

    fitted = len(targets)
    ridged = kernel[:fitted].copy()
    ridged[np.diag_indices(fitted)] += ridge
    factor, failed = lapack.spotrf(ridged, lower=1, overwrite_a=1)
    assert not failed
    inverse, failed = lapack.spotri(factor, lower=1, overwrite_c=1)
    assert not failed
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    dual = inverse @ targets
    found = np.zeros((len(kernel), targets.shape[1]))
    for fold in np.unique(folds):
        rows = np.flatnonzero(folds == fold)
        found[rows] = targets[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)].astype(np.float64), dual[rows])
    found[fitted:] = kernel[fitted:] @ dual
    return found


def _experts(answers: Floats) -> Floats:
    """The answers; what each expert says by how much it is the one to ask; how much that is; and the sum."""
    count = len(CATEGORIES)
    safe, unsafe = answers[:, 1 : 1 + count], answers[:, 1 + count :]
    asked = np.clip(safe + unsafe, 1e-3, None)
    asked = asked / asked.sum(1, keepdims=True)
    whole = np.clip(unsafe, 0, None).sum(1) - np.clip(safe, 0, None).sum(1)
    return np.concatenate([answers, (unsafe - safe) * asked, asked, whole[:, None]], axis=1)


def _trees() -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.06, max_leaf_nodes=10, min_samples_leaf=40, l2_regularization=5, random_state=0
    )


def _bytes(rows: Rows, features: Features, duals: int) -> int:
    """Sixteen-bit vectors and the places of n-grams, each distinct post once; a dual number for each row and target."""
    n = features.fitted
    distinct = np.unique(np.array(rows.posts[:n]), return_index=True)[1]
    vectors = 2 * features.posts.shape[1] * (n + len(distinct))
    ngrams = 4 * (features.reply_ngrams[:n].nnz + features.post_ngrams[distinct].nnz)
    return int(vectors + ngrams + 2 * 4 * features.post_ngrams.shape[1] + 4 * n * duals)


def reference(rows: Rows, features: Features, tell: Tell) -> Scores:
    """What there is to beat: the mean of two logistic regressions, over TF-IDF and over frozen vectors with products.

    Each has the strength that ranks contexts kept out of its fit best.
    """
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    n = features.fitted
    parts = []
    for texts in (rows.replies, rows.posts):
        for analyzer, runs in (("word", (1, 2)), ("char_wb", (2, 5))):
            counted = TfidfVectorizer(analyzer=analyzer, ngram_range=runs, sublinear_tf=True, min_df=2).fit(texts[:n])
            parts.append(counted.transform(texts))
    reply, post = features.replies, features.posts
    pairs = np.concatenate([reply, post, np.abs(reply - post), reply * post], axis=1)
    folds = Rows(rows.posts[:n], [], rows.category, rows.unsafe).folds(FOLDS, _SALT)
    tell("the reference")
    words = _regression(hstack(parts).tocsr(), rows.unsafe[:n], folds, "liblinear", (1.0, 3.0, 10.0))
    vectors = _regression(pairs, rows.unsafe[:n], folds, "lbfgs", (0.3, 1.0, 3.0))
    both = (words + vectors) / 2
    return Scores("TF-IDF + MiniLM", both[:n], both[n:], best_threshold(both[:n], rows.unsafe[:n]))


def length_alone(rows: Rows, fitted: int) -> Scores:
    """What the length of the reply tells, which in this set is a good deal for one category."""
    lengths = np.log1p([len(reply) for reply in rows.replies])
    sign = 1.0 if ranking(lengths[:fitted], rows.unsafe[:fitted]) >= 0.5 else -1.0
    share = np.argsort(np.argsort(sign * lengths)) / len(lengths)
    return Scores("length alone", share[:fitted], share[fitted:], best_threshold(share[:fitted], rows.unsafe[:fitted]))


def _regression(matrix: Any, unsafe: Flags, folds: Places, solver: str, strengths: tuple[float, ...]) -> Floats:
    """Probabilities as `Scores` has them, at the best of the strengths."""
    from sklearn.linear_model import LogisticRegression

    fitted = len(unsafe)
    best: tuple[float, Floats, float] | None = None
    for strength in strengths:
        model = LogisticRegression(C=strength, solver=solver, max_iter=300, tol=1e-3, class_weight="balanced")
        kept_out = np.zeros(fitted)
        for fold in range(FOLDS):
            rest, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            kept_out[held] = model.fit(matrix[rest], unsafe[rest]).predict_proba(matrix[held])[:, 1]
        worth = ranking(kept_out, unsafe)
        if best is None or worth > best[0]:
            best = worth, kept_out, strength
    assert best is not None
    model = LogisticRegression(C=best[2], solver=solver, max_iter=300, tol=1e-3, class_weight="balanced")
    whole = model.fit(matrix[:fitted], unsafe).predict_proba(matrix[fitted:])[:, 1]
    return np.concatenate([best[1], whole])
