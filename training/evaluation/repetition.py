"""How often a system says the same under different posts: a phrase that pleases is found by reading many replies."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

_LONGEST = 4
_NEVER = 0.1
"""What counts where no n-gram of a length is found: the usual first smoothing of BLEU."""
_OPENING = 4
_POSTS = 3
"""A run of words under so many posts, its own among them, is a template."""

Words = Sequence[str]


def self_bleu(texts: Sequence[Words], posts: Sequence[Hashable]) -> list[float | None]:
    """BLEU-4 of each text against all replies to other posts; None for an empty text, or with one post only.

    It grows with the number of texts, so only systems that answered the same prompts can be compared.
    """
    known = [_Most(texts, posts, size) for size in range(1, _LONGEST + 1)]
    lengths = [(len(text), post) for text, post in zip(texts, posts, strict=True)]
    found: list[float | None] = []
    for text, post in zip(texts, posts, strict=True):
        others = [length for length, whose in lengths if whose != post]
        if not text or not others:
            found.append(None)
            continue
        precisions = [known[size - 1].precision(text, post) for size in range(1, min(_LONGEST, len(text)) + 1)]
        nearest = min(others, key=lambda length: (abs(length - len(text)), length))
        brevity = 1.0 if nearest <= len(text) else math.exp(1 - nearest / len(text))
        found.append(brevity * math.exp(sum(map(math.log, precisions)) / len(precisions)))
    return found


class _Most:
    """For each n-gram of one size the most that one text under a post holds, and the most under any other post."""

    def __init__(self, texts: Sequence[Words], posts: Sequence[Hashable], size: int) -> None:
        self._size = size
        most: dict[tuple[str, ...], dict[Hashable, int]] = defaultdict(dict)
        for text, post in zip(texts, posts, strict=True):
            for gram, count in Counter(_grams(text, size)).items():
                most[gram][post] = max(count, most[gram].get(post, 0))
        self._best = {gram: sorted(by.items(), key=lambda item: -item[1])[:2] for gram, by in most.items()}

    def precision(self, text: Words, post: Hashable) -> float:
        counts = Counter(_grams(text, self._size))
        clipped = sum(min(count, self._elsewhere(gram, post)) for gram, count in counts.items())
        return (clipped or _NEVER) / sum(counts.values())

    def _elsewhere(self, gram: tuple[str, ...], post: Hashable) -> int:
        return next((count for whose, count in self._best.get(gram, ()) if whose != post), 0)


def templated(texts: Sequence[Words], posts: Sequence[Hashable]) -> list[float | None]:
    """The share of each text's words within a run of four that replies to two other posts hold as well."""
    under: dict[tuple[str, ...], set[Hashable]] = defaultdict(set)
    for text, post in zip(texts, posts, strict=True):
        for gram in _grams(text, _OPENING):
            under[gram].add(post)
    found: list[float | None] = []
    for text in texts:
        covered = {
            place + step
            for place, gram in enumerate(_grams(text, _OPENING))
            if len(under[gram]) >= _POSTS
            for step in range(_OPENING)
        }
        found.append(len(covered) / len(text) if text else None)
    return found


def shared_opening(texts: Sequence[Words], posts: Sequence[Hashable]) -> list[float | None]:
    """1 where the first four words open a reply to another post as well, 0 where not; None for an empty text."""
    under: dict[tuple[str, ...], set[Hashable]] = defaultdict(set)
    for text, post in zip(texts, posts, strict=True):
        under[tuple(text[:_OPENING])].add(post)
    return [float(len(under[tuple(text[:_OPENING])]) > 1) if text else None for text in texts]


def _grams(text: Words, size: int) -> list[tuple[str, ...]]:
    return [tuple(text[at : at + size]) for at in range(len(text) - size + 1)]
