"""Reads a chat completion off the wire, streamed or whole, and believes none of it before it was looked at."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, cast

CHARACTERS_A_TOKEN = 40
"""No tokenizer packs more into one token in ordinary writing; a server that sends more was not asked to."""


class NotOpenAI(Exception):
    """The server answered something that is not the OpenAI format."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back."""

    text: str
    is_cut: bool
    """The server stopped at `max_tokens`."""


async def read_stream(lines: AsyncIterator[bytes], max_tokens: int) -> Completion:
    """The completion from server-sent events. Raises `NotOpenAI`, also where the stream ends without a finish."""
    parts: list[str] = []
    room = max_tokens * CHARACTERS_A_TOKEN
    finish: str | None = None
    async for line in lines:
        if not line.startswith(b"data:") or (data := line[5:].strip()) == b"[DONE]":
            continue
        choice = _choice(data)
        if choice is None:
            continue
        piece = _field(choice, "delta").get("content") or ""
        if not isinstance(piece, str) or (room := room - len(piece)) < 0:
            raise NotOpenAI("a stream that is no text, or has no end")
        parts.append(piece)
        finish = choice.get("finish_reason") or finish
    if finish is None:
        raise NotOpenAI("a stream that broke off")
    return Completion("".join(parts), finish == "length")


def read_whole(body: bytes) -> Completion:
    """The completion from one JSON body, for servers that do not stream. Raises `NotOpenAI`."""
    choice = _choice(body)
    text = _field(choice or {}, "message").get("content")
    if choice is None or not isinstance(text, str):
        raise NotOpenAI("an answer without a message")
    return Completion(text, choice.get("finish_reason") == "length")


def read_models(body: bytes) -> tuple[str, ...]:
    """The names of the models that a server lists. Raises `NotOpenAI`."""
    listed = _object(body).get("data")
    if not isinstance(listed, list):
        raise NotOpenAI("a list of models that is none")
    return tuple(str(model["id"]) for model in listed if isinstance(model, dict) and "id" in model)


def _choice(data: bytes) -> dict[str, Any] | None:
    """The first choice, or None in an event that has none, such as the usage at the end."""
    told = _object(data)
    if "error" in told:
        raise NotOpenAI("an error in the middle of its answer")
    choices = told.get("choices")
    if not isinstance(choices, list):
        raise NotOpenAI("an answer without choices")
    if not choices:
        return None
    if not isinstance(choices[0], dict):
        raise NotOpenAI("a choice that is none")
    return cast("dict[str, Any]", choices[0])


def _field(choice: dict[str, Any], name: str) -> dict[str, Any]:
    value = choice.get(name) or {}
    if not isinstance(value, dict):
        raise NotOpenAI(f"a {name} that is none")
    return value


def _object(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except ValueError as error:
        raise NotOpenAI("something that is not JSON") from error
    if not isinstance(told, dict):
        raise NotOpenAI("JSON that is not an object")
    return told
