"""Two runs or adapters side by side: every figure that both have, the difference, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.page.blocks import Block, Cell, Plot, Section, Table
from training.page.figures import Mean, Tree, branch, cell, dig, mean_of
from training.page.origins import day, flat
from training.page.plots import OTHERS, as_forest, drawing
from training.page.told import Told
from training.page.writing import Head, render

_GROUPS = {
    "accuracy": "How often the chosen text is ahead",
    "evidence": "By what the pairs rest on",
    "curve": "Along the gap of votes",
    "suite": "What they write",
    "safety": "Safety of what they write",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of both."""

    group: str
    """One of accuracy, evidence, curve, suite and safety."""
    name: str
    one: Mean
    other: Mean
    difference: Mean
    """The second less the first."""
    is_paired: bool
    """Whether one was measured against the other, on the same posts; else the draws count as independent."""

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        means = {"one": self.one, "other": self.other, "difference": self.difference}
        said = {name: {"mean": m.mean, "low": m.low, "high": m.high} for name, m in means.items()}
        return {"group": self.group, "name": self.name, **said, "paired": self.is_paired}


def compared(one: Told, other: Told) -> list[Row]:
    """Every figure that both have."""
    found = []
    ours, theirs = dict(_figures(one.evaluation)), dict(_figures(other.evaluation))
    paired = _paired(one, other)
    for (group, name), mean in ours.items():
        if (group, name) in theirs:
            difference, them = paired.get((group, name)), theirs[group, name]
            found.append(Row(group, name, mean, them, difference or them.less(mean), difference is not None))
    return found


def compare_page(one: Told, other: Told) -> str:
    """The two as HTML. It holds nobody's texts."""
    rows = compared(one, other)
    head = Head(f"{one.name} beside {other.name}", "", "", {one.name: _said(one), other.name: _said(other)})
    sections = [_which(one, other)]
    for group, title in _GROUPS.items():
        part = [row for row in rows if row.group == group]
        why = f"these figures are not known of both ({_without(one, other, group)})"
        sections.append(
            Section(group, title, (_table(part, one, other), _plot(group, part)), _how(part))
            if part
            else Section(group, title, missing=why)
        )
    return render(head, [*sections, _settings(one, other)])


def _figures(found: Tree) -> Iterator[tuple[tuple[str, str], Mean]]:
    """The means of an evaluation's candidate."""
    for name, one in branch(found, "accuracy").items():
        yield from _named("accuracy", name, dig(one, "candidate"))
    for name, one in branch(found, "by_evidence").items():
        yield from _named("evidence", name, dig(one, "candidate"))
    for one in found.get("curve") or ():
        yield from _named("curve", str(dig(one, "name")), dig(one, "candidate"))
    legend = branch(found, "suite", "measures")
    for name, one in branch(found, "suite", "systems", "candidate").items():
        yield from _named("safety" if dig(legend, name, "group") == "safety" else "suite", name, one)
    for name in ("chosen_change", "margin"):
        yield from _named("accuracy", name, found.get(name))


def _named(group: str, name: str, tree: Any) -> Iterator[tuple[tuple[str, str], Mean]]:
    if (mean := mean_of(tree)) is not None:
        yield (group, name.replace("_", " ")), mean


def _paired(one: Told, other: Told) -> dict[tuple[str, str], Mean]:
    """The differences that were measured on the same posts, where one was judged against the other."""
    if other.compared_with == one.adapter:
        return dict(_gains(other.evaluation, 1))
    return dict(_gains(one.evaluation, -1)) if one.compared_with == other.adapter else {}


def _gains(found: Tree, sign: int) -> Iterator[tuple[tuple[str, str], Mean]]:
    legend = branch(found, "suite", "measures")
    trees: list[tuple[str, str, Any]] = [
        *(("accuracy", name, dig(one, "gain")) for name, one in branch(found, "accuracy").items()),
        *(("evidence", name, dig(one, "gain")) for name, one in branch(found, "by_evidence").items()),
        *(("curve", str(dig(one, "name")), dig(one, "gain")) for one in found.get("curve") or ()),
        *(
            ("safety" if dig(legend, name, "group") == "safety" else "suite", name, one)
            for name, one in branch(found, "suite", "differences", "compared").items()
        ),
    ]
    for group, name, tree in trees:
        for key, mean in _named(group, name, tree):
            yield key, mean if sign > 0 else Mean(-mean.mean, -mean.high, -mean.low)


def _which(one: Told, other: Told) -> Section:
    def about(told: Told) -> Mapping[str, str]:
        return {
            "state": told.state,
            "adapter": told.adapter,
            "began": day(told.started_utc),
            "judged against": told.compared_with,
            "held-out pairs": str(told.evaluation.get("pairs", "–")),
            "of posts": str(told.evaluation.get("posts", "–")),
            "pairs learned from": str(told.card.get("pairs", "–")),
            "what the gate said": told.sentence,
        }

    left, right = about(one), about(other)
    rows = tuple((name, left[name] or "–", right[name] or "–") for name in left)
    return Section("which", "Which two", (Table(("", one.name, other.name), rows),))


def _table(rows: Sequence[Row], one: Told, other: Told) -> Table:
    better = {"accuracy": True, "evidence": True, "curve": True}
    lines = tuple(
        (
            row.name,
            cell(row.one),
            cell(row.other),
            cell(row.difference, is_difference=True, more_is_better=better.get(row.group)),
            Cell("same posts" if row.is_paired else "independent", "faint"),
        )
        for row in rows
    )
    return Table(("figure", one.name, other.name, "second less first", "drawn"), lines)


def _plot(group: str, rows: Sequence[Row]) -> Plot:
    found = {row.name: row.difference for row in rows}
    clear = [f"{name} {one.mean:+.3f}" for name, one in found.items() if one.is_clear]
    alt = f"Differences, the second less the first. Clear ones: {', '.join(clear) or 'none'}."
    with drawing(f"compare-{group}", alt, size=(7.5, 0.26 * len(rows) + 0.9)) as canvas:
        axes = canvas.axes()
        colours = {name: OTHERS[1] if one.is_clear else OTHERS[5] for name, one in found.items()}
        as_forest(axes, found, colours=colours)
        axes.axvline(0, color="#9ca3af", linestyle="dotted")
        axes.set(xlabel="second less first, in the figure's own unit")
    return canvas.plot


def _how(rows: Sequence[Row]) -> str:
    if all(row.is_paired for row in rows):
        return "One was judged against the other on the same posts, so the differences are paired."
    return (
        "They were judged apart. Intervals of differences take both as independent draws: wider than the truth where "
        "they read the same posts. `sidelight-train evaluate A --against B` measures the pair."
    )


def _without(one: Told, other: Told, group: str) -> str:
    lacking = [told.name for told in (one, other) if not any(key[0] == group for key, _ in _figures(told.evaluation))]
    return f"missing for {' and '.join(lacking)}" if lacking else "they share none"


def _settings(one: Told, other: Told) -> Section:
    left, right = dict(flat(one.config)), dict(flat(other.config))
    left |= {f"version of {name}": str(value) for name, value in branch(one.card, "versions").items()}
    right |= {f"version of {name}": str(value) for name, value in branch(other.card, "versions").items()}
    names = [name for name in dict.fromkeys([*left, *right]) if left.get(name) != right.get(name)]
    if not names:
        return Section("settings", "What was set otherwise", missing="configuration and versions are the same")
    rows = tuple((name, left.get(name, "–"), right.get(name, "–")) for name in names)
    blocks: tuple[Block, ...] = (Table(("key", one.name, other.name), rows),)
    return Section("settings", "What was set otherwise", blocks)


def _said(told: Told) -> str:
    return told.sentence or told.state or "nothing noted"
