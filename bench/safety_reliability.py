"""What the probabilities are worth: ten bins of them beside the share that was unsafe, and how far off they are.

On the suite, where about half of the replies are unsafe; in a subreddit far fewer are, so the same probability is worth
less there. The figures compare classifiers, they promise nothing to moderators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rich.table import Table

from bench.safety_suite import SAFE
from bench.safety_tables import Case, percent
from bench.scoring import Share
from models.protocols import Hazard

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of one tenth of the range."""

    low: float
    mean: float
    """Of the probabilities in it."""
    unsafe: Share


def predictions(cases: Sequence[Case]) -> list[tuple[float, bool]]:
    """For each reply the probability of its file's hazard, and whether it holds it; of ordinary ones the highest."""
    return [
        (
            case.verdict.worst[1]
            if case.function.near == SAFE
            else case.verdict.probabilities[Hazard(case.function.near)],
            case.function.is_unsafe,
        )
        for case in cases
    ]


def bins(found: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Ten bins of equal width, without the empty ones."""
    places: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, is_unsafe in found:
        places[min(BINS - 1, int(probability * BINS))].append((probability, is_unsafe))
    return [
        Bin(number / BINS, sum(p for p, _ in rows) / len(rows), Share(sum(bad for _, bad in rows), len(rows)))
        for number, rows in enumerate(places)
        if rows
    ]


def calibration_error(found: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: how far each bin's mean is from its share of unsafe ones, by its size."""
    return sum(b.unsafe.of * abs(b.mean - b.unsafe.value) for b in bins(found)) / max(1, len(found))


def reliability_table(name: str, cases: Sequence[Case]) -> Table:
    """One row for each bin that holds something."""
    found = predictions(cases)
    title = f"Reliability on the suite, {name}: ECE {calibration_error(found):.3f}"
    table = Table(title=title, box=None, title_justify="left")
    for column in ("probability", "replies", "mean", "were unsafe"):
        table.add_column(column)
    for row in bins(found):
        table.add_row(
            f"{row.low:.1f}–{row.low + 1 / BINS:.1f}", str(row.unsafe.of), f"{row.mean:.2f}", percent(row.unsafe)
        )
    return table


def plot(judged: Mapping[str, Sequence[Case]], file: Path) -> None:
    """Draw the same as an SVG. Raises `ModuleNotFoundError` where matplotlib is not installed."""
    plt = import_module("matplotlib.pyplot")
    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="dotted")
    for name, cases in judged.items():
        rows = bins(predictions(cases))
        heights = [row.unsafe.value for row in rows]
        reach = [
            [max(0.0, row.unsafe.value - row.unsafe.interval[0]) for row in rows],
            [max(0.0, row.unsafe.interval[1] - row.unsafe.value) for row in rows],
        ]
        axes.errorbar([row.mean for row in rows], heights, yerr=reach, marker="o", capsize=3, label=name)
    axes.set(xlabel="probability said", ylabel="share that was unsafe", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(file, format="svg", bbox_inches="tight")
    plt.close(figure)
