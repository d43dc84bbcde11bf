"""Which verdicts moderators hear of, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules import FlagRules, Route
from models.protocols import Hazard, Verdict

NEVER_CAPPED = frozenset({Hazard.INCITEMENT, Hazard.METHOD_INFO})
"""A flood must not hide these: they reach moderators at once, whatever the hour has seen."""


@dataclass(frozen=True, slots=True)
class FlagDecision:
    """One reply's flag: the hazard farthest over its threshold, and where moderators hear of it."""

    hazard: Hazard
    probability: float
    route: Route


def decide_flag(verdict: Verdict, rules: FlagRules, *, told_this_hour: int) -> FlagDecision | None:
    """The flag that `verdict` deserves under `rules`, or None.

    Of an unreadable reply only danger is believed: a threat stands out in any language, a nuance does not.
    `told_this_hour` counts flags that reached modmail or the report queue in this subreddit.
    """
    over = [
        (probability - rules.threshold(hazard), hazard)
        for hazard, probability in verdict.probabilities.items()
        if probability >= rules.threshold(hazard)
        and rules.route(hazard) is not Route.OFF
        and (hazard in NEVER_CAPPED or not verdict.unreadable)
    ]
    if not over:
        return None
    # The gravest route wins before the widest margin: method information must not travel as "a promise".
    _, hazard = max(over, key=lambda item: (item[1] in NEVER_CAPPED, item[0]))
    route = rules.route(hazard)
    if told_this_hour >= rules.hourly_cap and hazard not in NEVER_CAPPED:
        route = Route.DIGEST
    return FlagDecision(hazard, verdict.probabilities[hazard], route)
