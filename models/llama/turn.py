"""One request on its way through the model's thread."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from models.prompted import Compose
from models.protocols import EngineUnavailable


class LlamaUnusable(Exception):
    """The engine cannot be started. The message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written, and what it took."""

    text: str
    tokens: int
    prompt_tokens: int
    is_cut: bool
    """It reached the most tokens before the end of its turn."""
    adapter: str
    waited_s: float
    """From the request to its turn."""
    first_token_s: float
    """From there to its first token."""


@dataclass(slots=True)
class Turn:
    """What one caller wants written. The model's thread looks at `over` and the clock between two tokens."""

    compose: Compose
    route: str
    """`im`, `gm`, or empty for the base model without an adapter."""
    seed: int
    max_new_tokens: int
    temperature: float
    expires: float
    """On `time.monotonic`."""
    asked: float = field(default_factory=time.monotonic)
    over: str = ""
    """Why nobody waits any more, once nobody does."""

    def must_go_on(self) -> None:
        """Raises `EngineUnavailable` if there is nobody to answer any more."""
        if self.over:
            raise EngineUnavailable("llama", self.over)
        if time.monotonic() > self.expires:
            raise EngineUnavailable("llama", "the answer was not ready before its deadline")
