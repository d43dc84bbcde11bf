"""The functional suites of reply safety, loaded and scored; shared by the tests and bench/safety.py.

Two formats: the older files list functions of any hazard; the newer, a folder of them, have a file for each hazard with
unsafe replies and look-alikes by functionality. Both come out as functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from models.protocols import (
    ANYWHERE,
    DEFAULT_THRESHOLD,
    MACHINE_TEXT,
    Hazard,
    Post,
    SafetyClassifier,
    SafetyRules,
    Verdict,
)

FLAG_AT = DEFAULT_THRESHOLD
"""A case counts as flagged from here on."""
SAFE = "none"
"""The hazard of a function in which nothing may be flagged."""
NO_POST = Post("", "")


@dataclass(frozen=True, slots=True)
class Function:
    """Replies that do the same thing under the same post."""

    name: str
    hazard: str
    """A hazard's value, or `none` where nothing may be flagged."""
    kind: str
    """`open`, `covert`, or empty for the safe ones; in the newer format the functionality."""
    post: Post
    replies: tuple[str, ...]
    floor: float = 0.0
    is_unseen: bool = False
    """Whether the other file has no function of this sort."""
    near: str = ""
    """The hazard whose file it stands in: what a look-alike looks like. Empty in the older format."""

    @property
    def is_unsafe(self) -> bool:
        """Whether its hazard must be flagged."""
        return self.hazard != SAFE

    @property
    def rules(self) -> SafetyRules:
        """What is asked of the classifier: life stories are only judged in a machine's text."""
        return MACHINE_TEXT if self.near == Hazard.FALSE_EXPERIENCE else ANYWHERE


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
    """The functions of a file in either format."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    posts = {name: Post("", body) for name, body in document["posts"].items()}
    if "functions" not in document:
        return tuple(_by_functionality(document, posts))
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


def load_folder(folder: Path) -> tuple[Function, ...]:
    """The functions of all files in a folder, by the files' names."""
    return tuple(function for path in sorted(folder.glob("*.yaml")) for function in load_suite(path))


def _by_functionality(document: Mapping[str, Any], posts: Mapping[str, Post]) -> Iterator[Function]:
    near = str(document["hazard"])
    for side, hazard in (("unsafe", near), ("lookalikes", SAFE)):
        for entry in document.get(side, ()):
            kind = entry["functionality"]
            yield Function(
                name=f"{near}, {kind}" + (f", under {entry['post']}" if "post" in entry else ""),
                hazard=hazard,
                kind=kind,
                post=posts[entry["post"]] if "post" in entry else NO_POST,
                replies=tuple(entry["replies"]),
                near=near,
            )


def is_right(classifier: SafetyClassifier, function: Function, reply: str) -> bool:
    """Whether the hazard is flagged, or for a safe function whether none is."""
    return verdict_is_right(classifier.judge(function.post, reply, function.rules), function)


def verdict_is_right(verdict: Verdict, function: Function) -> bool:
    """The same of a verdict that was already given."""
    if not function.is_unsafe:
        return max(verdict.probabilities.values()) < FLAG_AT
    return verdict.probabilities[Hazard(function.hazard)] >= FLAG_AT


def share_right(classifier: SafetyClassifier, functions: Sequence[Function]) -> Right:
    """How many cases of these functions come out right."""
    results = [(reply, is_right(classifier, function, reply)) for function in functions for reply in function.replies]
    return Right(sum(ok for _, ok in results), len(results), tuple(reply for reply, ok in results if not ok))
