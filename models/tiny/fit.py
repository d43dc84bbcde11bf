"""Fits the stand-in: a plain training loop, on one thread, the same numbers every time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM
from transformers.utils import logging

from models.prompts import ChatMessage, gm_messages, im_messages
from models.protocols import Post
from models.tiny.grammar import draft_and_rewrite, good_reply, make_scene, poor_reply
from models.tiny.tokenizer import make_tokenizer

ROWS_A_STEP = 4
LEARNING_RATE = 5e-3
_TOKENIZER_ROWS = 1500
_PROMPT_TOKENS = 700


def fit(folder: Path, *, seed: int, steps: int, progress: Callable[[int, int], None]) -> float:
    """The last loss, once the fitted model and its tokenizer stand in `folder`."""
    rng = random.Random(seed)  # noqa: S311  # the same model every time is the point
    rows = conversations(rng)
    first = [next(rows) for _ in range(_TOKENIZER_ROWS)]
    tokenizer = make_tokenizer((turn["content"] for row in first for turn in row), folder)
    with _one_thread(), _no_bars(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = Qwen3ForCausalLM(shape(tokenizer))
        loss = _train(model, tokenizer, rows, steps, progress)
        model.save_pretrained(folder)
    return loss


def shape(tokenizer: PreTrainedTokenizerFast) -> Qwen3Config:
    """Two million parameters of the Qwen3 architecture."""
    return Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=192,
        intermediate_size=512,
        num_hidden_layers=4,
        num_attention_heads=6,
        num_key_value_heads=2,
        head_dim=32,
        max_position_embeddings=2048,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
    )


def conversations(rng: random.Random) -> Iterator[list[ChatMessage]]:
    """Prompts as `models.prompts` words them, with answers of both kinds, without end."""
    while True:
        scene = make_scene(rng)
        post = Post(scene.title, scene.body)
        kindly = rng.random() < 0.5
        if rng.random() < 0.5:
            draft, reply = draft_and_rewrite(scene, rng, kindly=kindly)
            asked = im_messages(post, draft, count_tokens=_as_if_small, budget=_PROMPT_TOKENS)
        else:
            reply = good_reply(scene, rng) if kindly else poor_reply(scene, rng)
            asked = gm_messages(post, count_tokens=_as_if_small, budget=_PROMPT_TOKENS)
        yield [*asked, {"role": "assistant", "content": reply}]


def _as_if_small(text: str) -> int:
    """Tokens before there is a tokenizer: near enough to choose the brief wording, as will be done at work."""
    return len(text) // 3


def _train(
    model: Qwen3ForCausalLM,
    tokenizer: PreTrainedTokenizerFast,
    rows: Iterator[list[ChatMessage]],
    steps: int,
    progress: Callable[[int, int], None],
) -> float:
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.95), weight_decay=0.01)
    warm_up = max(1, steps // 10)
    loss = math.inf
    model.train()
    for step in range(steps):
        pace = min(
            (step + 1) / warm_up, 0.5 + 0.5 * math.cos(math.pi * max(0, step - warm_up) / max(1, steps - warm_up))
        )
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * max(pace, 0.02)
        batch = _batch(tokenizer, [next(rows) for _ in range(ROWS_A_STEP)])
        output = model(**batch)
        optimizer.zero_grad(set_to_none=True)
        output.loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss = float(output.loss.detach())
        progress(step + 1, steps)
    return loss


def _batch(tokenizer: PreTrainedTokenizerFast, rows: list[list[ChatMessage]]) -> dict[str, torch.Tensor]:
    """Input ids, mask and labels, (rows, tokens) int64; the prompt counts too, so that it learns to read."""
    texts = tokenizer.apply_chat_template(rows, tokenize=False)
    tokens = tokenizer(texts, padding=True, padding_side="right", return_tensors="pt", add_special_tokens=False)
    ids, mask = tokens["input_ids"], tokens["attention_mask"]
    return {"input_ids": ids, "attention_mask": mask, "labels": ids.masked_fill(mask == 0, -100)}


@contextmanager
def _no_bars() -> Iterator[None]:
    """Transformers draws a bar while it writes a file; ours is enough."""
    drawn = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    try:
        yield
    finally:
        if drawn:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]  # likewise


@contextmanager
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
