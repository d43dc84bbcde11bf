"""The guideline editor on real replies: `python -m bench.guideline --threads FILE --seed 1 --show 50`.

Prints how often each guideline fired, how many suggestions passed the audit and what stopped the others, how stable an
improved text is, how long a reply takes, and as many random suggestions as asked for, to be read one by one.
"""

from __future__ import annotations

import json
import platform
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import permutations
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from models.audit import Audit
from models.audit.likeness import kept_and_own
from models.edits import align
from models.guideline import CATALOGUE, compose, revise
from models.protocols import CrisisTier, EditKind, Finding, Post, Suggestion
from models.safety import load_classifier

console = Console()
errors = Console(stderr=True)
_RECENT = 200


@dataclass(slots=True)
class Tally:
    """What came of all replies."""

    replies: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    stable: int = 0
    milliseconds: list[float] = field(default_factory=list)
    audit_milliseconds: list[float] = field(default_factory=list)
    suggestions: list[tuple[Post, str, Suggestion]] = field(default_factory=list)
    made: int = 0
    drafts: list[tuple[Post, str]] = field(default_factory=list)
    likeness_of_others: list[float] = field(default_factory=list)
    """How much two helpers' replies to one post have in common: the smaller share of content words."""


def main(
    threads: Annotated[Path, typer.Option(help="JSON lines: title, body, replies with a body each.")],
    seed: Annotated[int, typer.Option(help="Chooses the wordings and the suggestions to show.")] = 1,
    show: Annotated[int, typer.Option(help="How many random suggestions to print.")] = 0,
    failed: Annotated[str, typer.Option(help="Show those instead that this check of the audit stopped.")] = "",
    only: Annotated[str, typer.Option(help="Show only suggestions in which this guideline fired.")] = "",
    limit: Annotated[int, typer.Option(help="Read only so many threads.")] = 0,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out sentences far from any change.")] = False,
    gm: Annotated[bool, typer.Option("--gm", help="Show drafts for the posts instead.")] = False,
) -> None:
    """Measure, then show."""
    if not threads.exists():
        errors.print(f"{threads} is not here; this bench needs real threads to read.")
        raise typer.Exit(2)
    rows = [json.loads(line) for line in threads.read_text(encoding="utf-8").splitlines() if line.strip()]
    tally = _measure(rows[: limit or None], seed, failed)
    _show_table(tally)
    chosen = [s for s in tally.suggestions if not only or any(e.guideline == only for e in s[2].edits)]
    rng = random.Random(seed)
    if gm:
        for post, text in rng.sample(tally.drafts, min(show, len(tally.drafts))):
            console.print(Text(f"\n{post.text}", style="dim"), Text(text, style="green"))
        return
    for number, (post, _, suggestion) in enumerate(rng.sample(chosen, min(show, len(chosen))), 1):
        _show(number, post, suggestion, brief=brief)


def _measure(rows: Sequence[dict[str, object]], seed: int, failed: str) -> Tally:
    safety = load_classifier(None)
    audit = Audit(safety)
    tally = Tally()
    recent: list[str] = []
    for row in track(rows, "reading", console=errors, transient=True):
        post = Post(str(row["title"]), str(row["body"]))
        text = compose(post, is_crisis=lambda p: safety.crisis(p) is CrisisTier.IMMINENT, seed=seed)
        if text and not audit.check(post, "", text):
            tally.drafts.append((post, text))
        replies = row["replies"]
        assert isinstance(replies, list)
        pairs = permutations([str(reply["body"]) for reply in replies[:6]], 2)
        tally.likeness_of_others += _likeness(pairs)
        for reply in replies:
            _one(post, str(reply["body"]), seed, audit, recent, tally, failed)
    return tally


def _one(post: Post, draft: str, seed: int, audit: Audit, recent: list[str], tally: Tally, failed: str) -> None:
    tally.replies += 1
    findings: tuple[Finding, ...] = ()
    for attempt in (seed, seed + 1):
        started = time.process_time()
        suggestion = revise(post, draft, seed=attempt)
        revised = time.process_time()
        tally.milliseconds.append(1000 * (revised - started))
        if suggestion is None:
            return
        findings = audit.check(post, draft, suggestion.text, recent=recent[-_RECENT:])
        tally.audit_milliseconds.append(1000 * (time.process_time() - revised))
        if not findings:
            break
    assert suggestion is not None
    tally.made += 1
    tally.stopped.update({finding.check for finding in findings})
    if failed and any(f.check == failed for f in findings):
        console.print(Text(str([dict(f.detail) for f in findings if f.check == failed]), style="yellow"))
        tally.suggestions.append((post, draft, suggestion))
    if findings or failed:
        return
    recent.append(suggestion.text)
    tally.fired.update({edit.guideline for edit in suggestion.edits if edit.guideline})
    tally.suggestions.append((post, draft, suggestion))
    tally.stable += _changes(post, suggestion.text, seed) <= 1


def _likeness(pairs: Iterable[tuple[str, str]]) -> list[float]:
    return [min(shares) for draft, text in pairs if (shares := kept_and_own(draft, text))]


def _changes(post: Post, text: str, seed: int) -> int:
    """How many sentences a second pass changes."""
    again = revise(post, text, seed=seed)
    return 0 if again is None else sum(e.kind is not EditKind.KEEP for e in align(text, again.text))


def _show_table(tally: Tally) -> None:
    passed = len(tally.suggestions)
    table = Table("guideline", "suggestions", box=None, title=f"{tally.replies} replies, {tally.made} suggestions made")
    for guideline in CATALOGUE:
        table.add_row(guideline.id, str(tally.fired[guideline.id]))
    console.print(table)
    console.print(f"passed the audit: {passed} of {tally.made}; stopped by {dict(tally.stopped.most_common())}")
    console.print(f"stable under a second pass: {tally.stable / max(1, passed):.1%} change at most one sentence")
    for name, times in (("reply", tally.milliseconds), ("audit", tally.audit_milliseconds)):
        if times:
            worst = max(times)
            console.print(f"{name}: median {statistics.median(times):.1f} ms of processor time, worst {worst:.0f} ms")
    own = sorted(_likeness((draft, s.text) for _, draft, s in tally.suggestions))
    others = sorted(tally.likeness_of_others)
    if own and others:
        console.print(
            f"content words in common: a suggestion and its draft at least {own[0]:.2f}; two helpers' replies to "
            f"one post "
            f"{others[len(others) // 2]:.2f} in the middle, {others[int(0.99 * len(others))]:.2f} at 99 %, "
            f"{others[-1]:.2f} at most"
        )
    console.print(f"drafts for posts nobody answered: {len(tally.drafts)}")
    python = sys.version.split()[0]
    console.print(f"{platform.machine()}, Python {python}, sentencex {version('sentencex')}, one core", style="dim")


def _show(number: int, post: Post, suggestion: Suggestion, *, brief: bool) -> None:
    console.rule(str(number))
    console.print(Text(post.text, style="dim"))
    edits = suggestion.edits
    for n, edit in enumerate(edits):
        if edit.kind is EditKind.KEEP:
            near = any(e.kind is not EditKind.KEEP for e in edits[max(0, n - 1) : n + 2])
            if near or not brief:
                console.print(Text(edit.before))
            continue
        if edit.before:
            console.print(Text(f"- {edit.before}", style="red"))
        if edit.after:
            console.print(Text(f"+ {edit.after.strip() or '(new paragraph)'}", style="green"))
        console.print(Text(f"  [{edit.guideline}]", style="dim"))


if __name__ == "__main__":
    typer.run(main)
