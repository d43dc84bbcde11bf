"""What a situation is, as a post tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from models.guideline.lexicon import IN_FULL
from models.guideline.patterns import pattern


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
        who = " ".join(match["who"].lower().split()) if "{who}" in self.phrase else ""
        who = IN_FULL.get(who, who)
        return Told(self.phrase.format(who=who), self.tied.format(who=who), self.kind, self.weight, match.start())


@dataclass(frozen=True, slots=True)
class Told:
    """One situation as it stands in a post."""

    phrase: str
    tied: str
    kind: Kind
    weight: int
    at: int = 0
    """Where in the post."""

    @property
    def is_loss(self) -> bool:
        """Whether somebody died or was lost."""
        return self.phrase.startswith("losing")

    @property
    def is_illness(self) -> bool:
        """Whether somebody near is ill."""
        return self.phrase.endswith("ill")


MY = r"\bmy (?:\w+ )??"
LATELY = (
    "(?: (?:just|recently|suddenly|finally|also|has|have|had|always|constantly|never|still|is|are|was|were|been"
    "|keeps?|kept|would|will|often|even))*"
)
CANNOT = "(?:can't|cant|cannot|couldn't|can hardly|can barely|unable to)"
HAVE = "(?:have|having|had|get|getting|got|with|suffer from|suffering from|struggle with|struggling with|dealing with)"
NOBODY = "(?:no ?-?one|nobody|(?:don't|do not|not) have any ?(?:one|body))"


def event(found: str, phrase: str, tied: str, weight: int) -> Situation:
    """Something that happened or is done to the seeker."""
    return Situation(pattern(found), phrase, tied, Kind.EVENT, weight)


def state(found: str, phrase: str, tied: str, weight: int) -> Situation:
    """Something that goes on."""
    return Situation(pattern(found), phrase, tied, Kind.STATE, weight)


def who(people: str) -> str:
    """A pattern for "my so-and-so", and the small words after it."""
    return f"{MY}(?P<who>{people}){LATELY}"
