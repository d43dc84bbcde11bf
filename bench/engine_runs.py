"""What `bench.engines` measures, one engine at a time, in the process that it is called in."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import torch
from peft import LoraConfig
from safetensors.torch import save_file
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    Qwen2Config,
    Qwen2ForCausalLM,
    StoppingCriteria,
    StoppingCriteriaList,
)
from transformers.utils import logging as transformers_logging

from models.llama import LlamaModel
from models.local import Ask, LocalModel
from models.registry import Card, Registry, weights_sha256
from models.settings import LlamaSettings, LocalSettings
from models.tiny import build_tiny

ENGINES = ("plain", "plain-batch", "local", "local-adapters")
"""One request after another; all in one `generate`; our engine; our engine with two adapters, row by row."""

LLAMA_ENGINES = ("llama", "llama-adapters", "llama-q8")
"""The llama engine in the same number format; with two adapters in turn; with eight bits a weight."""

_GGUF_KINDS = {"float32": "f32", "bfloat16": "bf16", "float16": "f16"}

_SENTENCE = "I lie awake until it gets light and then I go to work as if nothing were wrong. "
_RANK = 16
_ROUTES = ("im", "gm")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured."""

    folder: str
    requests: int
    prompt_words: int
    tokens: int
    threads: int
    dtype: str
    device: str
    gguf: str = ""
    """The same model for the llama engine."""

    def prompt(self, number: int) -> str:
        """So many words, a few of them the request's own."""
        return " ".join(f"Case {number}. {_SENTENCE * 100}".split()[: self.prompt_words])


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine made of it. Seconds are of wall clock, memory is the process's at its peak."""

    engine: str
    tokens: int
    seconds: float
    first_token_s: float
    """Median over the requests, from all of them being asked at once."""
    load_s: float
    peak_mib: float = 0.0
    gpu_mib: float = 0.0

    @property
    def tokens_a_second(self) -> float:
        """Of all requests together."""
        return self.tokens / self.seconds


def make_model(shape: str, scratch: Path) -> Path:
    """The folder of the model to measure: the stand-in, one with random weights, or the operator's own."""
    _no_bars()
    if shape not in {"tiny", "0.5b"}:
        return Path(shape)
    tiny = build_tiny(Path(tempfile.gettempdir()) / f"sidelight-bench-{os.getuid()}" / "tiny")
    if shape == "tiny":
        return tiny
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=151_936,
        hidden_size=896,
        intermediate_size=4864,
        num_hidden_layers=24,
        num_attention_heads=14,
        num_key_value_heads=2,
        max_position_embeddings=32_768,
        tie_word_embeddings=True,
        dtype=torch.bfloat16,
    )
    # It reads with the stand-in's tokenizer: one of its own would have to be downloaded, and costs next to nothing.
    shutil.copytree(tiny, scratch / "model", ignore=shutil.ignore_patterns("model*", "*config.json", "tiny.json"))
    shutil.copy(tiny / "tokenizer_config.json", scratch / "model")
    with _default_dtype(torch.bfloat16):
        Qwen2ForCausalLM(config).save_pretrained(scratch / "model")
    return scratch / "model"


def make_gguf(engine: str, plan: Plan, scratch: Path) -> Plan:
    """The plan with the model as GGUF, if the engine wants it so. Raises `CannotConvert`."""
    if engine not in LLAMA_ENGINES:
        return plan
    from models.llama.base import convert_base

    kind = "q8_0" if engine == "llama-q8" else _GGUF_KINDS[plan.dtype]
    file = scratch / f"{kind}.gguf"
    return replace(plan, gguf=str(file if file.exists() else convert_base(Path(plan.folder), file, kind=kind)))


def measure(engine: str, plan: Plan) -> Figures:
    """Load, warm up, measure."""
    _no_bars()
    if engine.startswith("llama"):
        figures = asyncio.run(_measure_llama(engine, plan))
    elif engine.startswith("local"):
        figures = asyncio.run(_measure_local(engine, plan))
    else:
        figures = _measure_plain(engine, plan)
    on_gpu = torch.cuda.max_memory_allocated() / 2**20 if torch.device(plan.device).type == "cuda" else 0.0
    return replace(figures, peak_mib=round(_peak_mib(), 1), gpu_mib=round(on_gpu, 1))


def _peak_mib() -> float:
    """This program's highest memory. What getrusage tells on Linux counts the process in which it was started, too."""
    try:
        told = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM")) / 1024


@contextmanager
def _default_dtype(dtype: torch.dtype) -> Iterator[None]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def _no_bars() -> None:
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated


class _Heard(StoppingCriteria):
    """Stops nothing; notes when the first token came."""

    def __init__(self) -> None:
        self.first: float | None = None

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor, **_: object) -> torch.Tensor:
        """(rows,) bool, all False."""
        self.first = self.first or time.monotonic()
        return torch.zeros(len(input_ids), dtype=torch.bool, device=input_ids.device)


def _measure_plain(engine: str, plan: Plan) -> Figures:
    started = time.monotonic()
    torch.set_num_threads(plan.threads)
    tokenizer = AutoTokenizer.from_pretrained(plan.folder, padding_side="left")
    model = AutoModelForCausalLM.from_pretrained(plan.folder, dtype=getattr(torch, plan.dtype))
    model.to(torch.device(plan.device))  # type: ignore[arg-type]  # its wrapper hides `self`
    loaded = time.monotonic() - started

    def write(prompts: list[str]) -> tuple[int, float]:
        """How many tokens, and when the first came."""
        turns = [[{"role": "user", "content": prompt}] for prompt in prompts]
        texts = tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False).to(plan.device)
        heard = _Heard()
        with torch.inference_mode():
            out = model.generate(  # type: ignore[misc]  # its `self` is typed so narrowly that no model is one
                **batch, max_new_tokens=plan.tokens, do_sample=False, stopping_criteria=StoppingCriteriaList([heard])
            )
        written = out[:, batch["input_ids"].shape[1] :]
        return int((written != tokenizer.pad_token_id).sum()), heard.first or time.monotonic()

    write([plan.prompt(99)])
    prompts = [plan.prompt(number) for number in range(plan.requests)]
    began = time.monotonic()
    done = [write(prompts)] if engine == "plain-batch" else [write([prompt]) for prompt in prompts]
    seconds = time.monotonic() - began
    return Figures(engine, sum(tokens for tokens, _ in done), seconds, median(at for _, at in done) - began, loaded)


async def _measure_local(engine: str, plan: Plan) -> Figures:
    settings = LocalSettings.model_validate(
        {
            "device": plan.device,
            "dtype": plan.dtype,
            "threads": plan.threads,
            "max_batch": plan.requests,
            "context_tokens": _context(plan),
            "deadline_s": 3600,
        }
    )
    model = LocalModel(settings, plan.folder)
    started = time.monotonic()
    await model.start()
    loaded = time.monotonic() - started
    if engine == "local-adapters":
        await _swap_random(model, plan)
    await model.generate(_ask(plan, 99, "im"))
    began = time.monotonic()
    answers = await asyncio.gather(
        *(model.generate(_ask(plan, number, _ROUTES[number % 2])) for number in range(plan.requests))
    )
    seconds = time.monotonic() - began
    await model.stop()
    first = median(answer.waited_s + answer.first_token_s for answer in answers)
    return Figures(engine, sum(answer.tokens for answer in answers), seconds, first, loaded)


async def _measure_llama(engine: str, plan: Plan) -> Figures:
    settings = LlamaSettings(
        base=Path(plan.gguf),
        threads=plan.threads,
        context_tokens=_context(plan),
        max_new_tokens=max(8, plan.tokens),
        temperature=0,
        deadline_s=3600,
    )
    model = LlamaModel(settings)
    started = time.monotonic()
    await model.start()
    loaded = time.monotonic() - started
    if engine == "llama-adapters":
        await _swap_random(model, plan)
    asks = [_ask(plan, number, _ROUTES[number % 2]) for number in range(plan.requests)]
    await model.generate(_ask(plan, 99, "im").compose, route="im")
    began = time.monotonic()
    answers = await asyncio.gather(*(model.generate(ask.compose, route=ask.route) for ask in asks))
    seconds = time.monotonic() - began
    await model.stop()
    first = median(answer.waited_s + answer.first_token_s for answer in answers)
    return Figures(engine, sum(answer.tokens for answer in answers), seconds, first, loaded)


async def _swap_random(model: LocalModel | LlamaModel, plan: Plan) -> None:
    """Give both routes an adapter of their own."""
    with tempfile.TemporaryDirectory(prefix="sidelight-bench-") as scratch:
        for seed, route in enumerate(_ROUTES):
            folder = await asyncio.to_thread(_random_adapter, plan, Path(scratch), route, seed)
            swap = await model.swap(route, folder.name, folder)
            assert swap.ok, swap.why


def _context(plan: Plan) -> int:
    return max(128, 4 * plan.prompt_words + 2 * plan.tokens)


def _ask(plan: Plan, number: int, route: str) -> Ask:
    return Ask(lambda _room: [{"role": "user", "content": plan.prompt(number)}], route, plan.tokens)


def _random_adapter(plan: Plan, scratch: Path, task: str, seed: int) -> Path:
    """A registered adapter on every linear layer, as training makes them, without training."""
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
            AutoConfig.from_pretrained(plan.folder)
        )
    generator = torch.Generator().manual_seed(seed)
    weights: dict[str, torch.Tensor] = {}
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Linear) and name != "lm_head":
            place = f"base_model.model.{name}"
            weights[f"{place}.lora_A.weight"] = torch.randn(_RANK, module.in_features, generator=generator) / 100
            weights[f"{place}.lora_B.weight"] = torch.randn(module.out_features, _RANK, generator=generator) / 100
    made = scratch / f"made-{task}"
    made.mkdir()
    save_file(weights, made / "adapter_model.safetensors")
    LoraConfig(r=_RANK, target_modules="all-linear", task_type="CAUSAL_LM", inference_mode=True).save_pretrained(
        str(made)
    )
    card = Card(task, plan.folder, weights_sha256(Path(plan.folder)), None, created_utc=0.0, seed=seed)
    registry = Registry(scratch / "registry")
    return registry.path(registry.add(made, card).id)
