"""How large and how long the simulated life is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from sandbox.community.taste import TASTES

DAY_S = 86_400.0
HOUR_S = 3_600.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes of a simulation. The defaults are the demo: nine and a half days, some 120 posts and 600 replies."""

    seed: int = 7
    days: float = 9.5
    quiet_days: float = 2.0
    """How many of the days, at the end, bring votes and answers but nothing new."""
    subreddits: tuple[str, ...] = ("QuietHarbour", "NextSmallStep", "LongEvenings")
    tastes: tuple[str, ...] = ("validation", "steps", "reflective")
    """What they like, in turn: names out of `taste.TASTES`."""
    bot_name: str = "sidelight-bot"
    dry_run: tuple[str, ...] = ()
    """Subreddits whose moderators leave the bot in dry run."""

    posts_per_day: float = 16.0
    """Over the days that are not quiet."""
    early_share: float = 0.8
    """How many of the posts come in the first half of those days: the bot is new, people are curious."""
    unanswered_share: float = 0.05
    replies_per_post: float = 5.5
    most_sentences: int = 0
    """Helpers write so many sentences at most, none of them long: what a very small model can edit. 0: as they like."""
    visits_per_post: float = 44.0
    voters: int = 90
    """Readers of each subreddit who vote and do nothing else."""
    seen_next: float = 0.8
    """How much smaller the chance to be read is for each reply further down: 1 shows all of them alike."""
    discord: float = 0.17
    """How far one reader's liking strays from the community's."""

    helpers: int = 32
    opted_in_share: float = 0.62
    training_share: float = 0.9
    """Of those who opted in, who also allow training."""
    leaving_share: float = 0.15
    """Of those who opted in, who leave later: by `opt out`, `forget me` and `stop` in turn."""
    seekers_training_share: float = 0.9
    discerning_share: float = 0.0
    """Of helpers' decisions on suggestions, how many are made, and told, by what the community likes; the others by
    temper, and many of them never."""
    deleting_share: float = 0.02
    """Of posts and helpers' replies, how many their writers delete, half of them within a day."""
    harmful_people: int = 11
    harmful_share: float = 0.065
    """Of all replies, how many mean harm."""
    slip_share: float = 0.045
    """Of helpers' replies, how many harm without meaning to: a promise, a comparison, a little guilt."""
    crisis_share: float = 0.06
    lookalike_share: float = 0.09

    moderators_each: int = 2
    ruling_share: float = 0.85
    """Of the flags that they read, how many they rule on."""
    ruling_error: float = 0.04
    vigilance: float = 0.35
    """The share of harmful replies that moderators find on their own."""
    has_incidents: bool = True
    """Whether once the bot is paused, a rules page is broken and mended, and an account is deleted."""

    def __post_init__(self) -> None:
        if not 0 <= self.quiet_days < self.days:
            raise ValueError(f"quiet_days must be less than days: {self.quiet_days} and {self.days}")
        if not self.subreddits:
            raise ValueError("a plan needs at least one subreddit")
        if not self.tastes or not set(self.tastes) <= TASTES.keys():
            raise ValueError(f"tastes are some of {', '.join(TASTES)}: {', '.join(self.tastes) or 'none given'}")
        if self.harmful_share > 0 and self.harmful_people < 1:
            raise ValueError("a plan with harmful replies needs somebody to write them")
        if self.moderators_each < 1 or self.helpers < 1:
            raise ValueError("a plan needs at least one helper, and one moderator for each subreddit")

    def with_fields(self, given: Mapping[str, object]) -> Plan:
        """The same life with other sizes, as a JSON file gives them. Raises `ValueError` for what a plan has not."""
        if unknown := given.keys() - {field.name for field in fields(self)}:
            raise ValueError(f"a plan has no {', '.join(sorted(unknown))}")
        listed = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        try:
            return replace(self, **listed)  # type: ignore[arg-type]  # a wrong kind of value is told below
        except TypeError as error:
            raise ValueError(f"a plan's field has the wrong kind of value: {error}") from None

    def scaled(self, size: float) -> Plan:
        """The same life with `size` times as many people and posts."""
        return replace(
            self,
            posts_per_day=self.posts_per_day * size,
            helpers=max(1, round(self.helpers * size)),
            harmful_people=max(1, round(self.harmful_people * size)),
        )

    @property
    def active_s(self) -> float:
        """Virtual seconds in which people post."""
        return (self.days - self.quiet_days) * DAY_S

    @property
    def posts(self) -> int:
        """How many posts there will be."""
        return max(1, round(self.posts_per_day * self.active_s / DAY_S))
