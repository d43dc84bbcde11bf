"""Which verdicts moderators hear of, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules import FlagRules, Route
from models.protocols import Hazard, SafetyRules, Verdict

NEVER_CAPPED = frozenset({Hazard.INCITEMENT, Hazard.METHOD_INFO})
"""A flood must not hide these: they reach moderators at once, whatever the hour has seen."""


@dataclass(frozen=True, slots=True)
class FlagDecision:
    """One reply's flag: the hazard farthest over its threshold, and where moderators hear of it."""

    hazard: Hazard
    probability: float
    route: Route


def believed(verdict: Verdict, rules: SafetyRules) -> tuple[Hazard, ...]:
    """The hazards over their threshold that are worth telling of, the gravest first, then the widest over it.

    Of an unreadable reply only danger is believed: a threat stands out in any language, a nuance does not.
    """
    over = (hazard for hazard in verdict.flags(rules) if hazard in NEVER_CAPPED or not verdict.unreadable)
    # The gravest wins before the widest margin: method information must not travel as "a promise".
    return tuple(sorted(over, key=lambda h: (h not in NEVER_CAPPED, rules.threshold(h) - verdict.probabilities[h])))


def decide_flag(verdict: Verdict, rules: FlagRules, *, told_this_hour: int) -> FlagDecision | None:
    """The flag that `verdict` deserves under `rules`, or None.

    `told_this_hour` counts flags that reached modmail or the report queue in this subreddit.
    """
    hazard = next((found for found in believed(verdict, rules.safety()) if rules.route(found) is not Route.OFF), None)
    if hazard is None:
        return None
    route = rules.route(hazard)
    if told_this_hour >= rules.hourly_cap and hazard not in NEVER_CAPPED:
        route = Route.DIGEST
    return FlagDecision(hazard, verdict.probabilities[hazard], route)
