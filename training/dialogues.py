"""Pairs as the conversations that the trainers read, asked in the very words that the models are asked at work.

The weight of a pair is how often it is drawn: TRL reads no weights, so they become repetitions, seeded.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.prompts import ChatMessage, PromptTooLong, gm_messages, im_messages
from models.protocols import Post
from store.rows import PairRow


@dataclass(frozen=True, slots=True)
class Room:
    """How many tokens things may take: the prompt as at work, and prompt and reply together in training."""

    prompt: int
    whole: int


class Tokenizer(Protocol):
    """As much of a Hugging Face tokenizer as this needs."""

    @property
    def all_special_tokens(self) -> Sequence[str]: ...

    def encode(self, text: str, *, add_special_tokens: bool = ...) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One pair, asked."""

    pair: PairRow
    prompt: tuple[ChatMessage, ...]
    tokens: int
    """Of the prompt and the longer reply, the template's own left out."""

    @property
    def chosen(self) -> list[ChatMessage]:
        """The better answer, as a turn."""
        return [{"role": "assistant", "content": self.pair.chosen}]

    @property
    def rejected(self) -> list[ChatMessage]:
        """The worse answer, as a turn."""
        return [{"role": "assistant", "content": self.pair.rejected}]


def dialogues(pairs: Iterable[PairRow], tokenizer: Tokenizer, room: Room) -> tuple[list[Dialogue], int]:
    """Those that fit, and how many were left out because a reply is too long. Replies are never cut, posts are."""

    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False))

    fitting, left_out = [], 0
    for pair in pairs:
        try:
            prompt = ask(pair, count, room.prompt, reserved=tokenizer.all_special_tokens)
        except PromptTooLong:
            left_out += 1
            continue
        tokens = count(prompt[0]["content"]) + max(count(pair.chosen), count(pair.rejected))
        if tokens + _TEMPLATE_TOKENS > room.whole:
            left_out += 1
            continue
        fitting.append(Dialogue(pair, tuple(prompt), tokens))
    return fitting, left_out


Row = dict[str, object]
"""A conversation as TRL reads it."""

_TEMPLATE: Row = {"chat_template_kwargs": {"enable_thinking": False}}
"""TRL hands these to the chat template; the same as at work."""

_STRETCH = 8
_TEMPLATE_TOKENS = 32
"""Room for the template's own tokens; ChatML takes about ten."""


def ask(pair: PairRow, count: Callable[[str], int], budget: int, *, reserved: Sequence[str]) -> list[ChatMessage]:
    """The prompt of one pair. Raises `PromptTooLong` where its draft leaves no room."""
    post = Post(pair.post_title, pair.post_body, pair.subreddit)
    if pair.task == "im":
        return im_messages(post, pair.draft, count_tokens=count, budget=budget, reserved=reserved)
    return gm_messages(post, count_tokens=count, budget=budget, reserved=reserved)


def sft_rows(found: Sequence[Dialogue], *, most: int, batch: int, seed: int) -> list[Row]:
    """Prompt and chosen reply, each text once however many pairs it won; of too many, the heaviest."""
    best: dict[tuple[str, str, str], Dialogue] = {}
    for one in sorted(found, key=lambda one: (-one.pair.weight, one.pair.key)):
        best.setdefault((one.pair.post, one.pair.draft, one.pair.chosen), one)
    kept = list(best.values())[:most]
    random.Random(seed).shuffle(kept)  # noqa: S311 - an order that must repeat, no secret
    kept = alike_in_length(kept, batch=batch, seed=seed)
    return [{"prompt": list(one.prompt), "completion": one.chosen, **_TEMPLATE} for one in kept]


def dpo_rows(found: Sequence[Dialogue], *, batch: int, seed: int) -> list[Row]:
    """Prompt, chosen and rejected, as many rows as pairs, the heavy ones more often, in batches of one length."""
    drawn = alike_in_length(resampled(found, seed=seed), batch=batch, seed=seed)
    return [{"prompt": list(one.prompt), "chosen": one.chosen, "rejected": one.rejected, **_TEMPLATE} for one in drawn]


def alike_in_length(found: Sequence[Dialogue], *, batch: int, seed: int) -> list[Dialogue]:
    """The same in an order in which each batch holds texts of about one length, so that little is spent on padding.

    Sorted within stretches of a few batches only, and the batches shuffled: what is learned when stays chance.
    """
    stretch = batch * _STRETCH
    ordered: list[Dialogue] = []
    for start in range(0, len(found), stretch):
        ordered += sorted(found[start : start + stretch], key=lambda one: one.tokens)
    batches = [ordered[start : start + batch] for start in range(0, len(ordered), batch)]
    random.Random(seed).shuffle(batches)  # noqa: S311 - an order that must repeat, no secret
    return [one for some in batches for one in some]


def resampled(found: Sequence[Dialogue], *, seed: int) -> list[Dialogue]:
    """As many as came in, each about as often as its weight says, in a shuffled order.

    The whole part of a weight's share is certain and only the rest is drawn, so that little is left to chance.
    """
    if not found:
        return []
    rng = random.Random(seed)  # noqa: S311 - a draw that must repeat, no secret
    mean = sum(one.pair.weight for one in found) / len(found)
    shares = [one.pair.weight / mean for one in found]
    drawn = [one for one, share in zip(found, shares, strict=True) for _ in range(int(share))]
    rest = [share - int(share) for share in shares]
    if len(drawn) < len(found) and any(rest):
        drawn += rng.choices(found, weights=rest, k=len(found) - len(drawn))
    rng.shuffle(drawn)
    return drawn
