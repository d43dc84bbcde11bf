"""From what was looked at to what was learned: each source's candidates, where they fell, and what came through."""

from __future__ import annotations

from collections.abc import Mapping

from training.page.blocks import Block, Cell, Plot, Section, Table, facts
from training.page.figures import NONE, Mean, Tree, branch, cell, dig, mean_of, number
from training.page.plots import COLOURS, as_forest, drawing
from training.page.told import Told
from training.pairs import PAIRS, THUMBS

_SHOWN = 6
"""Reasons with a colour of their own."""
_KEPT = (PAIRS, THUMBS)
_COIN = 0.5
Funnel = Mapping[str, Mapping[str, int]]


def evidence(told: Told) -> Section:
    """The section on evidence."""
    title, says = (
        "Evidence",
        "What each source proposed, which rule each proposal fell at, and the pairs that are left.",
    )
    funnel: Funnel = branch(told.report, "funnel")
    blocks: list[Block] = []
    if any(funnel.values()):
        blocks += [_plot(funnel), _table(funnel)]
    if counts := branch(told.report, "counts") or branch(told.card, "counts"):
        named = {name.replace("_", " "): value for name, value in counts.items()}
        blocks.append(facts(named, head=("of the pairs", "number"), caption="What became of the pairs"))
    blocks += _trust(told)
    if not blocks:
        return Section("evidence", title, missing="no run is known that built this adapter's pairs")
    if not funnel:
        says = "The candidates and where they fell are not known here; only what was learned from."
    return Section("evidence", title, tuple(blocks), says)


def _plot(funnel: Funnel) -> Plot:
    """A bar for each source, all of the same length: the shares that came through or fell."""
    totals = _totals(funnel)
    reasons = [what for what in totals if what not in _KEPT]
    shown, rest = reasons[:_SHOWN], reasons[_SHOWN:]
    parts = [what for what in _KEPT if what in totals] + shown + (["other reasons"] if rest else [])
    colours = ["#0f766e", "#5eead4"][: len(parts) - len(shown) - bool(rest)] + list(_greys(len(shown) + bool(rest)))
    said = "; ".join(
        f"{source}: {falls.get(PAIRS, 0)} of {sum(falls.values())} became pairs" for source, falls in funnel.items()
    )
    height = 0.9 + 0.42 * len(funnel) + 0.12 * len(parts)
    with drawing(
        "funnel", f"Share of each source's candidates that became pairs. {said}.", size=(7.5, height)
    ) as canvas:
        axes = canvas.axes()
        left = [0.0] * len(funnel)
        for part, colour in zip(parts, colours, strict=True):
            whats = rest if part == "other reasons" else [part]
            widths = [
                100 * sum(falls.get(what, 0) for what in whats) / max(1, sum(falls.values()))
                for falls in funnel.values()
            ]
            axes.barh(range(len(funnel)), widths, left=left, color=colour, label=part, edgecolor="white", height=0.7)
            left = [a + b for a, b in zip(left, widths, strict=True)]
        names = [f"{source} ({sum(falls.values())})" for source, falls in funnel.items()]
        axes.set_yticks(range(len(funnel)), names)
        axes.invert_yaxis()
        axes.set(xlabel="per cent of its candidates", xlim=(0, 100))
        canvas.legend_below()
    return canvas.plot


def _table(funnel: Funnel) -> Table:
    """Candidates first, what came through last, and between them every reason, the commonest first."""
    totals = _totals(funnel)
    reasons = [what for what in totals if what not in _KEPT]
    rows: list[tuple[str | Cell, ...]] = [
        ("candidates", *(Cell(str(sum(falls.values()))) for falls in funnel.values()), Cell(str(sum(totals.values()))))
    ]
    for what in reasons:
        cells = (Cell(f"−{falls[what]}") if falls.get(what) else Cell(NONE, "faint") for falls in funnel.values())
        rows.append((what, *cells, Cell(f"−{totals[what]}")))
    for what in _KEPT:
        if what in totals:
            cells = (Cell(str(falls.get(what, 0)), "strong") for falls in funnel.values())
            rows.append((what, *cells, Cell(str(totals[what]), "strong")))
    return Table(("what", *funnel, "all"), tuple(rows), "From candidates to pairs")


def _totals(funnel: Funnel) -> dict[str, int]:
    """What happened → how often over all sources, the commonest first."""
    totals: dict[str, int] = {}
    for falls in funnel.values():
        for what, count in falls.items():
            totals[what] = totals.get(what, 0) + int(count)
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def _trust(told: Told) -> list[Block]:
    """How far votes agree with better evidence: what a run notes of it, and what an examination found by rule."""
    blocks: list[Block] = []
    noted = branch(told.report, "vote_agreement")
    if rows := tuple((name, cell(one), str(dig(one, "count") or NONE)) for name, one in noted.items() if mean_of(one)):
        blocks.append(Table(("evidence", "votes prefer the same", "pairs"), rows, "Can votes be trusted?"))
    proxies = dig(told.examination, "proxies") or dig(told.report, "proxies") or dig(told.report, "vote_agreement")
    if isinstance(proxies, list) and proxies:
        blocks += _forest({_name(one): mean for one in proxies if (mean := mean_of(one.get("agreement")))})
        head = ("rule for votes beside a standard", "agreement", "pairs", "power", "verdict")
        lines = tuple(_proxy(one) for one in proxies)
        blocks.append(Table(head, lines, "How far each rule for votes can be trusted (0.5 is a coin)"))
    return blocks


def _forest(agreements: Mapping[str, Mean]) -> list[Plot]:
    """Each rule's agreement with its interval beside the coin's; darker where the coin lies outside."""
    if not agreements:
        return []
    said = "; ".join(f"{name}: {mean}" for name, mean in agreements.items())
    clear = {name for name, one in agreements.items() if not one.low <= _COIN <= one.high}
    colours = {name: COLOURS["compared" if name in clear else "human"] for name in agreements}
    with drawing(
        "trust",
        f"How often votes order two replies as better evidence does, by rule. {said}.",
        size=(7.5, 1.0 + 0.26 * len(agreements)),
        caption="Votes beside better evidence: right of the line they agree more often than a coin would.",
    ) as canvas:
        axes = canvas.axes()
        axes.axvline(_COIN, color="#111827", linewidth=0.8)
        as_forest(axes, agreements, colours=colours)
        axes.set(xlabel="share of pairs that both order alike", xlim=(-0.02, 1.02))
    return [canvas.plot]


def _name(one: Tree) -> str:
    return f"{one['rule']} beside {one['standard']}"


def _proxy(one: Tree) -> tuple[str | Cell, ...]:
    return (_name(one), cell(one.get("agreement")), str(one["pairs"]), number(one["power"]), str(one["verdict"]))


def _greys(count: int) -> tuple[str, ...]:
    return ("#9a3412", "#c2410c", "#ea580c", "#fb923c", "#fdba74", "#fed7aa", "#d6d3d1")[:count]
