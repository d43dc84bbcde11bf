"""Pairs from real votes, and what they can teach: `python -m bench.pairs --threads FILE --markdown`.

Where a site counts how often a reply was seen, control for exposure means that the preferred reply was seen by no more
people than the other. For each rule, with and without: how many pairs, what the filters dropped, and how often a scorer
without torch is right about threads it never saw, beside the longer reply and beside scorers that learned from votes
dealt out anew within each thread.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from bench.stage import machine
from training.bootstrap import Estimate, estimate
from training.dumps.lines import BrokenFile
from training.dumps.pairs import Compared, Found, VoteRules, compared
from training.dumps.parts import kept_files, part_folder
from training.dumps.reading import Reading, read_file
from training.linear import Linear, fit_preferences

_ANY = VoteRules(top=1.0, bottom=1.0, min_gap=1, min_ratio=1.0, floor=0)
RULES: Mapping[str, VoteRules] = {
    "LLUMI as published": VoteRules(min_ratio=1.0, floor=0),
    "SHP as published": VoteRules(top=1.0, bottom=1.0, min_gap=1),
    "any lead": _ANY,
    "a lead of two": replace(_ANY, min_gap=2),
}
"""Each is asked with and without control for who was seen more."""
READING = Reading(salt="bench")
FOLDS = 5
FEWEST = 40
"""Pairs with fewer of which nothing is fitted."""


@dataclass(slots=True)
class Row:
    """One rule: what it finds, what it drops, and what can be learned from it."""

    rule: str
    is_controlled: bool
    pairs: int
    posts: int
    replies_dropped: dict[str, int]
    pairs_dropped: dict[str, int]
    by_gap: dict[str, dict[str, float]]
    accuracy: dict[str, dict[str, float]]
    """Who judged → how often right on held-out threads; `shuffled` learned from votes dealt out anew."""
    gain: dict[str, dict[str, float]]
    """Scorer less each baseline, on the same pairs."""


def main(
    threads: Annotated[Path, typer.Option(help="JSON lines: title, body, replies with body, upvotes and views.")],
    shuffles: Annotated[int, typer.Option(help="How often votes are dealt out anew for the control.")] = 10,
    seed: Annotated[int, typer.Option(help="Chooses the folds, the deals and the bootstrap.")] = 7,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print tables for a log.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Compare every rule, with and without control."""
    if not threads.exists():
        raise typer.BadParameter(f"{threads} is not here; this bench needs real threads", param_hint="--threads")
    asked = [(name, controlled) for name in RULES for controlled in (False, True)]
    with tempfile.TemporaryDirectory(prefix="bench-pairs-") as folder:
        desk = Desk(Path(folder), threads, seed)
        try:
            desk.deal(shuffles)
            bar = track(asked, "Comparing", console=Console(stderr=True), disable=not sys.stderr.isatty())
            rows = [desk.measure(name, is_controlled=controlled) for name, controlled in bar]
        except BrokenFile as error:
            raise typer.BadParameter(str(error), param_hint="--threads") from None
    if as_json:
        found = {"machine": machine(), "shuffles": shuffles, "rules": [asdict(row) for row in rows]}
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        _show(rows, markdown=markdown)


class Desk:
    """The files in Parquet: the real one, and those whose votes were dealt out anew."""

    def __init__(self, folder: Path, threads: Path, seed: int) -> None:
        self._folder = folder
        self._threads = threads
        self._seed = seed
        self._dealt: list[Path] = []

    def deal(self, times: int) -> None:
        """Read the file, and write and read it with the votes and views of each thread dealt out anew."""
        lines = self._threads.read_text(encoding="utf-8").splitlines()
        found = [json.loads(line) for line in lines if line.strip()]
        rng = random.Random(self._seed)
        for path, rows in ((self._folder / f"{n}" / "threads.jsonl", found) for n in range(times + 1)):
            path.parent.mkdir()
            is_real = not self._dealt
            text = "\n".join(json.dumps(row if is_real else _with_votes_dealt(row, rng)) for row in rows)
            path.write_text(text + "\n", encoding="utf-8")
            read_file(path, path.parent, READING, hear=lambda _read: None)
            self._dealt.append(path)

    def measure(self, name: str, *, is_controlled: bool) -> Row:
        """One rule, on everything."""
        rules = replace(RULES[name], any_order=not is_controlled)
        counted, found = self._pairs(self._dealt[0], rules)
        learned = [self._pairs(path, rules)[1] for path in self._dealt[1:]]
        fold_of = _folds(found, self._seed)
        row = Row(
            name,
            is_controlled,
            len(found),
            len({one.post for one in found}),
            _by_reason(counted.replies),
            _by_reason(counted.pairs),
            {},
            {},
            {},
        )
        if len(found) < FEWEST:
            return row
        judged = {"longer": [_longer(one) for one in found]}
        judged["scorer"] = _cross_judged(found, found, fold_of, apart=False)
        judged["scorer, people apart"] = _cross_judged(found, found, fold_of, apart=True)
        deals = [_cross_judged(some, found, fold_of, apart=False) for some in learned]
        judged["shuffled"] = [sum(values) / len(values) for values in zip(*deals, strict=True)]
        posts = [one.post for one in found]
        row.accuracy = {who: estimate(values, posts, seed=self._seed).as_json() for who, values in judged.items()}
        for who in ("longer", "shuffled"):
            ahead = [a - b for a, b in zip(judged["scorer"], judged[who], strict=True)]
            row.gain[who] = estimate(ahead, posts, seed=self._seed).as_json()
        row.by_gap = _by_ratio(found, judged["scorer"], self._seed)
        return row

    def _pairs(self, path: Path, rules: VoteRules) -> tuple[Compared, list[Found]]:
        parts = [part_folder(path.parent, path, repr(READING))]
        posts, replies = kept_files(parts, "posts"), kept_files(parts, "replies")
        with compared(posts, replies, rules, scratch=self._folder) as (counted, found):
            return counted, list(found)


def _with_votes_dealt(row: Mapping[str, Any], rng: random.Random) -> dict[str, Any]:
    """The thread with its votes and views, which belong together, in another order; the words stay."""
    votes = [(reply["upvotes"], reply["views"]) for reply in row["replies"]]
    rng.shuffle(votes)
    replies = [
        {**reply, "upvotes": upvotes, "views": views}
        for reply, (upvotes, views) in zip(row["replies"], votes, strict=True)
    ]
    return {**row, "replies": replies}


def _folds(found: Sequence[Found], seed: int) -> dict[str, int]:
    posts = sorted({one.post for one in found})
    random.Random(seed).shuffle(posts)
    return {post: place % FOLDS for place, post in enumerate(posts)}


def _cross_judged(
    learned: Sequence[Found], judged: Sequence[Found], fold_of: Mapping[str, int], *, apart: bool
) -> list[float]:
    """For each judged pair whether the scorer that never saw its thread is right.

    With `apart`, nor did it see anybody who wrote a reply in its fold.
    """
    verdicts = [0.5] * len(judged)
    for fold in range(FOLDS):
        places = [place for place, one in enumerate(judged) if fold_of[one.post] == fold]
        strangers = {name for place in places for name in _writers(judged[place])} if apart else set()
        lessons = [
            one for one in learned if fold_of.get(one.post) != fold and not strangers.intersection(_writers(one))
        ]
        if not lessons or not places:
            continue
        scorer = fit_preferences([one.chosen_body for one in lessons], [one.rejected_body for one in lessons])
        for place, verdict in zip(places, _judged(scorer, [judged[place] for place in places]), strict=True):
            verdicts[place] = verdict
    return verdicts


def _judged(scorer: Linear, found: Sequence[Found]) -> Iterator[float]:
    leads = scorer.score([one.chosen_body for one in found]) - scorer.score([one.rejected_body for one in found])
    yield from (0.5 if lead == 0 else float(lead > 0) for lead in leads)


def _writers(one: Found) -> set[str]:
    return {name for name in (one.chosen_author, one.rejected_author) if name}


def _longer(one: Found) -> float:
    chosen, rejected = len(one.chosen_body.split()), len(one.rejected_body.split())
    return 0.5 if chosen == rejected else float(chosen > rejected)


def _by_ratio(found: Sequence[Found], right: Sequence[float], seed: int) -> dict[str, dict[str, float]]:
    """The curve that SHP asks for: accuracy by how many times the votes the chosen reply has."""
    steps: dict[str, list[tuple[float, str]]] = {}
    for one, value in zip(found, right, strict=True):
        name = "under 2" if one.ratio < 2 else "2 to 3" if one.ratio < 3 else "3 and more"
        steps.setdefault(name, []).append((value, one.post))
    return {
        name: estimate([value for value, _ in rows], [post for _, post in rows], seed=seed).as_json()
        for name, rows in steps.items()
    }


def _by_reason(counts: Counter[tuple[str, str]]) -> dict[str, int]:
    reasons: Counter[str] = Counter()
    for (reason, _), number in counts.items():
        reasons[reason or "kept"] += number
    return dict(reasons.most_common())


def _show(rows: Sequence[Row], *, markdown: bool) -> None:
    out = Console(width=200, highlight=False)
    out.print(machine())
    head = (
        "rule",
        "views",
        "pairs",
        "posts",
        "scorer",
        "people apart",
        "longer",
        "votes shuffled",
        "scorer less longer",
    )
    out.print("| " + " | ".join(head) + " |\n| " + " | ".join("---" for _ in head) + " |", soft_wrap=True)
    for row in rows:
        names = ("scorer", "scorer, people apart", "longer", "shuffled")
        cells = [row.rule, "held" if row.is_controlled else "free", str(row.pairs), str(row.posts)]
        cells += [_share(row.accuracy.get(name)) for name in names] + [_share(row.gain.get("longer"))]
        out.print("| " + " | ".join(cells) + " |", soft_wrap=True)
    for row in () if markdown else rows:
        out.print(f"\n{row.rule}, views {'held' if row.is_controlled else 'free'}", style="bold")
        out.print(f"  replies: {row.replies_dropped}\n  pairs: {row.pairs_dropped}", soft_wrap=True)
        out.print("  by ratio: " + "; ".join(f"{name} {_share(one)}" for name, one in row.by_gap.items()))


def _share(found: Mapping[str, float] | None) -> str:
    if found is None:
        return "-"
    one = Estimate(**found)  # type: ignore[arg-type]  # counts come back as numbers
    return f"{one.mean:.3f} ({one.low:.3f} to {one.high:.3f})"


if __name__ == "__main__":
    typer.run(main)
