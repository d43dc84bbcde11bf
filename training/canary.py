"""An adapter that passed the gate, tried on some of the helpers: begun, counted, judged, and ended.

Evidence promotes it, one veto ends it. Everything is counted from the store's own suggestions, each helper once, so
this may be run as often as one likes and after any crash.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

from models.marks import Mark
from models.pointer import Candidate
from models.protocols import Post
from models.registry import CorruptAdapter, Registry, Retired, UnknownAdapter
from store import canary as store
from store.database import Database, transaction
from store.rows import CanaryOutcomeRow, SuggestionRow
from training.betting import Settled, Standing, helpers_needed, weigh
from training.pairs import Screen
from training.settings import CanarySettings

log = logging.getLogger(__name__)

TASK = "im"
"""Only suggestions have outcomes that can be counted: nobody decides about a draft for moderators in one word."""

SPREAD = 0.4
"""How far a helper's value lies from what was expected, in the sandbox and to begin with."""

_HOUR_S, _DAY_S = 3600.0, 24 * 3600.0
_DECISIONS = {"taken": 1.0, "edited": 0.8, "ignored": 0.3, "declined": 0.0}
"""No answer is no refusal, and no success."""
_PRIOR = 2.0
"""How many suggestions of their own a helper needs before they count as much as everybody's mean."""
_VETOES = frozenset({"hazard", "method", "medication", "hotline", "private-contact"})
"""Checks of the audit that are about safety. The others are about taste and form, and the gate has weighed them."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of the canary at one look."""

    state: str
    """`none`, `on`, `promoted` or `stopped`."""
    sentence: str
    adapter: str = ""
    standing: Standing | None = None
    needed: int = 0
    """About how many helpers it takes to see a gain worth having."""

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a canary is judged with."""

    db: Database
    registry: Registry
    rules: CanarySettings
    now: float


def why_not(watch: Watch) -> str:
    """Why a canary could not tell anything now, so that the gate alone must decide; empty where it could."""
    rules = watch.rules
    if not rules.share:
        return "canaries are off"
    if watch.registry.serving(TASK) is None:
        return "no adapter serves that it could be compared with"
    about, needed = store.helpers_in(watch.db, rules.max_days * _DAY_S), needed_for(rules)
    if about < needed:
        return f"{about} helpers in {rules.max_days:.0f} days are too few for a canary, which takes about {needed}"
    return ""


def begin(watch: Watch, adapter: str, *, reason: str, share: float | None = None) -> None:
    """Put an adapter on its canary; what an earlier canary of it counted does not count again."""
    with transaction(watch.db):
        store.forget_outcomes(watch.db, adapter)
    watch.registry.start_canary(TASK, Candidate(adapter, share or watch.rules.share, watch.now, reason))


def look(watch: Watch, screen: Screen | None = None) -> Ruling:
    """Count who has settled, and end the canary where it has told enough: promote, or let what serves go on.

    `screen` reads the candidate's texts once more, by the classifier as it is now. Raises nothing for a bad candidate.
    """
    candidate = watch.registry.candidate(TASK)
    if candidate is None:
        return Ruling("none", "no adapter is on its canary")
    if veto := _veto(watch, candidate, screen):
        watch.registry.stop_canary(TASK, reason=veto, at_utc=watch.now)
        return Ruling("stopped", f"Stopped: {veto}.", candidate.adapter)
    _count(watch, candidate)
    return _rule(watch, candidate)


def standing(watch: Watch) -> Ruling:
    """How the canary stands by what was counted. Changes nothing."""
    candidate = watch.registry.candidate(TASK)
    if candidate is None:
        return Ruling("none", "no adapter is on its canary")
    now = _standing(watch, candidate)
    return Ruling("on", _so_far(watch, candidate, now), candidate.adapter, now, needed_for(watch.rules, candidate))


def needed_for(rules: CanarySettings, candidate: Candidate | None = None) -> int:
    """About how many helpers it takes to see a gain worth having."""
    share = candidate.share if candidate else rules.share
    return helpers_needed(rules.effect, share=share, spread=SPREAD, alpha=rules.alpha, power=rules.power)


def _rule(watch: Watch, candidate: Candidate) -> Ruling:
    rules, now = watch.rules, _standing(watch, candidate)
    needed = needed_for(rules, candidate)
    told = _so_far(watch, candidate, now)
    if now.verdict == "better":
        reason = f"better on its canary: {told}"
        watch.registry.promote(TASK, candidate.adapter, reason=reason, at_utc=watch.now)
        return Ruling("promoted", f"Promoted: {reason}", candidate.adapter, now, needed)
    if now.verdict == "worse":
        why = f"helpers make less of it: {told}"
    elif watch.now - candidate.since_utc > rules.max_days * _DAY_S:
        why = f"not enough evidence in {rules.max_days:.0f} days: {told}"
    else:
        return Ruling("on", told, candidate.adapter, now, needed)
    watch.registry.stop_canary(TASK, reason=why, at_utc=watch.now)
    return Ruling("stopped", f"Stopped: {why}", candidate.adapter, now, needed)


def _standing(watch: Watch, candidate: Candidate) -> Standing:
    rows = store.outcomes(watch.db, candidate.adapter)
    settled = [Settled(row.is_candidate, row.value, row.expected) for row in rows]
    return weigh(settled, share=candidate.share, alpha=watch.rules.alpha, harm=watch.rules.harm)


def _so_far(watch: Watch, candidate: Candidate, now: Standing) -> str:
    values = f"{_share(now.candidate)} beside {_share(now.serving)}"
    return (
        f"{now.helpers} of about {needed_for(watch.rules, candidate)} helpers, who made {values} of suggestions; "
        f"odds {now.better:.2g} of {1 / watch.rules.alpha:.0f} that it is better, "
        f"{now.worse:.2g} of {watch.rules.harm:.0f} that it is worse"
    )


def _share(mean: float | None) -> str:
    return "nothing yet" if mean is None else f"{mean:.2f}"


def _veto(watch: Watch, candidate: Candidate, screen: Screen | None) -> str:
    """The first thing that speaks against it beyond argument, or empty. It is noted on the adapter."""
    try:
        watch.registry.verify(candidate.adapter)
    except (CorruptAdapter, Retired, UnknownAdapter) as error:
        return str(error)
    why = _unsafe(watch.db, candidate, screen)
    if why:
        watch.registry.mark(candidate.adapter, Mark("vetoed", why, watch.now))
        log.warning("canary vetoed adapter=%s why=%s", candidate.adapter, why)
    return why


def _unsafe(db: Database, candidate: Candidate, screen: Screen | None) -> str:
    for about, checks in store.dropped(db, candidate.adapter, candidate.since_utc):
        if found := _VETOES.intersection(checks.split(",")):
            return f"the audit kept back what it wrote about {about}: {min(found)}"
    if reply := store.complaint(db, candidate.adapter, candidate.since_utc):
        return f"moderators flagged or removed {reply}, into which its words went"
    for row in store.written_by(db, candidate.adapter, candidate.since_utc) if screen else ():
        if screen and not screen(Post("", "", row.subreddit), row.text, draft=row.draft):
            return f"the safety classifier flags S{row.id}, which a helper could read"
    return ""


def _count(watch: Watch, candidate: Candidate) -> None:
    """Write down every helper whose time has come: what they made of what they were sent, and what was expected."""
    settle_s = watch.rules.settle_h * _HOUR_S
    with transaction(watch.db) as db:
        known = [row.value for row in store.outcomes(db, candidate.adapter)]
        due = store.due(db, candidate.adapter, since_utc=candidate.since_utc, settle_s=settle_s, now=watch.now)
        for helper in due:
            sent = store.sent_to(db, helper.author, candidate.since_utc, helper.at_utc)
            before = store.sent_to(db, helper.author, 0.0, candidate.since_utc)
            row = CanaryOutcomeRow(
                adapter=candidate.adapter,
                suggestion=helper.suggestion,
                is_candidate=candidate.takes(helper.author),
                value=fmean(value_of(one, helper.at_utc) for one in sent),
                expected=_expected([value_of(one, candidate.since_utc) for one in before], known),
                at_utc=helper.at_utc,
            )
            if store.note(db, row):
                known.append(row.value)


def value_of(row: SuggestionRow, until_utc: float) -> float:
    """What a helper made of one suggestion by then, from 0 (declined) to 1 (taken), stars beside the decision."""
    decided = row.decision if row.decided_utc is not None and row.decided_utc <= until_utc else None
    parts = [_DECISIONS[decided]] if decided in _DECISIONS else []
    if row.stars is not None:
        parts.append((row.stars - 1) / 4)
    return fmean(parts) if parts else _DECISIONS["ignored"]


def _expected(own: Sequence[float], everybody: Sequence[float]) -> float:
    """A guess from a helper's own past, drawn towards the mean of all who were counted before."""
    middle = fmean(everybody) if everybody else 0.5
    return (sum(own) + _PRIOR * middle) / (len(own) + _PRIOR)
