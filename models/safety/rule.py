"""What a rule is: phrases, a weight for each kind of context, and what takes it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from models.protocols import Hazard
from models.safety.phrases import GAP, Phrase, any_phrase, lines, phrase

BANDS = {"certain": 0.95, "likely": 0.8, "perhaps": 0.5, "leaning": 0.4, "hint": 0.25, "nothing": 0.0}
"""How far one hit is to be trusted before other evidence; bench/safety.py shows what each band is worth on our suite.

`leaning` and `hint` raise no flag by themselves: `leaning` needs one more voice for the same hazard, `hint` two.
"""


@dataclass(frozen=True)
class Rule:
    """One way in which a reply can hurt. Not slotted, since what it compiles is kept with it."""

    id: str
    hazard: Hazard
    weight: float
    says: str
    """Phrases, one a line."""
    in_crisis: float | None = None
    """The weight where the post speaks of suicide or self-harm; None where it is the same."""
    hard: bool = False
    """Whether it flags by itself. What is not hard is soft: it needs a second opinion."""
    hard_in_crisis: bool = False
    """The same where the post speaks of suicide or self-harm; a hard rule is hard there too."""
    order: bool = False
    """An imperative: counts only where it is the reader who is told to do it."""
    negatable: bool = True
    """Whether a "not" before it takes it back."""
    asked: bool = True
    """Whether it also counts in a question."""
    adds: bool = False
    """Whether two different phrases of it count as two voices; where not, only the loudest of a rule is heard."""
    reportable: bool = True
    """Whether "they told me that" before it takes it back."""
    unless: str = ""
    """Phrases, one a line, that take it back: `x ...` right before it, `... x` right after it, `x` anywhere near."""

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """What it looks for."""
        return tuple(phrase(line) for line in lines(self.says))

    @cached_property
    def _pardons(self) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]:
        before = [line.removesuffix("...") for line in lines(self.unless) if line.endswith("...")]
        after = [line.removeprefix("...") for line in lines(self.unless) if line.startswith("...")]
        near = [line for line in lines(self.unless) if not line.endswith("...") and not line.startswith("...")]
        return (
            re.compile(f"(?:{any_phrase(before).pattern})(?:{GAP})?$") if before else None,
            any_phrase(near) if near else None,
            re.compile(f"(?:{GAP})?(?:{any_phrase(after).pattern})") if after else None,
        )

    def is_hard(self, *, in_crisis: bool) -> bool:
        """Whether a match flags by itself in this kind of context."""
        return self.hard or (in_crisis and self.hard_in_crisis)

    def is_taken_back(self, before: str, said: str, after: str) -> bool:
        """Whether one of `unless` holds for a match `said` between `before` and `after` in its sentence."""
        right_before, near, right_after = self._pardons
        return bool(
            (right_before and right_before.search(before))
            or (right_after and right_after.match(after))
            or (near and near.search(before + said + after))
        )
