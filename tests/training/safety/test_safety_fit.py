"""Fitting the heads on few seeds: what was learned holds on others, survives the disk, and is the same each time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.protocols import Hazard
from models.safety.heads import CARD, Numbers, load_heads, save_heads
from training.errors import Misconfigured
from training.safety.fit import HAZARDS, Material, exceeded_by, fit, judged, mask_of, read_material, read_sentences
from training.safety.seeds import Case, part_of, read_seeds, read_threads


def encode(texts: object) -> Numbers:
    """A stand-in that knows words by their sums alone."""
    rows = [np.bincount([sum(map(ord, word)) % 384 for word in text.split()], minlength=384) for text in texts]  # type: ignore[attr-defined]
    found = np.array(rows, np.float32)
    return found / np.maximum(1e-6, np.linalg.norm(found, axis=1, keepdims=True))


def silent(_: str, __: float) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def material() -> Material:
    cases = [case for case in read_seeds() if case.near in {Hazard.PROMOTION, Hazard.PRIVATE_CONTACT, None}]
    few = [case for place, case in enumerate(cases) if place % 2 == 0]
    real = [
        Case("", f"I hear you, and number {n} of us does too.", None, None, "real", is_real=True) for n in range(30)
    ]
    return read_material(read_sentences([*few, *real], silent), encode, silent)


def test_heads_hold_on_seeds_that_they_never_saw(material: Material) -> None:
    learned = np.arange(len(material.cases)) % 3 > 0
    heads = fit(material, mask_of(material.cases) & learned, "few", silent)
    found = judged(material, heads, with_encoder=False)
    column = HAZARDS.index(Hazard.PROMOTION)
    guilty = np.array([case.hazard is Hazard.PROMOTION for case in material.cases])
    apart = found[guilty & ~learned, column][:, None] > found[~guilty & ~learned, column][None, :]
    assert apart.mean() > 0.65


def test_the_same_seeds_give_the_same_heads_and_the_disk_keeps_them(material: Material, tmp_path: Path) -> None:
    mask = mask_of(material.cases)
    one, two = (fit(material, mask, "twin", silent) for _ in range(2))
    assert np.array_equal(one.ngrams, two.ngrams)
    save_heads(one, {"learned_from": "few"}, tmp_path)
    back = load_heads(tmp_path)
    assert np.allclose(judged(material, one), judged(material, back), atol=2e-2)
    assert '"learned_from": "few"' in (tmp_path / CARD).read_text(encoding="utf-8")


def test_what_is_held_out_is_never_fitted_on() -> None:
    cases = [Case("", "a", None, None, "real", is_real=True, is_held_out=out) for out in (True, False)]
    assert mask_of(cases).tolist() == [False, True]
    assert {part_of(str(n)) >= 60 for n in range(40)} == {True, False}


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text("hazard: rudeness\n", encoding="utf-8")
    with pytest.raises(Misconfigured, match=r"odd\.yaml"):
        read_seeds(tmp_path)
    (tmp_path / "odd.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(Misconfigured, match=r"odd\.jsonl"):
        read_threads(tmp_path / "odd.jsonl")


def test_how_loud_the_loudest_are_is_told_steadily_from_a_few_hundred_replies() -> None:
    rng, share = np.random.default_rng(3), 0.015
    truth = -np.log(share)
    drawn = rng.exponential(size=(300, 260)).astype(np.float32)
    told, counted = (
        [of(row) for row in drawn]
        for of in (lambda row: exceeded_by(row, share), lambda row: np.quantile(row, 1 - share))
    )
    assert np.mean(told) == pytest.approx(truth, abs=0.15)
    assert np.std(told) < 0.95 * np.std(counted)
    assert exceeded_by(np.ones(50, np.float32), share) == 1.0
