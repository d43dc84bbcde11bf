"""Texts as the rules read them, each character remembering where it stood in the text as it was written.

Every text is read twice: *plain* (lower case, typography made simple, nothing moved) and, where that changes
anything, *unmasked* (zero-width and combining marks gone; look-alike letters, leet, letter-spacing, stretched and
starred-out words undone). Evidence in either counts, so undoing too much adds a reading and never hides one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import product

TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-"}
    | {"‑": "-", "–": "-", "—": "-", "…": ".", "\u00a0": " ", "\u202f": " ", "\t": " ", "\r": "\n", "\u2028": "\n"}
)
"""One character for one, so that a plain reading keeps every place."""

# Letters of other alphabets that look like a Latin one. NFKD already folds full-width, circled and mathematical ones.
_LOOKS_LIKE = {
    "a": "аɑαᴀ", "b": "ʙƅ", "c": "сϲᴄ", "d": "ԁᴅđ", "e": "еєᴇ", "g": "ɢɡ", "h": "һнʜħ", "i": "іιɪıї", "j": "јᴊ",
    "k": "кκᴋ", "l": "ӏʟł", "m": "мᴍ", "n": "ոɴ", "o": "оοᴏøσ", "p": "рρᴘ", "q": "ԛ", "r": "ʀг", "s": "ѕտꜱ",
    "t": "тᴛ", "u": "υսᴜ", "v": "νѵᴠ", "w": "ѡωᴡԝ", "x": "хχ", "y": "уүγʏ", "z": "ᴢ",
}  # fmt: skip
LOOK_ALIKES = str.maketrans({mark: letter for letter, marks in _LOOKS_LIKE.items() for mark in marks})
LEET = str.maketrans("013457$@!|+", "oieastsaiit")

MASKED = re.compile(
    r"[^\x00-\x7f]|([a-z])\1\1|[a-z][0-9@$!|+*#_.-]{1,4}[a-z]|[0-9@$][a-z]{2}|[a-z]11|\b[a-z](?:[\W_]{1,3}[a-z]\b){3}"
)
"""What makes a second reading worth its time."""

_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9@$](?:[\s._*|/~-]{1,3}[a-z0-9@$](?![a-z0-9@$])){3,}")
_LEET_WORD = re.compile(r"(?<![a-z0-9@$!|+])[a-z0-9@$][a-z0-9@$!|+]{0,40}[a-z0-9@$]")
_STRETCH = re.compile(r"([a-z])\1\1")
_WORD = re.compile(r"[a-z]{3,}")
_STARRED = re.compile(r"(?<![a-z*#_.'-])[a-z][a-z*#_.'-]{1,30}[a-z*#]")
_RUN = re.compile(r"([a-z])\1*")


MOST_STRETCHES = 4
"""Stretched letters in one word whose spellings are tried out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to search, and the way back: `places[i]` is where character `i` stood, or the same place where None."""

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of this reading stood in the text as written."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def read_plain(text: str) -> Reading:
    """The text in lower case with simple typography, every character in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few capitals (the Turkish dotted I) grow when lowered; those stay as they are.
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return Reading(lowered.translate(TYPOGRAPHY))


def read_unmasked(plain: Reading, vocabulary: Collection[str]) -> Reading | None:
    """The text with disguises undone, or None where there are none. `vocabulary` says which words to look for."""
    if not MASKED.search(plain.text):
        return None
    pieces = list(_folded(plain.text))
    text, places = "".join(c for c, _ in pieces), tuple(place for _, place in pieces)
    text, places = _rewrite(text, places, _SPACED, _joined)
    text, places = _rewrite(text, places, _LEET_WORD, lambda m: _from_leet(m.group()))
    if _STRETCH.search(text):
        text, places = _rewrite(text, places, _WORD, lambda m: _shortened(m.group(), vocabulary))
    text, places = _rewrite(text, places, _STARRED, lambda m: _unstarred(m.group(), vocabulary))
    return None if text == plain.text else Reading(text, places)


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Each character's simple form, marks and invisible ones dropped."""
    for place, char in enumerate(text):
        if char < "\x80":
            yield char, place
            continue
        if unicodedata.category(char) == "Cf":
            continue
        for part in unicodedata.normalize("NFKD", char):
            if not unicodedata.combining(part) and unicodedata.category(part) not in {"Mn", "Me", "Cf"}:
                for simple in part.lower().translate(TYPOGRAPHY).translate(LOOK_ALIKES):
                    yield simple, place


def _rewrite(
    text: str, places: tuple[int, ...], pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> tuple[str, tuple[int, ...]]:
    """Replace every match. The new characters share out the places of the old ones, so that spans still cover them."""
    out: list[str] = []
    kept: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        new = change(match)
        if new == match.group() or not new:
            continue
        start, end = match.span()
        out.append(text[at:start] + new)
        kept.extend(places[at:start])
        last = end - start - 1
        kept.extend(places[start + round(i * last / max(1, len(new) - 1))] for i in range(len(new)))
        at = end
    if not at:
        return text, places
    return "".join(out) + text[at:], (*kept, *places[at:])


def _joined(match: re.Match[str]) -> str:
    """`k i l l` as one word; where some gaps are wider than the narrowest, those are the word breaks."""
    gaps = re.findall(r"[\s._*|/~-]+", match.group())
    narrow = min(len(gap) for gap in gaps)
    return re.sub(r"[\s._*|/~-]+", lambda gap: " " if len(gap.group()) > narrow else "", match.group())


def _from_leet(word: str) -> str:
    """`k1ll` as `kill`. A word without letters is a number, one without other signs needs nothing."""
    if word.isalpha() or not any(c.isalpha() for c in word):
        return word
    return word.replace("11", "ll").translate(LEET)


def _shortened(word: str, vocabulary: Collection[str]) -> str:
    """`killlll` as `kill`, `diiie` as `die`: the spelling that the vocabulary knows, else each stretch cut to one."""
    if not _STRETCH.search(word):
        return word
    runs = [match.group() for match in _RUN.finditer(word)]
    long = [i for i, run in enumerate(runs) if len(run) > 2]
    for lengths in product((1, 2), repeat=len(long)) if len(long) <= MOST_STRETCHES else ():
        for i, length in zip(long, lengths, strict=True):
            runs[i] = runs[i][0] * length
        if "".join(runs) in vocabulary:
            return "".join(runs)
    return _RUN.sub(lambda run: run.group()[0] if len(run.group()) > 2 else run.group(), word)


def _unstarred(word: str, vocabulary: Collection[str]) -> str:
    """`k*ll` or `su-icide` as the word of the vocabulary that fits, else unchanged."""
    if (bare := re.sub(r"[^a-z]", "", word)) in vocabulary:
        return bare
    if "*" not in word and "#" not in word:
        return word
    shape = re.compile("".join(c if c.isalpha() else "[a-z]" for c in word))
    return min((known for known in vocabulary if len(known) == len(word) and shape.fullmatch(known)), default=word)
