"""The model itself, on the one thread that may touch it: a batch of rows in, their answers out.

A model's active adapter is one switch for everybody, and flipping it while another thread generates gives texts by
neither adapter. So nothing here is safe to call from two threads, and `LocalModel` sees to it that nobody does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import cast

import torch
from transformers import LogitsProcessorList, StoppingCriteriaList

from models.local.loading import Loaded
from models.local.rows import Answer, Row, Sampler, Watch
from models.local.slots import BASE, Slots
from models.prompted import Room
from models.prompts import ChatMessage, PromptTooLong

_SEAM = 8
"""Tokens kept free, since a text counts a little differently inside the template than alone."""


class Core:
    """A loaded model and its adapters."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.slots = Slots(loaded.model, loaded.sha256)
        self._tokenizer = loaded.tokenizer
        self._overhead = len(self._encode([{"role": "user", "content": ""}])) + _SEAM
        marks = {str(token) for token in loaded.tokenizer.added_tokens_decoder.values() if token.special}
        self._reserved = tuple(sorted(marks))

    def room(self, reply_tokens: int) -> Room:
        """What is left to a prompt when the answer may take `reply_tokens`."""
        reply_tokens = min(reply_tokens, self.loaded.context // 2)
        budget = self.loaded.context - reply_tokens - self._overhead
        return Room(self._count, budget, reply_tokens, self._reserved)

    def prepare(self, row: Row) -> None:
        """Word and tokenize the row's prompt. Raises what composing raises, and `PromptTooLong`."""
        room = self.room(row.ask.max_new_tokens)
        row.ids = self._encode(row.ask.compose(room))
        if len(row.ids) + room.reply_tokens > self.loaded.context:
            raise PromptTooLong(len(row.ids), self.loaded.context - room.reply_tokens)
        slot = self.slots.slot(row.ask.route)
        row.slot, row.adapter = (slot.name, slot.adapter) if slot else (BASE, "")

    @torch.inference_mode()
    def generate(self, rows: Sequence[Row]) -> list[Answer]:
        """The rows' answers, in their order; a row that nobody waits for any more stops early."""
        started = time.monotonic()
        ids, mask = self._pad([row.ids for row in rows])
        watch = Watch(rows, ids.shape[1])
        with self.slots.active([row.slot or BASE for row in rows]) as adapters:
            written: torch.Tensor = self.slots.model.generate(  # type: ignore[operator]  # torch types attributes so
                input_ids=ids,
                attention_mask=mask,
                do_sample=False,
                max_new_tokens=max(row.ask.max_new_tokens for row in rows),
                logits_processor=LogitsProcessorList([Sampler(rows, self.loaded.device)]),
                stopping_criteria=StoppingCriteriaList([watch]),
                **adapters,
            )
        first = (watch.first_token or time.monotonic()) - started
        tails = written[:, ids.shape[1] :].tolist()
        return [self._answer(row, tail, started, first) for row, tail in zip(rows, tails, strict=True)]

    @torch.inference_mode()
    def score(self, messages: list[ChatMessage], completion: str, route: str) -> tuple[float, int]:
        """The log-probability in nats that the model answers `completion` and ends its turn there, and its tokens."""
        prompt = self._encode(messages)
        stop = self._tokenizer.eos_token_id
        answer = [*self._tokenizer(completion, add_special_tokens=False)["input_ids"], stop]
        if len(prompt) + len(answer) > self.loaded.context:
            raise PromptTooLong(len(prompt), self.loaded.context - len(answer))
        ids = torch.tensor([prompt + answer], device=self.loaded.device)
        slot = self.slots.slot(route)
        with self.slots.active([slot.name if slot else BASE]) as adapters:
            logits = self.slots.model(input_ids=ids, logits_to_keep=len(answer) + 1, **adapters).logits[0, :-1].float()
        told = logits.log_softmax(-1).gather(1, ids[0, len(prompt) :, None])
        return float(told.sum()), len(answer)

    def _answer(self, row: Row, tail: list[int], started: float, first: float) -> Answer:
        tail = tail[: row.ask.max_new_tokens]
        end = next((place for place, token in enumerate(tail) if token in self.loaded.stops), None)
        said = tail if end is None else tail[:end]
        return Answer(
            text=str(self._tokenizer.decode(said, skip_special_tokens=True)).strip(),
            tokens=len(said) + (end is not None),
            prompt_tokens=len(row.ids),
            is_cut=end is None,
            adapter=row.adapter,
            waited_s=started - row.asked,
            first_token_s=first,
            total_s=time.monotonic() - row.asked,
        )

    def _encode(self, messages: list[ChatMessage]) -> list[int]:
        # `enable_thinking` is a switch of some templates (Qwen3's); the others do not look at it.
        ids = self._tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, return_dict=False, enable_thinking=False
        )
        return cast("list[int]", ids)

    def _count(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _pad(self, rows: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask, (rows, longest) int64, padded on the left so that every row is continued at its end."""
        width = max(map(len, rows))
        pad = self._tokenizer.pad_token_id
        ids = torch.tensor([[pad] * (width - len(row)) + row for row in rows], device=self.loaded.device)
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows], device=self.loaded.device)
        return ids, mask
