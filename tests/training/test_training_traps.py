"""What exactly these versions of TRL and PEFT do when nobody looks, each with what keeps us from falling for it."""

from __future__ import annotations

import inspect
import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from school import CPU, School
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, PreTrainedModel
from trl.trainer.dpo_config import DPOConfig
from trl.trainer.kto_config import KTOConfig
from trl.trainer.sft_config import SFTConfig

from models.registry import CONFIG, WEIGHTS, weights_sha256
from training.base import load_base, load_tokenizer, question_ids
from training.errors import Misconfigured
from training.fitting import continued
from training.jobs import Job, do
from training.steps import arguments


def fit(job: Job, work: Path, rows: int = 4, **changes: object) -> Job:
    """The job, to be done in a folder of its own and on a few rows."""
    return replace(job, rows=job.rows[:rows], recipe=replace(job.recipe, work=work, **changes))


@pytest.mark.parametrize("config", [SFTConfig, DPOConfig, KTOConfig])
def test_every_argument_is_known_and_the_rate_is_ours(school: School, config: type) -> None:
    given = arguments(school.bench.recipe, "x", epochs=1, learning_rate=3e-4)
    assert given.keys() <= inspect.signature(config).parameters.keys()
    made = config(**given)
    assert made.learning_rate == 3e-4
    assert (made.gradient_checkpointing, made.bf16, made.report_to) == (False, False, [])


def test_nothing_is_printed(school: School, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    do(fit(school.jobs["dpo2"], tmp_path), lambda *_: None)
    assert capfd.readouterr() == ("", "")


def test_rows_that_the_trainer_would_drop_without_a_word_are_told_of(school: School, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"4 of 4 rows do not fit into training\.max_length = 16"):
        do(fit(school.jobs["dpo"], tmp_path, max_length=16), lambda *_: None)


def test_smoothing_is_done_by_the_loss_that_reads_it(school: School, tmp_path: Path) -> None:
    job, plain = school.jobs["dpo"], school.course.curves["dpo"][0]["loss"]
    robust = {"loss": ("robust", "sft"), "label_smoothing": 0.3}
    done = do(fit(replace(job, settings=job.settings.model_copy(update=robust)), tmp_path), lambda *_: None)
    assert done.curve[0]["loss"] == pytest.approx(plain), "at the start it believes both sides alike"
    assert done.curve[0]["grad_norm"] != school.course.curves["dpo"][0]["grad_norm"]


def test_kto_wants_batches_and_gets_both_kinds_mixed(school: School, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="give each process two or more"):
        do(fit(school.jobs["kto"], tmp_path, batch=1), lambda *_: None)
    labels = [bool(row["label"]) for row in school.jobs["kto"].rows]
    assert 4 < sum(labels) < len(labels) - 4
    assert labels not in (sorted(labels, key=bool), sorted(labels, key=bool, reverse=True)), (
        "the trainer shuffles nothing"
    )


def test_what_is_learned_has_the_form_of_what_is_asked_at_work(school: School, tiny: Path, tmp_path: Path) -> None:
    """TRL tokenizes; its ids must be those that the engine feeds and reads, with the end of the turn learned."""
    from datasets import Dataset
    from trl.trainer.sft_trainer import SFTTrainer

    tokenizer, row = load_tokenizer(tiny), school.jobs["sft"].rows[0]
    config = SFTConfig(**arguments(replace(school.bench.recipe, work=tmp_path), "x", epochs=1, learning_rate=1e-4))
    trainer = SFTTrainer(
        model=load_base(tiny, CPU), args=config, train_dataset=Dataset.from_list([row]), processing_class=tokenizer
    )
    (batch,) = trainer.get_train_dataloader()
    prompt, said = row["prompt"], row["completion"]
    asked = question_ids(tokenizer, prompt)
    whole = tokenizer.apply_chat_template([*prompt, *said], return_dict=False)
    assert batch["input_ids"][0].tolist() == whole
    learned = [token for token in batch["labels"][0].tolist() if token != -100]
    assert learned == whole[len(asked) :], "the prompt is not learned"
    assert tokenizer.eos_token_id in learned, "and when to stop is"


def test_checkpoints_and_adapters_hold_no_copy_of_the_reference(school: School, tmp_path: Path) -> None:
    done = do(fit(school.jobs["dpo"], tmp_path), lambda *_: None)
    assert [path for path in done.adapter.iterdir() if path.is_dir()] == []
    assert not any(".ref." in name for name in school_weights(done.adapter))


def test_an_adapter_is_continued_to_learn_and_loaded_to_serve(school: School, tiny: Path) -> None:
    model = continued(load_base(tiny, CPU), school.adapters["sft"])
    assert list(model.peft_config) == ["default"]
    moving = [name for name, value in model.named_parameters() if value.requires_grad]
    assert moving
    assert all(".lora_" in name for name in moving)


def test_dropout_is_the_first_stages_alone_and_stays_in_the_adapters_config(school: School, tmp_path: Path) -> None:
    lora = school.bench.recipe.lora.model_copy(update={"dropout": 0.5})
    wet = do(fit(school.jobs["sft"], tmp_path / "wet", lora=lora), lambda *_: None)
    dry = do(fit(school.jobs["sft"], tmp_path / "dry"), lambda *_: None)
    assert wet.curve[0]["loss"] == pytest.approx(dry.curve[0]["loss"]), "an adapter begins with nothing to drop"
    assert wet.curve[0]["grad_norm"] != dry.curve[0]["grad_norm"]
    on = do(replace(fit(school.jobs["dpo"], tmp_path / "on", lora=lora), adapter=wet.adapter), lambda *_: None)
    assert on.curve[0]["rewards/margins"] == 0, "reference and policy are one network, nothing dropped"
    assert json.loads((on.adapter / CONFIG).read_text())["lora_dropout"] == 0.5


def a_llama(words: int) -> PreTrainedModel:
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=words, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
            num_key_value_heads=1,
        )
    )  # fmt: skip


def a_gpt2(words: int) -> PreTrainedModel:
    return GPT2LMHeadModel(GPT2Config(vocab_size=words, n_embd=32, n_layer=2, n_head=2, n_positions=1024))


@pytest.mark.parametrize("make", [a_llama, a_gpt2])
def test_any_causal_language_model_is_a_base(
    school: School, tiny: Path, tmp_path: Path, make: type[PreTrainedModel]
) -> None:
    tokenizer, base = load_tokenizer(tiny), tmp_path / "base"
    torch.manual_seed(0)
    make(len(tokenizer)).save_pretrained(base)
    tokenizer.save_pretrained(base)
    first = replace(fit(school.jobs["sft"], tmp_path, 12), base=base, base_sha256=weights_sha256(base))
    begun = do(first, lambda *_: None)
    second = replace(fit(school.jobs["dpo"], tmp_path, 12), base=base, adapter=begun.adapter)
    done = do(second, lambda *_: None)
    before, after = school_weights(begun.adapter), school_weights(done.adapter)
    assert before.keys() == after.keys()
    assert all(not torch.equal(value, before[name]) for name, value in after.items())


def school_weights(folder: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return load_file(folder / WEIGHTS)
