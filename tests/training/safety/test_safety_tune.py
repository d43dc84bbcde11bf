"""Tuning the encoder, on a tiny one: it learns, it is the same each time, and merging gives what was learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_encoder import make_encoder

from models.protocols import EngineUnavailable, Hazard
from models.safety.minilm import ENCODER, merge
from training.safety.fit import Sentences, mask_of, read_sentences
from training.safety.seeds import Case, is_fresh, read_seeds
from training.safety.tune import TuneRecipe, tune

RECIPE = TuneRecipe(epochs=3, batch=16, rate=5e-3, head_rate=2e-2, real=40)


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    cases = [case for case in read_seeds() if case.near is Hazard.PRIVATE_CONTACT][::4]
    real = [Case("A post.", f"I hear you. Day {n} is hard.", None, None, "real", is_real=True) for n in range(20)]
    return read_sentences([*cases, *real], lambda *_: None)


@pytest.fixture(scope="module")
def encoder(sentences: Sentences, tmp_path_factory: pytest.TempPathFactory) -> Path:
    posts = [case.post for case in sentences.cases]
    return make_encoder(tmp_path_factory.mktemp("encoder"), [*sentences.texts, *posts])


def test_the_loss_falls_and_equal_seeds_give_equal_files(sentences: Sentences, encoder: Path, tmp_path: Path) -> None:
    heard: list[float] = []

    def hear(stage: str, share: float) -> None:
        heard.append(float(stage.rpartition(" ")[2]))
        assert 0 < share <= 1

    mask = mask_of(sentences.cases)
    one = tune(sentences, mask, encoder, tmp_path / "one", hear, RECIPE)
    two = tune(sentences, mask, encoder, tmp_path / "two", lambda *_: None, RECIPE)
    assert np.mean(heard[-3:]) < 0.7 * np.mean(heard[:3])
    assert one.name == ENCODER
    assert one.read_bytes() == two.read_bytes()


def test_merging_gives_the_network_that_was_tuned(sentences: Sentences, encoder: Path, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModel

    file = tune(sentences, mask_of(sentences.cases), encoder, tmp_path, lambda *_: None, RECIPE)
    plain, merged = (AutoModel.from_pretrained(encoder, local_files_only=True).eval() for _ in range(2))
    merge(merged, file)
    moved = [
        name
        for (name, before), after in zip(plain.named_parameters(), merged.parameters(), strict=True)
        if not torch.equal(before, after)
    ]
    assert len(moved) == 12  # six matrices in each of two layers
    assert all(name.endswith("weight") and "encoder.layer" in name for name in moved)


def test_an_adapter_that_does_not_fit_is_refused_by_name(encoder: Path, tmp_path: Path) -> None:
    from transformers import AutoModel

    (tmp_path / ENCODER).write_bytes(b"not an adapter")
    with pytest.raises(EngineUnavailable, match=r"encoder\.safetensors is no adapter"):
        merge(AutoModel.from_pretrained(encoder, local_files_only=True), tmp_path / ENCODER)


def test_a_fifth_of_the_cases_is_kept_from_the_encoder_and_threads_stay_whole() -> None:
    seeds = read_seeds()
    assert 0.17 < sum(map(is_fresh, seeds)) / len(seeds) < 0.23
    thread = [Case("One post.", f"Reply {n}.", None, None, "real", is_real=True) for n in range(30)]
    assert len({is_fresh(case) for case in thread}) == 1
