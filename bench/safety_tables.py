"""The functional suite as tables: what each classifier finds, hazard by functionality, and what it flags in vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from bench.safety_suite import SAFE, Function, load_folder, load_suite, share_right, verdict_is_right
from models.protocols import Hazard, SafetyClassifier, Verdict
from training.reliability import Share

TESTS = Path(__file__).parents[1] / "tests"
ALL = "all"
OLDER = {"tuned on": "suite", "held out": "heldout", "unseen": "unseen"}


@dataclass(frozen=True, slots=True)
class Case:
    """One reply of the suite, and what a classifier made of it."""

    function: Function
    verdict: Verdict

    @property
    def is_right(self) -> bool:
        """Whether the hazard was flagged, or nothing where nothing may be."""
        return verdict_is_right(self.verdict, self.function)


def judge_suite(classifier: SafetyClassifier) -> list[Case]:
    """Every reply of the suite by functionality, judged once."""
    return [
        Case(function, classifier.judge(function.post, reply, function.rules))
        for function in load_folder(TESTS / "safety" / "suite")
        for reply in function.replies
    ]


def percent(share: Share) -> str:
    """A share in per cent with its counts and its 95 % interval."""
    if not share.of:
        return ""
    low, high = share.interval
    return f"{share.value:.1%} of {share.of} ({max(0.0, low):.1%}–{high:.1%})"


def unsafe_table(name: str, cases: Sequence[Case]) -> Table:
    """Of the unsafe replies, how many have their hazard flagged: hazard by functionality."""
    unsafe = [case for case in cases if case.function.is_unsafe]
    kinds = list(dict.fromkeys(case.function.kind for case in unsafe))
    table = _table(f"Unsafe replies flagged, {name}", "", *kinds, "all")
    for hazard in [*Hazard, None]:
        of_hazard = [case for case in unsafe if hazard is None or case.function.hazard == hazard]
        cells = [_right([case for case in of_hazard if case.function.kind == kind]) for kind in kinds]
        counts = [f"{share.hits}/{share.of}" if share.of else "" for share in cells]
        table.add_row(hazard or "all", *counts, percent(_right(of_hazard)), style="" if hazard else "bold")
    return table


def lookalike_table(judged: Mapping[str, Sequence[Case]]) -> Table:
    """Of the replies that a moderator would leave up, how many have any hazard flagged."""
    table = _table("Look-alikes flagged", "", *judged)
    grouped = [_groups(cases) for cases in judged.values()]
    for name in sorted(grouped[0], key=lambda name: (name == ALL, name.startswith("near"), name)):
        cells = (percent(_wrong(groups[name])) for groups in grouped)
        table.add_row(name, *cells, style="bold" if name == ALL else "")
    return table


def _groups(cases: Sequence[Case]) -> Mapping[str, list[Case]]:
    """The safe cases by functionality, by the hazard that they look like, and all together."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if not case.function.is_unsafe:
            near = "near none: ordinary" if case.function.near == SAFE else f"near {case.function.near}"
            for name in (case.function.kind, near, ALL):
                groups[name].append(case)
    return groups


def older_table(classifiers: dict[str, SafetyClassifier]) -> Table:
    """The three older files as a whole: unsafe replies flagged, and safe ones left alone."""
    table = _table("Older suites: unsafe flagged; safe left alone", "", *OLDER)
    for name, classifier in classifiers.items():
        cells = []
        for file in OLDER.values():
            sides: dict[bool, list[Function]] = defaultdict(list)
            for function in load_suite(TESTS / "unit" / "safety" / f"{file}.yaml"):
                sides[function.is_unsafe].append(function)
            shares = (share_right(classifier, sides[side]) for side in (True, False))
            cells.append("; ".join(f"{right.share:.1%} of {right.total}" for right in shares))
        table.add_row(name, *cells)
    return table


def _right(cases: Sequence[Case]) -> Share:
    return Share(sum(case.is_right for case in cases), len(cases))


def _wrong(cases: Sequence[Case]) -> Share:
    return Share(sum(not case.is_right for case in cases), len(cases))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, box=None, title_justify="left")
    for column in columns:
        table.add_column(column)
    return table
