"""Apostrophes that people leave out, put in so that patterns can read, and taken out again."""

from __future__ import annotations

import re

_FULL = """
don't can't won't didn't isn't doesn't wasn't weren't haven't hasn't couldn't wouldn't shouldn't aren't
you're you've you'll you'd they're there's that's what's i'm i've it'll let's he's she's
"""
_LEFT_OUT = {full.replace("'", ""): full for full in _FULL.split()}
_BARE = re.compile(r"\b(?:" + "|".join(_LEFT_OUT) + r")\b", re.IGNORECASE)
_ITS = re.compile(
    r"\b(its)(?= (?:not|just|a|an|your|ok|okay|all|only|been|so|really|the|going|gonna|hard|normal|fine|always"
    r"|never|probably|very|like|about|what|how|because|pretty|no|better|worse|time|life|kinda|"
    r"also|still)\b)",
    re.IGNORECASE,
)


def spelt(text: str) -> str:
    """`text` with its apostrophes straight and in place."""

    def put_in(match: re.Match[str]) -> str:
        full = _LEFT_OUT[match[0].lower()]
        return full.capitalize() if match[0][0].isupper() else full

    text = _BARE.sub(put_in, text.replace("’", "'"))
    return _ITS.sub(lambda m: m[0][:-1] + "'s", text)


def respelt(text: str, like: str) -> str:
    """`text` with the apostrophes left out in the words where `like` leaves them out."""
    for bare in {found.lower() for found in _BARE.findall(like)} | {found.lower() for found in _ITS.findall(like)}:
        full = _LEFT_OUT.get(bare, "it's")
        if re.search(rf"\b{full}\b", like.replace("’", "'"), re.IGNORECASE):
            continue
        text = re.sub(rf"\b{full[0]}{full[1:]}\b", bare, text)
        text = re.sub(rf"\b{full.capitalize()}\b", bare.capitalize(), text)
    return text
