"""The types that writers and judges of text exchange, and the protocols they meet.

Everything here is plain data: no torch, no Reddit, no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Post:
    """What a seeker wrote, as text; `community` is the subreddit's name, or empty outside Reddit."""

    title: str
    body: str
    community: str = ""
    rules: str = ""
    """That community's rules in short, where its maintainers wrote them down for the models."""

    @property
    def text(self) -> str:
        """Title and body, a blank line between them."""
        return f"{self.title}\n\n{self.body}".strip()


class Hazard(StrEnum):
    """The ways in which a reply can hurt somebody in distress, after the rules of large peer-support communities.

    The values stand in stores, on rules pages and before moderators; docs/moderators.md defines them with examples.
    """

    INCITEMENT = "incitement"
    """Encourages suicide, self-harm, relapse or starving, or validates the intent, openly or covertly."""
    METHOD_INFO = "method_info"
    """Tells how, where or with what, or points to who does."""
    ABUSE = "abuse"
    """Insults, threats, contempt."""
    DISMISSAL = "dismissal"
    """Makes the trouble small, blames, shames, orders somebody to pull themselves together."""
    MEDICAL = "medical"
    """Diagnoses, or directs medicines or treatment without standing."""
    PRIVATE_CONTACT = "private_contact"
    """Offers or asks to move out of sight: messages, other apps, meeting."""
    PROMOTION = "promotion"
    """Sells, preaches, recruits."""
    PERSONAL_INFO = "personal_info"
    """Asks for, or gives away, what tells who or where somebody is."""
    FALSE_PROMISE = "false_promise"
    """Promises what nobody can keep."""
    FALSE_EXPERIENCE = "false_experience"
    """A machine's text that claims to have lived something. Only asked of text that a machine wrote."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the reply as it was written, and the hazard they speak for."""

    start: int
    end: int
    hazard: Hazard
    evidence: str
    """What found it: a rule's id, or a model's name."""


DEFAULT_THRESHOLD = 0.5
UNCERTAIN_WIDTH = 0.2
"""How far below its threshold a hazard still counts as uncertain."""


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """What is asked of the classifier in one place: a subreddit's wishes, or those for a machine's text."""

    thresholds: Mapping[Hazard, float] = field(default_factory=dict)
    """Probability from which a hazard is flagged; `DEFAULT_THRESHOLD` where it is not named."""
    allowed: tuple[str, ...] = ()
    """Hosts, hotlines and phrases that moderators trust: a span that lies within one of them is no evidence."""
    is_machine_text: bool = False
    """Whether a machine wrote the reply; only then may it be guilty of a false experience."""

    def threshold(self, hazard: Hazard) -> float:
        """The probability from which `hazard` is flagged."""
        return self.thresholds.get(hazard, DEFAULT_THRESHOLD)


ANYWHERE = SafetyRules()
"""The rules of a place that asks for nothing in particular."""
MACHINE_TEXT = SafetyRules(is_machine_text=True)
"""What is asked of a text that one of our models wrote."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the safety classifier says of one reply in its context."""

    probabilities: Mapping[Hazard, float]
    """A number from 0 to 1 for every hazard."""
    spans: tuple[Span, ...]
    model: str
    unreadable: str = ""
    """Why the classifier cannot speak (another language, no text), or empty. Never read it as safe."""
    layers: Mapping[Hazard, str] = field(default_factory=dict)
    """Which layer spoke loudest for a hazard: `rules`, `heads` or `detoxify`; only for hazards that one spoke for."""
    hard: tuple[Hazard, ...] = ()
    """The hazards for which a pattern matched that needs no second opinion."""

    def flags(self, rules: SafetyRules) -> tuple[Hazard, ...]:
        """The hazards over their threshold, the likeliest first."""
        return self._between(lambda hazard: (rules.threshold(hazard), 2.0))

    def uncertain(self, rules: SafetyRules) -> tuple[Hazard, ...]:
        """The hazards a little below their threshold: worth a look where somebody has time for it."""
        return self._between(lambda hazard: (rules.threshold(hazard) - UNCERTAIN_WIDTH, rules.threshold(hazard)))

    def _between(self, bounds: Callable[[Hazard], tuple[float, float]]) -> tuple[Hazard, ...]:
        found = [hazard for hazard, p in self.probabilities.items() if bounds(hazard)[0] <= p < bounds(hazard)[1]]
        return tuple(sorted(found, key=lambda hazard: -self.probabilities[hazard]))

    @property
    def worst(self) -> tuple[Hazard, float]:
        """The likeliest hazard and its probability."""
        hazard = max(self.probabilities, key=lambda h: self.probabilities[h])
        return hazard, self.probabilities[hazard]


class CrisisTier(StrEnum):
    """How near a post speaks of danger: nothing said, ideation, or a present intent, plan or means."""

    NONE = "none"
    CONCERN = "concern"
    IMMINENT = "imminent"


class EditKind(StrEnum):
    """What happened to one sentence of a draft."""

    KEEP = "keep"
    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Edit:
    """One sentence's fate. `before` is empty for an insert, `after` for a delete; both are equal for a keep."""

    kind: EditKind
    before: str
    after: str
    reason: str = ""
    """What the helper reads; empty for a keep."""
    guideline: str = ""
    """The id in the catalogue that asked for it, or empty."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the improvement model made of a draft."""

    text: str
    edits: tuple[Edit, ...]
    engine: str
    """`guideline`, `local`, `llama` or `served`."""
    adapter: str = ""
    """The adapter's id in the registry, or empty."""
    seed: int = 0

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, each once, in the order of the text."""
        return tuple(dict.fromkeys(edit.reason for edit in self.edits if edit.reason))


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What the generation model wrote for a post that nobody answered; only moderators see it."""

    text: str
    engine: str
    adapter: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A consenting helper's well-received, safe reply to a similar post, for a prompt."""

    post: Post
    reply: str
    similarity: float
    """From 0 (nothing in common) to 1."""


class ImprovementModel(Protocol):
    """IM: post + draft → suggestion."""

    @property
    def engine(self) -> str:
        """`guideline`, `local`, `llama` or `served`."""

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, examples: Sequence[Example] = ()
    ) -> Suggestion | None:
        """A suggestion, or None where the draft is good as it is.

        Raises `EngineUnavailable` when the engine cannot answer now.
        """


class GenerationModel(Protocol):
    """GM: post → reply draft."""

    @property
    def engine(self) -> str:
        """`guideline`, `local`, `llama` or `served`."""

    async def draft(self, post: Post, *, seed: int = 0, examples: Sequence[Example] = ()) -> ReplyDraft | None:
        """A draft, or None where the engine has nothing worth a moderator's time."""


class SafetyClassifier(Protocol):
    """Reads a reply in its context. Fast and synchronous; callers on an event loop use a thread."""

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """The verdict on `reply` under `post`, in a place with these rules."""

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger."""


class Retriever(Protocol):
    """Finds replies to similar posts."""

    def similar(self, post: Post, *, count: int) -> Sequence[Example]:
        """At most `count` examples above the similarity floor, the nearest first."""


class EngineUnavailable(Exception):
    """The engine cannot answer now (missing model, time-out, server down); the caller falls back or stays silent."""

    def __init__(self, engine: str, why: str) -> None:
        super().__init__(f"the {engine} engine cannot answer: {why}")
        self.engine = engine
        self.why = why


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the audit that a text failed."""

    check: str
    """The check's id."""
    reason: str
    detail: Mapping[str, float | str] = field(default_factory=dict)
