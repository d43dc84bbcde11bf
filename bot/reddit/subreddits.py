"""One request for all subreddits, as long as none of them shuts us out."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from bot.clock import Clock
from bot.errors import Refused, Transient

log = logging.getLogger(__name__)

T = TypeVar("T")

ASK_AGAIN_S = 1800.0
"""How long one that refused us is left alone."""


class Subreddits:
    """The subreddits we read together, and those set aside because reading them was refused.

    One that went private or took our permission away would otherwise end the reading of all the others.
    """

    def __init__(self, names: Iterable[str], *, doing: str, clock: Clock) -> None:
        self._names = tuple(names)
        self._doing = doing
        self._clock = clock
        self._refused: dict[str, Refused] = {}
        self._ask_again_utc: dict[str, float] = {}

    @property
    def refused(self) -> Mapping[str, Refused]:
        """Which are set aside, and why."""
        return dict(self._refused)

    async def read(self, read: Callable[[Sequence[str]], Awaitable[list[T]]]) -> list[T]:
        """What `read` gives for all of them at once, or for each alone once a refusal has come.

        One that refuses is left out for half an hour. Raises `Transient` when every one of them refuses.
        """
        names = self._open()
        try:
            if names:
                return await read(names)
        except Refused as refused:
            if len(names) > 1:
                return await self._read_each(names, read)
            self._set_aside(names[0], refused)
        raise self._all_refuse()

    async def _read_each(self, names: Sequence[str], read: Callable[[Sequence[str]], Awaitable[list[T]]]) -> list[T]:
        found: list[T] = []
        for name in names:
            try:
                found += await read([name])
            except Refused as refused:
                self._set_aside(name, refused)
        if not self._open():
            raise self._all_refuse()
        return found

    def _open(self) -> list[str]:
        now = self._clock.now()
        for name in [name for name, at in self._ask_again_utc.items() if at <= now]:
            del self._refused[name], self._ask_again_utc[name]
        return [name for name in self._names if name not in self._refused]

    def _set_aside(self, name: str, refused: Refused) -> None:
        log.warning("subreddit.set_aside doing=%r subreddit=%s code=%s", self._doing, name, refused.code)
        self._refused[name] = refused
        self._ask_again_utc[name] = self._clock.now() + ASK_AGAIN_S

    def _all_refuse(self) -> Transient:
        code = next(iter(self._refused.values())).code
        wait_s = max(0.0, min(self._ask_again_utc.values()) - self._clock.now())
        return Transient(self._doing, f"every subreddit refuses us, the first with {code}", retry_after_s=wait_s)
