"""How likely a model finds two replies, token by token: our own sums, not a trainer's batch means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from models.prompts import ChatMessage
from training.base import question_ids
from training.dialogues import Dialogue
from training.errors import Misconfigured
from training.evaluation import PairScore

_ROWS = 16


def score_pairs(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, found: Sequence[Dialogue]
) -> list[PairScore]:
    """Log-probabilities of chosen and rejected under `model` as it stands (which adapter is on is the caller's)."""
    texts = [(one.prompt, answer) for one in found for answer in (one.chosen, one.rejected)]
    encoded = [_encode(tokenizer, prompt, answer) for prompt, answer in texts]
    order = sorted(range(len(encoded)), key=lambda index: len(encoded[index][0]))
    sums = [0.0] * len(encoded)
    model.train(False)
    for start in range(0, len(order), _ROWS):
        at = order[start : start + _ROWS]
        for index, value in zip(at, _log_probs(model, [encoded[i] for i in at]), strict=True):
            sums[index] = value
    counts = [len(ids) - prompt for ids, prompt in encoded]
    return [PairScore(sums[i], sums[i + 1], counts[i], counts[i + 1]) for i in range(0, len(encoded), 2)]


def _encode(
    tokenizer: PreTrainedTokenizerBase, prompt: Sequence[ChatMessage], answer: Sequence[ChatMessage]
) -> tuple[list[int], int]:
    """The ids of the conversation, and how many of them are the question."""
    asked = question_ids(tokenizer, list(prompt))
    whole = cast(
        "list[int]", tokenizer.apply_chat_template([*prompt, *answer], return_dict=False, enable_thinking=False)
    )
    if whole[: len(asked)] != asked:
        raise Misconfigured("the base's chat template words a question otherwise once it is answered; use another base")
    return whole, len(asked)


@torch.inference_mode()
def _log_probs(model: PreTrainedModel, rows: Sequence[tuple[list[int], int]]) -> list[float]:
    """Summed over the answer's tokens, one number a row."""
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    counted = torch.zeros(len(rows), longest, dtype=torch.bool)
    for index, (row, asked) in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        mask[index, : len(row)] = 1
        counted[index, asked : len(row)] = True
    ids, mask, counted = ids.to(model.device), mask.to(model.device), counted.to(model.device)
    first = min(asked for _, asked in rows)  # logits before it are of questions, which nobody counts
    logits = model(input_ids=ids, attention_mask=mask, logits_to_keep=longest - first + 1).logits[:, :-1].float()
    targets = ids[:, first:]  # (rows, longest - first)
    chosen = logits.gather(2, targets.unsqueeze(2)).squeeze(2) - logits.logsumexp(2)
    return [float(value) for value in (chosen * counted[:, first:]).sum(1)]
