"""What the loop came to: taste by round, the margin of the last round over the first, and the controls beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from rich.console import Console
from rich.table import Table
from scipy import stats

from training.bootstrap import Estimate, estimate

Life = Sequence[Mapping[str, Any]]
"""The rounds of one seed, round 0 (the base alone) first; each with its `taste`, in the held-out drafts' order."""


@dataclass(frozen=True, slots=True)
class Margin:
    """By how much one round's suggestions please more than another's, on the same drafts."""

    drafts: Estimate
    """The interval from drawing drafts anew, the seeds as they are."""
    by_seed: tuple[float, ...]

    @property
    def over_seeds(self) -> tuple[float, float] | None:
        """A t interval over the seeds' means, which also holds for seeds not seen; None for a single seed."""
        if len(self.by_seed) < 2:
            return None
        half = stdev(self.by_seed) / len(self.by_seed) ** 0.5 * float(stats.t.ppf(0.975, len(self.by_seed) - 1))
        return fmean(self.by_seed) - half, fmean(self.by_seed) + half

    def __str__(self) -> str:
        seeds = ", ".join(f"{one:+.3f}" for one in self.by_seed)
        over = self.over_seeds
        told = f"; over seeds [{over[0]:+.3f}, {over[1]:+.3f}]" if over else ""
        return f"{self.drafts.mean:+.3f} [{self.drafts.low:+.3f}, {self.drafts.high:+.3f}] over drafts{told}; {seeds}"

    def as_json(self) -> dict[str, Any]:
        """For the report."""
        return {"drafts": self.drafts.as_json(), "by_seed": list(self.by_seed), "over_seeds": self.over_seeds}


def margin(lives: Sequence[Life], last: int, first: int) -> Margin:
    """Of round `last` over round `first`."""
    gains = [[a - b for a, b in zip(_after(life[last]), _after(life[first]), strict=True)] for life in lives]
    values = [gain for life in gains for gain in life]
    drafts = [place for life in gains for place in range(len(life))]
    return Margin(estimate(values, drafts, seed=1), tuple(round(fmean(life), 4) for life in gains))


def mean_taste(round_: Mapping[str, Any], subreddit: str = "") -> float:
    """Of what helpers get to see: the suggestion, or their own draft where there is none."""
    return fmean(one["after"] for one in round_["taste"] if subreddit in ("", one["subreddit"]))


def silent(round_: Mapping[str, Any], why: str) -> float:
    """Share of the drafts that got no suggestion, for this reason."""
    return fmean(one["silence"] == why for one in round_["taste"])


def _after(round_: Mapping[str, Any]) -> list[float]:
    return [one["after"] for one in round_["taste"]]


def show(console: Console, lives: Mapping[str, Life], controls: Sequence[Mapping[str, Any]]) -> None:
    """Print a row for each round of each seed, the margins, and the controls."""
    subreddits = sorted({one["subreddit"] for life in lives.values() for one in life[0]["taste"]})
    table = Table(title="Hidden taste of what the improvement model suggests, on held-out drafts", title_justify="left")
    for name in ("seed", "round", "taste", *subreddits, "dropped", "good as is", "pairs", "held out", "gate", "s"):
        table.add_column(name, justify="left" if name == "gate" else "right")
    for seed, life in lives.items():
        for round_ in life:
            table.add_row(*_row(seed, round_, subreddits))
        table.add_section()
    console.print(table)
    for seed, life in lives.items():
        for round_ in life[1:]:
            told = f"seed {seed}, round {round_['number']}: {round_['report']['sentence']}"
            if round_.get("refused"):
                told += f" The bot did not take it in: {round_['refused']}."
            console.print(told, style="dim", highlight=False, soft_wrap=True, markup=False)
    for name, found in margins(lives).items():
        console.print(f"{name}: {found}", highlight=False, soft_wrap=True)
    for line in told_of_controls(controls):
        console.print(line, highlight=False, soft_wrap=True)


def margins(lives: Mapping[str, Life]) -> dict[str, Margin]:
    """The claims: last round over first, last over base, and each round over the one before."""
    whole = list(lives.values())
    last = min((len(life) for life in whole), default=0) - 1
    if last < 1:
        return {}
    found = {"last round over the base": margin(whole, last, 0)}
    if last > 1:
        found = {"last round over the first": margin(whole, last, 1), **found}
    steps = {f"round {n} over round {n - 1}": margin(whole, n, n - 1) for n in range(1, last + 1)}
    return {**found, **steps}


def told_of_controls(controls: Sequence[Mapping[str, Any]]) -> list[str]:
    """How often the gate promoted what coins had taught, and what became of taste."""
    if not controls:
        return []
    promoted, number = sum(one["promoted"] for one in controls), len(controls)
    low, high = stats.binomtest(promoted, number).proportion_ci()
    measured = [one["gain"] for one in controls if one["gain"] is not None]
    lines = [
        f"controls, people's decisions drawn by lot: the gate promoted {promoted} of {number} "
        f"({promoted / number:.0%} [{low:.0%}, {high:.0%}])"
    ]
    if len(measured) > 1:
        found = estimate(measured, list(range(len(measured))), seed=1)
        lines.append(f"controls: taste over the base {found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]")
    return lines


def _row(seed: str, round_: Mapping[str, Any], subreddits: Sequence[str]) -> tuple[str, ...]:
    report: Mapping[str, Any] = round_.get("report") or {}
    counts = report.get("counts") or {}
    return (
        seed,
        str(round_["number"]),
        f"{mean_taste(round_):.3f}",
        *(f"{mean_taste(round_, name):.3f}" for name in subreddits),
        f"{silent(round_, 'audit'):.0%}",
        f"{silent(round_, 'good already'):.0%}",
        str(counts.get("train", "-")),
        str(counts.get("held_out", "-")),
        str(report.get("state", "-")),
        f"{round_.get('seconds', 0):.0f}",
    )


def plot(path: Path, lives: Mapping[str, Life], controls: Sequence[Mapping[str, Any]]) -> None:
    """Taste by round as an SVG: a thin line for each seed, a thick one for their mean, the controls beside them."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.2), layout="constrained")
    axes = figure.add_subplot()
    for seed, life in lives.items():
        axes.plot(range(len(life)), [mean_taste(one) for one in life], color="#9db4c0", lw=1, label=f"seed {seed}")
    common = min((len(life) for life in lives.values()), default=0)
    means = [fmean(mean_taste(life[n]) for life in lives.values()) for n in range(common)]
    axes.plot(range(common), means, color="#1f4e5f", lw=2.5, marker="o", label="mean")
    drafts = [one["before"] for life in lives.values() for one in life[0]["taste"]]
    axes.axhline(fmean(drafts), color="#b08968", ls=":", label="the drafts themselves")
    rolled = [one for one in controls if one["taste"] is not None]
    axes.scatter(
        [one["round"] for one in rolled], [one["taste"] for one in rolled],
        color="#c1666b", marker="x", label="decisions by lot" if rolled else None,
    )  # fmt: skip
    axes.set(xlabel="round (0: no adapter yet)", ylabel="hidden taste, 0 to 1", xticks=range(common))
    axes.legend(frameon=False, fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
