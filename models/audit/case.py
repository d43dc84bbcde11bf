"""One text under audit, with everything that the checks compare it to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.protocols import Post, SafetyClassifier

_UNSEEN = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁɡԛԝвкмнтАЕОРСУХІЈЅВКМНТαερτυνικοχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ’‘“”ʼ＇",
    "aeopcyxijshdgqwbkmhtAEOPCYXIJSBKMHTaeptuvikoxABEZHIKMNOPTYX''\"\"''",
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def plain(text: str) -> str:
    """`text` as it looks to a reader: no unseen characters, look-alike letters as Latin ones, straight apostrophes."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_LOOK_ALIKES)


def words(text: str) -> list[str]:
    """The words of a plain text, in lower case."""
    return _WORD.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the checks draw their lines.

    `python -m bench.guideline` measures them: another helper's reply to the same post shares 25 % of its content words
    with a draft in one case of a hundred (31 % in one of a thousand), an edit of the draft itself never under 60 %.
    """

    kept_words_at_least: float = 0.5
    """Share of the draft's content words that must still be there, for drafts long enough to tell."""
    own_words_at_least: float = 0.45
    """Share of the result's content words that must be the draft's own."""
    short_draft_words: int = 40
    """Up to here the two shares may be half as large: one replaced sentence is much of a short draft."""
    changed_words_at_least: int = 3
    growth_at_most: float = 1.6
    growth_words: int = 45
    """A short draft may grow by this many words whatever the ratio says."""
    shrink_at_least: float = 0.4
    words_at_least: int = 4
    words_at_most: int = 1_500
    draft_words_at_most: int = 250
    """For GM, which has no draft to be measured by."""
    hazard_rise_at_most: float = 0.05
    hazard_at_most: float = 0.5
    phrase_words: int = 6
    phrase_repeats_at_most: int = 3
    """In how many of the recent suggestions the same new phrase may stand."""


@dataclass(frozen=True)
class Case:
    """`draft` is empty for what the generation model wrote."""

    post: Post
    draft: str
    text: str
    recent: Sequence[str]
    safety: SafetyClassifier
    thresholds: Thresholds

    @property
    def is_improvement(self) -> bool:
        """Whether there is a draft to compare with."""
        return bool(self.draft.strip())

    @cached_property
    def plain_text(self) -> str:
        """The text as a reader sees it."""
        return plain(self.text)

    @cached_property
    def plain_draft(self) -> str:
        """The draft as a reader sees it."""
        return plain(self.draft)

    @cached_property
    def plain_post(self) -> str:
        """The post as a reader sees it."""
        return plain(self.post.text)

    @cached_property
    def known(self) -> str:
        """Draft and post in lower case: what a text may hold without it being new."""
        return f"{self.plain_draft}\n{self.plain_post}".lower()

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word of draft and post."""
        return frozenset(words(self.known))
