"""Other names for people whose own must not be kept: the same within one imported set, saying nothing outside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

Hide = Callable[[str], str]
"""Turns a user name into its other name."""

_MARK = "~"
"""No name on Reddit can begin with it."""


def hidden_by(salt: str) -> Hide:
    """The other names of one set. Whoever holds the salt can tell whether a name is in the set, not list the names."""

    def hide(name: str) -> str:
        return _MARK + hashlib.sha256(f"{salt}:{name.casefold()}".encode()).hexdigest()[:16]

    return hide


def is_hidden(name: str) -> bool:
    """Whether it stands for a person whom we do not know."""
    return name.startswith(_MARK)
