"""Counselling talks, as text with a speaker before each turn, to what a counsellor answered after what was said before.

Most turns of a counsellor are a few words, and who learns from them learns to say "Mm-hm". So only turns of substance
are learned from; the short ones stand in what was said before them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from training.dumps.records import Example, Left, cleaned

COUNSELLORS = frozenset(
    {"therapist", "counsellor", "counselor", "psychologist", "clinician", "doctor", "t", "th", "co"}
)
CLIENTS = frozenset({"client", "patient", "seeker", "caller", "c", "cl", "p", "pt"})
_CONTEXT_WORDS = 400
"""As much of the talk as stands before an answer; what is older falls away, whole turns at a time."""
_TITLE = "A talk with a counsellor"

_TIME = re.compile(r"[\[(<]?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[ap]\.?m\.?)?\b[\])>]?:?", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[\[(<{*]\s*(?:inaudible|unintelligible|crosstalk|cross talk|overlapping|laugh\w*|chuckl\w*|cough\w*|sigh\w*|"
    r"pause\w*|silence|crying|sobs?|sobbing|sniff\w*|ph|sic|phonetic|background|music|noise|phone rings?|"
    r"(?:begin|end) (?:of )?(?:transcript|session|tape|audio)|redacted)[^\])>}*\n]{0,40}[\])>}*]",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\s*(?:page \d+(?: of \d+)?|\d{1,4}|-{3,}|_{3,}|\*{3,}|={3,}|"
    r"(?:begin|end)(?: of)? (?:transcript|session|tape).{0,40}|transcript (?:of|id|no).{0,80}|"
    r"(?:date|session|interview(?:er)?|copyright|source)\b.{0,5}[:#].{0,120})\s*$",
    re.IGNORECASE,
)
_TURN = re.compile(r"^\s*(?:[\[(]?[\d:.,]{4,12}[\])]?\s+)?([A-Za-z][A-Za-z .'_-]{0,30}?)\s?\d{0,3}\s?:\s*(.*)$")
_BLANKS = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two said until the other spoke."""

    by_counsellor: bool
    text: str


class UnknownSpeaker(ValueError):
    """The labels of a transcript that are neither a counsellor's nor a client's."""

    def __init__(self, labels: Collection[str]) -> None:
        super().__init__(
            f"nobody knows who speaks as {', '.join(sorted(labels))}: name them with --counsellor and --client"
        )


def turns(text: str, counsellors: Collection[str], clients: Collection[str]) -> list[Turn]:
    """Who said what, without times, dates and noise. Labels are compared in lower case. Raises `UnknownSpeaker`."""
    spoken: list[tuple[bool, list[str]]] = []
    strangers: dict[str, int] = {}
    for line in text.splitlines():
        if _FURNITURE.match(line):
            continue
        found = _TURN.match(line)
        label = found[1].strip().lower() if found else ""
        if found and (label in counsellors or label in clients):
            by_counsellor = label in counsellors
            if not spoken or spoken[-1][0] != by_counsellor:
                spoken.append((by_counsellor, []))
            spoken[-1][1].append(found[2])
        else:
            if found and found[1].isupper():
                strangers[found[1].strip()] = strangers.get(found[1].strip(), 0) + 1
            if spoken:
                spoken[-1][1].append(line)
    if {who for who, _ in spoken} != {True, False}:
        raise UnknownSpeaker(strangers or {"anybody here"})
    if often := {label for label, count in strangers.items() if count > 2}:
        raise UnknownSpeaker(often)
    cleared = (Turn(who, _cleared(" ".join(lines))) for who, lines in spoken)
    return [turn for turn in cleared if turn.text]


def examples(said: Sequence[Turn], name: str, *, min_words: int) -> Iterator[Example | Left]:
    """Each substantive answer of the counsellor with the talk before it; the other answers are counted."""
    for number, turn in enumerate(said):
        if not turn.by_counsellor:
            continue
        if number == 0:
            yield Left("answer: nothing was said before it")
        elif len(turn.text.split()) < min_words:
            yield Left("answer: too short to learn from")
        else:
            yield Example(f"{name}/{number}", "", name, _TITLE, _before(said[:number]), turn.text)


def _before(said: Sequence[Turn]) -> str:
    """The last turns, the client's last one whole whatever its length."""
    kept: list[str] = []
    words = 0
    for turn in reversed(said):
        words += len(turn.text.split())
        if kept and words > _CONTEXT_WORDS:
            break
        kept.append(f"{'Counsellor' if turn.by_counsellor else 'Client'}: {turn.text}")
    return "\n".join(reversed(kept))


def _cleared(text: str) -> str:
    for noise in (_NOISE, _TIME, _DATE):
        text = noise.sub(" ", text)
    return _BLANKS.sub(" ", cleaned(text)).replace(" ,", ",").replace(" .", ".").strip(" -\t")
