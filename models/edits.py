"""What changed between a draft and a result, one sentence at a time, whichever engine wrote the result.

The contract is HAILEY's: keep, replace, insert or delete, so that a person can weigh each change by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from models.protocols import Edit, EditKind
from models.sentences import PARAGRAPH_BREAK, Sentence, split

ReasonFor = Callable[[str, str], tuple[str, str]]
"""Sentence before and after → the reason that a helper reads, and the guideline's id or an empty string."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SAME_THOUGHT = 0.34
"""Share of words in common from which two sentences count as one that was reworded."""
_PAIRS_AT_MOST = 2_500
"""Beyond this many comparisons (50 sentences against 50) a changed stretch is shown as deletes and inserts."""


def align(draft: str, result: str, reason_for: ReasonFor | None = None) -> tuple[Edit, ...]:
    """Each sentence's fate on the way from `draft` to `result`, in the order of the result.

    A new paragraph between two kept sentences is an insert of a bare blank line.
    """
    why = reason_for or plain_reason
    old, new = split(draft), split(result)
    edits: list[Edit] = []
    last: tuple[Sentence | None, Sentence] | None = None
    for before, after in _matches(old, new):
        if after is None:
            assert before is not None
            edits.append(_edit(before.text, "", why))
            continue
        if last is not None and _is_new_break(last, (before, after)):
            edits.append(Edit(EditKind.INSERT, "", PARAGRAPH_BREAK, *why("", PARAGRAPH_BREAK)))
        edits.append(_edit(before.text if before else "", after.text, why))
        last = before, after
    return tuple(edits)


def plain_reason(before: str, after: str) -> tuple[str, str]:
    """A reason that is true of any change, for engines that give none of their own."""
    if not after.strip() and not before:
        return "A new paragraph makes the reply easier to read.", ""
    if not after:
        return "The reply is clearer without this.", ""
    if not before:
        return "This adds something that the post asks for.", ""
    return "This says the same in a way that is easier to take in.", ""


def similarity(first: str, second: str) -> float:
    """How many words two texts share, from 0 to 1, in any order."""
    a, b = _words(first), _words(second)
    if not a or not b:
        return float(first.strip() == second.strip())
    return 2 * len(a & b) / (len(a) + len(b))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _edit(before: str, after: str, why: ReasonFor) -> Edit:
    if before == after:
        return Edit(EditKind.KEEP, before, after)
    kind = EditKind.DELETE if not after else EditKind.INSERT if not before else EditKind.REPLACE
    return Edit(kind, before, after, *why(before, after))


def _is_new_break(last: tuple[Sentence | None, Sentence], now: tuple[Sentence | None, Sentence]) -> bool:
    (old_before, old_after), (new_before, new_after) = last, now
    if old_before is None or new_before is None:
        return False
    return old_after.paragraph != new_after.paragraph and old_before.paragraph == new_before.paragraph


def _matches(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Pairs of sentences in order; None stands where one side has nothing."""
    matcher = SequenceMatcher(None, [s.text for s in old], [s.text for s in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _reworded(old[a:b], new[c:d])


def _reworded(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """The best pairing in order of two stretches without a sentence in common."""
    if len(old) * len(new) > _PAIRS_AT_MOST:
        yield from ((s, None) for s in old)
        yield from ((None, s) for s in new)
        return
    likeness = [[similarity(a.text, b.text) for b in new] for a in old]
    best = _scores(likeness, len(old), len(new))
    i, j = 0, 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and _pairs_up(likeness[i][j], best, i, j):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and best[i + 1][j] == best[i][j]:
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _scores(likeness: Sequence[Sequence[float]], rows: int, columns: int) -> list[list[float]]:
    """`best[i][j]` is the greatest sum of likeness that pairing from row i and column j on can reach."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _SAME_THOUGHT else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _pairs_up(likeness: float, best: Sequence[Sequence[float]], i: int, j: int) -> bool:
    return likeness >= _SAME_THOUGHT and best[i][j] == likeness + best[i + 1][j + 1]
