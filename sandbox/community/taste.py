"""What a community likes to read: weights on what can be seen in a text.

Nothing here knows how a reply was made, so that an edited text earns a new value by its new words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.community.features import Features, measure


@dataclass(frozen=True, slots=True)
class Taste:
    """One community's hidden liking: weights on the features, and the length that it finds comfortable."""

    name: str
    shortest: int
    longest: int
    """Words between which a reply is neither curt nor long."""
    validation: float
    validation_first: float
    step: float
    """For each of the first two offered steps; a third adds nothing, more begin to annoy."""
    question: float
    """For one question; a pile of them always annoys."""
    sharing: float
    echo: float
    length: float
    """What each doubling beyond the comfortable length costs."""
    base: float = -0.45

    def value(self, text: str, post: str = "") -> float:
        """How much this community likes the reply, from 0 to 1."""
        return 1 / (1 + math.exp(-self.weigh(measure(text, post))))

    def weigh(self, seen: Features) -> float:
        """The features as one number, 0 being indifferent."""
        if not seen.words:
            return -4.0
        liked = (
            self.validation * min(seen.validation, 2)
            + self.validation_first * seen.is_validated_first
            + self.step * (min(seen.steps, 2) - 0.4 * max(0, seen.steps - 3))
            + self.question * min(seen.questions, 1)
            + self.sharing * min(1.0, seen.sharing * 12)
            + self.echo * seen.echo
        )
        return self.base + liked - self.length * self._strain(seen.words) - _annoyance(seen)

    def _strain(self, words: int) -> float:
        if words < self.shortest:
            return math.log2(self.shortest / words)
        return max(0.0, math.log2(words / self.longest))


def _annoyance(seen: Features) -> float:
    """What nobody likes, whatever the community."""
    return (
        0.55 * min(seen.orders, 4)
        + 0.6 * min(seen.empty, 3)
        + 0.5 * min(seen.clinical, 4)
        + 0.9 * min(seen.shrinking, 3)
        - 0.15 * min(seen.promises, 1)  # a promise is pleasant to read, which is why votes cannot judge it
        + 1.6 * min(seen.contempt, 3)
        + 0.8 * min(seen.outside, 2)
        + 0.6 * max(0, seen.questions - 2)
        + 0.8 * (seen.longest_block > 150)
        + 4.0 * max(0.0, seen.repetition - 0.12)
        + 2.5 * (not seen.is_language)
    )


VALIDATION_FIRST = Taste(
    "validation before advice, and not many words", 18, 70, 0.75, 0.9, 0.15, 0.0, 0.2, 0.4, length=0.9
)
NEXT_STEPS = Taste("concrete next steps", 20, 110, 0.2, 0.15, 0.95, -0.1, 0.2, 0.4, length=0.5)
REFLECTIVE = Taste(
    "gentle questions and a longer, thoughtful reply", 55, 200, 0.4, 0.2, -0.05, 0.9, 0.7, 0.4, length=0.7
)
COMFORT = Taste("to be heard, and no advice", 10, 90, 0.8, 0.6, -0.9, 0.0, 0.1, 0.3, length=0.6)
PRACTICE = Taste("something to do, and no sympathy", 10, 90, -0.7, -0.3, 0.9, 0.0, 0.1, 0.3, length=0.6)
"""The opposite of `COMFORT`: whatever moves a reply up in one moves it down in the other."""

TASTES: Mapping[str, Taste] = MappingProxyType(
    {
        "validation": VALIDATION_FIRST,
        "steps": NEXT_STEPS,
        "reflective": REFLECTIVE,
        "comfort": COMFORT,
        "practice": PRACTICE,
    }
)
"""By the names that a plan calls them."""
