"""What a model writes for held-out prompts, greedily, and what the safety classifier makes of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch
from transformers import BatchEncoding, PreTrainedModel, PreTrainedTokenizerBase

from models.prompts import reply_text
from models.protocols import Post
from training.dialogues import Dialogue
from training.evaluation import Speed, Written, describe
from training.pairs import Screen

_ROWS = 8


@dataclass(frozen=True, slots=True)
class Wrote:
    """What a model answered, in the order of the dialogues, and how fast."""

    texts: tuple[str, ...]
    speed: Speed
    written: Written


def check_writing(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    found: Sequence[Dialogue],
    is_safe: Screen,
    max_new_tokens: int,
) -> Wrote:
    """One greedy answer to each dialogue's prompt, described."""
    texts: list[str] = []
    model.train(False)
    tokens, started = 0, time.monotonic()
    for start in range(0, len(found), _ROWS):
        some, number = _answers(model, tokenizer, found[start : start + _ROWS], max_new_tokens)
        texts += some
        tokens += number
    speed = Speed(len(texts), tokens, time.monotonic() - started)
    posts = [Post(one.pair.post_title, one.pair.post_body, one.pair.subreddit) for one in found]
    drafts = [one.pair.draft for one in found]
    unsafe = [
        bool(text) and not is_safe(post, text, draft=draft)
        for post, text, draft in zip(posts, texts, drafts, strict=True)
    ]
    return Wrote(tuple(texts), speed, describe(texts, unsafe))


@torch.inference_mode()
def _answers(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, found: Sequence[Dialogue], max_new_tokens: int
) -> tuple[list[str], int]:
    """The answers, and how many tokens they took."""
    asked = tokenizer.apply_chat_template(
        [list(one.prompt) for one in found],
        add_generation_prompt=True,
        return_tensors="pt",
        return_dict=True,
        padding=True,
        tokenizer_kwargs={"padding_side": "left"},
        enable_thinking=False,
    )
    batch = cast("BatchEncoding", asked).to(model.device)
    made = model.generate(  # type: ignore[operator]  # theirs is mixed in
        **batch, max_new_tokens=max_new_tokens, do_sample=False, pad_token_id=tokenizer.pad_token_id
    )
    new = made[:, batch["input_ids"].shape[1] :]
    answers = tokenizer.batch_decode(new, skip_special_tokens=True)
    return [reply_text(answer) for answer in answers], int((new != tokenizer.pad_token_id).sum())
