"""Facts in a text that neither draft nor post held: links, handles, numbers, names, places."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.audit.case import Case, words
from models.audit.names import ALWAYS_CAPITAL, NAMES
from models.protocols import Finding

_I = re.IGNORECASE
_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,12}://|www\.)[^\s)\]>]{1,300}|\]\([^)\s]{1,300}\)|\b[\w-]{2,40}\.(?:com|org|net|edu"
    r"|gov|io|co|uk|me|info|app|help|gg|ly|be|tv|us|ca|au|de|ru)\b(?:/[^\s)\]>]{0,200})?|mailto:\S{1,100}",
    _I,
)
_HANDLE = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,40}(?:\.[\w-]{1,20})+|(?<![\w@])@\w{2,30}|(?<!\w)/?[ur]/[\w-]{2,30}"
    r"|(?<!\w)#[a-z]\w{2,30}|\b\w{2,32}#\d{4}\b",
    _I,
)
_DIGITS = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NUMBER_WORDS_LISTED = """
three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
millions dozen dozens percent
"""
_NUMBER_WORDS = frozenset(_NUMBER_WORDS_LISTED.split())
_CAPITAL = re.compile(r"(?<![.!?:\n\"“'(*_>-] )(?<=[^\s.!?] )[A-Z][a-z]+(?:'[a-z]+)?\b|\b[A-Z]{2,6}\b(?!')")


def new_links(case: Case) -> Finding | None:
    """A link or address that nobody had given."""
    return _first(
        "new-link", "It holds a link that is not in the draft or the post.", _LINK.findall(case.plain_text), case
    )


def new_handles(case: Case) -> Finding | None:
    """A user, community, tag or mail address that nobody had given."""
    found = _HANDLE.findall(case.plain_text)
    return _first(
        "new-handle", "It names an account, community or address that is not in the draft or the post.", found, case
    )


def new_numbers(case: Case) -> Finding | None:
    """A number that nobody had given: phone, dose, age, count."""
    known = set(_DIGITS.findall(case.known))
    for number in _DIGITS.findall(case.plain_text):
        if number not in known:
            return Finding("new-number", "It holds a number that is not in the draft or the post.", {"found": number})
    for word in words(case.plain_text):
        if word in _NUMBER_WORDS and word not in case.known_words:
            return Finding("new-number", "It holds a number that is not in the draft or the post.", {"found": word})
    return None


def new_names(case: Case) -> Finding | None:
    """A person or place that nobody had named."""
    known = case.known_words | {word.removesuffix("'s") for word in case.known_words}
    for match in _CAPITAL.finditer(case.plain_text):
        name = match[0].lower().removesuffix("'s")
        if name not in known and name not in ALWAYS_CAPITAL:
            return _name(match[0])
    for word in words(case.plain_text):
        bare = word.removesuffix("'s")
        if bare in NAMES and bare not in known:
            return _name(word)
    return None


def _name(found: str) -> Finding:
    return Finding(
        "new-name", "It names somebody or some place that is not in the draft or the post.", {"found": found}
    )


def _first(check: str, reason: str, found: Iterable[str], case: Case) -> Finding | None:
    for item in found:
        if item.lower() not in case.known:
            return Finding(check, reason, {"found": item[:80]})
    return None


NOVELTIES = (new_links, new_handles, new_numbers, new_names)
