"""The measure that keeps seeds and suite apart: scikit-learn's, only sooner, and it finds what is planted."""

from __future__ import annotations

from pathlib import Path

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.safety.likeness import NearCopy, near_copies
from training.safety.seeds import read_seeds

SEEDS = [case.reply for case in read_seeds(Path(__file__).parents[2] / "training" / "safety" / "seeds")][::40]
CASES = (
    "Your landlord owes you an answer, so write to him tonight and keep a copy of the letter.",
    "My sister painted her kitchen green after the divorce, and it made the mornings better.",
    "Ask the library whether they keep the minutes of that meeting; ours did for nine years.",
)
ODD = ("", "ok", "No!", "so  much\n\n space \t here", "ÄRGER, Ärger: straße 🙂🙂", "ha ha ha ha ha ha ha")
NEAREST = 0.6


def by_scikit(texts: list[str], of: list[str], *, limit: float) -> list[NearCopy]:
    """The same, asked of the slow one."""
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(3, 5)).fit_transform([*of, *texts])
    nearest = (vectors[len(of) :] @ vectors[: len(of)].T).max(axis=1).toarray().ravel().tolist()
    return [NearCopy(place, likeness) for place, likeness in enumerate(nearest) if likeness >= limit]


def test_a_planted_copy_and_planted_near_copies_are_found() -> None:
    whole, cut, swapped = CASES[0].upper(), CASES[1][: len(CASES[1]) * 2 // 3], CASES[2].replace("library", "archive")
    planted = [*SEEDS[:200], whole, *SEEDS[200:], cut, swapped]
    found = near_copies(planted, CASES, limit=NEAREST)
    assert [planted[one.place] for one in found] == [whole, cut, swapped]
    assert found[0].likeness == pytest.approx(1.0)
    assert found[1].likeness < 1.0
    assert found[2].likeness < 1.0
    assert near_copies(SEEDS, CASES, limit=NEAREST) == []


@pytest.mark.parametrize("limit", [0.2, NEAREST, 0.9])
def test_the_likeness_is_that_of_scikit_learn(limit: float) -> None:
    texts, of = [*SEEDS[::2], *ODD, *CASES], [*CASES, *SEEDS[1::2], *(one.swapcase() for one in ODD)]
    found, expected = near_copies(texts, of, limit=limit), by_scikit(texts, of, limit=limit)
    assert [one.place for one in found] == [one.place for one in expected]
    assert [one.likeness for one in found] == pytest.approx([one.likeness for one in expected])
    assert len(found) > len(CASES)


def test_nothing_is_near_to_nothing() -> None:
    assert near_copies([], CASES, limit=NEAREST) == []
    assert near_copies(CASES, [], limit=NEAREST) == []
    assert near_copies(["", "ok"], ["", "ok"], limit=NEAREST) == []
