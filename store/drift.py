"""Whether what the classifier sees, flags and gets right has moved, week by week, in sentences where it has.

The newest week is compared with the four before it. Chance moves every figure a little, so a sentence is said only
where chance hardly explains it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store import rulings
from store.database import Database
from store.rows import JudgedWeekRow, RulingRow

BEFORE = 4
"""Weeks that the newest is compared with."""
_FEWEST_REPLIES = 100
_FEWEST_RULINGS = 10
_SURE = 3.3
"""Standard errors: chance goes so far once in a thousand weeks, and there are ten hazards."""
_MOVED = 0.25
"""PSI from which a distribution is said to have moved; what chance alone gives is taken off first."""
_WEEK_S = 7 * 86_400
_MONDAY_S = 3 * 86_400


@dataclass(frozen=True, slots=True)
class Week:
    """One week, Monday to Sunday, UTC."""

    begins: str
    replies: int
    flagged: Mapping[str, int]
    """Hazard → flags."""
    upheld: int
    overruled: int
    mean: Mapping[str, float]
    """Hazard → mean probability."""
    shift: Mapping[str, float]
    """Hazard → PSI of its probabilities against the weeks before; only where there are enough of both."""
    models: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        flagged = sum(self.flagged.values())
        ruled = self.upheld + self.overruled
        return {
            "begins": self.begins,
            "replies": self.replies,
            "flagged": flagged,
            "flagged_share": round(flagged / self.replies, 4) if self.replies else None,
            "flagged_by_hazard": dict(self.flagged),
            "upheld": self.upheld,
            "overruled": self.overruled,
            "agree_rate": round(self.upheld / ruled, 4) if ruled else None,
            "mean_probability": {hazard: round(mean, 4) for hazard, mean in self.mean.items()},
            "psi": {hazard: round(shift, 4) for hazard, shift in self.shift.items()},
            "models": list(self.models),
        }


def weeks(db: Database, subreddit: str = "") -> list[Week]:
    """Every week of the last quarter, of one subreddit or of all."""
    return weeks_of(rulings.judged_by_week(db, subreddit=subreddit), rulings.everything(db, subreddit=subreddit))


def weeks_of(judged: Sequence[JudgedWeekRow], flags: Sequence[RulingRow]) -> list[Week]:
    """Every week in which a reply was judged, the oldest first."""
    by_week: dict[int, list[JudgedWeekRow]] = defaultdict(list)
    for row in judged:
        by_week[row.week].append(row)
    flagged: dict[int, list[RulingRow]] = defaultdict(list)
    for flag in flags:
        flagged[int((flag.created_utc + _MONDAY_S) // _WEEK_S)].append(flag)
    return [
        _week(week, rows, flagged[week], [row for ago in range(1, BEFORE + 1) for row in by_week.get(week - ago, ())])
        for week, rows in sorted(by_week.items())
    ]


def moved(weeks: Sequence[Week]) -> list[str]:
    """A plain sentence for everything that moved in the newest week; none where nothing did, or too little is known."""
    if not weeks:
        return []
    newest, before = weeks[-1], list(weeks[-1 - BEFORE : -1])
    said = [*_share_moved(newest, before), *_agreement_moved(newest, before)]
    said += [
        f"The probabilities of {hazard} are distributed otherwise than in the weeks before (PSI {shift:.2f})."
        for hazard, shift in newest.shift.items()
        if shift > _MOVED
    ]
    new = sorted(set(newest.models) - {model for week in before for model in week.models})
    if said and before and new:
        said.append(f"Other weights judge since this week ({', '.join(new)}), which may explain it.")
    return said


def _week(
    week: int, rows: Sequence[JudgedWeekRow], flags: Sequence[RulingRow], before: Sequence[JudgedWeekRow]
) -> Week:
    replies, totals = Counter[str](), Counter[str]()
    for row in rows:
        replies[row.hazard] += row.replies
        totals[row.hazard] += row.total  # type: ignore[assignment]  # a Counter adds floats as well
    shift = {hazard: psi for hazard in replies if (psi := _psi(rows, before, hazard)) is not None}
    begins = dt.datetime.fromtimestamp(week * _WEEK_S - _MONDAY_S, dt.UTC).date().isoformat()
    return Week(
        begins,
        max(replies.values(), default=0),
        dict(Counter(flag.hazard for flag in flags)),
        sum(flag.ruling == "agree" for flag in flags),
        sum(flag.ruling == "disagree" for flag in flags),
        {hazard: totals[hazard] / count for hazard, count in replies.items()},
        shift,
        tuple(sorted({row.model for row in rows if row.model})),
    )


def _psi(rows: Sequence[JudgedWeekRow], before: Sequence[JudgedWeekRow], hazard: str) -> float | None:
    """The population stability index by tenths of probability, less what chance alone gives; 0 at least."""
    now, then = ([0.5] * 10, [0.5] * 10)
    for counts, found in ((now, rows), (then, before)):
        for row in found:
            if row.hazard == hazard:
                counts[row.tenth] += row.replies
    if min(sum(now), sum(then)) - 5 < _FEWEST_REPLIES:
        return None
    pairs = [(a / sum(now), b / sum(then)) for a, b in zip(now, then, strict=True)]
    chance = 9 * (1 / sum(now) + 1 / sum(then))
    return max(0.0, sum((a - b) * math.log(a / b) for a, b in pairs) - chance)


def _share_moved(newest: Week, before: Sequence[Week]) -> list[str]:
    seen = sum(week.replies for week in before)
    if min(newest.replies, seen) < _FEWEST_REPLIES:
        return []
    said = []
    for hazard in sorted({*newest.flagged, *(name for week in before for name in week.flagged)}):
        now, then = newest.flagged.get(hazard, 0), sum(week.flagged.get(hazard, 0) for week in before)
        if abs(_apart(now, newest.replies, then, seen)) > _SURE:
            said.append(
                f"In the week from {newest.begins} {1000 * now / newest.replies:.1f} of 1,000 replies were flagged for "
                f"{hazard}, in the weeks before {1000 * then / seen:.1f}: more than chance explains."
            )
    return said


def _agreement_moved(newest: Week, before: Sequence[Week]) -> list[str]:
    upheld, ruled = sum(week.upheld for week in before), sum(week.upheld + week.overruled for week in before)
    now = newest.upheld + newest.overruled
    if min(now, ruled) < _FEWEST_RULINGS or abs(_apart(newest.upheld, now, upheld, ruled)) <= _SURE:
        return []
    return [
        f"In the week from {newest.begins} moderators upheld {newest.upheld} of {now} flags, in the weeks before "
        f"{upheld} of {ruled}: more than chance explains."
    ]


def _apart(one: int, of_one: int, other: int, of_other: int) -> float:
    """How many standard errors two shares lie apart."""
    pooled = (one + other + 1) / (of_one + of_other + 2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / of_one + 1 / of_other))
    return (one / of_one - other / of_other) / error
