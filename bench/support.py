"""Whether seekers' answers teach what helps, in the simulated community: `python -m bench.support --seeds 3`.

The fit sees thanks and votes; the truth knows how much each reply was really liked, also where nobody answered. Asked
are two things: how well it tells liked replies of another life, and what is gained where it picks the targets that the
generation model's first stage learns to write like (`training.sft.support_share`), beside picking the longest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from sklearn.metrics import roc_auc_score

from bench.pair_rules import PLAN, screen
from bench.stage import machine
from bench.village import Village, lived
from store.rows import PairRow
from training.pairs import build_pairs
from training.settings import PairSettings
from training.support import Labelled, Support, fit_support, labelled
from training.targets import pick

LIKED = 0.55
"""Taste from which the simulated seekers mostly thank."""
SHARES = (0.75, 0.5, 0.25)
DRAWS = 2000


@dataclass(slots=True)
class Kept:
    """Targets of all lives, and which of them each way of picking keeps."""

    liked: list[bool] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    kept: dict[str, list[bool]] = field(default_factory=dict)

    def add(self, village: Village, support: Support, seed: int) -> None:
        """The targets of one life."""
        log = village.log()
        built = build_pairs(log, PairSettings(), screen(village, log)).of_task("gm")
        found = [pair for pair in (*built.pairs, *built.thumbs) if pair.chosen]
        targets = list({(pair.post, pair.chosen): pair for pair in found}.values())
        self.liked += [_is_liked(village, pair.texts[0]) for pair in targets]
        self.words += [len(pair.chosen.split()) for pair in targets]
        self.posts += [f"{seed} {pair.post}" for pair in targets]
        for share in SHARES:
            gone = pick(targets, support, share=share).keys
            self._keep(f"likeliest {share:.0%}", [pair.key not in gone for pair in targets])
            self._keep(f"longest {share:.0%}", _longest(targets, share))

    def _keep(self, way: str, kept: Sequence[bool]) -> None:
        self.kept.setdefault(way, []).extend(kept)

    def as_json(self) -> dict[str, Mapping[str, float]]:
        """Each way of picking, its share of liked targets, and that as a ratio to the share among all."""
        liked, rng = np.array(self.liked, dtype=float), np.random.default_rng(7)
        names, at = np.unique(self.posts, return_inverse=True)
        drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)[:, at]
        words = np.array(self.words, dtype=float)
        found: dict[str, Mapping[str, float]] = {
            "all": {"targets": len(liked), "words": round(words.mean(), 1), "liked": round(liked.mean(), 4)}
        }
        for way, kept in self.kept.items():
            is_in = np.array(kept, dtype=float)
            ratio = (liked @ is_in / is_in.sum()) / liked.mean()
            draws = (drawn @ (liked * is_in) / (drawn @ is_in)) / (drawn @ liked / drawn.sum(axis=1))
            low, high = np.quantile(draws, [0.025, 0.975])
            shown = {"liked": liked @ is_in / is_in.sum(), "ratio": ratio, "low": low, "high": high}
            size = {"targets": int(is_in.sum()), "words": round(float(words @ is_in / is_in.sum()), 1)}
            found[way] = {**size, **{name: round(float(one), 4) for name, one in shown.items()}}
        return found


def main(
    seeds: Annotated[int, typer.Option(help="Lives; each is learned from, and judged by the next one.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Fit on one life, judge on another with other people and posts; and pick targets within each life."""
    lives = [lived(replace(PLAN, seed=seed), seed=seed) for seed in range(1, seeds + 2)]
    told = [_told(village) for village in lives]
    found, kept = [], Kept()
    for number, ((rows, _), (others, truth)) in enumerate(pairwise(told)):
        fitted, card = fit_support(rows, seed=7)
        kept.add(lives[number], fitted, number)
        texts = [row.text for row in others]
        found.append(
            {
                "helped": card["helped"],
                "replies": card["replies"],
                **card["held_out"],
                "truth_auc": round(float(roc_auc_score(truth, fitted.probability(texts))), 4),
                "truth_auc_length": round(float(roc_auc_score(truth, [len(text.split()) for text in texts])), 4),
                "truth_f1": round(_f1(truth, [one >= fitted.threshold for one in fitted.probability(texts)]), 4),
                "truth_share": round(float(np.mean(truth)), 4),
            }
        )
    if as_json:
        report = {"machine": machine(), "lives": found, "targets": kept.as_json()}
        sys.stdout.write(json.dumps(report, indent=2) + "\n")
        return
    out = Console(highlight=False)
    out.print(machine())
    for row in found:
        out.print(row)
    out.print(_table(kept.as_json()))


def _table(found: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table(
        "targets", "number", "words", "really liked", "ratio to all, 95 %", title="What the first stage writes like"
    )
    for way, row in found.items():
        ratio = f"{row['ratio']:.3f} ({row['low']:.3f}-{row['high']:.3f})" if "ratio" in row else ""
        table.add_row(way, str(row["targets"]), str(row["words"]), f"{row['liked']:.3f}", ratio)
    return table


def _told(village: Village) -> tuple[list[Labelled], list[bool]]:
    """The labels of a life, and for each of its replies whether it is liked and harmless."""
    rows = labelled(village.log(), PairSettings())
    return rows, [_is_liked(village, row.reply) for row in rows]


def _is_liked(village: Village, reply: str) -> bool:
    return village.taste(reply) >= LIKED and not village.truth.replies[reply].harmful


def _longest(targets: Sequence[PairRow], share: float) -> list[bool]:
    order = sorted(range(len(targets)), key=lambda place: -len(targets[place].chosen.split()))
    kept = frozenset(order[: round(share * len(targets))])
    return [place in kept for place in range(len(targets))]


def _f1(truth: list[bool], said: list[bool]) -> float:
    right = sum(a and b for a, b in zip(truth, said, strict=True))
    return 2 * right / max(1, sum(truth) + sum(said))


if __name__ == "__main__":
    typer.run(main)
