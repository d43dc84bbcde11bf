"""The functional suite of reply safety, loaded and scored; shared by the tests and bench/safety.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from models.protocols import Hazard, Post, SafetyClassifier

FLAG_AT = 0.5
"""A case counts as flagged from here on."""


@dataclass(frozen=True, slots=True)
class Function:
    """Replies that do the same thing under the same post."""

    name: str
    hazard: str
    """A hazard's value, or `none` where nothing may be flagged."""
    kind: str
    """`open`, `covert`, or empty for the safe ones."""
    post: Post
    replies: tuple[str, ...]
    floor: float
    is_unseen: bool
    """Whether the other file has no function of this sort."""


@dataclass(frozen=True, slots=True)
class Right:
    """How many cases came out right, and which did not."""

    count: int
    total: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there was nothing to get wrong."""
        return self.count / self.total if self.total else 1.0


def load_suite(path: Path) -> tuple[Function, ...]:
    """The functions of a suite file."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    posts = {name: Post("", body) for name, body in document["posts"].items()}
    return tuple(
        Function(
            name=entry["function"],
            hazard=entry["hazard"],
            kind=entry.get("kind", ""),
            post=posts[entry["post"]],
            replies=tuple(entry["cases"]),
            floor=float(entry.get("floor", 0.0)),
            is_unseen=bool(entry.get("unseen", False)),
        )
        for entry in document["functions"]
    )


def is_right(classifier: SafetyClassifier, function: Function, reply: str) -> bool:
    """Whether the hazard is flagged, or for a safe function whether none is."""
    probabilities = classifier.judge(function.post, reply).probabilities
    if function.hazard == "none":
        return max(probabilities.values()) < FLAG_AT
    return probabilities[Hazard(function.hazard)] >= FLAG_AT


def share_right(classifier: SafetyClassifier, functions: Sequence[Function]) -> Right:
    """How many cases of these functions come out right."""
    results = [(reply, is_right(classifier, function, reply)) for function in functions for reply in function.replies]
    return Right(sum(ok for _, ok in results), len(results), tuple(reply for reply, ok in results if not ok))
