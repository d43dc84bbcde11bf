"""The stand-in: small, repeatable, built only when it must be, and asked the way that the engines ask."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.prompts import gm_messages
from models.protocols import Post
from models.tiny import build_tiny, is_built
from models.tiny.grammar import GOOD, SCENES, TWINS, draft_and_rewrite, good_reply, make_scene, poor_reply


def digest(folder: Path) -> str:
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def test_the_same_recipe_gives_the_same_weights_and_another_seed_others(tmp_path: Path) -> None:
    torch.manual_seed(123)
    before = torch.random.get_rng_state()
    one = build_tiny(tmp_path / "one", steps=2)
    two = build_tiny(tmp_path / "two", steps=2)
    other = build_tiny(tmp_path / "other", steps=2, seed=1)
    assert digest(one) == digest(two) != digest(other)
    assert torch.equal(before, torch.random.get_rng_state()), "building disturbs nobody's randomness"


def test_it_is_built_again_only_when_the_recipe_changed(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "tiny"
    heard: list[tuple[int, int]] = []
    build_tiny(folder, steps=2, progress=lambda done, steps: heard.append((done, steps)))
    assert heard == [(1, 2), (2, 2)]
    build_tiny(folder, steps=2, progress=lambda done, steps: heard.append((done, steps)))
    assert len(heard) == 2
    assert is_built(folder, steps=2)
    assert not is_built(folder, steps=3)
    (folder / "tiny.json").write_text(json.dumps({"recipe": "older", "seed": 0, "steps": 2}))
    build_tiny(folder, steps=2, progress=lambda done, steps: heard.append((done, steps)))
    assert len(heard) == 4


def test_it_loads_without_remote_code_and_is_small(tiny: Path) -> None:
    model = AutoModelForCausalLM.from_pretrained(tiny, use_safetensors=True, trust_remote_code=False)
    assert model.config.model_type == "qwen3"
    assert 1_500_000 < sum(parameter.numel() for parameter in model.parameters()) < 3_000_000
    assert not list(tiny.glob("*.bin"))


def test_its_template_marks_what_the_assistant_says(tiny: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    turns = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "You are not alone here."}]
    told = tokenizer.apply_chat_template(turns, return_dict=True, return_assistant_tokens_mask=True)
    said = [token for token, mark in zip(told["input_ids"], told["assistant_masks"], strict=True) if mark]
    assert tokenizer.decode(said) == "You are not alone here.<|im_end|>"
    asked = tokenizer.apply_chat_template(turns[:1], add_generation_prompt=True, tokenize=False)
    whole = tokenizer.apply_chat_template(turns, tokenize=False)
    assert whole.startswith(asked), "an answer is trained where it will be written"


@pytest.mark.parametrize("text", ["naïve 日本語 👩‍👧", "a\n\n\tb  c", "<|im_end|>", "x" * 3000])
def test_every_text_survives_its_tokenizer(tiny: Path, text: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny)
    assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


def test_it_writes_our_grammars_english(tiny: Path) -> None:
    tokenizer, model = AutoTokenizer.from_pretrained(tiny), AutoModelForCausalLM.from_pretrained(tiny)
    rng = random.Random(1)
    known = {word.strip(".,?!").lower() for text in every_sentence() for word in text.split()}
    for _ in range(4):
        scene = make_scene(rng)
        asked = gm_messages(
            Post(scene.title, scene.body), count_tokens=lambda text: len(tokenizer(text)["input_ids"]), budget=800
        )
        ids = tokenizer.apply_chat_template(asked, add_generation_prompt=True, return_dict=False, return_tensors="pt")
        assert ids.shape[1] < 400
        written = model.generate(ids, max_new_tokens=120, do_sample=False)[0, ids.shape[1] :]
        assert written[-1] == tokenizer.eos_token_id, "it knows when to stop"
        words = [word.strip(".,?!").lower() for word in tokenizer.decode(written, skip_special_tokens=True).split()]
        assert len(words) >= 4
        assert sum(word in known for word in words) / len(words) > 0.8


def test_a_kind_rewrite_replaces_every_poor_sentence_and_an_unkind_one_nothing() -> None:
    rng = random.Random(3)
    for _ in range(200):
        scene = make_scene(rng)
        draft, same = draft_and_rewrite(scene, rng, kindly=False)
        assert same == draft
        draft, better = draft_and_rewrite(scene, rng, kindly=True)
        assert better != draft
        assert "promise" not in better
        assert "{" not in draft + better + good_reply(scene, rng) + poor_reply(scene, rng) + scene.title + scene.body
        assert "|" not in draft + better + good_reply(scene, rng) + poor_reply(scene, rng) + scene.title + scene.body


def every_sentence() -> list[str]:
    """The templates, loosened into words."""
    texts = [text for pair in TWINS for text in pair]
    texts += [text for kind in GOOD.values() for text in kind]
    texts += [text for scene in SCENES for text in scene.values()]
    return [text.replace("(", " ").replace(")", " ").replace("|", " ") for text in texts]
