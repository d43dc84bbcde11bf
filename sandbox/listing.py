"""Listings as Reddit serves them: newest first, in pages, 1,000 entries deep, found again by an anchor."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Protocol, TypeVar

DEPTH = 1000
LONGEST_PAGE = 100
USUAL_PAGE = 25


class Dated(Protocol):
    """Anything that a listing can hold."""

    @property
    def fullname(self) -> str:
        """What an anchor calls it."""

    @property
    def created(self) -> float:
        """When it was made, in virtual seconds since the epoch."""


ThingT = TypeVar("ThingT", bound=Dated)


def _age(thing: Dated) -> tuple[float, int, str]:
    # Fullnames grow longer and then larger, so equal moments keep the order in which the ids were given.
    return thing.created, len(thing.fullname), thing.fullname


class Timeline(Generic[ThingT]):
    """Things in the order of their creation; one that comes late takes the place that its date gives it."""

    def __init__(self) -> None:
        self._things: list[ThingT] = []

    def __len__(self) -> int:
        return len(self._things)

    def add(self, thing: ThingT) -> None:
        """File one thing."""
        insort(self._things, thing, key=_age)

    def discard(self, thing: ThingT) -> None:
        """Take one thing out, if it is there."""
        place = bisect_left(self._things, _age(thing), key=_age)
        if place < len(self._things) and self._things[place] is thing:
            del self._things[place]

    def newest_first(self) -> Iterator[ThingT]:
        """Every thing, latest first. Finish reading before the timeline changes."""
        return reversed(self._things)


def merged(streams: Sequence[Iterator[ThingT]]) -> Iterator[ThingT]:
    """Several streams, each newest first, read as one: r/a+b+c."""
    return streams[0] if len(streams) == 1 else heapq.merge(*streams, key=_age, reverse=True)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the client asked for: how many, and on which side of which anchor."""

    limit: int = USUAL_PAGE
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[ThingT]):
    """One page, newest first, and the anchor of the next one when there is more."""

    things: tuple[ThingT, ...]
    after: str | None = None


def page(things: Iterable[ThingT], ask: Ask, *, visible: Callable[[ThingT], bool] = lambda _: True) -> Page[ThingT]:
    """The page that answers `ask`, out of `things` given newest first.

    An anchor that is not among the newest 1,000 visible entries (deleted, too old, never there) finds nothing at all,
    as on Reddit: the answer is empty rather than an error.
    """
    window = islice(filter(visible, things), DEPTH)
    limit = max(1, min(ask.limit, LONGEST_PAGE))
    if ask.before is not None:
        newer: list[ThingT] = []
        for thing in window:
            if thing.fullname == ask.before:
                # The ones nearest to the anchor, still newest first.
                return Page(tuple(newer[-limit:]))
            newer.append(thing)
        return Page(())
    if ask.after is not None and not any(thing.fullname == ask.after for thing in window):
        return Page(())
    found = list(islice(window, limit + 1))
    shown = tuple(found[:limit])
    return Page(shown, shown[-1].fullname if len(found) > limit else None)
