"""Whether seekers' answers teach what helps, in the simulated community: `python -m bench.support --seeds 3`.

The fit sees thanks and votes; the truth knows how much each reply was really liked, also where nobody answered.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import pairwise
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from sklearn.metrics import roc_auc_score

from bench.pair_rules import PLAN
from bench.stage import machine
from bench.village import Village, lived
from training.settings import PairSettings
from training.support import Labelled, fit_support, labelled

LIKED = 0.55
"""Taste from which the simulated seekers mostly thank."""


def main(
    seeds: Annotated[int, typer.Option(help="Lives; each is learned from, and judged by the next one.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """Fit on one life, judge on another with other people and posts."""
    lives = [_told(lived(replace(PLAN, seed=seed), seed=seed)) for seed in range(1, seeds + 2)]
    found = []
    for (rows, _), (others, truth) in pairwise(lives):
        fitted, card = fit_support(rows, seed=7)
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
        sys.stdout.write(json.dumps({"machine": machine(), "lives": found}, indent=2) + "\n")
        return
    out = Console(highlight=False)
    out.print(machine())
    for row in found:
        out.print(row)


def _told(village: Village) -> tuple[list[Labelled], list[bool]]:
    """The labels of a life, and for each of its replies whether it is liked and harmless."""
    rows = labelled(village.log(), PairSettings())
    true = village.truth.replies
    return rows, [village.taste(row.reply) >= LIKED and not true[row.reply].harmful for row in rows]


def _f1(truth: list[bool], said: list[bool]) -> float:
    right = sum(a and b for a, b in zip(truth, said, strict=True))
    return 2 * right / max(1, sum(truth) + sum(said))


if __name__ == "__main__":
    typer.run(main)
