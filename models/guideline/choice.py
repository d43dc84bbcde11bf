"""Which of several wordings to use: the same texts and seed always give the same answer, another seed another one."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Choice:
    """Chooses by a hash of what it was given, so that no random state has to travel."""

    __slots__ = ("_key",)

    def __init__(self, *material: str | int) -> None:
        joined = "\x1f".join(map(str, material))
        self._key = blake2b(joined.encode("utf-8", "replace"), digest_size=16).digest()

    def number(self, about: str, below: int) -> int:
        """A number from 0 to `below` - 1."""
        digest = blake2b(about.encode("utf-8", "replace"), key=self._key, digest_size=8).digest()
        return int.from_bytes(digest, "big") % below

    def of(self, options: Sequence[T], about: str) -> T:
        """One of `options`."""
        return options[self.number(about, len(options))]
