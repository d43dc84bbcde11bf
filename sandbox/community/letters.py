"""What people find in the bot's messages, and what they write to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

_RULE = re.compile(r"^\s*-{3,}\s*$")
_SUGGESTION = re.compile(r"\bS(\d{1,9})\b")
_FLAG = re.compile(r"\bF(\d{1,9})\b")
_REPLY = re.compile(r"\bt1_([a-z0-9]{1,13})\b")
_REPLY_LINK = re.compile(r"/comments/[a-z0-9]{1,13}/[^/\s)]*/([a-z0-9]{1,13})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as its reader sees it."""

    number: int
    text: str
    reply: str | None
    """Fullname of the reply it is about, where the message says so."""


def offer_in(body: str) -> Offer | None:
    """The suggestion in a message: the text between its two rules, and the id after them. None where there is none."""
    lines = body.splitlines()
    rules = [i for i, line in enumerate(lines) if _RULE.match(line)]
    if len(rules) < 2:
        return None
    rest = "\n".join(lines[rules[-1] + 1 :])
    number = _SUGGESTION.search(rest)
    text = "\n".join(lines[rules[0] + 1 : rules[-1]]).strip()
    if number is None or not text:
        return None
    named = _REPLY.search(rest) or _REPLY_LINK.search(rest)
    return Offer(int(number[1]), text, f"t1_{named[1].lower()}" if named else None)


def flags_in(body: str) -> list[tuple[int, str]]:
    """The flags that a modmail message tells of, each with the fullname of its reply, in order and each once."""
    found: dict[int, str] = {}
    marks = list(_FLAG.finditer(body))
    for mark, following in zip_longest(marks, marks[1:]):
        stretch = body[mark.end() : following.start() if following else len(body)]
        if int(mark[1]) not in found and (reply := _REPLY.search(stretch)):
            found[int(mark[1])] = f"t1_{reply[1]}"
    return list(found.items())


def command(body: str) -> str:
    """The first line of a message, lower case, as the bot reads it."""
    return body.strip().splitlines()[0].strip().lower() if body.strip() else ""


def asks_to_agree(body: str) -> bool:
    """Whether the bot shows the words that `agree` accepts."""
    return re.search(r"\bagree\b", body, re.IGNORECASE) is not None


def asks_about_training(body: str) -> bool:
    """Whether the bot asks for `train yes` or `train no`."""
    return re.search(r"\btrain yes\b", body, re.IGNORECASE) is not None


def bare(text: str) -> str:
    """Letters and digits only, for comparing texts whatever their dress."""
    return re.sub(r"[\W_]+", "", text.lower())
