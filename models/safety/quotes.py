"""Blanks out what a reply holds that is not its writer speaking: quotations, code, addresses, signatures.

The blanks have the same length, so every place stays. Spoilers (`>!like this!<`) are the writer's own words and stay.
"""

from __future__ import annotations

import re

from models.safety.letters import simple
from models.safety.links import without_addresses
from models.safety.signatures import signature_start

_BLOCK = re.compile(r"^[ ]{0,3}(?:>(?!!)|&gt;(?!!)).*$", re.MULTILINE)
_FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]{1,300}`")
_MARKS = re.compile(
    r'"([^"\n]{2,300})"'
    # In single marks, an apostrophe between two letters belongs to the words.
    r"|(?<![a-z0-9])'((?:[^'\n]|(?<=[a-z])'(?=[a-z])){4,200})'(?![a-z0-9])"
)

# Who is speaking? Only the words right before or after the marks are asked.
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|call(?:s|ed|ing)?|hear(?:d|ing|s)?|think(?:s|ing)?|thought|"
    r"feel(?:s|ing)?|felt|wr(?:ote|ite|ites)|ask(?:s|ed|ing)?|asked|mean(?:s|t)?|like|voices?|people|phrases?|words?|"
    r"lines?|mottos?|slogans?|is|advice|comments?|answers?|repl(?:y|ies)|mentioned|reads?|the|that|this|those|of|with|about|your|"
    r"whole|any|no|another|called)\W{0,4}(?:(?:me|you|us|him|her|them|things|stuff|that|it|to|is|are|be)\W{1,3}){0,2}$"
)
_SAID = re.compile(
    r"^\W{0,3}(?:(?:he|she|they|people|who|you|i|my \w+|your \w+)\W+)?(?:is|are|was|were|isn't|aren't|doesn't|"
    r"never|does|did|made|sounds?|hurts?|said|says|told|wrote|thing|stuff|kind|crap|bullshit|nonsense|line|talk|crowd|"
    r"advice|people|comments?|attitude|mentality)\b"
)


def blank_quotes(text: str, quoted_from: str = "") -> str:
    """`text` with quoted blocks, code, attributed quotations, addresses and signatures blanked.

    A quotation stays where nobody is named as its speaker and it does not stand in `quoted_from` (the post), since
    marks alone are a cheap disguise. Where nothing but quotation would be left, only what the post really says goes.
    """
    own = without_addresses(_without_signature(text))
    kept = _blank_marks(_FENCE.sub(_blanks, _CODE.sub(_blanks, _BLOCK.sub(_blanks, own))), quoted_from)
    if not any(c.isalnum() for c in kept):
        source = _bare(quoted_from)
        return _BLOCK.sub(lambda m: _blanks(m) if _bare(m.group()) in source else m.group(), text)
    return kept


def _without_signature(text: str) -> str:
    start = signature_start(text)
    return text[:start] + _blanked(text[start:])


def _blank_marks(text: str, quoted_from: str) -> str:
    plain = simple(text)
    if '"' not in plain and "'" not in plain:
        return text
    source = _bare(quoted_from)
    out, at = [], 0
    for match in _MARKS.finditer(plain):
        start, end = match.span()
        inner = match.group(1) or match.group(2)
        before, after = plain[max(0, start - 40) : start], plain[end : end + 30]
        if (len(inner) > 8 and _bare(inner) in source) or _SAYING.search(before) or _SAID.search(after):
            out += [text[at:start], _blanked(text[start:end])]
            at = end
    return "".join(out) + text[at:]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", simple(text.removeprefix("&gt;"))))


def _blanks(match: re.Match[str]) -> str:
    return _blanked(match.group())


def _blanked(text: str) -> str:
    return "".join("\n" if c == "\n" else " " for c in text)
