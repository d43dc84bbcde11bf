"""Pairs and single texts, asked in the very words that the models are asked at work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from models.prompts import ChatMessage, PromptTooLong, gm_messages, im_messages, with_rules
from models.protocols import Post
from store.rows import PairRow

Row = dict[str, object]
"""A conversation as TRL reads it."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many tokens things may take: the prompt as at work, and prompt and reply together in training."""

    prompt: int
    whole: int
    rules: Mapping[str, str] = field(default_factory=dict)
    """Subreddit → what it asks of replies: `models.rules`, as at work."""


class Tokenizer(Protocol):
    """As much of a Hugging Face tokenizer as this needs."""

    @property
    def all_special_tokens(self) -> Sequence[str]: ...

    def encode(self, text: str, *, add_special_tokens: bool = ...) -> list[int]: ...


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One pair, asked. Of a text that stands alone, either `chosen` or `rejected` of the pair is empty."""

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
            prompt = ask(pair, count, room, reserved=tokenizer.all_special_tokens)
        except PromptTooLong:
            left_out += 1
            continue
        tokens = count(prompt[0]["content"]) + max(count(pair.chosen), count(pair.rejected))
        if tokens + _TEMPLATE_TOKENS > room.whole:
            left_out += 1
            continue
        fitting.append(Dialogue(pair, tuple(prompt), tokens))
    return fitting, left_out


_TEMPLATE_TOKENS = 32
"""Room for the template's own tokens; ChatML takes about ten."""


def ask(pair: PairRow, count: Callable[[str], int], room: Room, *, reserved: Sequence[str]) -> list[ChatMessage]:
    """The prompt of one pair. Raises `PromptTooLong` where its draft leaves no room."""
    post = with_rules(Post(pair.post_title, pair.post_body, pair.subreddit), room.rules)
    if pair.task == "im":
        return im_messages(post, pair.draft, count_tokens=count, budget=room.prompt, reserved=reserved)
    return gm_messages(post, count_tokens=count, budget=room.prompt, reserved=reserved)
