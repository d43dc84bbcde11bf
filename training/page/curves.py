"""What the trainers measured as they went: loss, margins and learning rate, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from training.page.blocks import Block, Plot, Section, facts
from training.page.figures import branch
from training.page.plots import OTHERS, drawing
from training.page.told import Told

_PANELS = {
    "loss": "loss",
    "rewards/margins": "margin of rewards",
    "rewards/accuracies": "share the right way round",
    "learning_rate": "learning rate",
}
"""What is drawn, where a stage has it, and what it is called."""
Curve = Sequence[Mapping[str, float]]


def curves(told: Told) -> Section:
    """The section on training."""
    title = "Training"
    found: dict[str, Curve] = {stage: list(points) for stage, points in branch(told.report, "curves").items() if points}
    blocks: list[Block] = []
    if stages := branch(told.report, "stages"):
        blocks.append(facts(stages, head=("stage", "what it learned from")))
    if found:
        blocks.append(_plot(found))
    if seconds := branch(told.report, "seconds"):
        took = {stage: f"{value:,.1f} s" for stage, value in seconds.items()}
        blocks.append(facts(took, head=("what", "took"), caption="Time by the wall clock"))
    if not blocks:
        return Section("training", title, missing="no run is known that trained this adapter")
    why = "" if found else "Nothing was learned in this run, or by a version that kept no curves."
    return Section("training", title, tuple(blocks), why or "A point is a step, or the mean of a few.")


def _plot(found: Mapping[str, Curve]) -> Plot:
    panels = [name for name in _PANELS if any(name in points[0] for points in found.values())]
    said = ". ".join(f"{stage}: {_ends(points)}" for stage, points in found.items())
    with drawing("curves", f"Curves of training over steps. {said}.", size=(2.6 * len(panels) + 0.5, 2.4)) as canvas:
        for name, axes in zip(panels, canvas.panels(len(panels)), strict=True):
            for colour, (stage, points) in zip(OTHERS * 3, found.items(), strict=False):
                at = [place for place, point in enumerate(points) if name in point]
                if at:
                    steps = [points[place].get("step", place + 1) for place in at]
                    axes.plot(steps, [points[place][name] for place in at], label=stage, color=colour, linewidth=1.2)
            axes.set_title(_PANELS[name], fontsize=9, loc="left")
            axes.set_xlabel("step")
            axes.legend(fontsize=8)
    return canvas.plot


def _ends(points: Curve) -> str:
    """Where the drawn curves begin and end, in words."""
    told = [
        f"{says} {points[0][name]:.3g} to {points[-1][name]:.3g}"
        for name, says in _PANELS.items()
        if name in points[0] and name in points[-1] and name != "learning_rate"
    ]
    return ", ".join(told[:3]) or "nothing measured"
