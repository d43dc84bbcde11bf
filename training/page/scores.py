"""How it did on held-out pairs, beside what served, the base, and length alone; and what the gate made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from training.page.blocks import Block, Cell, Listing, Plot, Section, Table, Words, facts
from training.page.figures import NONE, Mean, Tree, branch, cell, dig, mean_of, number
from training.page.plots import COLOURS, drawing, with_bars
from training.page.told import Told

_MEASURES = {
    "implicit": "implicit reward, a token at a time",
    "implicit_sum": "implicit reward, whole text",
    "mean": "log-probability, a token at a time",
    "sum": "log-probability, whole text",
}


def gate(told: Told) -> Section:
    """Why it serves, or does not."""
    title = "The gate"
    found = branch(told.card, "evaluation", "gate") or branch(told.evaluation, "gate")
    blocks: list[Block] = [Words(told.sentence, strong=True)] if told.sentence else []
    reasons = [str(one) for one in found.get("reasons", ())]
    if len(reasons) > 1:
        blocks.append(Listing(tuple(reasons)))
    figures, rules = branch(found, "figures"), branch(found, "rules")
    if figures:
        named = {name.replace("_", " "): _plain(value) for name, value in figures.items()}
        blocks.append(facts(named, head=("figure", ""), caption="Everything that was weighed"))
    if rules:
        named = {name: _plain(value) for name, value in rules.items()}
        blocks.append(facts(named, head=("training.gate", ""), caption="The rules as they were"))
    if not blocks:
        return Section("gate", title, missing="nothing reached the gate, and nothing else was noted")
    return Section("gate", title, tuple(blocks))


def preferences(told: Told) -> Section:
    """The section on held-out pairs."""
    title, found = "Preferences on held-out pairs", told.evaluation
    accuracy = branch(found, "accuracy")
    if not accuracy:
        return Section("preferences", title, missing=why_unmeasured(told))
    name = told.compared_with
    other = "the base model" if name == "base" else name
    says = (
        f"{found.get('pairs', '?')} pairs of {found.get('posts', '?')} posts, whose people and words neither model has "
        f"learned from. Compared with {other}. Shares of pairs whose chosen text is ahead, with 95 % intervals that "
        "draw whole posts; the bound is one-sided. By the implicit reward the base itself scores 0.5."
    )
    blocks: list[Block] = [_accuracies(accuracy, dig(found, "matched"), other), *_slices(told, other)]
    changes = {
        "chosen texts became likelier by, nats a token": dig(found, "chosen_change"),
        "reward of chosen over rejected, nats a token": dig(found, "margin"),
    }
    rows = tuple((what, cell(one)) for what, one in changes.items() if mean_of(one))
    if rows:
        blocks.append(Table(("beside", "mean"), rows))
    return Section("preferences", title, tuple(blocks), says)


def why_unmeasured(told: Told) -> str:
    """Why there are no figures."""
    if told.state == "running":
        return "the run is under way, or was killed"
    return f"nothing was measured. {told.sentence}".strip()


def _accuracies(accuracy: Tree, matched: Any, other: str) -> Table:
    rows = {_MEASURES.get(name, name): one for name, one in accuracy.items()}
    if matched:
        rows["implicit, on pairs of about equal length"] = matched
    lines = tuple(
        (
            name,
            cell(dig(one, "candidate")),
            cell(dig(one, "compared")),
            cell(dig(one, "gain"), is_difference=True, more_is_better=True),
            _bound(dig(one, "gain")),
        )
        for name, one in rows.items()
    )
    return Table(
        ("measure", "candidate", other, "gain", "gain, lower bound"), lines, "How often the chosen text is ahead"
    )


def _slices(told: Told, other: str) -> list[Block]:
    """By evidence and along the gap of votes, beside what length alone would say."""
    found, blocks = told.evaluation, list[Block]()
    kinds = [one for one in [dig(found, "whole"), *branch(found, "by_evidence").values()] if isinstance(one, Mapping)]
    curve = [one for one in found.get("curve") or () if isinstance(one, Mapping)]
    for caption, slices in (("By what the pairs rest on", kinds), ("Along the gap of votes", curve)):
        if slices:
            rows = tuple(_slice(one) for one in slices)
            head = ("pairs", "number", "candidate", other, "gain", "length alone", "candidate less length")
            blocks.append(Table(head, rows, caption))
    for what, unit in (
        ("votes", "votes between chosen and rejected"),
        ("ratio", "votes of the chosen to those of the rejected"),
    ):
        part = [one for one in curve if str(one.get("name", "")).startswith(f"{what} ")]
        if len(part) > 1:
            blocks.append(_gap_plot(what, unit, part, other))
    if not curve:
        blocks.append(
            Words("No curve over the gap of votes: of no held-out pair are both replies' votes known at one age.")
        )
    return blocks


def _slice(one: Tree) -> tuple[str | Cell, ...]:
    figures = [cell(one.get(name)) for name in ("candidate", "compared")]
    gain = cell(one.get("gain"), is_difference=True, more_is_better=True)
    over = cell(one.get("over_length"), is_difference=True, more_is_better=True)
    name = str(one.get("name", NONE))
    return (name, str(one.get("pairs", NONE)), *figures, gain, cell(one.get("length")), over)


def _gap_plot(what: str, unit: str, part: Sequence[Tree], other: str) -> Plot:
    names = [str(one["name"]).removeprefix(f"{what} ") for one in part]
    shown = {"candidate": "candidate", "compared": other, "length": "length alone"}
    means: dict[str, list[tuple[int, Mean]]] = {
        key: [(at, one) for at, row in enumerate(part) if (one := mean_of(row.get(key)))] for key in shown
    }
    said = "; ".join(f"{name}: {', '.join(number(one.mean) for _, one in means[key])}" for key, name in shown.items())
    alt = f"Share of pairs with the chosen text ahead, by {unit} ({', '.join(names)}). {said}."
    with drawing(f"gap-{what}", alt) as canvas:
        axes = canvas.axes()
        for shift, (key, name) in zip((-0.12, 0.0, 0.12), shown.items(), strict=True):
            if means[key]:
                at = [place + shift for place, _ in means[key]]
                with_bars(axes, at, [one for _, one in means[key]], label=name, colour=COLOURS.get(key, "#6b7280"))
        axes.axhline(0.5, color="#9ca3af", linestyle="dotted")
        counts = [f"{name}\n{row.get('pairs', '')} pairs" for name, row in zip(names, part, strict=True)]
        axes.set_xticks(range(len(part)), counts)
        axes.set(xlabel=unit, ylabel="chosen ahead", ylim=(-0.02, 1.02))
        axes.legend(fontsize=8)
    return canvas.plot


def _bound(gain: object) -> str:
    found = mean_of(gain)
    return NONE if found is None or found.bound is None else f"{found.bound:+.3f}"


def _plain(value: object) -> str:
    return number(value) if isinstance(value, float) else str(value)
