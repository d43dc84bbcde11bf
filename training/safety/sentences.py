"""Replies taken apart as the classifier reads them: their sentences, and the posts that these are read under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from models.safety.heads import POST_CHARACTERS, Encode, Numbers
from models.safety.units import units_of

Owner = npt.NDArray[np.int64]
"""(sentences,) the place of the reply that each belongs to."""


class UnderPost(Protocol):
    """A reply under its post: a `Text`, or a case that more is known of."""

    @property
    def post(self) -> str: ...
    @property
    def reply(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    """One reply under its post."""

    post: str
    reply: str


def split(replies: Sequence[UnderPost], vocabulary: frozenset[str]) -> tuple[Owner, list[str]]:
    """Whose each sentence is, and all sentences."""
    units = [[unit.text for unit in units_of(one.reply, one.post, vocabulary)] for one in replies]
    owner = np.repeat(np.arange(len(units)), np.array([len(found) for found in units], np.int64))
    return owner, [sentence for found in units for sentence in found]


def post_vectors(replies: Sequence[UnderPost], encode: Encode) -> dict[str, Numbers]:
    """The vector of every post that says something, by what the encoder reads of it, in the order of the alphabet."""
    posts = sorted({one.post[:POST_CHARACTERS] for one in replies if one.post.strip()})
    return dict(zip(posts, encode(posts), strict=True)) if posts else {}


def beside(replies: Sequence[UnderPost], owner: Owner, vectors: Mapping[str, Numbers], *, width: int) -> Numbers:
    """(sentences, width) the vector of each sentence's post, or zeros where its reply has none."""
    none = np.zeros(width, np.float32)
    return np.stack([vectors.get(replies[place].post[:POST_CHARACTERS], none) for place in owner.tolist()])
