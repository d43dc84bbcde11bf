"""Whether now is a good moment to suggest something to a helper. Silence is the default."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.rules import SuggestionRules
from models.protocols import CrisisTier

_HOUR_S = 3600.0


class Silence(StrEnum):
    """Why no suggestion was sent. Logged, so that moderators can ask."""

    NOT_OPTED_IN = "its author did not opt in"
    PAUSED = "a moderator paused Sidelight here"
    OFF = "suggestions are off here"
    CRISIS = "the post speaks of present danger"
    FLAGGED = "the reply went to moderators"
    UNREADABLE = "the classifier cannot read the reply"
    TOO_SHORT = "the reply is too short"
    TOO_LATE = "the moment has passed"
    COOLDOWN = "this helper had one lately"
    DAILY_CAP = "enough suggestions for today"
    SEEKER = "the seeker wrote it"
    NO_POST = "its post is gone"
    GOOD_ALREADY = "the reply is good as it is"
    AUDIT = "no suggestion passed the audit"


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that the decision looks at. Times in seconds since the epoch."""

    now: float
    written_utc: float
    words: int
    is_opted_in: bool
    is_paused: bool
    is_flagged: bool
    is_by_seeker: bool
    unreadable: str
    crisis: CrisisTier
    last_to_author_utc: float | None
    sent_today: int


def why_silent(moment: Moment, rules: SuggestionRules) -> Silence | None:
    """Why nothing should be suggested at this moment, or None where a suggestion is welcome."""
    tests = (
        (not moment.is_opted_in, Silence.NOT_OPTED_IN),
        (moment.is_by_seeker, Silence.SEEKER),
        (moment.is_paused, Silence.PAUSED),
        (not rules.enabled, Silence.OFF),
        (moment.crisis is CrisisTier.IMMINENT, Silence.CRISIS),
        (moment.is_flagged, Silence.FLAGGED),
        (bool(moment.unreadable), Silence.UNREADABLE),
        (moment.words < rules.min_words, Silence.TOO_SHORT),
        (moment.now - moment.written_utc > rules.max_age_hours * _HOUR_S, Silence.TOO_LATE),
        (_cooling(moment, rules), Silence.COOLDOWN),
        (moment.sent_today >= rules.daily_cap, Silence.DAILY_CAP),
    )
    return next((silence for applies, silence in tests if applies), None)


def _cooling(moment: Moment, rules: SuggestionRules) -> bool:
    last = moment.last_to_author_utc
    return last is not None and moment.now - last < rules.cooldown_hours * _HOUR_S
