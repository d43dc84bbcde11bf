"""Which ids were handled lately, in bounded space."""

from __future__ import annotations


class Memory:
    """The last `size` ids. It only saves work: whether something is new for good, the store decides."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._ids: dict[str, None] = {}

    def __contains__(self, id: str) -> bool:  # noqa: A002 - what Reddit calls it
        return id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, id: str) -> None:  # noqa: A002
        """Remember it as the newest, and forget the oldest if there are too many."""
        self._ids.pop(id, None)
        self._ids[id] = None
        if len(self._ids) > self._size:
            del self._ids[next(iter(self._ids))]
