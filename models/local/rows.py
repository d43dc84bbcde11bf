"""One request among those that a generation answers together: its sampling, its end, its clock."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field

import torch
from transformers import LogitsProcessor, StoppingCriteria

from models.prompted import Compose
from models.protocols import EngineUnavailable

TOP_P = 0.95
"""Share of the probability that sampling draws from: the long tail is where small models go astray."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one caller wants written."""

    compose: Compose
    route: str = ""
    """`im`, `gm`, or empty for the base model without an adapter."""
    max_new_tokens: int = 200
    temperature: float = 0.0
    """0 takes the likeliest token each time; above, tokens are drawn."""
    seed: int = 0
    """The same seed on the same machine draws the same text, whatever else is in the batch."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written, and what it took."""

    text: str
    tokens: int
    prompt_tokens: int
    is_cut: bool
    """It reached `max_new_tokens` before the end of its turn."""
    adapter: str
    waited_s: float
    """From the request to the start of its batch."""
    first_token_s: float
    """From the start of its batch to its first token."""
    total_s: float
    """From the request to the answer."""


@dataclass(slots=True)
class Row:
    """A request on its way through the model's thread. Only `future` is touched from outside."""

    ask: Ask
    expires: float
    """On `time.monotonic`."""
    future: Future[Answer] = field(default_factory=Future)
    asked: float = field(default_factory=time.monotonic)
    ids: list[int] = field(default_factory=list)
    slot: str | None = None
    adapter: str = ""

    @property
    def is_over(self) -> bool:
        """Nobody waits for it any more: cancelled, answered or too late."""
        return self.future.cancelled() or self.future.done() or time.monotonic() > self.expires

    def settle(self, answer: Answer) -> None:
        """Hand the answer over; if the caller has left meanwhile, nobody minds."""
        with suppress(InvalidStateError):
            self.future.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Let the caller have the error."""
        with suppress(InvalidStateError):
            self.future.set_exception(error)

    def fail_late(self) -> None:
        """Say that the deadline has passed, unless the caller knows already."""
        self.fail(EngineUnavailable("local", "the answer was not ready before its deadline"))


class Sampler(LogitsProcessor):
    """Draws each row's token with the row's own generator, so that a batch mixes seeds and greedy rows freely.

    The likeliest token after Gumbel noise was added is a draw from the distribution, which lets `generate` stay greedy.
    """

    def __init__(self, rows: Sequence[Row], device: torch.device) -> None:
        self._drawn = [
            (place, row.ask.temperature, torch.Generator(device).manual_seed(row.ask.seed))
            for place, row in enumerate(rows)
            if row.ask.temperature > 0
        ]

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        """`scores` is (rows, vocabulary) float32."""
        for place, temperature, generator in self._drawn:
            logits = nucleus(scores[place] / temperature)
            noise = torch.empty_like(logits).exponential_(generator=generator).log_().neg_()
            scores[place] = logits + noise
        return scores


def nucleus(logits: torch.Tensor) -> torch.Tensor:
    """The logits, (vocabulary,), without the least likely tokens that together hold less than 1 - `TOP_P`."""
    ordered, order = logits.sort(descending=True)
    before = ordered.softmax(-1).cumsum(-1) - ordered.softmax(-1)
    return logits.index_fill(0, order[before >= TOP_P], float("-inf"))


class Watch(StoppingCriteria):
    """Ends a row when it is long enough or when nobody waits for it, and notes when the first token came."""

    def __init__(self, rows: Sequence[Row], prompt_width: int) -> None:
        self._rows = rows
        self._width = prompt_width
        self.first_token: float | None = None

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor, **_: object) -> torch.BoolTensor:
        """(rows,) bool: which rows are done. `input_ids` is (rows, prompt + written)."""
        if self.first_token is None:
            self.first_token = time.monotonic()
        written = input_ids.shape[1] - self._width
        done = [written >= row.ask.max_new_tokens or row.is_over for row in self._rows]
        return torch.BoolTensor(done).to(input_ids.device)  # type: ignore[return-value]  # `to` keeps it a BoolTensor
