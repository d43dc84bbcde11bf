"""Takes out of a text what says who or where somebody is, and leaves a word in its place: `[mail]`, `[user]`.

`scrub` finds what has a form: addresses of the web and of mail, Reddit names, handles, phone numbers (by the tables of
the phonenumbers library), cards, accounts and streets. Plain names of people and places have no form and stay. The
numbers of helplines stay as well: short ones are no phone numbers, and free ones are nobody's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType

_HOST = r"[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?"
_LINKED = re.compile(r"\[([^\]\[\n]{0,300})\]\([^()\s]{1,800}(?:\s[^()\n]{0,100})?\)")
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>()\[\]\"']{1,800}(?:\([^\s<>()]{0,200}\)[^\s<>()\[\]\"']{0,200})?"
    rf"|\b(?:{_HOST}\.){{1,4}}(?:com|net|org|io|gg|app|me|ly|co|info|online|site|blog|dev|tv|be)(?:\.[a-z]{{2}})?"
    r"(?:/[^\s<>()\[\]\"']{0,800}|(?![\w.@-]|\.\w))",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\.(?<=\w\.)\w")
_DIGIT = re.compile(r"[0-9]")
_MAIL = re.compile(
    rf"(?<![\w.+-])[a-z0-9][\w.+-]{{0,63}}(?:@|\s?[\[(]\s?at\s?[\])]\s?|\sat\s(?=\S{{1,40}}\sdot\s))"
    rf"(?:{_HOST}(?:\.|\s?[\[(]\s?dot\s?[\])]\s?|\sdot\s)){{1,4}}[a-z]{{2,12}}\b",
    re.IGNORECASE,
)
_REDDITOR = re.compile(r"(?<![\w/])/?u/[A-Za-z0-9_-]{3,20}\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,29}[A-Za-z0-9_])")
_TAG = re.compile(r"\b[\w.]{2,32}#\d{4}\b")
_APP = re.compile(
    r"\b((?:my |on |add me on )?(?:insta(?:gram)?|snap(?:chat)?|discord|telegram|kik|whats ?app|tiktok|twitter)"
    r"(?: (?:name|handle|user(?:name)?|id))?\s?(?:is|:|=|->|@)\s?)(?!\[)@?(?=\w{0,30}(?:[\d_]|\.\w))[\w.]{0,40}\w",
    re.IGNORECASE,
)
"""After an app's name only a word with a digit, dot or underscore is taken to be a handle: `discord is down` stays."""
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,? (?:(?:[NSEW]\.?|North|South|East|West) )?(?:[A-Z][\w'-]{1,20} ){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Terrace|Crescent|Close|Place|Pl)\b\.?"
)
_SOCIAL = re.compile(r"\b\d{3}-\d{2}-\d{4}\b")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
_MACHINE = re.compile(r"\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b")
_MANY_DIGITS = re.compile(r"(?:\d[\s().+/-]{0,3}){8}")
_REGIONS = ("US", "GB", "AU")
"""Where a number without its country code may belong; with the code every country's are found."""


def scrub(text: str) -> str:
    """`text` without links, mail addresses, handles, phone numbers, account numbers and streets. Twice is as once."""
    for is_due, step in _STEPS:
        if is_due(text):
            text = step(text)
    return text


def _without_phones(text: str) -> str:
    spans: dict[tuple[int, int], None] = {}
    for region in _REGIONS:
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            if phonenumbers.number_type(match.number) != PhoneNumberType.TOLL_FREE:
                spans[match.start, match.end] = None
    for start, end in sorted(spans, reverse=True):
        if text[start:end].count("[phone]") == 0:
            text = f"{text[:start]}[phone]{text[end:]}"
    return text


def _without_numbers(text: str) -> str:
    text = _SOCIAL.sub("[number]", text)
    text = _MACHINE.sub("[number]", text)
    text = _ACCOUNT.sub(lambda match: "[number]" if _is_account(match.group()) else match.group(), text)
    return _CARD.sub(lambda match: "[number]" if _is_card(match.group()) else match.group(), text)


def _is_card(text: str) -> bool:
    """Whether the check digit is right (Luhn)."""
    digits = [int(character) for character in reversed(text) if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0


def _is_account(text: str) -> bool:
    """Whether the check digits of an IBAN are right (ISO 7064, 97)."""
    plain = text.replace(" ", "")
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1


def _has(*marks: str) -> Callable[[str], bool]:
    def due(text: str) -> bool:
        for mark in marks:  # noqa: SIM110 - a generator takes twice as long, and this runs for every text
            if mark in text:
                return True
        return False

    return due


_names_an_app = _has("insta", "snap", "discord", "telegram", "kik", "whats", "tiktok", "twitter")
_STEPS: tuple[tuple[Callable[[str], bool], Callable[[str], str]], ...] = (
    (_has("]("), lambda text: _LINKED.sub(r"\1 [link]", text)),
    (_has("@", " dot ", "(at", "[at", " DOT "), lambda text: _MAIL.sub("[mail]", text)),
    (lambda text: "://" in text or bool(_DOTTED.search(text)), lambda text: _LINK.sub("[link]", text)),
    (_has("u/", "U/"), lambda text: _REDDITOR.sub("[user]", text)),
    (_has("@"), lambda text: _HANDLE.sub("[user]", text)),
    (_has("#"), lambda text: _TAG.sub("[user]", text)),
    (lambda text: _names_an_app(text.lower()), lambda text: _APP.sub(r"\1[user]", text)),
    (
        lambda text: bool(_DIGIT.search(text) and _MANY_DIGITS.search(text)),
        lambda text: _without_phones(_without_numbers(text)),
    ),
    (lambda text: bool(_DIGIT.search(text)), lambda text: _STREET.sub("[address]", text)),
)
