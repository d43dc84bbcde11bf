"""The rows of the store, typed. Times are seconds since the epoch, UTC; texts are NULL unless somebody allowed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Permission(StrEnum):
    """What a person can allow."""

    SUGGESTIONS = "suggestions"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post under which replies are watched. Title, body and author stay None without its author's permission."""

    fullname: str
    subreddit: str
    permalink: str
    created_utc: float
    seen_utc: float
    author: str | None = None
    title: str | None = None
    body: str | None = None
    gone_utc: float | None = None
    seeker_answer: str | None = None
    """`thanks` or `pushback` where its author answered in an edit of the post."""
    answered_utc: float | None = None
    """When it was last edited, within the days in which we follow it."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply we saw. Body and author stay None unless its author opted in or a flag needs them."""

    fullname: str
    post: str
    parent: str
    subreddit: str
    permalink: str
    created_utc: float
    seen_utc: float
    author: str | None = None
    body: str | None = None
    by_seeker: bool = False
    handled_utc: float | None = None
    """When the pipeline had finished with it; None means: read it again after a restart."""
    gone_utc: float | None = None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What the safety classifier said of a reply."""

    reply: str
    model: str
    at_utc: float
    probabilities: Mapping[str, float]
    spans: tuple[Mapping[str, Any], ...] = ()
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A verdict over a threshold, told to moderators."""

    reply: str
    incident: str
    """Fullname of the post: one modmail thread per incident."""
    subreddit: str
    hazard: str
    probability: float
    route: str
    """`modmail`, `report` or `digest`."""
    created_utc: float
    id: int = 0
    """0 before it is stored; moderators read it as F12."""
    ruling: str | None = None
    """`agree`, `disagree`, or None while open."""
    ruled_utc: float | None = None
    told_utc: float | None = None
    """When moderators could first read of it."""


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion that passed the audit. Helpers read its id as S7."""

    reply: str
    """Fullname of the reply, or of the message that asked for help before posting."""
    post: str
    subreddit: str
    author: str
    engine: str
    adapter: str
    draft: str
    text: str
    edits: tuple[Mapping[str, Any], ...]
    created_utc: float
    id: int = 0
    seed: int = 0
    sent_utc: float | None = None
    decision: str | None = None
    """`taken`, `edited`, `declined`, `ignored`, or None while open."""
    decided_utc: float | None = None
    stars: int | None = None
    """The helper's own rating, 1 to 5."""
    final: str = ""
    """What the helper posted instead, where the decision is `edited`."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One look at a reply's standing at one age. `score` is None while hidden: unknown, never 1."""

    reply: str
    age_h: float
    """The age it was due at (1, 6, 24, 72, 168); `at_utc` says when it was really read."""
    at_utc: float
    score: int | None
    replies: int | None = None
    removed: bool = False
    deleted: bool = False
    edited: bool = False
    seeker_answer: str | None = None
    """`thanks`, `pushback`, `other`, or None while the seeker has not answered."""


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """Who allowed what, in which words, when."""

    username: str
    permission: Permission
    version: int
    wording: str
    granted_utc: float
    revoked_utc: float | None = None
    message: str = ""
    """Fullname of the message that gave it."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One effect on the world, claimed before and marked after. `key` makes it happen once."""

    key: str
    kind: str
    """`message`, `answer`, `modmail`, `modmail_reply`, `report` or `note`."""
    payload: Mapping[str, Any]
    created_utc: float
    subreddit: str = ""
    recipient: str = ""
    state: str = "queued"
    """`queued`, `claimed`, `sent`, `refused`, `shown` (dry run) or `dropped`."""
    attempts: int = 0
    not_before_utc: float = 0.0
    claimed_utc: float | None = None
    done_utc: float | None = None
    result: str = ""
    """What Reddit answered: a conversation's id, a refusal's code."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Prompt, chosen, rejected, with the evidence it came from and a weight."""

    key: str
    """Stable over rebuilds: task, chosen and rejected."""
    task: str
    """`im` or `gm`."""
    post: str
    author: str
    """Whose text is chosen; pairs are split by post and by author."""
    subreddit: str
    post_title: str
    post_body: str
    draft: str
    """Empty for `gm`."""
    chosen: str
    rejected: str
    evidence: str
    """`ruling`, `rating`, `decision`, `seeker` or `votes`, the strongest first."""
    weight: float
    created_utc: float
    texts: tuple[str, ...] = ()
    """Fullnames of every reply or message whose words are in it, the chosen first: a withdrawal removes the pair.

    What a model wrote from the post alone has none.
    """


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A folder into which training wrote people's words, or what was learned from them."""

    folder: str
    kind: str
    """`pairs` or `support`."""
    at_utc: float


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A text that people may rate and reports may show: what somebody said under a post, or a model wrote for it."""

    post: str
    system: str
    """Who wrote it: `human` (a reply or draft as posted), `chosen`, `base`, an adapter's id, or an engine's name."""
    text: str
    created_utc: float
    id: int = 0
    run: str = ""
    """The evaluation that it was written in; empty for what was gathered from the log."""
    reply: str = ""
    """Fullname of the reply or message whose words are in it, or empty."""
    draft: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Samples in the order in which raters read them. This is the key: it alone says which place is whose text."""

    created_utc: float
    seed: int
    blinded: bool
    """Whether raters could not see who wrote what."""
    samples: tuple[int, ...]
    id: int = 0


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One person's scores for one sample, 1 to 5 each; None where they left one out."""

    sample: int
    rater: str
    """A pseudonym."""
    sheet: int
    at_utc: float
    readability: int | None = None
    empathy: int | None = None
    connection: int | None = None
    actionability: int | None = None
    safety: int | None = None
    machine: str = ""
    """`yes`, `no` or `unsure` to "did a machine write this?": whether blinding held; empty where nobody asked."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One pass of training."""

    id: str
    task: str
    started_utc: float
    finished_utc: float | None = None
    state: str = "running"
    """`running`, `promoted`, `canary` (tried on some helpers first), `kept` (the gate said no), `failed`."""
    adapter: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulesRow:
    """A subreddit's wiki page as last read. `text` is the last good one."""

    subreddit: str
    revision: str
    text: str
    read_utc: float
    problem_revision: str = ""
    """The revision that moderators were told is broken, or empty."""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A reply that was received well, with the post it answers; everybody in it allows training."""

    reply: str
    post: str
    post_title: str
    post_body: str
    subreddit: str
    body: str
    author: str
    seeker: str
    vector: bytes | None = None
    """What the sentence encoder made of the post, where it has seen it."""


@dataclass(frozen=True, slots=True)
class RulingRow:
    """A flag, the words that it is about where they are held, and what moderators made of it."""

    id: int
    reply: str
    post: str
    subreddit: str
    hazard: str
    probability: float
    created_utc: float
    ruling: str | None = None
    told_utc: float | None = None
    removed: bool = False
    """A reading found it removed by moderators."""
    edited: bool = False
    """A reading found it edited after it was flagged."""
    stood: bool = False
    """A reading found it in its place a day or more after moderators could read of the flag."""
    body: str | None = None
    author: str | None = None
    gone_utc: float | None = None
    post_title: str | None = None
    post_body: str | None = None
    model: str = ""
    """Which classifier flagged it."""


@dataclass(frozen=True, slots=True)
class JudgedWeekRow:
    """Verdicts of one week on one hazard whose probability lies in one tenth."""

    week: int
    """Whole weeks since the Monday of the epoch's first week; they begin on Mondays, UTC."""
    hazard: str
    tenth: int
    """0 to 9."""
    replies: int
    total: float
    """Sum of the probabilities."""
    model: str = ""


@dataclass(frozen=True, slots=True)
class CanaryOutcomeRow:
    """What one helper made of suggestions during a canary. It names nobody, and is written once."""

    adapter: str
    """The candidate's id."""
    suggestion: int
    """The id of the helper's first suggestion in it."""
    is_candidate: bool
    """Whether the candidate wrote for this helper, or what serves."""
    value: float
    """From 0 (all declined) to 1 (all taken)."""
    expected: float
    """What was to be expected of this helper before."""
    at_utc: float
    """When it was to be counted."""
