"""Who lives here. Everything about a person is drawn once, from the seed and their place in the cast."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from sandbox.community.chance import chance
from sandbox.community.plan import HOUR_S, Plan
from sandbox.community.styles import Style

FLAWS = ("orders", "empty", "clinical", "pile_up", "ramble", "advice_first")
LEAVING = ("opt out", "forget me", "stop")
SLIPS = ("promise", "shrinking", "guilt")
"""Flaws that are hazards too; anybody may slip, the unskilled more often."""
_FLAW_WEIGHTS = (5.0, 4.0, 2.5, 2.0, 1.5, 4.0)
_FIRST = tuple(
    re.findall(
        r"\w+", "amber brisk calm dusty early fern gentle hazel idle jolly kindly lunar misty north olive plain quiet"
    )
)
_LAST = tuple(
    re.findall(
        r"\w+", "badger curlew egret finch gannet heron ibis jackdaw kestrel linnet marten newt otter plover robin"
    )
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody replies, as probabilities."""

    validates: float
    steps: float
    """How many concrete offers, on average."""
    asks: float
    shares: float
    reflects: float
    flaws: Mapping[str, float]
    slips: float
    """The chance of doing harm without meaning to."""


@dataclass(frozen=True, slots=True)
class Temper:
    """What a helper makes of suggestions."""

    openness: float
    """From 0 (never takes one) to 1."""
    answers: float
    """The chance that a message is answered at all."""
    rates: float
    drafts: float
    """The chance of asking for help before posting."""
    pace_s: float
    """The usual time until a message is read and acted on."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who replies to seekers."""

    name: str
    skill: float
    """From 0 (hurts while meaning well) to 1."""
    activity: float
    homes: Mapping[str, float]
    """How often they are in each subreddit, as weights."""
    habits: Habits
    style: Style
    language: str
    temper: Temper
    joins_after_s: float | None
    """When they opt in, counted from the start; None: never."""
    allows_training: bool
    leaves_after_s: float | None
    leaves_by: str
    """`opt out`, `stop` or `forget me`."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who posts about their trouble."""

    name: str
    allows_training: bool
    talkativeness: float
    style: Style


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by role. Voters are many and only counted."""

    root: str
    """Seeds everybody's own random numbers."""
    helpers: tuple[Helper, ...]
    seekers: tuple[Seeker, ...]
    harmful: tuple[str, ...]
    moderators: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """Every account, each once."""
        team = [name for names in self.moderators.values() for name in names]
        helpers = [helper.name for helper in self.helpers]
        seekers = [seeker.name for seeker in self.seekers]
        return tuple(dict.fromkeys([*team, *helpers, *seekers, *self.harmful]))


def cast_people(plan: Plan, root: str) -> Cast:
    """The cast of a plan; another `root`, another cast."""
    rng = chance(root, "cast")
    names = _names(rng, plan.posts + plan.helpers + plan.harmful_people + 50)
    moderators = {
        subreddit: tuple(f"mod_{rng.choice(_FIRST)}{i}{j}" for j in range(plan.moderators_each))
        for i, subreddit in enumerate(plan.subreddits)
    }
    return Cast(
        root=root,
        helpers=_helpers(plan, rng, names),
        seekers=_seekers(plan, rng, names),
        harmful=tuple(names.pop() for _ in range(plan.harmful_people)),
        moderators=moderators,
    )


def _names(rng: random.Random, count: int) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{rng.choice(_FIRST)}_{rng.choice(_LAST)}{rng.randrange(max(100, count))}"] = None
    return list(names)


def _helpers(plan: Plan, rng: random.Random, names: list[str]) -> tuple[Helper, ...]:
    members = round(plan.helpers * plan.opted_in_share)
    trainees = round(members * plan.training_share)
    # Skills are dealt out evenly and then shuffled, so that no seed gives a village of saints.
    skills = [(i + rng.random()) / plan.helpers for i in range(plan.helpers)]
    rng.shuffle(skills)
    ways_out = cycle(LEAVING)
    leavers = [next(ways_out) if leaves else "" for leaves in dealt(plan.leaving_share, members, rng)]
    parts = [_Part(is_member=True, allows_training=i < trainees, leaves_by=way) for i, way in enumerate(leavers)]
    parts += [_Part(is_member=False, allows_training=False, leaves_by="")] * (plan.helpers - members)
    return tuple(
        _helper(plan, rng, name=names.pop(), skill=skill, part=part) for skill, part in zip(skills, parts, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What a helper will do about the bot."""

    is_member: bool
    allows_training: bool
    leaves_by: str


def _helper(plan: Plan, rng: random.Random, *, name: str, skill: float, part: _Part) -> Helper:
    home = rng.choice(plan.subreddits)
    joins_after_s = min(rng.lognormvariate(0.4, 0.8) * HOUR_S, 0.4 * plan.active_s)
    return Helper(
        name=name,
        skill=skill,
        activity=rng.lognormvariate(0.7 if part.is_member else -0.7, 0.35),
        homes={subreddit: 3.0 if subreddit == home else 1.0 for subreddit in plan.subreddits},
        habits=_habits(rng, skill, slips=plan.slip_share),
        style=rng.choices(list(Style), (6, 2, 1, 1, 1))[0],
        language="" if rng.random() > 0.07 else rng.choice(("es", "fr", "de", "pt")),
        temper=_temper(rng),
        joins_after_s=joins_after_s if part.is_member else None,
        allows_training=part.allows_training,
        leaves_after_s=rng.uniform(0.55, 0.95) * plan.active_s if part.leaves_by else None,
        leaves_by=part.leaves_by,
    )


def _habits(rng: random.Random, skill: float, *, slips: float) -> Habits:
    flaws: dict[str, float] = {}
    for flaw in _two_of(rng, FLAWS, _FLAW_WEIGHTS):
        flaws[flaw] = max(0.0, min(0.85, 1.05 - 1.3 * skill + rng.uniform(-0.1, 0.1)))
    return Habits(
        validates=min(0.97, 0.1 + 0.9 * skill),
        steps=rng.choice((0.3, 1.0, 1.8)),
        asks=rng.choice((0.1, 0.35, 0.7)),
        shares=rng.uniform(0.1, 0.5),
        reflects=rng.choice((0.0, 0.1, 0.7)) * (0.3 + 0.7 * skill),
        flaws=flaws,
        slips=2 * slips * (1 - skill),
    )


def _two_of(rng: random.Random, names: Sequence[str], weights: Sequence[float]) -> tuple[str, str]:
    first = rng.choices(names, weights)[0]
    second = rng.choices(names, weights)[0]
    return first, second


def _temper(rng: random.Random) -> Temper:
    return Temper(
        openness=rng.betavariate(3.2, 1.8),
        answers=rng.uniform(0.6, 0.97),
        rates=rng.uniform(0.05, 0.5),
        drafts=rng.choice((0.0, 0.0, 0.0, 0.15)),
        pace_s=rng.lognormvariate(0.0, 0.6) * 0.75 * HOUR_S,
    )


def _seekers(plan: Plan, rng: random.Random, names: list[str]) -> tuple[Seeker, ...]:
    count = max(1, round(plan.posts * 0.8))  # a few post twice
    return tuple(
        Seeker(
            name=names.pop(),
            allows_training=allows_training,
            talkativeness=rng.uniform(0.1, 0.6),
            style=rng.choices((Style.CAREFUL, Style.CASUAL, Style.TYPOS), (6, 2, 1))[0],
        )
        for allows_training in dealt(plan.seekers_training_share, count, rng)
    )


def post_times(plan: Plan, rng: random.Random) -> list[float]:
    """When posts appear, in seconds from the start, ascending: none in the first hours, more in the first half."""
    first, middle = min(3 * HOUR_S, 0.1 * plan.active_s), 0.46 * plan.active_s
    early = round(plan.posts * plan.early_share)
    times = [rng.uniform(first, middle) for _ in range(early)]
    times += [rng.uniform(middle, plan.active_s) for _ in range(plan.posts - early)]
    return sorted(times)


def dealt(share: float, count: int, rng: random.Random) -> list[bool]:
    """`count` answers, of which `share` are yes: dealt out, not diced, so that small plans keep their shares."""
    cards = [i < round(share * count) for i in range(count)]
    rng.shuffle(cards)
    return cards
