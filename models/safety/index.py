"""Finds the phrases that could be in a text, by its words, so that the others are never tried."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from models.safety.phrases import Phrase

TOKEN = re.compile(r"[a-z]+|[0-9]+")
_SEGMENT = re.compile(r"[^.!?;:()\[\]{}<>|]+")
Owner = TypeVar("Owner")


class PhraseIndex(Generic[Owner]):
    """Phrases by their anchors, each with whatever it belongs to."""

    def __init__(self, entries: Iterable[tuple[Owner, Phrase]]) -> None:
        self._always: list[tuple[Owner, Phrase]] = []
        self._by_word: dict[str, list[tuple[Owner, Phrase]]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[Owner, Phrase]]] = defaultdict(list)
        words: set[str] = set()
        for entry in entries:
            words.update(word for word in TOKEN.findall(entry[1].source) if len(word) > 2)
            for anchor in entry[1].anchors:
                if anchor.endswith("~"):
                    self._by_stem[anchor[:-1]].append(entry)
                else:
                    self._by_word[anchor].append(entry)
            if not entry[1].anchors:
                self._always.append(entry)
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})
        # Most words of a language come again and again, and most of them are in no phrase.
        self._of_word = lru_cache(maxsize=20_000)(self._entries)
        self.vocabulary: frozenset[str] = frozenset(words | self._by_word.keys())
        """Every word that a phrase names: what disguised spellings are held against."""

    def candidates(self, text: str) -> list[tuple[Owner, Phrase]]:
        """The phrases of which an anchor is in `text`, each once."""
        found: dict[int, tuple[Owner, Phrase]] = {}
        for word in set(TOKEN.findall(text)):
            if entries := self._of_word(word):
                found.update(entries)
        return [*self._always, *found.values()]

    def _entries(self, word: str) -> tuple[tuple[int, tuple[Owner, Phrase]], ...]:
        """What a word makes possible, by itself or by how it begins."""
        entries = list(self._by_word.get(word, ()))
        for length in self._stem_lengths:
            entries += self._by_stem.get(word[:length], ()) if length <= len(word) else ()
        return tuple((id(entry), entry) for entry in entries)


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces between punctuation stand that no phrase reaches across."""
    return (match.span() for match in _SEGMENT.finditer(text))
