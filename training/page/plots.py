"""Plots as SVG that lives within the page: real text, no date, and the same bytes for the same figures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib as mpl
from markupsafe import escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from training.page.blocks import Plot
from training.page.figures import Mean

COLOURS = {
    "human": "#6b7280",
    "chosen": "#a3a3a3",
    "rejected": "#c08457",
    "base": "#b08900",
    "compared": "#0f766e",
    "candidate": "#c2410c",
}
"""Of systems, everywhere the same; told apart without red and green, and named beside."""
OTHERS = ("#1d4ed8", "#c2410c", "#0f766e", "#b08900", "#7c3aed", "#6b7280", "#be185d")
_NAMED = re.compile(r'\bid="([^"]+)"|url\(#([^)]+)\)|href="#([^"]+)"')


class Canvas:
    """A drawing that becomes a `Plot` at the end of its block."""

    def __init__(self, width: float, height: float, alt: str, caption: str) -> None:
        self._figure = Figure(figsize=(width, height), layout="constrained")
        self._alt, self._caption = alt, caption
        self.plot: Plot

    def axes(self) -> Axes:
        """The one pair of axes."""
        return self._figure.add_subplot()

    def panels(self, number: int) -> list[Axes]:
        """So many axes side by side."""
        return [self._figure.add_subplot(1, number, place + 1) for place in range(number)]

    def legend_below(self) -> None:
        """The legend of what was drawn, under everything."""
        self._figure.legend(loc="outside lower left", ncols=2, fontsize=8)

    def finish(self, name: str) -> None:
        """Make the plot."""
        stream = io.StringIO()
        self._figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Type": None})
        self.plot = Plot(_inline(stream.getvalue(), name, self._alt), self._alt, self._caption)


@contextmanager
def drawing(name: str, alt: str, *, size: tuple[float, float] = (7.5, 3.2), caption: str = "") -> Iterator[Canvas]:
    """A canvas for the block; its `plot` is there afterwards. `name` is unlike that of every other plot on a page."""
    with mpl.rc_context(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "sidelight",
            "text.parse_math": False,
            "font.family": "sans-serif",
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#e5e7eb",
            "legend.frameon": False,
        }
    ):
        canvas = Canvas(*size, alt, caption)
        yield canvas
        canvas.finish(name)


def with_bars(axes: Axes, at: Sequence[float], means: Sequence[Mean], *, label: str, colour: str = "") -> None:
    """Means over their places on the x axis, with intervals."""
    heights = [one.mean for one in means]
    reach = [[max(0.0, one.mean - one.low) for one in means], [max(0.0, one.high - one.mean) for one in means]]
    axes.errorbar(at, heights, yerr=reach, marker="o", markersize=4, capsize=3, label=label, color=colour or None)


def as_forest(axes: Axes, rows: Mapping[str, Mean], *, colours: Mapping[str, str] | None = None) -> None:
    """Means one under the other, the first on top, with intervals across."""
    colour = [(colours or {}).get(name, OTHERS[0]) for name in rows]
    _across(axes, range(len(rows)), list(rows.values()), colour)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set_ylim(len(rows) - 0.5, -0.5)


def as_forests(
    axes: Axes, names: Sequence[str], groups: Mapping[str, Mapping[str, Mean]], colours: Sequence[str]
) -> None:
    """The same for several groups, whose means of one name lie close together."""
    for place, (label, group) in enumerate(groups.items()):
        shift = (place - (len(groups) - 1) / 2) * 0.7 / len(groups)
        at = [row + shift for row, name in enumerate(names) if name in group]
        _across(axes, at, [group[name] for name in names if name in group], [colours[place]] * len(at), label=label)
    axes.set_yticks(range(len(names)), list(names))
    axes.set_ylim(len(names) - 0.5, -0.5)


def _across(axes: Axes, at: Sequence[float], means: Sequence[Mean], colours: Sequence[str], *, label: str = "") -> None:
    axes.hlines(at, [one.low for one in means], [one.high for one in means], colors=colours, linewidth=1.5)
    axes.scatter([one.mean for one in means], at, c=colours, s=14, zorder=3, label=label or None)


def as_steps(axes: Axes, values: Sequence[float], *, label: str, colour: str) -> None:
    """The share of values that are at most so large, as a rising line."""
    ordered = sorted(values)
    shares = [(place + 1) / len(ordered) for place in range(len(ordered))]
    axes.step([ordered[0], *ordered], [0.0, *shares], where="post", label=label, color=colour)


def _inline(svg: str, name: str, alt: str) -> str:
    """Without what only a file of its own needs, with names that no other plot has, and with its words for readers."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = _NAMED.sub(
        lambda found: found.group().replace(
            found.group(found.lastindex or 1), f"{name}-{found.group(found.lastindex or 1)}"
        ),
        svg,
    )
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    said = escape(alt)
    return svg.replace("<svg", f'<svg role="img" aria-label="{said}"', 1).replace(">", f"><title>{said}</title>", 1)
