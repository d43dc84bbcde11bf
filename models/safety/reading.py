"""Texts as the rules read them, each character remembering where it stood in the text as it was written.

Every text is read twice: *plain* (broken encodings repaired, lower case, typography made simple) and, where that
changes anything, *unmasked* (zero-width and combining marks gone; look-alike letters, leet, letter-spacing, stretched,
split and starred-out words undone). Evidence in either counts, so undoing too much adds a reading and never hides one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from models.safety.disguises import HALVES, LEFT_HALVES, STRETCH, TELLING, from_leet, joined, shortened, unstarred
from models.safety.letters import FLIPPED, TURN_BACK, folded, simple

MASKED = re.compile(
    r"[^\x00-\x7f]|([a-z])\1\1|[a-z][0-9@$!|+*#_./\\-]{1,4}[a-z]|[0-9@$][a-z]{2}|[a-z]11"
    r"|\b[a-z](?:[\W_]{1,3}[a-z]\b){2}"
)
"""What makes a second reading worth its time; words that are cut by a blank are looked up beside it."""

_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9@$](?:[\s._*|/~-]{1,3}[a-z0-9@$](?![a-z0-9@$])){2,}")
_LEET_WORD = re.compile(r"(?<![a-z0-9@$!|+])(?=[a-z]*[0-9@$!|+])[a-z0-9@$][a-z0-9@$!|+]{0,40}[a-z0-9@$]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[a-z]{3,}")
_STARRED = re.compile(
    r"(?<![a-z*#/_.'-])(?=[a-z]+[*#/_.'-])(?![a-z]+'(?:t|s|re|ve|ll|d|m)\b)[a-z][a-z*#/_.'-]{1,30}[a-z*#]"
)
_HALF = re.compile(r"(?<![a-z])([a-z]{1,11}) (?=([a-z]{1,11})(?![a-z]))")
_WELDED = re.compile(r"(?<=[a-z][a-z])[./|+\\](?=[a-z][a-z])")
_WORD_BEFORE = re.compile(r"[a-z]+\Z")
_WORD_AFTER = re.compile(r"[a-z]+")
_ONE_SIDE = re.compile(rf"[a-z{''.join(FLIPPED)}'., ]{{3,}}")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
# Broken encodings turn one character into two or more beyond ASCII, or leave a control character of the C1 block.
_PHONE = re.compile(r"(?<![\w.])[+(]{0,2}\d{1,4}(?:[ ().-]{1,3}\d{2,5}){2,5}(?![\w.]\d)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,60}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}")
_DIGITS = re.compile(r"\d\d")
_MARKS_OF_CONTACT = str.maketrans({"(": "-", ")": "-", ".": "-"})
_BROKEN = re.compile(r"[^\x00-\x7f]{2,60}|[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to search, and the way back: `places[i]` is where character `i` stood, or the same place where None."""

    text: str
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of this reading stood in the text as written."""
        if self.places is None:
            return start, end
        places = self.places[start:end]  # in a text that was turned upside down they run backwards
        return min(places), max(places) + 1


def read_plain(text: str) -> Reading:
    """The text in lower case with simple typography, broken encodings and HTML's entities repaired."""
    reading = Reading(text)
    if not text.isascii():
        reading = _rewrite(reading, _BROKEN, lambda match: _repaired(match.group()))
    if "&" in text:
        reading = _rewrite(reading, _ENTITY, lambda match: html.unescape(match.group()))
    return Reading(_with_whole_contacts(simple(reading.text)), reading.places)


def read_unmasked(plain: Reading, vocabulary: frozenset[str]) -> Reading | None:
    """The text with disguises undone, or None where there are none. `vocabulary` says which words to look for."""
    is_masked = MASKED.search(plain.text)
    is_cut = not LEFT_HALVES.isdisjoint(plain.text.split())
    if not is_masked and not is_cut:
        return None
    reading = plain
    if not plain.text.isascii():
        if not FLIPPED.isdisjoint(plain.text):
            reading = _turned_back(reading, vocabulary)
        reading = _without_disguised_letters(reading)
    reading = _rewrite(reading, _SPACED, lambda m: joined(m.group(), vocabulary))
    reading = _rewrite(reading, _LEET_WORD, lambda m: from_leet(m.group(), vocabulary))
    if STRETCH.search(reading.text):
        reading = _rewrite(reading, _WORD, lambda m: shortened(m.group(), vocabulary))
    reading = _rewrite(reading, _STARRED, lambda m: unstarred(m.group(), vocabulary))
    if is_cut or not LEFT_HALVES.isdisjoint(reading.text.split()):
        reading = _rewrite(reading, _HALF, lambda m: m[1] if f"{m[1]} {m[2]}" in HALVES else m.group())
    reading = _rewrite(reading, _WELDED, _unwelded)
    return None if reading.text == plain.text else reading


def _with_whole_contacts(text: str) -> str:
    """Phone numbers and e-mail addresses without the dots and brackets at which a sentence would end."""
    if "@" in text:
        text = _MAIL.sub(lambda match: match.group().replace(".", "_"), text)
    if not _DIGITS.search(text):
        return text
    return _PHONE.sub(lambda match: match.group().translate(_MARKS_OF_CONTACT), text)


def _repaired(broken: str) -> str:
    # ftfy takes a moment to import, and most texts need none of it.
    import ftfy

    return ftfy.fix_encoding(broken)


def _without_disguised_letters(reading: Reading) -> Reading:
    """Each character's simple form, marks and invisible ones dropped."""
    places = reading.places or range(len(reading.text))
    out: list[str] = []
    kept: list[int] = []
    at = 0
    for match in _FOREIGN.finditer(reading.text):
        start, end = match.span()
        out.append(reading.text[at:start])
        kept.extend(places[at:start])
        for place in range(start, end):
            parts = folded(reading.text[place])
            out.append(parts)
            kept.extend([places[place]] * len(parts))
        at = end
    return Reading("".join(out) + reading.text[at:], (*kept, *places[at:]))


def _turned_back(reading: Reading, vocabulary: frozenset[str]) -> Reading:
    """Runs of upside-down letters as they read from the other side, where that gives more words that we know."""
    out: list[str] = []
    places: list[int] = []
    old = reading.places or range(len(reading.text))
    at = 0
    for match in _ONE_SIDE.finditer(reading.text):
        if FLIPPED.isdisjoint(match.group()):
            continue
        start, end = match.span()
        turned = match.group().translate(TURN_BACK)[::-1]
        upright = "".join(folded(c) if c >= "\x80" else c for c in match.group())
        if _known(turned, vocabulary) <= _known(upright, vocabulary):
            continue
        out += [reading.text[at:start], turned]
        places += [*old[at:start], *reversed(old[start:end])]
        at = end
    return Reading("".join(out) + reading.text[at:], (*places, *old[at:]))


def _known(text: str, vocabulary: frozenset[str]) -> int:
    return sum(len(word) for word in re.findall(r"[a-z]+", text) if word in vocabulary)


def _unwelded(match: re.Match[str]) -> str:
    before = _WORD_BEFORE.search(match.string[max(0, match.start() - 20) : match.start()])
    after = _WORD_AFTER.match(match.string, match.end(), match.end() + 20)
    words = {found.group() for found in (before, after) if found}
    return match.group() if words.isdisjoint(TELLING) else " "


def _rewrite(reading: Reading, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Reading:
    """Replace every match. The new characters share out the places of the old ones, so that spans still cover them."""
    out: list[str] = []
    kept: list[int] = []
    places = reading.places or range(len(reading.text))
    at = 0
    for match in pattern.finditer(reading.text):
        new = change(match)
        if new == match.group() or not new:
            continue
        start, end = match.span()
        out.append(reading.text[at:start] + new)
        kept.extend(places[at:start])
        last = end - start - 1
        kept.extend(places[start + round(i * last / max(1, len(new) - 1))] for i in range(len(new)))
        at = end
    if not at:
        return reading
    return Reading("".join(out) + reading.text[at:], (*kept, *places[at:]))
