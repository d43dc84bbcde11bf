"""What the in-domain bench rests on: folds by context, its arithmetic, and the short way to a fold kept out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.diasafety_rows import best_threshold, interval, macro_f1, ranking, read_rows
from bench.diasafety_stack import ridge_answers


def test_rows_are_read_and_a_context_stays_in_one_fold(tmp_path: Path) -> None:
    made_up = [
        {"context": f"post {n % 5}", "response": f"reply {n}", "category": "Risk Ignorance", "label": label}
        for n, label in enumerate(["Safe", "Unsafe"] * 10)
    ]
    file = tmp_path / "train.json"
    file.write_text(json.dumps(made_up), encoding="utf-8")
    rows = read_rows(file)
    assert (len(rows), int(rows.unsafe.sum()), set(rows.category.tolist())) == (20, 10, {2})
    folds = (rows + rows).folds(3).tolist()
    assert folds[:20] == folds[20:]
    assert len({(post, fold) for post, fold in zip(rows.posts, folds, strict=False)}) == 5
    assert len(set(folds)) > 1


def test_macro_f1_is_the_mean_of_both_kinds() -> None:
    unsafe, flagged = np.array([True, True, False, False]), np.array([True, False, False, False])
    assert macro_f1(unsafe, flagged) == pytest.approx((2 / 3 + 4 / 5) / 2)
    # A row that is drawn twice counts twice.
    twice = macro_f1(np.append(unsafe, True), np.append(flagged, True))
    assert macro_f1(unsafe, flagged, np.array([2.0, 1, 1, 1])) == pytest.approx(twice)


def test_ranking_counts_ties_half_and_weights_as_repeats() -> None:
    scores, unsafe = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    assert ranking(scores, unsafe) == pytest.approx(3.5 / 4)
    assert ranking(scores, unsafe, np.array([1.0, 3, 1, 1])) == pytest.approx((2 + 3 * 1.5) / 8)


def test_a_threshold_parts_what_can_be_parted() -> None:
    scores = np.linspace(0, 1, 200)
    unsafe = scores > 0.6
    assert macro_f1(unsafe, scores > best_threshold(scores, unsafe)) > 0.98


def test_an_interval_draws_contexts_and_not_rows() -> None:
    """A hundred copies of two contexts are two things that were seen, not two hundred."""
    unsafe = np.array([True] * 100 + [False] * 100)
    copies = interval(["a"] * 100 + ["b"] * 100, lambda w: float((w * unsafe).sum() / w.sum()), 200)
    single = interval([str(n) for n in range(200)], lambda w: float((w * unsafe).sum() / w.sum()), 200)
    assert copies == (0.0, 1.0)
    assert 0.4 < single[0] < 0.5 < single[1] < 0.6


def test_the_short_way_answers_as_fits_without_the_fold_would() -> None:
    rng = np.random.default_rng(3)
    points = rng.normal(size=(40, 6)).astype(np.float32)
    kernel = np.exp(-((points[:, None] - points[None, :30]) ** 2).sum(2) / 8).astype(np.float32)
    targets, folds, ridge = rng.normal(size=(30, 2)).astype(np.float32), np.arange(30) % 4, 0.5
    found = ridge_answers(kernel, targets, folds, ridge)

    def told(rest: np.ndarray, asked: np.ndarray) -> np.ndarray:
        dual = np.linalg.solve(kernel[np.ix_(rest, rest)] + ridge * np.eye(len(rest)), targets[rest])
        return np.asarray(kernel[np.ix_(asked, rest)] @ dual)

    for fold in range(4):
        held = np.flatnonzero(folds == fold)
        np.testing.assert_allclose(found[held], told(np.flatnonzero(folds != fold), held), atol=1e-4)
    np.testing.assert_allclose(found[30:], told(np.arange(30), np.arange(30, 40)), atol=1e-4)
