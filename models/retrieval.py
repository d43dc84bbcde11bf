"""Replies to similar posts, as examples for a prompt: few, near, and never from the seeker's own past.

Retrieval is selective because examples that hardly fit do harm: below the floor a writer gets none. Similarities run
from 0 to 1 but mean different things: `Bm25Retriever` says how much of the post's weight in rare words the other post
covers, `EncoderRetriever` the cosine of two vectors, so each has its own floor.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.protocols import Example, Post

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BM25_FLOOR = 0.15
"""Share of the post's weight that must be covered. Measured on 669 counselling questions, leave one out: 11 % find one
that near, and 38 % of those share its topic label (29 labels, 9 % by chance)."""
ENCODER_FLOOR = 0.65
"""Cosine of the two posts. Measured likewise: 28 % find one that near, and 60 % of those share its topic."""

_MOST_WORDS = 400
"""Words of a post that are searched for. Long posts repeat themselves, and each word costs a look-up."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A consenting helper's well-received, safe reply. Whoever builds the list answers for all three."""

    post: Post
    reply: str
    author: str
    """Who wrote the reply, in whatever way the caller names people."""
    seeker: str = ""
    """Who wrote the post, or empty where nobody knows."""


class Encode(Protocol):
    """Turns texts into vectors of unit length, as bytes of little-endian float32."""

    def __call__(self, texts: Sequence[str]) -> Sequence[bytes]:
        """One vector for each text."""


Excluded = Callable[[Candidate], bool]


class Bm25Retriever:
    """Implements `Retriever` with BM25 over the candidates' posts."""

    def __init__(self, candidates: Sequence[Candidate], *, floor: float = BM25_FLOOR) -> None:
        self._candidates = tuple(candidates)
        self._floor = floor
        self._index, self._weight = _build([candidate.post.text for candidate in candidates])

    def similar(self, post: Post, *, count: int) -> Sequence[Example]:
        """At most `count` examples above the floor, the nearest first, one for a post."""
        return self._nearest(post, count, lambda _: False)

    def without(self, *people: str) -> ExcludingRetriever:
        """A view that never shows what these people asked or answered: name the seeker here, and the helper."""
        return ExcludingRetriever(self._nearest, frozenset(people))

    def _nearest(self, post: Post, count: int, is_excluded: Excluded) -> Sequence[Example]:
        words = list(dict.fromkeys(_words(post.text)))[:_MOST_WORDS]
        whole = sum(self._weight(word) for word in words)
        if not self._candidates or not whole:
            return ()
        scores = self._index(words) / whole
        return _chosen(self._candidates, scores.tolist(), post, self._floor, count, is_excluded)


class EncoderRetriever:
    """Implements `Retriever` with vectors that the caller keeps, one for each candidate's post."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        vectors: Sequence[bytes],
        encode: Encode,
        *,
        floor: float = ENCODER_FLOOR,
    ) -> None:
        import numpy as np

        if len(candidates) != len(vectors):
            raise ValueError(f"{len(candidates)} candidates came with {len(vectors)} vectors")
        self._candidates = tuple(candidates)
        self._vectors = np.stack([np.frombuffer(vector, "<f4") for vector in vectors]) if vectors else None
        self._encode = encode
        self._floor = floor

    def similar(self, post: Post, *, count: int) -> Sequence[Example]:
        """At most `count` examples above the floor, the nearest first, one for a post."""
        return self._nearest(post, count, lambda _: False)

    def without(self, *people: str) -> ExcludingRetriever:
        """A view that never shows what these people asked or answered: name the seeker here, and the helper."""
        return ExcludingRetriever(self._nearest, frozenset(people))

    def _nearest(self, post: Post, count: int, is_excluded: Excluded) -> Sequence[Example]:
        import numpy as np

        if self._vectors is None:
            return ()
        scores = self._vectors @ np.frombuffer(self._encode([post.text])[0], "<f4")
        return _chosen(self._candidates, scores.tolist(), post, self._floor, count, is_excluded)


@dataclass(frozen=True, slots=True)
class ExcludingRetriever:
    """Implements `Retriever` over another one, less what some people wrote or were answered."""

    _nearest: Callable[[Post, int, Excluded], Sequence[Example]]
    _people: frozenset[str]

    def similar(self, post: Post, *, count: int) -> Sequence[Example]:
        """At most `count` examples above the floor, the nearest first, one for a post."""
        return self._nearest(post, count, lambda found: not self._people.isdisjoint({found.author, found.seeker}))


def _chosen(
    candidates: Sequence[Candidate],
    scores: Sequence[float],
    post: Post,
    floor: float,
    count: int,
    is_excluded: Excluded,
) -> tuple[Example, ...]:
    """The best candidates: above the floor, not this very post, not two replies to one post."""
    chosen: list[Example] = []
    seen = {_key(post)}
    for place in sorted(range(len(scores)), key=lambda i: -scores[i]):
        candidate = candidates[place]
        if len(chosen) == count or scores[place] < floor:
            break
        if _key(candidate.post) not in seen and not is_excluded(candidate):
            seen.add(_key(candidate.post))
            chosen.append(Example(candidate.post, candidate.reply, round(min(1.0, scores[place]), 4)))
    return tuple(chosen)


def _build(texts: Sequence[str]) -> tuple[Callable[[list[str]], NDArray[np.float32]], Callable[[str], float]]:
    """BM25's scores of all texts for some words, and the most that one word can add to a score."""
    import bm25s  # type: ignore[import-untyped] # it ships no types; it brings numpy, so only where there is a list

    documents = [_words(text) or [""] for text in texts]
    model = bm25s.BM25(method="lucene")
    if documents:
        model.index(documents, show_progress=False)
    found = Counter(word for document in documents for word in set(document))

    def weight(word: str) -> float:
        # Lucene's BM25: a word's part of the score grows towards its inverse document frequency and never passes it.
        return math.log(1 + (len(documents) - found[word] + 0.5) / (found[word] + 0.5))

    def scores(words: list[str]) -> NDArray[np.float32]:
        return model.get_scores(words)  # type: ignore[no-any-return] # an array of float32, one number a document

    return scores, weight


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z']{3,}", text.lower()) if word not in _EVERYWHERE]


def _key(post: Post) -> str:
    return " ".join(post.text.lower().split())


# Words that nearly every post holds. BM25 weighs them little; without them, short posts do not meet by chance.
_EVERYWHERE = frozenset(
    re.findall(
        r"[a-z']+",
        """
    the and that this with for was but not have has had are were you your they them their there then than what when who
    how why his her she him our out from all can will just like get got been being about because would could should into
    over some any more most very really even only also too its it's i'm i've don't can't didn't doesn't isn't know think
        """,
    )
)
