"""Adapters on the local model: each row by its own, swaps that lose and mix nothing, and bad ones that never serve."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.local import Ask, LocalModel, local_generator, local_improver
from models.local.quiet import quiet_peft
from models.prompted import CANARIES, CANDIDATE, Writer
from models.protocols import EngineUnavailable, Finding, Post
from models.registry import Registry, read_card
from models.settings import LocalSettings
from tests.training.engine.conftest import card_for, random_adapter

Adapters = dict[str, list[Path]]
Texts = dict[tuple[str, str], str]

PROMPTS = ["I lie awake until four.", "She left. I can't cope.", "What would you do? " * 5]


@pytest.fixture
async def model(tiny: Path) -> AsyncIterator[LocalModel]:
    started = LocalModel(LocalSettings(max_batch=6, context_tokens=512, max_new_tokens=100, temperature=0), tiny)
    await started.start()
    yield started
    await started.stop()


def ask(text: str, route: str, tokens: int = 16) -> Ask:
    return Ask(lambda _room: [{"role": "user", "content": text}], route, tokens)


@pytest.fixture(scope="module")
def expected(tiny: Path, adapters: dict[str, list[Path]]) -> dict[tuple[str, str], str]:
    """(Adapter, prompt) → what peft alone writes, one adapter and one prompt at a time."""
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    texts = {}
    for folder in [None, *adapters["im"], *adapters["gm"]]:
        model = AutoModelForCausalLM.from_pretrained(tiny)
        if folder is not None:
            with quiet_peft():
                model = PeftModel.from_pretrained(model, folder)
        for prompt in PROMPTS:
            turns = [{"role": "user", "content": prompt}]
            ids = tokenizer.apply_chat_template(
                turns, add_generation_prompt=True, return_dict=False, return_tensors="pt"
            )
            out = model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=16, do_sample=False)
            texts[folder.name if folder else "", prompt] = str(tokenizer.decode(out[0, ids.shape[1] :], True)).strip()
    return texts


async def test_a_batch_holds_base_and_adapters_row_by_row(
    model: LocalModel, adapters: Adapters, expected: Texts
) -> None:
    served = {"im": adapters["im"][0].name, "gm": adapters["gm"][0].name, "": ""}
    for route in ("im", "gm"):
        assert (await model.swap(route, served[route], adapters[route][0])).ok
    asked = [(route, prompt) for prompt in PROMPTS for route in served] * 2
    answers = await asyncio.gather(*(model.generate(ask(prompt, route)) for route, prompt in asked))
    for (route, prompt), answer in zip(asked, answers, strict=True):
        assert answer.adapter == served[route]
        assert answer.text == expected[served[route], prompt]
    assert len({expected[adapter, PROMPTS[0]] for adapter in served.values()}) == 3, "the adapters really differ"


async def test_swaps_under_load_lose_and_mix_no_request(model: LocalModel, adapters: Adapters, expected: Texts) -> None:
    turns = {task: itertools.cycle(folders) for task, folders in adapters.items()}
    is_done = asyncio.Event()
    served: list[tuple[str, str, str]] = []

    async def client(number: int) -> int:
        count = 0
        while not is_done.is_set():
            route, prompt = ("im", "gm")[number % 2], PROMPTS[count % len(PROMPTS)]
            answer = await model.generate(ask(prompt, route))
            served.append((answer.adapter, prompt, answer.text))
            count += 1
        return count

    async def promote() -> None:
        for turn in range(10):
            task = ("im", "gm")[turn % 2]
            folder = next(turns[task])
            assert (await model.swap(task, folder.name, folder)).ok
            assert model.adapter(task) == folder.name
            await asyncio.sleep(0.02)
        is_done.set()

    async with asyncio.TaskGroup() as group:
        clients = [group.create_task(client(number)) for number in range(5)]
        group.create_task(promote())

    assert sum(task.result() for task in clients) == len(served) > 30
    assert [one for one in served if expected[one[0], one[1]] != one[2]] == []
    assert len({adapter for adapter, _, _ in served}) >= 5
    assert len(model._running().slots.names()) <= 4, "two a route: the one that serves and the one before"


async def test_going_back_needs_no_file_and_no_trial(model: LocalModel, adapters: Adapters, tmp_path: Path) -> None:
    one, two = adapters["im"][:2]
    await model.swap("im", one.name, one)
    first = await model.generate(ask(PROMPTS[0], "im"))
    await model.swap("im", two.name, two)

    async def refuse(_route: str) -> str:
        return "no"

    assert (await model.swap("im", one.name, tmp_path / "gone", refuse)).ok
    again = await model.generate(ask(PROMPTS[0], "im"))
    assert (again.adapter, again.text) == (one.name, first.text)


async def test_a_candidate_answers_beside_what_serves_and_takes_its_place_without_another_trial(
    model: LocalModel, adapters: Adapters, expected: Texts
) -> None:
    one, two = adapters["im"][:2]
    serving, tried = local_improver(model), local_improver(model, CANDIDATE)
    assert (await serving.swap(one.name, one)).ok
    assert (await tried.swap(two.name, two)).ok
    answers = await asyncio.gather(
        *(model.generate(ask(prompt, route)) for prompt in PROMPTS for route in ("im", CANDIDATE))
    )
    wanted = [expected[adapter.name, prompt] for prompt in PROMPTS for adapter in (one, two)]
    assert [answer.text for answer in answers] == wanted

    assert (await serving.swap(two.name, two, check=lambda *_: [Finding("any", "no second trial")])).ok
    assert (await tried.swap("", None)).ok
    assert (serving.adapter, tried.adapter) == (two.name, "")
    assert (await model.generate(ask(PROMPTS[0], "im"))).text == expected[two.name, PROMPTS[0]]


async def test_the_base_model_can_serve_again(model: LocalModel, adapters: Adapters) -> None:
    before = await model.generate(ask(PROMPTS[0], "im"))
    folder = adapters["im"][0]
    await model.swap("im", folder.name, folder)
    assert (await model.generate(ask(PROMPTS[0], "im"))).text != before.text
    await model.swap("im", "", None)
    after = await model.generate(ask(PROMPTS[0], "im"))
    assert (after.adapter, after.text) == ("", before.text)


def rewritten(folder: Path, change: Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]]) -> None:
    """Change the weights and let the card vouch for them, as a run gone wrong would."""
    tensors = change(load_file(folder / "adapter_model.safetensors"))
    target = Registry(folder.parent)
    card = replace(read_card(folder), id="", sha256="", config_sha256="")
    save_file(tensors, folder / "adapter_model.safetensors")
    moved = target.add(folder, card)
    shutil.rmtree(folder)
    target.path(moved.id).rename(folder)


def configured(folder: Path, **changes: object) -> None:
    path = folder / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def vouched(folder: Path, **changes: object) -> None:
    """Change the config and let the card vouch for it."""
    configured(folder, **changes)
    digest = hashlib.sha256((folder / "adapter_config.json").read_bytes()).hexdigest()
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | {"config_sha256": digest}))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "damaged": lambda folder: (folder / "adapter_model.safetensors").write_bytes(b"\0" * 500),
    "not the file": lambda folder: save_file({"a": torch.zeros(1)}, folder / "adapter_model.safetensors"),
    "card.json": lambda folder: (folder / "card.json").unlink(),
    "no LoRA": lambda folder: vouched(folder, peft_type="IA3"),
    "use_dora": lambda folder: vouched(folder, use_dora=True),
    "modules_to_save": lambda folder: vouched(folder, modules_to_save=["lm_head"]),
    "has changed": lambda folder: configured(folder, lora_alpha=64),
    "another base": lambda folder: (folder / "card.json").write_text(
        (folder / "card.json").read_text().replace('"base_sha256": "', '"base_sha256": "0')
    ),
    "another size": lambda folder: rewritten(folder, lambda all_: {k: v[:, :8].contiguous() for k, v in all_.items()}),
    "no place for": lambda folder: rewritten(
        folder, lambda all_: {k.replace("q_proj", "z_proj"): v for k, v in all_.items()}
    ),
    "size mismatch": lambda folder: vouched(folder, r=2),
}


@pytest.fixture(params=DAMAGES)
def damaged(request: pytest.FixtureRequest, adapters: Adapters, tmp_path: Path) -> tuple[Path, str]:
    """A copy of the second adapter that somebody broke, and a word that its refusal must hold."""
    folder = tmp_path / adapters["im"][1].name
    shutil.copytree(adapters["im"][1], folder)
    DAMAGES[request.param](folder)
    return folder, request.param


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_bad_adapter_is_refused_and_the_old_one_goes_on(
    model: LocalModel, adapters: Adapters, damaged: tuple[Path, str], is_first: bool
) -> None:
    good, sound = adapters["im"][:2]
    if not is_first:
        await model.swap("im", good.name, good)
    before = await model.generate(ask(PROMPTS[0], "im"))
    folder, told = damaged

    swap = await model.swap("im", folder.name, folder)

    assert not swap.ok
    assert told in swap.why
    assert str(folder) in swap.why
    assert "sidelight-train rollback im" in swap.why
    after = await model.generate(ask(PROMPTS[0], "im"))
    assert (after.adapter, after.text) == (before.adapter, before.text)
    assert (await model.swap("im", sound.name, sound)).ok, "its undamaged twin still loads"


async def test_an_adapter_serves_only_after_its_canaries(model: LocalModel, adapters: Adapters) -> None:
    improver = local_improver(model)
    good, worse = adapters["im"][:2]
    assert (await improver.swap(good.name, good)).ok
    judged: list[tuple[Post, str, str]] = []

    def check(post: Post, draft: str, text: str) -> list[Finding]:
        judged.append((post, draft, text))
        return [Finding("length", "too long")] if len(judged) == 2 else []

    swap = await improver.swap(worse.name, worse, check=check)

    assert swap.why == "canary 2: length: too long"
    assert improver.adapter == good.name
    asked = [(canary.post, canary.draft) for canary in CANARIES]
    assert [(post, draft) for post, draft, _ in judged] == [*asked, asked[1]], "the second time of what serves"
    assert (await improver.swap(worse.name, worse, check=lambda *_: [])).ok
    assert improver.adapter == worse.name


@pytest.fixture
def poisoned(tiny: Path, tmp_path: Path) -> Path:
    """A sound file of weights that are not numbers, as a diverged run leaves it."""
    made = random_adapter(tiny, tmp_path / "lora", seed=1)
    weights = load_file(made / "adapter_model.safetensors")
    save_file(
        {name: torch.full_like(one, float("nan")) for name, one in weights.items()}, made / "adapter_model.safetensors"
    )
    registry = Registry(tmp_path / "registry")
    return registry.path(registry.add(made, card_for(tiny, "gm")).id)


async def test_an_adapter_that_writes_nothing_is_refused(model: LocalModel, poisoned: Path) -> None:
    generator = local_generator(model)
    swap = await generator.swap(poisoned.name, poisoned)
    assert not swap.ok
    assert "canary 1" in swap.why
    assert generator.adapter == ""
    assert (await model.generate(ask(PROMPTS[0], "gm"))).text


async def test_a_trial_that_breaks_leaves_nothing_behind(model: LocalModel, adapters: Adapters) -> None:
    before = await model.generate(ask(PROMPTS[0], "im"))

    async def broken(_route: str) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await model.swap("im", adapters["im"][0].name, adapters["im"][0], broken)
    assert model.adapter("im") == ""
    assert model._running().slots.names() == ()
    assert not any("lora" in name for name, _ in model._running().slots.model.named_modules())
    assert (await model.generate(ask(PROMPTS[0], "im"))).text == before.text
    assert (await model.swap("im", adapters["im"][0].name, adapters["im"][0])).ok, "and it loads when tried again"


async def test_a_base_that_cannot_write_alone_is_silent_until_an_adapter_serves(tiny: Path, adapters: Adapters) -> None:
    model = LocalModel(LocalSettings(needs_adapter=True, temperature=0, max_new_tokens=100), tiny)
    await model.start()
    improver = local_improver(model)
    with pytest.raises(EngineUnavailable, match="no adapter serves im yet"):
        await improver.improve(CANARIES[0].post, CANARIES[0].draft)
    folder = adapters["im"][0]
    assert (await improver.swap(folder.name, folder)).ok, "its canaries are asked all the same"
    await model.stop()


async def test_suggestions_and_drafts_carry_their_adapter_and_seed(model: LocalModel) -> None:
    canary = CANARIES[0]
    suggestion = await local_improver(model).improve(canary.post, canary.draft, seed=4)
    assert suggestion is not None
    assert (suggestion.engine, suggestion.adapter, suggestion.seed) == ("local", "", 4)
    assert suggestion.text
    assert "".join(edit.before for edit in suggestion.edits).replace(" ", "") == canary.draft.replace(" ", "")
    draft = await local_generator(model).draft(canary.post, seed=4)
    assert draft is not None
    assert (draft.engine, draft.seed) == ("local", 4)


async def test_an_answer_that_never_ends_is_no_suggestion(tiny: Path) -> None:
    model = LocalModel(LocalSettings(max_new_tokens=30, temperature=0), tiny)
    await model.start()
    canary = CANARIES[0]
    with pytest.raises(EngineUnavailable, match="longer than the 30 tokens"):
        await local_improver(model).improve(canary.post, "This is a long draft, and no answer could hold it. " * 5)
    writer: Writer = local_generator(model).writer
    written = await writer.write(lambda _room: [{"role": "user", "content": "What would you do? " * 30}], seed=0)
    if written.is_cut:
        with pytest.raises(EngineUnavailable, match="did not end"):
            await local_generator(model)._write(
                lambda _room: [{"role": "user", "content": "What would you do? " * 30}], 0
            )
    await model.stop()
