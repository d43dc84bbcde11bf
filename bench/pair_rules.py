"""The rules that make pairs of votes, compared on truth: `python -m bench.pair_rules --seeds 3 --markdown`.

The sandbox's community votes under exposure (early and high replies are seen more) and noise (readers disagree), and
knows of each reply how much it really likes it. For each rule: how many pairs, what share of them agrees with that
hidden taste, and how well a scorer trained on them orders replies under posts it never saw. A control has the votes of
each thread dealt out anew among its replies.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bench.stage import machine
from bench.village import Village, lived
from models.protocols import Post
from sandbox.community.plan import Plan
from store.rows import ReadingRow
from training.bootstrap import Estimate, estimate
from training.evidence import Log
from training.linear import fit_preferences
from training.pairs import build_pairs
from training.settings import PairSettings

PLAN = Plan(days=16.0, quiet_days=7.5, posts_per_day=40.0, has_incidents=False)
"""Everything is read a week after it was written, as an archive would have it."""
CONDITIONS: Mapping[str, Plan] = {
    "as it is": PLAN,
    "strong exposure": replace(PLAN, seen_next=0.55),
    "readers disagree": replace(PLAN, discord=0.45),
    "few readers": replace(PLAN, visits_per_post=14.0),
}
SMALL_LLUMI = {"top": 0.2, "bottom": 0.3, "min_gap": 5}
"""LLUMI's rule for communities whose best replies get 40 votes and not 4,000."""
RULES: Mapping[str, Mapping[str, object]] = {
    "llumi": {"votes": "llumi"},
    "llumi, smaller": {"votes": "llumi", "llumi": SMALL_LLUMI},
    "shp": {"votes": "shp"},
    "equal age": {"votes": "equal_age"},
    "all together": {"votes": "all", "llumi": SMALL_LLUMI},
    "equal age, votes shuffled": {"votes": "equal_age"},
}
HELD_OUT = 0.3
CLEAR = 0.1
"""Difference in taste from which the held-out replies are told apart: below it hardly anybody could."""


@dataclass(slots=True)
class Tally:
    """What one rule came to under one condition, over all seeds."""

    pairs: int = 0
    weighted: list[tuple[float, float]] = field(default_factory=list)
    """(weight, agrees) of each pair."""
    agrees: list[float] = field(default_factory=list)
    agrees_at: list[str] = field(default_factory=list)
    ordered: list[float] = field(default_factory=list)
    ordered_at: list[str] = field(default_factory=list)

    def as_json(self, seed: int) -> dict[str, object]:
        """The figures."""
        weight = sum(one for one, _ in self.weighted)
        return {
            "pairs": self.pairs,
            "agree": _estimate(self.agrees, self.agrees_at, seed),
            "agree_weighted": round(sum(a * b for a, b in self.weighted) / weight, 4) if weight else None,
            "held_out": _estimate(self.ordered, self.ordered_at, seed),
        }


def main(
    seeds: Annotated[int, typer.Option(help="Lives lived under each condition, about 15 seconds each.")] = 3,
    condition: Annotated[str, typer.Option(help=f"Only this one of: {', '.join(CONDITIONS)}.")] = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the table for a log.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Live through each condition and hold every rule against the truth."""
    chosen = {name: plan for name, plan in CONDITIONS.items() if not condition or name == condition}
    if not chosen:
        raise typer.BadParameter(f"no condition is called {condition!r}", param_hint="--condition")
    found = {name: {rule: Tally() for rule in RULES} for name in chosen}
    lives = [(name, seed) for name in chosen for seed in range(1, seeds + 1)]
    for name, seed in track(lives, "Living", console=Console(stderr=True), disable=not sys.stderr.isatty()):
        _measure(lived(replace(chosen[name], seed=seed), seed=seed), found[name], seed)
    figures = {name: {rule: tally.as_json(7) for rule, tally in rules.items()} for name, rules in found.items()}
    if as_json:
        sys.stdout.write(json.dumps({"machine": machine(), "seeds": seeds, "conditions": figures}, indent=2) + "\n")
    else:
        _show(figures, markdown=markdown)


def _measure(village: Village, tallies: Mapping[str, Tally], seed: int) -> None:
    log = village.log()
    rng = random.Random(seed)
    posts = sorted(log.posts)
    held_out = frozenset(rng.sample(posts, round(HELD_OUT * len(posts))))
    judged = list(_told_apart(village, log, held_out))
    shuffled = replace(log, readings=_shuffled(log, rng))
    for name, rules in RULES.items():
        known = shuffled if name.endswith("shuffled") else log
        pairs = build_pairs(known, PairSettings.model_validate(rules), screen(village, known)).pairs
        tally = tallies[name]
        for pair in pairs:
            agrees = float(_worth(village, pair.texts[0]) > _worth(village, pair.texts[1]))
            tally.agrees.append(agrees)
            tally.agrees_at.append(f"{seed} {pair.post}")
            tally.weighted.append((pair.weight, agrees))
        tally.pairs += len(pairs)
        learned = [pair for pair in pairs if pair.post not in held_out]
        if not learned:
            continue
        scorer = fit_preferences(
            [pair.chosen for pair in learned], [pair.rejected for pair in learned], [pair.weight for pair in learned]
        )
        leads = scorer.score([better for _, better, _ in judged]) - scorer.score([worse for _, _, worse in judged])
        tally.ordered += [0.5 if lead == 0 else float(lead > 0) for lead in leads]
        tally.ordered_at += [f"{seed} {post}" for post, _, _ in judged]


def _told_apart(village: Village, log: Log, posts: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Two harmless replies to one held-out post that the community likes clearly unlike: post, better, worse."""
    for post in sorted(posts):
        rows = [row for row in log.by_post.get(post, ()) if not row.by_seeker]
        rows = [row for row in rows if not village.truth.replies[row.fullname].harmful]
        for one, other in combinations(rows, 2):
            lead = village.taste(one.fullname) - village.taste(other.fullname)
            if abs(lead) >= CLEAR:
                better, worse = (one, other) if lead > 0 else (other, one)
                yield post, better.body or "", worse.body or ""


def _worth(village: Village, reply: str) -> float:
    """Its taste; nothing where it harms, which is never the better answer however much it is liked."""
    return 0.0 if village.truth.replies[reply].harmful else village.taste(reply)


def screen(village: Village, log: Log) -> Callable[..., bool]:
    """Refuses what really harms: what is compared are the rules for votes, not the safety classifier."""
    harmful = frozenset(log.replies[name].body for name, true in village.truth.replies.items() if true.harmful)

    def is_safe(_post: Post, text: str, *, draft: str | None = None) -> bool:
        return text not in harmful

    return is_safe


def _shuffled(log: Log, rng: random.Random) -> dict[str, tuple[ReadingRow, ...]]:
    """Each thread's scores dealt out anew among its replies, look by look; ages and moments stay."""
    dealt: dict[str, tuple[ReadingRow, ...]] = dict(log.readings)
    for rows in log.by_post.values():
        names = [row.fullname for row in rows if not row.by_seeker and len(log.readings.get(row.fullname, ())) > 1]
        others = rng.sample(names, len(names))
        for name, other in zip(names, others, strict=True):
            scores = {row.age_h: row.score for row in log.readings[other]}
            dealt[name] = tuple(replace(row, score=scores.get(row.age_h)) for row in log.readings[name])
    return dealt


def _estimate(values: Sequence[float], posts: Sequence[str], seed: int) -> Mapping[str, float] | None:
    return estimate(values, posts, seed=seed).as_json() if values else None


def _show(figures: Mapping[str, Mapping[str, dict[str, object]]], *, markdown: bool) -> None:
    out = Console(width=140, highlight=False)
    out.print(machine())
    if markdown:
        out.print("| | rule | pairs | agree with the hidden taste | weighted | held-out replies ordered rightly |")
        out.print("| --- | --- | --- | --- | --- | --- |")
    for name, rules in figures.items():
        for rule, row in rules.items():
            cells = (name, rule, str(row["pairs"]), _share(row["agree"]), _plain(row["agree_weighted"]))
            out.print("| " + " | ".join((*cells, _share(row["held_out"]))) + " |", soft_wrap=True)


def _share(found: object) -> str:
    if not isinstance(found, dict):
        return "-"
    one = Estimate(**found)
    return f"{one.mean:.3f} ({one.low:.3f}-{one.high:.3f})"


def _plain(found: object) -> str:
    return f"{found:.3f}" if isinstance(found, float) else "-"


if __name__ == "__main__":
    typer.run(main)
