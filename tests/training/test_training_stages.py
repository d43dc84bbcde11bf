"""The two stages and the scoring, each alone: what moves, what must not, and that our sums are right."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from taught_place import Place
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from models.local.core import Core
from models.local.loading import load
from models.registry import weights_sha256
from training.base import Hardware, hardware, load_base, load_tokenizer, question_ids, room
from training.dialogues import Dialogue, dialogues, dpo_rows, sft_rows
from training.dpo import fit_dpo
from training.pairs import build_pairs
from training.read import read_log
from training.scoring import score_pairs
from training.sft import fit_sft
from training.steps import Recipe

CPU = Hardware("cpu", bf16=False, threads=1)


@pytest.fixture
def tokenizer(tiny: Path) -> PreTrainedTokenizerBase:
    return load_tokenizer(tiny)


@pytest.fixture
def found(place: Place, tokenizer: PreTrainedTokenizerBase, tiny: Path) -> list[Dialogue]:
    pairs = place.settings.training.pairs
    built = build_pairs(read_log(place.db), pairs, lambda _post, _text, draft=None: True).of_task("gm")
    hardware(place.settings.training)
    fitting, too_long = dialogues(
        built.pairs, tokenizer, room(place.settings.models, place.settings.training, tokenizer, tiny)
    )
    assert not too_long
    return fitting[:16]


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "adapter_model.safetensors")


def fit(place: Place, tiny: Path, found: list[Dialogue], scratch: Path) -> tuple[Path, Path, PreTrainedModel]:
    """The adapter after each stage, and the base model that the second one wrapped."""
    tokenizer, training = load_tokenizer(tiny), place.settings.training
    recipe = Recipe(CPU, 4, 512, 7, scratch, lambda *_: None)
    first = fit_sft(
        load_base(tiny, CPU), tokenizer, rows=sft_rows(found, most=8, batch=4, seed=1), recipe=recipe,
        settings=training.sft, lora=training.lora,
    )  # fmt: skip
    base = load_base(tiny, CPU)
    second = fit_dpo(
        base, tokenizer, adapter=first, rows=dpo_rows(found, batch=4, seed=1), recipe=recipe, settings=training.dpo
    )
    return first, second, base


def test_every_adapter_weight_moves_the_base_does_not_and_it_repeats_bit_for_bit(
    place: Place, tiny: Path, found: list[Dialogue], tmp_path: Path
) -> None:
    before = weights_sha256(tiny)
    plain = {name: value.clone() for name, value in load_base(tiny, CPU).state_dict().items()}
    first, second, base = fit(place, tiny, found, tmp_path / "a")

    after_sft, after_dpo = weights(first), weights(second)
    assert after_sft.keys() == after_dpo.keys()
    assert len(after_sft) == 2 * 7 * 4, "A and B of seven linear layers in each of four blocks"
    assert all(value.abs().max() > 0 for name, value in after_sft.items() if ".lora_B." in name)
    assert not [name for name, value in after_dpo.items() if torch.equal(value, after_sft[name])]

    frozen = {
        name.replace(".base_layer", ""): value for name, value in base.state_dict().items() if ".lora_" not in name
    }
    assert frozen.keys() == plain.keys()
    assert all(torch.equal(value, plain[name]) for name, value in frozen.items())
    assert weights_sha256(tiny) == before
    assert sorted(path.name for path in second.iterdir() if path.is_dir()) == [], "no copy of the reference adapter"

    _, again, _ = fit(place, tiny, found, tmp_path / "b")
    assert (again / "adapter_model.safetensors").read_bytes() == (second / "adapter_model.safetensors").read_bytes()


def test_our_sums_are_those_of_one_text_at_a_time(
    tiny: Path, tokenizer: PreTrainedTokenizerBase, found: list[Dialogue]
) -> None:
    model = load_base(tiny, CPU)
    scores = score_pairs(model, tokenizer, found[:5])
    for one, score in zip(found, scores, strict=False):
        asked = question_ids(tokenizer, list(one.prompt))
        whole = tokenizer.apply_chat_template([*one.prompt, *one.chosen], return_dict=False)
        with torch.inference_mode():
            logs = model(input_ids=torch.tensor([whole])).logits[0].log_softmax(-1)
        expected = sum(float(logs[at - 1, whole[at]]) for at in range(len(asked), len(whole)))
        assert score.chosen == pytest.approx(expected, abs=1e-3)
        assert score.chosen_tokens == len(whole) - len(asked)
        assert tokenizer.decode(whole[len(asked) :]).startswith(one.pair.chosen)


def test_prompts_get_the_room_that_the_local_engine_gives_them(place: Place, tiny: Path) -> None:
    settings = place.settings.models
    ours = room(settings, place.settings.training, load_tokenizer(tiny), tiny)
    assert ours.prompt == Core(load(settings.local, tiny)).room(settings.local.max_new_tokens).budget
