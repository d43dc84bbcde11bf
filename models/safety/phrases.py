"""A small language for phrases, so that a rule reads like what it finds.

    word         that word; apostrophes may be missing, any small gap may stand between words
    kill~        a word that begins so
    (a|b c|d)    one of these
    [a|b c]      one of these, or nothing
    {3}          up to three words, whatever they are
    <you're>     one of the fragments (fragments.py)
    #            a number
    @phone       a telephone number, but no free one (those are helplines)
    @mail        an e-mail address
    $            the sentence ends here

Each phrase also knows its anchors: words of which one must be in a text for the phrase to be there at all. Looking
those up in the set of a text's words is what lets hundreds of phrases cost microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from models.safety.fragments import FRAGMENTS

GAP = r"[\s,*_~\"'-]{1,4}"
_WORD = r"[\w']+"
_END = r"(?=[\s*_~\"')-]*(?:[.!?\n,;]|$))"
_MARK = re.compile(r"<[^>]+>|\{\d\}|[()\[\]|]|[^\s()\[\]|{}<>]+")

# Words so frequent that finding one says nothing; a phrase is anchored on another word where it has one.
_FREQUENT = frozenset(
    re.findall(
        r"\w+",
        """
        a all am an and any are as at be been but by can could did do does don even for from get go going had has have
        he her him i if in is it its just like make me more my never no not of on one or out people really s she should
        so some t that the them then there they this time to too up us want was we were what when who will with won
        would you your
        """,
    )
)


@dataclass(frozen=True)
class Phrase:
    """One line of a rule, ready to search. Compiled when first tried, since a text needs few of the hundreds."""

    source: str
    pattern: str
    anchors: frozenset[str]
    """Words, or `stem~`, of which at least one is in every text that holds the phrase."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)


@dataclass(frozen=True, slots=True)
class _Piece:
    regex: str
    anchors: frozenset[str]
    is_optional: bool = False
    is_wild: bool = False

    @property
    def cost(self) -> float:
        """How often a text would hold one of the anchors, roughly."""
        if self.is_optional or not self.anchors:
            return float("inf")
        return sum(100.0 if word in _FREQUENT else 1.0 for word in self.anchors)


_DIGITS = frozenset(f"{digit}~" for digit in range(10))
_HOSTS = frozenset("com net org edu gov io me co uk de fr ca au nl info gmail outlook hotmail yahoo proton".split())  # noqa: SIM905
_CONTACTS = {
    "@phone": _Piece(
        r"(?<!\d[ -])(?!(?:\+?-?1[ -]{1,2})?-?8(?:00|33|44|55|66|77|88)\b|0?80[08]|1[38]00|116|131)"
        r"\+?(?:\d{3}-\d{4}|\d(?:[ -]{0,2}\d){8,14})",
        _DIGITS,
    ),
    # A plain reading has no dots in addresses, so that no sentence ends there.
    "@mail": _Piece(rf"[\w+-]{{1,60}}@[\w-]{{1,60}}_(?:{'|'.join(sorted(_HOSTS))})", _HOSTS),
}


def lines(block: str) -> tuple[str, ...]:
    """The phrases of an indented block: one a line, and a line that is indented deeper goes on with the one before.

    An empty line begins a new block with its own margin, so that blocks can be put together with `+`.
    """
    found: list[str] = []
    margin: int | None = None
    for line in block.splitlines():
        if not (words := line.strip()):
            margin = None
            continue
        indent = len(line) - len(line.lstrip())
        margin = indent if margin is None else margin
        if indent > margin:
            found[-1] += words if found[-1].endswith(("|", "(", "[")) else f" {words}"
        else:
            found.append(words)
    return tuple(found)


def phrase(source: str) -> Phrase:
    """Parse one phrase. Raises `ValueError` where it could match nothing at all or a bracket is left open."""
    if left := _MARK.sub("", source).strip():
        raise ValueError(f"{left} means nothing here: {source}")
    marks = _MARK.findall(source)
    piece, at = _alternatives(marks, 0, "")
    if at != len(marks):
        raise ValueError(f"a bracket closes that was never opened: {source}")
    return Phrase(source, rf"(?<![a-z0-9])(?:{piece.regex})(?![a-z0-9])", piece.anchors)


def any_phrase(sources: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all of the phrases, to search where speed does not matter."""
    return re.compile("|".join(phrase(source).pattern for source in sources))


def _alternatives(marks: list[str], at: int, closing: str) -> tuple[_Piece, int]:
    """What stands up to `closing`, and the place after it."""
    options: list[_Piece] = []
    pieces: list[_Piece] = []
    while at < len(marks) and marks[at] != closing:
        mark = marks[at]
        at += 1
        if mark == "|":
            options.append(_sequence(pieces))
            pieces = []
        elif mark in "([":
            inner, at = _alternatives(marks, at, ")" if mark == "(" else "]")
            pieces.append(inner if mark == "(" else _Piece(inner.regex, inner.anchors, is_optional=True))
        elif mark in ")]":
            raise ValueError(f"the wrong bracket closes: {' '.join(marks)}")
        else:
            pieces.append(_atom(mark))
    if closing and at == len(marks):
        raise ValueError(f"a bracket stays open: {' '.join(marks)}")
    options.append(_sequence(pieces))
    regex = options[0].regex if len(options) == 1 else f"(?:{'|'.join(option.regex for option in options)})"
    anchored = all(option.anchors for option in options)
    anchors = frozenset[str]().union(*(option.anchors for option in options)) if anchored else frozenset[str]()
    return _Piece(regex, anchors), at + bool(closing)


def _atom(mark: str) -> _Piece:
    if mark in _CONTACTS:
        return _CONTACTS[mark]
    if mark.startswith("<"):
        inner, _ = _alternatives(_MARK.findall(FRAGMENTS[mark[1:-1]]), 0, "")
        return inner
    if mark.startswith("{"):
        return _Piece(mark[1:-1], frozenset(), is_optional=True, is_wild=True)
    if mark[0] == "#":
        return _Piece(r"\d{1,6}" + re.escape(mark[1:]), _DIGITS)
    if mark[0] == "$":
        return _Piece("$", frozenset())
    word = mark.removesuffix("~")
    regex = re.escape(word).replace("'", "'?") + (r"\w*" if word != mark else r"(?![a-z0-9])")
    return _Piece(regex, _anchors(mark))


def _anchors(mark: str) -> frozenset[str]:
    """What a text's set of words holds where the word is in the text; an apostrophe may be there or not."""
    word = mark.removesuffix("~")
    parts = re.findall(r"[a-z]+|[0-9]+", word)
    if word != mark:
        return frozenset({mark} if word.isalpha() else ())
    if "'" in word:
        return frozenset({parts[0], "".join(parts)})
    return frozenset({max(parts, key=len)} if parts else ())


def _sequence(pieces: list[_Piece]) -> _Piece:
    """Pieces one after the other, gaps between them; the cheapest obligatory one lends its anchors."""
    must = [i for i, piece in enumerate(pieces) if not piece.is_optional and piece.regex != "$"]
    if not must:
        raise ValueError("a phrase needs one word that must be there")
    out: list[str] = []
    for i, piece in enumerate(pieces):
        if piece.regex == "$":
            out.append(_END)
        elif piece.is_wild:
            word = f"{_WORD}{GAP}" if i < must[0] else f"{GAP}{_WORD}"
            out.append(f"(?:{word}){{0,{piece.regex}}}?")
        elif piece.is_optional:
            out.append(f"(?:{piece.regex}{GAP})?" if i < must[0] else f"(?:{GAP}{piece.regex})?")
        else:
            out.append(piece.regex if i == must[0] else f"{GAP}{piece.regex}")
    best = min((pieces[i] for i in must), key=lambda piece: piece.cost)
    return _Piece("".join(out), best.anchors if best.cost < float("inf") else frozenset())
