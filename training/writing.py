"""What a model writes for held-out prompts, greedily, and what the safety classifier makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from transformers import BatchEncoding, PreTrainedModel, PreTrainedTokenizerBase

from models.prompts import reply_text
from models.protocols import Post
from training.dialogues import Dialogue
from training.evaluation import Written, describe
from training.pairs import Screen

_ROWS = 8


def check_writing(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    found: Sequence[Dialogue],
    is_safe: Screen,
    max_new_tokens: int,
) -> Written:
    """One greedy answer to each dialogue's prompt, described."""
    texts: list[str] = []
    model.train(False)
    for start in range(0, len(found), _ROWS):
        texts += _answers(model, tokenizer, found[start : start + _ROWS], max_new_tokens)
    posts = [Post(one.pair.post_title, one.pair.post_body, one.pair.subreddit) for one in found]
    drafts = [one.pair.draft for one in found]
    unsafe = [
        bool(text) and not is_safe(post, text, draft=draft)
        for post, text, draft in zip(posts, texts, drafts, strict=True)
    ]
    return describe(texts, unsafe)


@torch.inference_mode()
def _answers(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, found: Sequence[Dialogue], max_new_tokens: int
) -> list[str]:
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
    answers = tokenizer.batch_decode(made[:, batch["input_ids"].shape[1] :], skip_special_tokens=True)
    return [reply_text(answer) for answer in answers]
