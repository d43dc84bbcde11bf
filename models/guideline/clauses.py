"""A sentence seen as clauses, so that one of them can go without breaking the others."""

from __future__ import annotations

import re

_SUBJECT = (
    r"(?:i|i'm|i've|i'd|i'll|im|you|you're|you've|you'll|you'd|it|it's|its|that|that's|this|there|there's|we|he"
    r"|he's|she|she's|"
    r"they|they're|your|my|the|what|nobody|no one|everyone|everybody|people|others|other people|some people|plenty of|"
    r"lots of|a lot of|many|at least|just|don't|stop|please|maybe|perhaps|things|life|time|everything|if|when"
    r"|talk|try|take|"
    r"trust me|believe me|believe|get|man|grow|suck|snap|look|think|cheer|be|god|jesus|feel|someone|somebody|dm"
    r"|pm|message|hit|shoot|not|only)"
)
_JOINT = re.compile(
    rf"(?:\s*[,;:]\s+|\s+)(?:but|and|so|yet|because|cause|cuz|though|although|or)\s+(?={_SUBJECT}\b)"
    rf"|\s*;\s+|\s+[-–—]+\s+(?={_SUBJECT}\b)|\s*—\s*(?={_SUBJECT}\b)|\s*\.\.\.+\s+|\s*…\s+",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"(?:if|when|because|cause|cuz|since|although|though|while|unless|until|as|after|before|that(?!'s| is| was"
    r"| sounds| must)|which|who|to|or"
    r"|even|despite|"
    r"where|whenever|once|whether|like|with|without|for|in|on|at|by|of|listen|look|honestly|seriously|well|yes"
    r"|no|yeah|hi|hey|"
    r"hello|ok|okay|sorry|dude|bro|man|please|also|and|but|so|then)\b[^,]*$",
    re.IGNORECASE,
)
_LEANS = re.compile(r"[\s,;:]*(?:because|cause|cuz|so)\b", re.IGNORECASE)
_END = re.compile(r"[.!?…]+[\"')\]]*$")


def clauses(sentence: str) -> list[tuple[int, int, int]]:
    """(start of the joint before it, start, end) of each clause."""
    found: list[tuple[int, int, int]] = []
    joint, start = 0, 0
    for match in _JOINT.finditer(sentence):
        if match.start() <= start:
            continue
        found.append((joint, start, match.start()))
        joint, start = match.start(), match.end()
    found.append((joint, start, len(sentence)))
    return found


def replace_clause(sentence: str, start: int, end: int, wording: str) -> str | None:
    """The sentence with the clause around `start` to `end` replaced or taken out; None where none would be left."""
    parts = clauses(sentence)
    hit = [part for part in parts if part[1] < end and start < part[2]]
    if len(parts) == len(hit) or not hit:
        return None
    after = [part for part in parts if part[1] >= hit[-1][2]]
    if not wording and after and _LEANS.match(sentence[after[0][0] : after[0][1]]):
        hit = [*hit, after[0]]  # a reason or a consequence goes with what it belongs to
        if len(parts) == len(hit):
            return None
    joint, first, last = hit[0][0], hit[0][1], hit[-1][2]
    ending = _END.search(sentence)
    tail = ending[0] if ending else ""
    if wording:
        rest = sentence[last:] or tail
        opening = capitalised(wording) if first == 0 and sentence[:1].isupper() else wording
        return sentence[:first] + opening + rest
    if any(part[1] > start for part in parts if part not in hit) and first == 0:
        following = next(part for part in parts if part not in hit)
        left = sentence[following[1] :]
        left = capitalised(left) if sentence[:1].isupper() else left
    else:
        left = sentence[:joint] + sentence[last:]
    body = _END.sub("", left)
    if len(body.split()) < 3 or _HANGS.match(body):
        return None
    return ended_like(body, sentence)


def ended_like(text: str, sentence: str) -> str:
    """`text` with the end punctuation of `sentence`; a question mark or shout does not outlive its clause."""
    if _END.search(text):
        return text
    ending = _END.search(sentence)
    mark = ending[0] if ending else ""
    if mark and mark[0] in "?!…":
        mark = "."
    opened = capitalised(text) if sentence[:1].isupper() else text
    return opened + mark


def capitalised(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def tidy(text: str, like: str) -> str:
    """Without the double spaces and the lost capital that a cut leaves behind."""
    text = re.sub(r"(?<=\S) {2,}(?=\S)", " ", text).strip()
    text = re.sub(r"^[,;:]\s*", "", text)
    text = re.sub(r" +([,.!?])(?=\s|$)", r"\1", text)
    return capitalised(text) if like[:1].isupper() else text
