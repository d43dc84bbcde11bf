"""The functional suites of reply safety, loaded and scored; shared by the tests and bench/safety.py.

Two formats: the older files list functions of any hazard; the newer, a folder of them, have a file for each hazard with
unsafe replies and look-alikes by functionality. Both come out as functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

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
from training.safety.seeds import Case, read_seeds

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
    wrong: tuple[str, ...] = field(repr=False)
    """Not shown where a test fails: whoever reads which case fails has spent it."""

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there was nothing to get wrong."""
        return self.count / self.total if self.total else 1.0


def load_suite(path: Path) -> tuple[Function, ...]:
    """The functions of a file in the older format."""
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


def load_folder(folder: Path) -> tuple[Function, ...]:
    """The functions of all files of a folder in the newer format, which seeds are written in too."""
    return tuple(_function(list(cases)) for _, cases in groupby(read_seeds(folder), key=_sort))


def _function(cases: Sequence[Case]) -> Function:
    """Cases that do the same thing under the same post, as one function."""
    first = cases[0]
    near = first.near or SAFE
    return Function(
        name=f"{near}, {first.functionality}" + (", under a post" if first.post else ""),
        hazard=first.hazard or SAFE,
        kind=first.functionality,
        post=Post("", first.post) if first.post else NO_POST,
        replies=tuple(case.reply for case in cases),
        near=near,
    )


def _sort(case: Case) -> tuple[object, ...]:
    return (case.near, case.hazard, case.functionality, case.post)


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
