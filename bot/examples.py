"""Examples for prompts: well-received replies to similar posts, taken from the store now and then, kept in memory.

Selective: below the retriever's floor there are none, and nobody meets their own past.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from models.protocols import Example, Post
from models.retrieval import Bm25Retriever, Candidate, Encode, EncoderRetriever
from store import examples
from store.database import Store
from store.rows import ExampleRow

log = logging.getLogger(__name__)

ENCODER = "all-MiniLM-L6-v2"
_AGE_H = 24.0
_MIN_SCORE = 4
_MAX_HAZARD = 0.2
_COUNT = 2


class Examples:
    """Finds examples for a post. Empty until `refresh` found some.

    With `encode`, posts are compared by their vectors, which the store keeps for as long as it keeps the words;
    without, by BM25.
    """

    def __init__(self, store: Store, encode: Encode | None = None) -> None:
        self._store = store
        self._encode = encode
        self._retriever: Bm25Retriever | EncoderRetriever | None = None

    async def refresh(self) -> int:
        """Look again at what may stand as an example. Gives how many there are."""
        rows = await self._store.run(examples.well_received, age_h=_AGE_H, min_score=_MIN_SCORE, max_hazard=_MAX_HAZARD)
        self._retriever = await self._build(rows) if rows else None
        log.debug("examples found=%d", len(rows))
        return len(rows)

    async def of(self, post: Post, *people: str) -> Sequence[Example]:
        """At most two examples for `post`, none that these people wrote or were answered with: seeker and helper."""
        if self._retriever is None:
            return ()
        view = self._retriever.without(*(name.lower() for name in people if name))
        return await asyncio.to_thread(view.similar, post, count=_COUNT)

    async def _build(self, rows: Sequence[ExampleRow]) -> Bm25Retriever | EncoderRetriever:
        candidates = [
            Candidate(_post(row), row.body, row.author.lower(), row.seeker.lower()) for row in rows
        ]  # fmt: skip
        if self._encode is None:
            return await asyncio.to_thread(Bm25Retriever, candidates)
        known = {row.post: row.vector for row in rows if row.vector is not None}
        new = {row.post: _post(row).text for row in rows if row.post not in known}
        made = dict(zip(new, await asyncio.to_thread(self._encode, list(new.values())), strict=True))
        await self._store.run(examples.keep_vectors, ENCODER, made)
        vectors = [{**known, **made}[row.post] for row in rows]
        return await asyncio.to_thread(EncoderRetriever, candidates, vectors, self._encode)


def _post(row: ExampleRow) -> Post:
    return Post(row.post_title, row.post_body, row.subreddit)
