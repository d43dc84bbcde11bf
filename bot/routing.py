"""Which improver writes for which helper: the one that serves, or a candidate on its canary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.improve import Improvement
from models.pointer import Candidate
from models.protocols import Example, Post


class Improver(Protocol):
    """Engine, audit and fallback in one: what may be shown, or silence."""

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, recent: tuple[str, ...] = (), examples: Sequence[Example] = ()
    ) -> Improvement:
        """What came of it, with every attempt and the checks that it failed."""


class Routing:
    """Sends each helper to one improver. Who is on which side is a matter of the candidate and the name alone."""

    def __init__(self, serving: Improver, candidate: Improver | None = None) -> None:
        """`candidate` writes by whatever adapter is being tried; without one nothing can be tried."""
        self._serving = serving
        self._candidate = candidate
        self._trying: Candidate | None = None

    @property
    def trying(self) -> Candidate | None:
        """Whose canary is on, and loaded."""
        return self._trying

    def try_out(self, candidate: Candidate | None) -> None:
        """From the next draft on: some of the helpers to this candidate, or everybody to what serves."""
        self._trying = candidate if self._candidate is not None else None

    def improver_for(self, helper: str) -> Improver:
        """Who writes for this helper. Nobody's name: what serves."""
        if self._candidate is None or self._trying is None or not helper or not self._trying.takes(helper):
            return self._serving
        return self._candidate
