"""What people write to the bot → commands. Only the body counts: Reddit's chat has lost the subject line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """The commands. Helpers write the first group in a chat message, moderators the second in modmail."""

    OPT_IN = "opt in"
    AGREE = "agree"
    TRAINING = "training"
    TRAIN_YES = "train yes"
    TRAIN_NO = "train no"
    OPT_OUT = "opt out"
    HELP = "help"
    STATUS = "status"
    DRAFT = "draft"
    RATE = "rate"
    DECLINE = "decline"
    EXPORT = "export"
    FORGET = "forget me"
    DISAGREE = "disagree"
    WHY = "why"
    PAUSE = "pause"
    RESUME = "resume"


HELPER_WORDS = (
    Word.OPT_IN, Word.AGREE, Word.TRAINING, Word.TRAIN_YES, Word.TRAIN_NO, Word.OPT_OUT, Word.HELP, Word.STATUS,
    Word.DRAFT, Word.RATE, Word.DECLINE, Word.EXPORT, Word.FORGET,
)  # fmt: skip
MODERATOR_WORDS = (
    Word.AGREE, Word.DISAGREE, Word.WHY, Word.DRAFT, Word.PAUSE, Word.RESUME, Word.STATUS, Word.HELP,
)  # fmt: skip

_OTHER_SPELLINGS = {
    "optin": Word.OPT_IN,
    "opt-in": Word.OPT_IN,
    "stop": Word.OPT_OUT,
    "unsubscribe": Word.OPT_OUT,
    "optout": Word.OPT_OUT,
    "opt-out": Word.OPT_OUT,
    "i agree": Word.AGREE,
    "train": Word.TRAINING,
    "forgetme": Word.FORGET,
    "forget": Word.FORGET,
    "commands": Word.HELP,
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command with its arguments, as far as they were given."""

    word: Word
    number: int | None = None
    """The flag's (F12) or suggestion's (S7) number."""
    stars: int | None = None
    link: str = ""
    text: str = ""
    """Everything after the first line."""


_REFERENCE = re.compile(r"^[fs]#?(\d{1,9})$")
_STARS = re.compile(r"^([1-5])(?:/5)?$")


def parse(body: str, words: tuple[Word, ...]) -> Command | None:
    """The command in `body`, or None where it is not one of `words`. Quoted lines (`> …`) are passed over."""
    lines = [line for line in body.strip().splitlines() if not line.lstrip().startswith((">", "&gt;"))]
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        return None
    first = " ".join(lines[0].strip().strip("!.*`_\"'").split())
    found = _match(first.lower(), words)
    if found is None:
        return None
    word, rest = found
    return _with_arguments(word, first[len(first) - len(rest) :].split(), "\n".join(lines[1:]).strip())


def _match(first: str, words: tuple[Word, ...]) -> tuple[Word, str] | None:
    spellings = {str(word): word for word in words}
    spellings.update({text: word for text, word in _OTHER_SPELLINGS.items() if word in words})
    for spelling in sorted(spellings, key=len, reverse=True):
        if first == spelling:
            return spellings[spelling], ""
        if first.startswith(spelling + " ") and _takes_arguments(spellings[spelling]):
            return spellings[spelling], first[len(spelling) + 1 :]
    return None


def _takes_arguments(word: Word) -> bool:
    return word in {Word.DRAFT, Word.RATE, Word.DECLINE, Word.AGREE, Word.DISAGREE, Word.WHY}


def _with_arguments(word: Word, arguments: list[str], text: str) -> Command | None:
    number = stars = None
    link = ""
    for argument in arguments:
        if reference := _REFERENCE.match(argument.lower()):
            number = int(reference[1])
        elif word is Word.RATE and (star := _STARS.match(argument)):
            stars = int(star[1])
        elif word is Word.DRAFT and not link:
            link = argument.strip("<>()[]")
        elif word in {Word.AGREE, Word.DISAGREE, Word.WHY}:
            return None  # a sentence that happens to begin with the word: "agree with Sam, let us wait"
    return Command(word, number=number, stars=stars, link=link, text=text)


_LINK = re.compile(
    r"^(?:https?://[^/\s]+)?/?(?:r/\w+/)?comments/([a-z0-9]{1,13})(?:/[^/\s]*(?:/([a-z0-9]{1,13}))?)?", re.I
)
_FULLNAME = re.compile(r"^t[13]_[a-z0-9]{1,13}$", re.I)


def post_of(link: str) -> str | None:
    """The post's fullname in a permalink (whatever its host) or a bare `t3_…`; None where there is none."""
    if _FULLNAME.match(link):
        return link.lower() if link.lower().startswith("t3_") else None
    found = _LINK.match(link.strip())
    return f"t3_{found[1].lower()}" if found else None
