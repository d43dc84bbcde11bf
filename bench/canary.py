"""How often a canary is wrong, and how soon it is right: bets beside a t-test that is looked at as often.

    python -m bench.canary                      seconds: 500 canaries of each kind
    python -m bench.canary --runs 5000 --json   for the record

Made-up helpers: each has habits of their own, gets a handful of suggestions, and takes, changes, ignores or declines
them. For a share of them, drawn by name, the candidate writes; it persuades some more, or nobody. Three judges look
after every helper:

* `bets`: what Sidelight does, a helper counted once (`training/betting.py`);
* `t, helpers`: Welch's one-sided test at 5 % on the same values, looked at as often: what peeking costs;
* `t, suggestions`: the same on single suggestions, as if those of one helper were independent: what that costs.
"""

from __future__ import annotations

import json
import platform
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from statistics import NormalDist, fmean, pstdev
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from training.betting import Settled, helpers_needed, stakes
from training.reliability import Share

_VALUES = (1.0, 0.8, 0.3, 0.0)
"""Taken, edited, ignored, declined."""
_LEAST = 10
"""Values on each side before a t-test is looked at."""
_Z = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Helper:
    """One made-up helper, and what they made of each suggestion."""

    is_candidate: bool
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """What they are counted with."""
        return fmean(self.values)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one judge did over many canaries of one kind."""

    judge: str
    share: float
    gain: float
    """How much more a helper makes of the candidate's suggestions, on average."""
    promoted: float
    low: float
    high: float
    """Wilson's 95 % interval of the share promoted."""
    median_helpers: int | None
    """Until it was promoted, where it mostly was."""
    helpers_80: int | None
    """Until it was promoted in four runs out of five."""
    needed: int | None
    """What `helpers_needed` says for this gain and these helpers, for four out of five."""


Judge = Callable[[Sequence[Helper], float], int | None]
"""Helpers in their order and the share → after how many the candidate was promoted, or None."""


def by_bets(helpers: Sequence[Helper], share: float) -> int | None:
    """The stake reaches 20."""
    settled, total = [], 0.0
    for number, one in enumerate(helpers):
        settled.append(Settled(one.is_candidate, one.mean, (total + 1) / (number + 2)))
        total += one.mean
    return next((number for number, stake in enumerate(stakes(settled, share), 1) if stake >= 20), None)


def by_helpers(helpers: Sequence[Helper], _share: float) -> int | None:
    """Welch's test on helpers' means, after each of them."""
    return _peek(helpers, lambda one: (one.mean,))


def by_suggestions(helpers: Sequence[Helper], _share: float) -> int | None:
    """The same on every suggestion."""
    return _peek(helpers, lambda one: one.values)


JUDGES: dict[str, Judge] = {"bets": by_bets, "t, helpers": by_helpers, "t, suggestions": by_suggestions}


def _peek(helpers: Sequence[Helper], values: Callable[[Helper], Sequence[float]]) -> int | None:
    sums = {True: [0, 0.0, 0.0], False: [0, 0.0, 0.0]}
    for number, one in enumerate(helpers, 1):
        side = sums[one.is_candidate]
        for value in values(one):
            side[0] += 1
            side[1] += value
            side[2] += value**2
        if min(sums[True][0], sums[False][0]) >= _LEAST and _is_ahead(sums[True], sums[False]):
            return number
    return None


def _is_ahead(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    (a, mean_a, var_a), (b, mean_b, var_b) = (_moments(*side) for side in (ours, theirs))
    return mean_a - mean_b > _Z * sqrt(var_a / a + var_b / b)


def _moments(count: float, total: float, squares: float) -> tuple[float, float, float]:
    mean = total / count
    return count, mean, max(0.0, squares / count - mean**2) * count / (count - 1)


def make_helpers(rng: random.Random, number: int, share: float, persuaded: float) -> list[Helper]:
    """Helpers in the order in which they settle; `persuaded` is the chance that the candidate wins one over."""
    found = []
    for _ in range(number):
        habit, is_candidate = rng.betavariate(0.8, 0.8), rng.random() < share
        values = rng.choices(_VALUES, [habit, 0.2, 0.5, 1 - habit], k=1 + min(9, int(rng.expovariate(0.4))))
        if is_candidate:
            values = [1.0 if rng.random() < persuaded else value for value in values]
        found.append(Helper(is_candidate, tuple(values)))
    return found


def measure(rng: random.Random, runs: int, helpers: int, share: float, persuaded: float) -> list[Figures]:
    """Every judge on the same canaries."""
    crowds = [make_helpers(rng, helpers, share, persuaded) for _ in range(runs)]
    everybody = [one for crowd in crowds for one in crowd]
    means = {side: fmean(one.mean for one in everybody if one.is_candidate is side) for side in (True, False)}
    gain = round(means[True] - means[False], 3) if persuaded else 0.0
    spread = pstdev(one.mean for one in everybody if not one.is_candidate)
    needed = helpers_needed(gain, share=share, spread=spread, alpha=0.05, power=0.8) if gain else None
    found = []
    for name, judge in JUDGES.items():
        after = sorted(number for crowd in crowds if (number := judge(crowd, share)) is not None)
        low, high = Share(len(after), runs).interval
        median, mostly = (after[at] if len(after) > at else None for at in (runs // 2, runs * 4 // 5))
        found.append(Figures(name, share, gain, len(after) / runs, low, high, median, mostly, needed))
    return found


def main(
    runs: Annotated[int, typer.Option(min=20, help="Canaries of each kind.")] = 500,
    helpers: Annotated[int, typer.Option(min=20, help="Helpers who settle in each, at most.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed makes the same helpers.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
) -> None:
    """False promotions with no gain, and power and helpers with one, for two shares."""
    rng, started = random.Random(seed), time.monotonic()
    kinds = [(share, persuaded) for share in (0.2, 0.5) for persuaded in (0.0, 0.3, 0.5)]
    shown = track(kinds, "Trying canaries", console=Console(stderr=True), disable=not sys.stderr.isatty())
    found = [one for share, persuaded in shown for one in measure(rng, runs, helpers, share, persuaded)]
    machine = f"Python {platform.python_version()}, {platform.machine()}, {time.monotonic() - started:.0f} s"
    if as_json:
        told = {"runs": runs, "helpers": helpers, "machine": machine, "figures": [asdict(one) for one in found]}
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
        return
    table = Table("judge", "share", "gain", "promoted (95 %)", "median", "4 of 5 by", "said", title="Canaries")
    for one in found:
        rate = f"{one.promoted:.1%} ({one.low:.0%}-{one.high:.0%})"
        table.add_row(
            one.judge, f"{one.share:.0%}", f"{one.gain:+.2f}" if one.gain else "none", rate,
            str(one.median_helpers or "-"), str(one.helpers_80 or "-"), str(one.needed or "-"),
        )  # fmt: skip
    Console().print(table)
    Console().print(f"[dim]{runs} canaries of up to {helpers} helpers each, looked at after every helper. {machine}[/]")


if __name__ == "__main__":
    typer.run(main)
