"""Undoes what people do to a word so that no filter knows it: `k1ll`, `k i l l`, `killlll`, `k*ll`, `sui cide`.

Each function gives the word as it was probably meant. The vocabulary (every word that a rule names) decides where
there is a choice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from models.safety.letters import LEET

STRETCH = re.compile(r"([a-z])\1\1")
_RUN = re.compile(r"([a-z])\1*")
_GAP = re.compile(r"[\s._*|/~-]+")

MOST_STRETCHES = 4
"""Stretched or doubtful letters in one word whose spellings are tried out."""
LONGEST_JOINED = 80
"""Letters up to which a word that was written letter by letter is cut into the words of the vocabulary."""

TELLING = (
    "suicide", "suicidal", "kill", "killing", "yourself", "overdose", "pathetic", "worthless", "coward", "cutting",
    "whatsapp", "telegram", "discord", "snapchat", "instagram", "bleach", "noose", "retard", "retarded", "disgusting",
    "jesus", "selfish", "stupid", "idiot", "loser", "starve", "prozac", "zoloft", "xanax", "dosage", "bipolar",
)  # fmt: skip
"""Words that are cut in two with a blank, or welded to another with a dot. Looking for all words that way would cost
time, and find words in each other."""
# Halves that are words by themselves prove nothing.
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be but by can cut do he her his i id if in is it kill lose me my no not of on or over pat
        path self so star the to up us we what worth your
        """,
    )
)
_ENDS = _WORDS | {"less", "ting", "gram", "chat", "age", "app", "sage"}
HALVES: Mapping[str, str] = {
    f"{word[:i]} {word[i:]}": word
    for word in TELLING
    for i in range(1, len(word))
    if word[:i] not in _WORDS or word[i:] not in _ENDS
}
LEFT_HALVES = frozenset(halves.partition(" ")[0] for halves in HALVES)


def joined(written: str, vocabulary: frozenset[str]) -> str:
    """`k i l l` as one word; where some gaps are wider than the narrowest, those are the word breaks."""
    gaps = _GAP.findall(written)
    narrow = min(len(gap) for gap in gaps)
    words = _GAP.sub(lambda gap: " " if len(gap.group()) > narrow else "", written)
    if len(gaps) < 3 and words not in vocabulary:
        return written
    if " " in words or words in vocabulary or len(words) > LONGEST_JOINED:
        return words
    return " ".join(_cut(words, vocabulary)) or words


def _cut(letters: str, vocabulary: frozenset[str]) -> list[str]:
    """Letters without any gap as words of the vocabulary, as few as possible; empty where that cannot be done."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, letters[start:end]]
            for start in range(max(0, end - 16), end)
            if (before := best[start]) is not None
            and (letters[start:end] in vocabulary or letters[start:end] in {"a", "i", "u", "to", "it", "me", "is"})
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def from_leet(word: str, vocabulary: frozenset[str]) -> str:
    """`k1ll` as `kill`, `sh00t` as `shoot`. A word without letters is a number, one without signs needs nothing."""
    if word.isalpha() or not any(c.isalpha() for c in word):
        return word
    doubtful = [i for i, c in enumerate(word) if c in "1!|"]
    if 0 < len(doubtful) <= MOST_STRETCHES:
        letters = list(word.translate(LEET))
        for choice in product("il", repeat=len(doubtful)):
            for i, letter in zip(doubtful, choice, strict=True):
                letters[i] = letter
            if "".join(letters) in vocabulary:
                return "".join(letters)
    return word.replace("11", "ll").translate(LEET)


def shortened(word: str, vocabulary: frozenset[str]) -> str:
    """`killlll` as `kill`, `diiie` as `die`: the spelling that the vocabulary knows, else each stretch cut to one."""
    if not STRETCH.search(word):
        return word
    runs = [match.group() for match in _RUN.finditer(word)]
    long = [i for i, run in enumerate(runs) if len(run) > 2]
    for lengths in product((1, 2), repeat=len(long)) if len(long) <= MOST_STRETCHES else ():
        for i, length in zip(long, lengths, strict=True):
            runs[i] = runs[i][0] * length
        if "".join(runs) in vocabulary:
            return "".join(runs)
    return _RUN.sub(lambda run: run.group()[0] if len(run.group()) > 2 else run.group(), word)


def unstarred(word: str, vocabulary: frozenset[str]) -> str:
    """`k*ll`, `k/ll` or `su-icide` as the word of the vocabulary that fits, else unchanged."""
    if (bare := re.sub(r"[^a-z]", "", word)) in vocabulary:
        return bare
    if not set(word) & set("*#/"):
        return word
    shape = re.compile("".join(c if c.isalpha() else "[a-z]" for c in word))
    return min((known for known in _by_start(vocabulary)[word[0], len(word)] if shape.fullmatch(known)), default=word)


@lru_cache(maxsize=8)
def _by_start(vocabulary: frozenset[str]) -> Mapping[tuple[str, int], list[str]]:
    """The vocabulary by first letter and length, so that thousands of starred words stay cheap."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in vocabulary:
        found[word[0], len(word)].append(word)
    return found
