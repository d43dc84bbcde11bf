"""What is not the writer's own words, hidden from patterns and from edits: links, code, quoted speech, spoilers."""

from __future__ import annotations

import re

_FOLDED = re.compile(
    r"`[^`\n]{1,400}`"  # code
    r"|!?\[[^\]\n]{0,300}\]\([^)\s]{1,400}\)"  # a Markdown link
    r"|https?://\S{1,400}|www\.\S{1,400}"
    r"|>!.{1,400}?!<"  # a spoiler
    r'|"[^"\n]{1,400}"|“[^”\n]{1,400}”|«[^»\n]{1,400}»'
    r"|(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){2,300}'(?!\w)"  # quoted speech in single marks
    r"|(?<!\w)/?[ru]/[\w-]{2,30}"
)
_FIRST_FOLD = 0xE100
_LAST_FOLD = 0xF8FF


def fold(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with what is not the writer's own words as opaque characters, and what they stand for."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        if len(kept) > _LAST_FOLD - _FIRST_FOLD:
            return match[0]
        kept.append(match[0])
        return chr(_FIRST_FOLD + len(kept) - 1)

    return _FOLDED.sub(hide, text), tuple(kept)


def unfold(text: str, kept: tuple[str, ...]) -> str | None:
    """The text again; None where an edit lost or doubled one of the folded pieces."""
    for number, piece in enumerate(kept):
        mark = chr(_FIRST_FOLD + number)
        if text.count(mark) != 1:
            return None
        text = text.replace(mark, piece)
    return text
