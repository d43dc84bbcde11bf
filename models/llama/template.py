"""The chat template that a GGUF file carries, rendered as transformers renders it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import TemplateError
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from models.prompts import ChatMessage

_MARK = re.compile(r"(\{%-?\s*)(end)?generation(\s*-?%\})")


class ChatTemplate:
    """Messages → the text that the model goes on with."""

    def __init__(self, source: str, marks: Mapping[str, str]) -> None:
        """`marks` are the tokens that a template may name, such as `bos_token`. Raises ValueError for a broken one."""
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols])
        environment.globals["raise_exception"] = _refuse
        self._marks = dict(marks)
        try:
            # The tags that show a trainer where the answers are mean nothing to jinja; the spaces they eat stay eaten.
            self._template = environment.from_string(_MARK.sub(_as_condition, source))
        except TemplateError as error:
            raise ValueError(f"its chat template cannot be read: {error}") from error

    def render(self, messages: list[ChatMessage]) -> str:
        """Everything up to the first character of the answer. Raises ValueError where the template refuses."""
        try:
            # `enable_thinking` is a switch of some templates (Qwen3's); the others do not look at it.
            return self._template.render(
                messages=messages, add_generation_prompt=True, enable_thinking=False, **self._marks
            )
        except TemplateError as error:
            raise ValueError(f"its chat template refuses the prompt: {error}") from error


def _as_condition(found: re.Match[str]) -> str:
    opening, end, closing = found.groups()
    return f"{opening}{'endif' if end else 'if true'}{closing}"


def _refuse(why: str) -> None:
    raise TemplateError(why)
