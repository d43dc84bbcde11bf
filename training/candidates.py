"""What a source of evidence proposes: which text it prefers to which, before anybody asks whether that may be learned.

`sources` gathers them; what a source looked at and could not use is a `Fall`, counted with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.rows import ReplyRow
from training.evidence import Evidence
from training.settings import Task

MACHINE = ""
"""In the place of an author: a model wrote it from the post alone, and nobody's words but the seeker's are in it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a pair."""

    id: str
    """Stable: the fullname of a reply, a suggestion's S7, what became of it S7+, a rated sample's R12."""
    reply: str
    """Fullname of the reply or message it goes back to; empty where a model wrote it from the post alone."""
    author: str | None
    """None where it is not known; `MACHINE` for nobody."""
    text: str | None

    @property
    def is_as_posted(self) -> bool:
        """Whether these are the words that were posted, and not what was made of them."""
        return self.id == self.reply


@dataclass(frozen=True, slots=True)
class Candidate:
    """A preference that somebody showed."""

    task: Task
    post: str
    evidence: Evidence
    chosen: Wording
    rejected: Wording
    weight: float
    at_utc: float
    """When the preference was known."""
    draft: str = ""
    margin: float = 0.0
    """How clear it is, among pairs of one post that rest on the same evidence."""
    rule: str = ""
    """Which rule for votes found it, where several are asked."""

    @property
    def key(self) -> str:
        """Stable over rebuilds."""
        return f"{self.task}:{self.chosen.id}>{self.rejected.id}"

    @property
    def source(self) -> str:
        """The evidence, and the rule where several were asked."""
        return _source(self.evidence, self.rule)


@dataclass(frozen=True, slots=True)
class Fall:
    """Something looked at that showed no preference, and why."""

    task: Task
    post: str
    evidence: Evidence
    reason: str
    rule: str = ""

    @property
    def source(self) -> str:
        """The evidence, and the rule where several were asked."""
        return _source(self.evidence, self.rule)


def as_posted(row: ReplyRow) -> Wording:
    """A reply in its writer's own words."""
    return Wording(row.fullname, row.fullname, row.author, row.body)


def _source(evidence: Evidence, rule: str) -> str:
    return f"{evidence}: {rule}" if rule else str(evidence)
