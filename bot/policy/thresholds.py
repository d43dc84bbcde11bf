"""Which threshold a subreddit's own rulings speak for, hazard by hazard, and how far they can be trusted.

Only what was flagged was ever ruled on, so rulings can say that a threshold may go up, never what a lower one would
find. Suggested is the highest that would have missed nothing that moderators upheld.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.protocols import Hazard
from store.rows import RulingRow

FEWEST = 10
"""Upheld flags of a hazard below which nothing is suggested for it."""
_WORTH_IT = 0.05
"""Share of flags that a higher threshold must save to be worth a word."""
_DOUBT = 0.05


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rulings on one hazard say."""

    hazard: Hazard
    threshold: float
    """In force now."""
    flags: int
    upheld: int
    overruled: int
    sentence: str
    suggested: float | None = None
    saved: float = 0.0
    """Share of flags that would not have been seen at the suggested threshold."""
    missed_at_most: float | None = None
    """Share of those deserving a flag that it could miss at most, with 95% certainty."""
    earlier: int = 0
    """Of the flags, those by other weights than the newest."""

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "hazard": str(self.hazard),
            "threshold": self.threshold,
            "flags": self.flags,
            "upheld": self.upheld,
            "overruled": self.overruled,
            "suggested": self.suggested,
            "saved": round(self.saved, 4),
            "missed_at_most": None if self.missed_at_most is None else round(self.missed_at_most, 4),
            "by_earlier_weights": self.earlier,
            "sentence": self.sentence,
        }


def advise(rows: Sequence[RulingRow], threshold: Callable[[Hazard], float]) -> list[Advice]:
    """A line for every hazard that was flagged above its present threshold, the most flagged first."""
    newest = rows[-1].model if rows else ""
    found = []
    for hazard in Hazard:
        now = threshold(hazard)
        own = [row for row in rows if row.hazard == hazard and row.probability >= now]
        if own:
            found.append(_advice(hazard, own, now, earlier=sum(row.model != newest for row in own)))
    return sorted(found, key=lambda advice: -advice.flags)


def _advice(hazard: Hazard, rows: Sequence[RulingRow], now: float, *, earlier: int) -> Advice:
    upheld = [row.probability for row in rows if row.ruling == "agree"]
    overruled = sum(row.ruling == "disagree" for row in rows)
    known = (hazard, now, len(rows), len(upheld), overruled)
    if len(upheld) < FEWEST:
        return Advice(*known, _too_few(hazard, len(upheld), overruled), earlier=earlier)
    higher = math.floor(min(upheld) * 100 + 1e-9) / 100
    saved = sum(row.probability < higher for row in rows) / len(rows)
    if higher <= now or saved < _WORTH_IT:
        sentence = (
            f"{hazard}: stay at {now:g}. A higher threshold would have saved hardly a flag, or missed one of the "
            f"{len(upheld)} that you upheld."
        )
        return Advice(*known, sentence, earlier=earlier)
    worst = at_most(len(upheld))
    sentence = (
        f"{hazard}: at {higher:.2f} you would have seen {saved:.0%} fewer flags and missed none that you upheld "
        f"(of {len(upheld)}; at most {worst:.0%} with 95% certainty)."
    )
    return Advice(*known, sentence, higher, saved, worst, earlier)


def at_most(upheld: int) -> float:
    """Share of flags deserved that lies below the lowest of so many upheld ones, at most, with 95% certainty.

    The exact bound for none missed of `upheld`. It holds although the threshold was chosen by the very same flags: that
    a share q lies below the lowest of n has probability (1 - q) ** n, whatever the probabilities look like.
    """
    return float(1 - _DOUBT ** (1 / upheld))


def _too_few(hazard: Hazard, upheld: int, overruled: int) -> str:
    ruled = upheld + overruled
    if upheld == 0 and overruled >= FEWEST:
        return (
            f"{hazard}: you upheld none of {overruled}, so at most {at_most(overruled):.0%} of such flags are right "
            "(95% certainty). `low`, or the digest, would cost you little."
        )
    return (
        f"{hazard}: {ruled} ruling{'s' * (ruled != 1)} so far, {upheld} of them upheld; with fewer than {FEWEST} "
        "upheld no threshold can be suggested."
    )
