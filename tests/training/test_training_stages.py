"""The four stages and the scoring: what moves, what must not, that it is learning, and that our sums are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest
import torch
from safetensors.torch import load_file
from school import CPU, School, Tokenizer, ask, teach
from taught_place import Place

from models.local.core import Core
from models.local.loading import load
from models.registry import WEIGHTS, weights_sha256
from training.base import load_base, load_tokenizer, question_ids, room
from training.dialogues import Dialogue
from training.dpo import fit_dpo
from training.fitting import continued
from training.jobs import do
from training.scoring import score_pairs
from training.stages import run_stages


@pytest.fixture
def tokenizer(tiny: Path) -> Tokenizer:
    return load_tokenizer(tiny)


@pytest.fixture
def found(place: Place, tokenizer: Tokenizer, tiny: Path) -> list[Dialogue]:
    return ask(place, tokenizer, tiny)[:5]


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / WEIGHTS)


def lead(tiny: Path, adapter: Path | None, pairs: Sequence[Dialogue]) -> float:
    """How far the chosen texts are ahead of the rejected ones, in nats."""
    model = load_base(tiny, CPU)
    scores = score_pairs(continued(model, adapter).eval() if adapter else model, load_tokenizer(tiny), pairs)
    return fmean(score.chosen - score.rejected for score in scores)


def test_four_stages_each_on_top_of_the_one_before(school: School) -> None:
    steps = {stage: len(curve) for stage, curve in school.course.curves.items()}
    assert list(steps) == ["sft", "dpo", "kto", "dpo2"]
    assert (steps["dpo"], steps["kto"], steps["dpo2"]) == (4, 4, 8)
    after = [weights(folder) for folder in school.adapters.values()]
    assert len(after[0]) == 2 * 7 * 4, "A and B of seven linear layers in each of four blocks, none for words"
    assert all(value.abs().max() > 0 for name, value in after[0].items() if ".lora_B." in name)
    for before, now in pairwise(after):
        assert before.keys() == now.keys()
        assert not [name for name, value in now.items() if torch.equal(value, before[name])], "every weight moves"


def test_margins_rise_on_pairs_that_were_held_out(school: School, tiny: Path) -> None:
    adapters = [None, *(school.adapters[stage] for stage in ("sft", "dpo", "kto", "dpo2"))]
    margins = [lead(tiny, adapter, school.held_out) for adapter in adapters]
    assert margins == sorted(margins), "each stage prefers the chosen texts more than the one before"
    assert margins[-1] - margins[0] > 1.0


def test_the_base_does_not_move(school: School, tiny: Path, tmp_path: Path) -> None:
    plain = {name: value.clone() for name, value in load_base(tiny, CPU).state_dict().items()}
    base = load_base(tiny, CPU)
    fit_dpo(
        base, load_tokenizer(tiny), adapter=school.adapters["sft"], held_to_base=False,
        rows=school.jobs["dpo"].rows[:4], recipe=replace(school.bench.recipe, work=tmp_path),
        settings=school.bench.settings.dpo, progress=lambda *_: None,
    )  # fmt: skip
    frozen = {
        name.replace(".base_layer", ""): value for name, value in base.state_dict().items() if ".lora_" not in name
    }
    assert frozen.keys() == plain.keys()
    assert all(torch.equal(value, plain[name]) for name, value in frozen.items())
    assert weights_sha256(tiny) == school.bench.base_sha256


def test_equal_settings_give_equal_curves_and_weights_and_another_seed_does_not(school: School, tmp_path: Path) -> None:
    course, _, adapters = teach(
        replace(school.bench, recipe=replace(school.bench.recipe, work=tmp_path / "a")), school.learned
    )
    assert course.curves == school.course.curves
    for stage, folder in adapters.items():
        assert (folder / WEIGHTS).read_bytes() == (school.adapters[stage] / WEIGHTS).read_bytes()
    other = replace(school.jobs["sft"], recipe=replace(school.bench.recipe, work=tmp_path / "b", seed=8))
    assert do(other, lambda *_: None).curve != school.course.curves["sft"]


def test_a_run_that_goes_on_needs_no_first_stage_and_empty_stages_are_left_out(school: School, tmp_path: Path) -> None:
    recipe = replace(school.bench.recipe, work=tmp_path)
    bench = replace(school.bench, recipe=recipe, perform=lambda job: do(job, lambda *_: None))
    few = replace(school.learned, pairs=school.learned.pairs[:4], rated=(), thumbs=school.learned.thumbs[:2])
    course = run_stages(bench, few, parent=school.course.adapter, parent_id="gm-before")
    assert list(course.curves) == ["dpo"]
    assert course.said["sft"] == "left out: gm-before goes on"
    assert course.said["kto"].startswith("left out: 2 texts alone")
    assert course.said["dpo2"].startswith("left out: fewer than 16 rated pairs")


def test_pairs_that_an_adapter_has_learned_teach_it_little_where_it_is_held_to_the_base(
    school: School, tiny: Path, tmp_path: Path
) -> None:
    known, parent = school.learned.pairs[:4], school.course.adapter
    courses = {}
    for held_to in ("base", "serving"):
        bench = replace(
            school.bench, recipe=replace(school.bench.recipe, work=tmp_path / held_to),
            settings=school.bench.settings.model_copy(update={"held_to": held_to}),
            perform=lambda job: do(job, lambda *_: None),
        )  # fmt: skip
        learned = replace(school.learned, pairs=known, rated=(), thumbs=())
        courses[held_to] = run_stages(bench, learned, parent=parent, parent_id="gm-before")
    first = {held_to: course.curves["dpo"][0] for held_to, course in courses.items()}
    assert first["serving"]["rewards/margins"] == 0, "it is held against itself as it was, and has all to learn again"

    learned_before = school.bench.settings.dpo.beta * (lead(tiny, parent, known) - lead(tiny, None, known))
    assert first["base"]["rewards/margins"] == pytest.approx(learned_before, rel=0.1), "some pairs are drawn twice"
    assert first["base"]["loss"] < first["serving"]["loss"]


def test_our_sums_are_those_of_one_text_at_a_time(tiny: Path, tokenizer: Tokenizer, found: list[Dialogue]) -> None:
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
