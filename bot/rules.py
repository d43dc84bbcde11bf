"""A subreddit's wiki page → its rules.

Moderators own this page, so every mistake in it is told at once, in words that name the key, and the last good
version stays in force. Without a page the defaults hold, and the first of them is dry-run.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from models.protocols import DEFAULT_THRESHOLD, Hazard, SafetyRules

PAGE = "sidelight/rules"
MAX_CHARACTERS = 20_000

RENAMED: Mapping[str, Hazard] = {
    "method": Hazard.METHOD_INFO,
    "hostility": Hazard.ABUSE,
    "tough_love": Hazard.DISMISSAL,
    "minimising": Hazard.DISMISSAL,
    "promise": Hazard.FALSE_PROMISE,
    "recruiting": Hazard.PROMOTION,
}
"""What older pages call the hazards."""


class Route(StrEnum):
    """Where moderators hear of a flag."""

    MODMAIL = "modmail"
    REPORT = "report"
    DIGEST = "digest"
    OFF = "off"


class Sensitivity(StrEnum):
    """How readily a hazard is flagged, for those who would rather not think in probabilities."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"

    @property
    def threshold(self) -> float:
        """The probability from which a hazard is flagged."""
        return {"low": 0.7, "normal": DEFAULT_THRESHOLD, "high": 0.3}[self]


def threshold_of(value: object) -> float:
    """The threshold that somebody wrote: `low`, `normal`, `high`, or a number. Raises `ValueError` for all else."""
    if isinstance(value, str) and value.strip().lower() in set(Sensitivity):
        return Sensitivity(value.strip().lower()).threshold
    try:
        number = float("nan" if isinstance(value, bool) else str(value))
    except ValueError:
        number = float("nan")
    if not 0.0 < number <= 1.0:
        raise ValueError("write low, normal, high, or a number above 0 and up to 1")
    return number


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _off_if_false(value: object) -> object:
    """YAML 1.1 reads a bare `off` as false, and it is too much to ask of moderators to know that."""
    return Route.OFF if value is False else value


def _as_words(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Threshold = Annotated[float, BeforeValidator(threshold_of)]
Trusted = Annotated[str, BeforeValidator(_as_words), Field(min_length=3, max_length=200)]


def _default_routes() -> dict[Hazard, Route]:
    return {
        Hazard.INCITEMENT: Route.MODMAIL,
        Hazard.METHOD_INFO: Route.MODMAIL,
        Hazard.ABUSE: Route.REPORT,
        Hazard.DISMISSAL: Route.DIGEST,
        Hazard.FALSE_PROMISE: Route.DIGEST,
        Hazard.MEDICAL: Route.REPORT,
        Hazard.PRIVATE_CONTACT: Route.REPORT,
        Hazard.PROMOTION: Route.REPORT,
        Hazard.PERSONAL_INFO: Route.REPORT,
        Hazard.FALSE_EXPERIENCE: Route.OFF,
    }


class FlagRules(_Section):
    """Which verdicts moderators hear of, and where."""

    sensitivity: Sensitivity = Sensitivity.NORMAL
    """How readily a hazard is flagged that `thresholds` does not name."""
    thresholds: dict[Hazard, Threshold] = Field(default_factory=dict)
    """Probability from which a hazard is flagged; the page may say `low`, `normal` or `high` instead."""
    routes: dict[Hazard, Annotated[Route, BeforeValidator(_off_if_false)]] = Field(default_factory=dict)
    trusted: tuple[Trusted, ...] = Field(default=(), max_length=200)
    """Hotlines, hosts and phrases that the moderators trust: they are evidence of nothing."""
    hourly_cap: int = Field(default=12, ge=1, le=1000)
    """Flags an hour that reach modmail or the report queue; the rest go to the digest."""

    def threshold(self, hazard: Hazard) -> float:
        """The probability from which `hazard` is flagged here."""
        return self.thresholds.get(hazard, self.sensitivity.threshold)

    def route(self, hazard: Hazard) -> Route:
        """Where moderators hear of `hazard` here."""
        return self.routes.get(hazard, _default_routes()[hazard])

    def safety(self) -> SafetyRules:
        """What is asked of the classifier for a reply here. People wrote it: they may tell of their own lives."""
        return SafetyRules({hazard: self.threshold(hazard) for hazard in Hazard}, self.trusted)


class SuggestionRules(_Section):
    """When a consenting helper may get a suggestion."""

    enabled: bool = True
    cooldown_hours: float = Field(default=12.0, ge=0, le=24 * 30)
    """Rest between two suggestions to one helper."""
    daily_cap: int = Field(default=100, ge=0, le=2000)
    """Suggestions a day in this subreddit."""
    min_words: int = Field(default=6, ge=1, le=200)
    """Shorter replies are left alone."""
    max_age_hours: float = Field(default=24.0, gt=0, le=24 * 7)
    """Older replies are left alone: the moment has passed."""


class Rules(_Section):
    """What the moderators of one subreddit asked for."""

    version: Literal[1] = 1
    dry_run: bool = True
    """Compute and show everything, send nothing."""
    flags: FlagRules = FlagRules()
    suggestions: SuggestionRules = SuggestionRules()
    digest_hour_utc: int = Field(default=17, ge=0, le=23)
    unanswered_after_hours: float = Field(default=24.0, gt=0, le=24 * 14)
    """Posts without a reply for this long are listed in the digest."""
    crisis_alerts: bool = False
    """One modmail when a post speaks of present danger."""
    crisis_resources: str = Field(default="", max_length=2000)
    """The moderators' own words about where to turn; never written by a model."""


@dataclass(frozen=True, slots=True)
class BadRules:
    """Everything that is wrong with a page, each problem in a line that names its key."""

    problems: tuple[str, ...]


class _StrictLoader(yaml.SafeLoader):
    """YAML without aliases (they can explode) and without a key given twice (the first would vanish)."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not allowed here")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise yaml.YAMLError(f"line {key_node.start_mark.line + 1}: the key {key!r} stands twice")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)

    def construct_whole_number(self, node: yaml.ScalarNode) -> int | str:
        """YAML 1.1 reads 0123 as an octal number and 1:30 as ninety; as a hotline, each is what was written."""
        written = str(node.value)
        return int(written) if re.fullmatch(r"-?(0|[1-9][0-9]*)", written) else written


_StrictLoader.add_constructor("tag:yaml.org,2002:int", _StrictLoader.construct_whole_number)


def parse_rules(text: str) -> Rules | BadRules:
    """The rules that a page holds, or everything that is wrong with it. An empty page means the defaults."""
    if len(text) > MAX_CHARACTERS:
        return BadRules((f"the page has {len(text)} characters; at most {MAX_CHARACTERS} are read",))
    try:
        # _StrictLoader is a SafeLoader: it builds plain values only.
        content = yaml.load(text, _StrictLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return BadRules((f"this is not valid YAML: {_one_line(error)}",))
    if content is None:
        return Rules()
    if not isinstance(content, dict):
        return BadRules(("the page must be a list of `key: value` lines, for example `version: 1`",))
    try:
        return Rules.model_validate(content)
    except ValidationError as error:
        return BadRules(tuple(_problem(item) for item in error.errors()))


def _problem(item: Any) -> str:
    key = ".".join(str(part) for part in item["loc"] if part != "[key]") or "page"
    if item["type"] == "extra_forbidden":
        return f"`{key}` is not a key that Sidelight knows"
    if item["loc"][-1:] == ("[key]",):
        new = RENAMED.get(str(item["input"]))
        return (
            f"`{key}`: this hazard is called `{new}` now" if new else f"`{key}` is no hazard; use {', '.join(Hazard)}"
        )
    if item["type"] == "value_error":
        return f"`{key}`: {item['ctx']['error']}"
    return f"`{key}`: {str(item['msg']).lower()}"


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None)
    if mark is not None and problem:
        return f"line {mark.line + 1}, column {mark.column + 1}: {problem}"
    return " ".join(str(error).split())[:300]
