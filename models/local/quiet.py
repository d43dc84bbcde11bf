"""Keeps the libraries' chatter out of an operator's terminal, each at the call that chatters."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_peft() -> Iterator[None]:
    """Around whatever wraps a model with peft 0.21: it asks transformers 5 for a property by its old name."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="`is_gradient_checkpointing` is deprecated", category=FutureWarning)
        # GPT-2's layers are the other way round; peft sees it, turns them, and says so each time.
        warnings.filterwarnings("ignore", message="fan_in_fan_out is set to False", category=UserWarning)
        yield
