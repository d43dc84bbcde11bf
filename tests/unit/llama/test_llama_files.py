"""What the llama engine does before its library is asked: names, layouts, templates, and one line for what lacks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.config import read_config
from bot.errors import Misconfigured
from bot.writers import open_writers
from models.llama.adapter import BaseShape, adapter_tensors
from models.llama.base import vocabulary_of
from models.llama.naming import CannotConvert, laid_out, tensor_name
from models.llama.template import ChatTemplate
from models.llama.tensors import read_tensors
from models.settings import LlamaSettings, ModelSettings

USER = [{"role": "user", "content": "Hello"}]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("model.embed_tokens", "token_embd"),
        ("model.norm", "output_norm"),
        ("lm_head", "output"),
        ("model.layers.0.self_attn.q_proj", "blk.0.attn_q"),
        ("model.layers.11.self_attn.k_norm", "blk.11.attn_k_norm"),
        ("model.layers.3.post_attention_layernorm", "blk.3.ffn_norm"),
        ("model.layers.3.mlp.down_proj", "blk.3.ffn_down"),
    ],
)
def test_tensors_get_their_names(module: str, name: str) -> None:
    assert tensor_name(module) == name


@pytest.mark.parametrize(
    "module", ["model.layers.0.mlp.experts.3.up_proj", "model.layers.x.mlp.up_proj", "visual.norm"]
)
def test_what_has_no_place_is_refused_by_name(module: str) -> None:
    with pytest.raises(CannotConvert, match=module):
        tensor_name(module)


def turned_by_halves(head: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Rotary positions as transformers works them out: number n with number n + half."""
    first, second = np.split(head, 2)
    return np.concatenate(
        [first * np.cos(angles) - second * np.sin(angles), second * np.cos(angles) + first * np.sin(angles)]
    )


def turned_by_neighbours(head: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """As llama.cpp does for `llama`: number 2n with number 2n + 1."""
    first, second = head[::2], head[1::2]
    pairs = [first * np.cos(angles) - second * np.sin(angles), second * np.cos(angles) + first * np.sin(angles)]
    return np.stack(pairs, axis=1).reshape(-1)


def test_rows_are_moved_so_that_attention_comes_out_the_same() -> None:
    rng = np.random.default_rng(0)
    queries, keys = (rng.standard_normal((2 * 8, 5)).astype(np.float32) for _ in "qk")
    word, other = rng.standard_normal(5), rng.standard_normal(5)
    angles, later = rng.standard_normal(4), rng.standard_normal(4)
    moved_q = laid_out("blk.0.attn_q", queries, family="llama", heads=2, key_heads=2)
    moved_k = laid_out("blk.0.attn_k", keys, family="llama", heads=2, key_heads=2)
    for head in (slice(0, 8), slice(8, 16)):
        there = turned_by_halves(queries[head] @ word, angles) @ turned_by_halves(keys[head] @ other, later)
        here = turned_by_neighbours(moved_q[head] @ word, angles) @ turned_by_neighbours(moved_k[head] @ other, later)
        assert here == pytest.approx(there)


@pytest.mark.parametrize(("name", "family"), [("blk.0.attn_q", "qwen3"), ("blk.0.attn_v", "llama")])
def test_all_other_rows_stay(name: str, family: str) -> None:
    rows = np.arange(32, dtype=np.float32).reshape(16, 2)
    assert laid_out(name, rows, family=family, heads=2, key_heads=2) is rows


def safetensors(file: Path, **tensors: tuple[str, list[int], bytes]) -> Path:
    header, data = {}, b""
    for name, (kind, shape, values) in tensors.items():
        header[name.replace("__", ".")] = {
            "dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(values)],
        }  # fmt: skip
        data += values
    told = json.dumps(header).encode()
    file.write_bytes(len(told).to_bytes(8, "little") + told + data)
    return file


def test_bfloat16_and_its_kin_are_read_as_float32(tmp_path: Path) -> None:
    wanted = np.array([[1.5, -2.0], [0.0, 384.0]], np.float32)
    half = (wanted.view(np.uint32) >> 16).astype(np.uint16)
    file = safetensors(
        tmp_path / "model.safetensors",
        brain=("BF16", [2, 2], half.tobytes()),
        half=("F16", [2, 2], wanted.astype(np.float16).tobytes()),
        single=("F32", [4], wanted.tobytes()),
    )
    read = dict(read_tensors(file))
    assert {name: tensor.dtype for name, tensor in read.items()} == dict.fromkeys(read, np.dtype(np.float32))
    assert read["brain"].tolist() == read["half"].tolist() == wanted.tolist()
    assert read["single"].shape == (4,)


def test_a_quantised_safetensors_file_is_refused(tmp_path: Path) -> None:
    file = safetensors(tmp_path / "model.safetensors", a=("I8", [1], b"\1"))
    with pytest.raises(CannotConvert, match="I8"):
        list(read_tensors(file))


def test_an_adapter_goes_where_its_base_has_a_place(tmp_path: Path) -> None:
    module = "base_model__model__model__layers__2__self_attn__q_proj"
    down, up = np.ones((1, 3), np.float32), np.arange(8, dtype=np.float32).reshape(8, 1)
    values = {
        f"{module}__lora_A__weight": ("F32", [1, 3], down.tobytes()),
        f"{module}__lora_B__weight": ("F32", [8, 1], up.tobytes()),
    }
    safetensors(tmp_path / "adapter_model.safetensors", **values)
    qwen = dict(adapter_tensors(tmp_path, BaseShape("qwen3", 2, 1)))
    llama = dict(adapter_tensors(tmp_path, BaseShape("llama", 2, 1)))
    assert list(qwen) == list(llama) == ["blk.2.attn_q.weight.lora_a", "blk.2.attn_q.weight.lora_b"]
    assert qwen["blk.2.attn_q.weight.lora_b"].ravel().tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    assert llama["blk.2.attn_q.weight.lora_b"].ravel().tolist() == [0, 2, 1, 3, 4, 6, 5, 7]


def tokenizer(**changes: Any) -> dict[str, Any]:
    plain = {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True}
    model = {"type": "BPE", "vocab": {"a": 1, "b": 2}}
    added = [{"id": 0, "content": "<end>", "special": True}, {"id": 3, "content": "<tool>", "special": False}]
    return {"pre_tokenizer": plain, "model": model, "added_tokens": added, "normalizer": None, **changes}


def test_every_place_in_the_vocabulary_gets_its_token() -> None:
    tokens, kinds = vocabulary_of(tokenizer(), 5, Path("here"))
    assert tokens == ["<end>", "a", "b", "<tool>", "[UNUSED4]"]
    assert kinds == [3, 1, 1, 4, 5]


@pytest.mark.parametrize(
    "changes",
    [
        {"pre_tokenizer": {"type": "Sequence"}},
        {"pre_tokenizer": {"type": "ByteLevel", "use_regex": False, "add_prefix_space": False}},
        {"normalizer": {"type": "NFC"}},
        {"model": {"type": "Unigram", "vocab": {}}},
        {"pre_tokenizer": None},
    ],
)
def test_a_tokenizer_of_another_kind_is_left_to_llama_cpps_own_converter(changes: dict[str, Any]) -> None:
    with pytest.raises(CannotConvert, match=r"convert_hf_to_gguf\.py /models/big"):
        vocabulary_of(tokenizer(**changes), 5, Path("/models/big"))


def test_a_template_for_training_renders_as_one_for_writing() -> None:
    source = (
        "{%- for message in messages %}{{ bos_token }}[{{ message['role'] }}]\n"
        "{%- generation %}{{- message['content'] }}{%- endgeneration %}{%- endfor %}"
        "{%- if add_generation_prompt and not enable_thinking %}{{ eos_token }}>{%- endif %}"
    )
    assert ChatTemplate(source, {"bos_token": "^", "eos_token": "$"}).render(USER) == "^[user]Hello$>"


def test_a_template_can_neither_break_out_nor_break_us() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        ChatTemplate("{% for %}", {})
    with pytest.raises(ValueError, match="no system role"):
        ChatTemplate("{{ raise_exception('no system role') }}", {}).render(USER)
    with pytest.raises(ValueError, match="unsafe"):
        ChatTemplate("{{ messages.__class__.__mro__ }}", {}).render(USER)


async def complaint(settings: LlamaSettings) -> str:
    with pytest.raises(Misconfigured) as caught:
        async with open_writers(ModelSettings(engine="llama", llama=settings)):
            pass
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def test_without_its_library_the_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "models.llama.core", raising=False)
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    told = await complaint(LlamaSettings())
    assert "pip install '.[llama_cpp]'" in told
    assert "C compiler" in told


async def test_a_missing_or_strange_file_is_named(tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="an optional extra that is compiled on installation")
    assert "models.llama.base names no model" in await complaint(LlamaSettings())
    missing = tmp_path / "missing.gguf"
    assert f"{missing}, which cannot be read (No such file" in await complaint(LlamaSettings(base=missing))
    strange = tmp_path / "strange.gguf"
    strange.write_bytes(b"PK\3\4")
    assert "which is no GGUF file" in await complaint(LlamaSettings(base=strange))
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(b"GGUF\3\0\0\0")
    assert "is it a whole GGUF file?" in await complaint(LlamaSettings(base=cut))


def test_the_file_lies_relative_to_the_configuration(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    reddit = '[reddit]\nusername = "a"\nclient_id = "b"\nsubreddits = ["c"]\n'
    config.write_text(reddit + '[models]\nengine = "llama"\n[models.llama]\nbase = "data/base.gguf"\n')
    assert read_config(config).models.llama.base == tmp_path / "data/base.gguf"
    config.write_text(reddit)
    assert read_config(config).models.llama.base is None


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = "{'torch', 'llama_cpp', 'gguf', 'numpy'}"
    script = f"import sys, models.llama; sys.exit(str({heavy} & set(sys.modules)) if {heavy} & set(sys.modules) else 0)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
