"""What a situation is, as a post tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from models.guideline.lexicon import IN_FULL


class Kind(Enum):
    """How a situation is spoken of."""

    EVENT = "event"
    """Something that happened or is done to somebody; feelings follow from it."""
    STATE = "state"
    """Something that goes on and wears people down; it comes on top of feelings."""
    DOUBT = "doubt"
    """Not knowing."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a pattern in a post amounts to."""

    pattern: re.Pattern[str]
    phrase: str
    """The subject of a sentence: "losing your job". May hold `{who}`, as the post names them."""
    tied: str
    """When feelings come with it: "after losing your job"."""
    kind: Kind
    weight: int
    """The heavier one is reflected."""

    def told(self, match: re.Match[str]) -> Told:
        """The situation with the person whom the post names."""
        who = " ".join(match["who"].lower().split()) if "who" in self.pattern.groupindex else ""
        who = IN_FULL.get(who, who)
        return Told(self.phrase.format(who=who), self.tied.format(who=who), self.kind, self.weight)


@dataclass(frozen=True, slots=True)
class Told:
    """One situation as it stands in a post."""

    phrase: str
    tied: str
    kind: Kind
    weight: int
