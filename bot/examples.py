"""Examples for prompts: well-received replies to similar posts, taken from the store now and then, kept in memory.

Selective: below the retriever's floor there are none, and nobody meets their own past.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from models.protocols import Example, Post
from models.retrieval import Bm25Retriever, Candidate
from store import examples
from store.database import Store
from store.rows import ExampleRow

log = logging.getLogger(__name__)

_AGE_H = 24.0
_MIN_SCORE = 4
_MAX_HAZARD = 0.2
_COUNT = 2


class Examples:
    """Finds examples for a post. Empty until `refresh` found some."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._retriever: Bm25Retriever | None = None

    async def refresh(self) -> int:
        """Look again at what may stand as an example. Gives how many there are."""
        rows = await self._store.run(examples.well_received, age_h=_AGE_H, min_score=_MIN_SCORE, max_hazard=_MAX_HAZARD)
        self._retriever = await asyncio.to_thread(_build, rows) if rows else None
        log.debug("examples found=%d", len(rows))
        return len(rows)

    async def of(self, post: Post, *people: str) -> Sequence[Example]:
        """At most two examples for `post`, none that these people wrote or were answered with: seeker and helper."""
        if self._retriever is None:
            return ()
        view = self._retriever.without(*(name.lower() for name in people if name))
        return await asyncio.to_thread(view.similar, post, count=_COUNT)


def _build(rows: Sequence[ExampleRow]) -> Bm25Retriever:
    return Bm25Retriever([
        Candidate(
            Post(row.post_title, row.post_body, row.subreddit), row.body, row.author.lower(), row.seeker.lower()
        )
        for row in rows
    ])  # fmt: skip
