"""What the probabilities are worth: ten bins of them beside the share that was unsafe, and how far off they are.

On the suite, where about half of the replies are unsafe; in a subreddit far fewer are, so the same probability is worth
less there. The figures compare classifiers, they promise nothing to moderators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from rich.table import Table

from bench.safety_suite import SAFE
from bench.safety_tables import Case, percent
from models.protocols import Hazard
from training.reliability import BINS, bins, calibration_error, draw_reliability, said_of


def predictions(cases: Sequence[Case]) -> list[tuple[float, bool]]:
    """For each reply the probability of its file's hazard, and whether it holds it; of ordinary ones the highest."""
    return [(said_of(case.verdict.probabilities, _near(case)), case.function.is_unsafe) for case in cases]


def _near(case: Case) -> Hazard | None:
    return None if case.function.near == SAFE else Hazard(case.function.near)


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
        draw_reliability(axes, name, bins(predictions(cases)))
    axes.legend()
    figure.savefig(file, format="svg", bbox_inches="tight")
    plt.close(figure)
