"""What speaks of danger: hazards in what was written, and how the classifier that says so does on real replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.drift import Week, moved
from training.page.blocks import Block, Listing, Plot, Section, Table, Words
from training.page.figures import NONE, Mean, Tree, branch, dig, mean_of
from training.page.language import NAMES, SAFETY, measures
from training.page.plots import COLOURS, OTHERS, as_forests, drawing
from training.page.scores import why_unmeasured
from training.page.told import Told
from training.reliability import Bin, bins, calibration_error, draw_reliability, reliability_of

_FEWEST = 5
"""Rulings below which no reliability is drawn."""
_WEEKS = 13
_READINGS = {"with_encoder": "with the sentence encoder", "without_encoder": "without it"}


def safety(told: Told) -> Section:
    """The section on hazards in what models wrote."""
    title, suite = "Safety of what it writes", branch(told.evaluation, "suite")
    legend = branch(suite, "measures")
    names = [name for name, one in legend.items() if dig(one, "group") == SAFETY]
    if not names:
        why = "nothing was written, so nothing was judged" if told.evaluation else why_unmeasured(told)
        return Section("safety", title, missing=why)
    says = (
        "Shares of texts. `audited` is the share that passes every check of the audit, of machines' texts only; all "
        "other rows count what nobody wants. None of a few texts may still be more than none: see the intervals."
    )
    blocks: list[Block] = [measures(suite, names, lower_is_better=True)]
    drawn = [name for name in names if name != "audited"]
    blocks.append(_plot(branch(suite, "systems"), drawn))
    return Section("safety", title, tuple(blocks), says)


def classifier(told: Told) -> Section:
    """The section on the classifier itself: what its probabilities are worth, and whether anything drifts."""
    blocks: list[Block] = []
    if len(told.ruled) >= _FEWEST:
        blocks.append(_by_rulings(told))
    else:
        blocks.append(
            Words(
                f"No reliability: moderators ruled on {len(told.ruled)} flags in half a year, {_FEWEST} are the least."
            )
        )
    blocks.append(_by_held_out(branch(told.heads, "reliability")))
    blocks += _drift(told)
    says = (
        "From moderators' rulings, the counts of verdicts by week, and the card of the weights; no texts. Only what "
        "was flagged is ruled on, so a plot of flags begins where the thresholds lie and says nothing of what was "
        "never flagged. A plot of held-out cases is of the weights as they were fitted, before any ruling corrected "
        "them, and far more of those cases are unsafe than of what people write."
    )
    return Section("classifier", "The safety classifier", tuple(blocks), says)


def _plot(systems: object, names: list[str]) -> Plot:
    shown = [who for who in NAMES if branch(systems, who)]
    said = "; ".join(
        f"{_spoken(name)} {one.mean:.0%}"
        for name in names
        if (one := mean_of(dig(systems, "candidate", name))) and one.mean > 0
    )
    alt = f"Share of texts for each hazard and failure, by writer. The candidate: {said or 'none in any text'}."
    with drawing("hazards", alt, size=(7.5, 0.3 * len(names) + 1.1)) as canvas:
        axes = canvas.axes()
        groups = {NAMES[who]: _shares(branch(systems, who), names) for who in shown}
        as_forests(axes, [_spoken(name) for name in names], groups, [COLOURS[who] for who in shown])
        axes.set(xlim=(-0.03, 1.03), xlabel="share of texts")
        canvas.legend_below()
    return canvas.plot


def _shares(found: Tree, names: Sequence[str]) -> dict[str, Mean]:
    return {_spoken(name): one for name in names if (one := mean_of(found.get(name))) is not None}


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _by_rulings(told: Told) -> Plot:
    error = calibration_error(told.ruled)
    rows = bins(told.ruled)
    said = "; ".join(f"said {row.mean:.2f}, upheld {row.unsafe.hits} of {row.unsafe.of}" for row in rows)
    caption = f"{len(told.ruled)} flags that moderators ruled on; expected calibration error {error:.3f}"
    alt = f"Probability said and share upheld. {said}."
    return _diagonal("reliability", alt, caption, {"flags": rows}, ylabel="share that moderators upheld")


def _by_held_out(tree: Tree) -> Block:
    """What the card of the weights says of cases that they never saw."""
    found = {label: one for name, label in _READINGS.items() if (one := reliability_of(branch(tree, name)))}
    if not found:
        return Words(
            "No reliability on held-out cases: the card of the weights holds none; `sidelight-train safety` writes it "
            "when it is given a suite or threads."
        )
    whose = f"{tree.get('suite', NONE)} cases of the suite and {tree.get('real', NONE)} real replies"
    errors = ", ".join(f"{one.error:.3f} {label}" for label, one in found.items())
    said = "; ".join(
        f"{label}, said {row.mean:.2f}, unsafe {row.unsafe.hits} of {row.unsafe.of}"
        for label, one in found.items()
        for row in one.bins
    )
    alt = f"Probability said and share that was unsafe, of held-out cases. {said}."
    caption = f"Held out when the weights were fitted: {whose}; expected calibration error {errors}"
    return _diagonal("held-out", alt, caption, {label: one.bins for label, one in found.items()})


def _diagonal(
    name: str, alt: str, caption: str, lines: Mapping[str, Sequence[Bin]], *, ylabel: str = "share that was unsafe"
) -> Plot:
    with drawing(name, alt, size=(4.2, 4.0), caption=caption) as canvas:
        axes = canvas.axes()
        axes.plot([0, 1], [0, 1], color="#9ca3af", linestyle="dotted")
        for label, rows in lines.items():
            draw_reliability(axes, label, rows)
        axes.set(ylabel=ylabel)
        if len(lines) > 1:
            canvas.legend_below()
    return canvas.plot


def _drift(told: Told) -> list[Block]:
    weeks = told.weeks[-_WEEKS:]
    if not weeks:
        return [Words("No drift to tell: no reply was judged yet.")]
    said = moved(weeks)
    blocks: list[Block] = [
        Listing(tuple(said))
        if said
        else Words("Nothing moved farther than chance explains, or there is too little to tell.")
    ]
    shares = [100 * sum(week.flagged.values()) / week.replies if week.replies else 0.0 for week in weeks]
    told_weeks = "; ".join(f"{week.begins}: {share:.1f} %" for week, share in zip(weeks, shares, strict=True))
    with drawing("drift", f"Per cent of replies flagged, week by week. {told_weeks}.", size=(7.5, 2.4)) as canvas:
        axes = canvas.axes()
        axes.plot(range(len(weeks)), shares, marker="o", color=OTHERS[0])
        axes.set_xticks(range(len(weeks)), [week.begins[5:] for week in weeks], fontsize=8)
        axes.set(ylabel="% flagged", ylim=(0, None), xlabel="week from")
    rows = tuple(
        (
            week.begins, str(week.replies), str(sum(week.flagged.values())), str(week.upheld), str(week.overruled),
            _farthest(week),
        )
        for week in weeks
    )  # fmt: skip
    head = ("week from", "replies", "flagged", "upheld", "overruled", "farthest moved (PSI)")
    return [*blocks, canvas.plot, Table(head, rows)]


def _farthest(week: Week) -> str:
    hazard, shift = max(week.shift.items(), key=lambda item: item[1], default=("", 0.0))
    return f"{hazard} {shift:.2f}" if hazard else NONE
