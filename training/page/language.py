"""What was written for held-out prompts, measured: the linguistic suite, lengths, and what people said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from training.page.blocks import Block, Cell, Plot, Section, Table, facts
from training.page.figures import Mean, Tree, branch, cell, dig, mean_of
from training.page.plots import COLOURS, as_forest, as_steps, drawing
from training.page.scores import why_unmeasured
from training.page.told import Told

NAMES = {
    "human": "people",
    "chosen": "chosen text",
    "base": "base model",
    "compared": "what served",
    "candidate": "candidate",
}
"""Systems in their order, and what they are called."""
SAFETY = "safety"
_FAR = 6.0


def language(told: Told) -> Section:
    """The section on the linguistic suite."""
    title, suite = "What it writes", branch(told.evaluation, "suite")
    systems = branch(suite, "systems")
    if not systems:
        return Section("language", title, missing=_why(told))
    legend, blocks = branch(suite, "measures"), list[Block]()
    blocks.append(measures(suite, [name for name, one in legend.items() if dig(one, "group") != SAFETY]))
    blocks += _plot(suite, legend)
    if topics := _topics(suite):
        blocks.append(topics)
    if speed := branch(suite, "speed"):
        rates = {NAMES.get(who, who): _rates(one) for who, one in speed.items()}
        blocks.append(facts(rates, head=("writer", "speed"), caption="Speed on this machine, in batches"))
    rows = tuple((name, *(str(dig(one, what)) for what in ("unit", "says", "source"))) for name, one in legend.items())
    blocks.append(Table(("measure", "unit", "what it says", "source"), rows, "Legend"))
    says = (
        f"{suite.get('prompts', '?')} held-out prompts of {suite.get('posts', '?')} posts. Differences are by text; a "
        "clear one (its interval leaves nought out) is bold. Semantic similarity by "
        f"{suite.get('likeness', '?')}. None of these is a goal by itself."
    )
    return Section("language", title, tuple(blocks), says)


def measures(suite: Tree, names: Sequence[str], *, lower_is_better: bool = False) -> Table:
    """A row for each measure: every system, and the candidate's difference from what served and from people."""
    systems = [name for name in NAMES if name in branch(suite, "systems")]
    beside = [name for name in ("compared", "base", "human") if name in branch(suite, "differences")]
    beside = [beside[0], "human"] if beside and "human" in beside and beside[0] != "human" else beside[:1]
    rows: list[tuple[str | Cell, ...]] = []
    for name in names:
        cells = [cell(dig(suite, "systems", system, name)) for system in systems]
        cells += [
            cell(
                dig(suite, "differences", other, name),
                is_difference=True,
                more_is_better=False if lower_is_better and name != "audited" else True if lower_is_better else None,
            )
            for other in beside
        ]
        group = str(dig(suite, "measures", name, "group") or "")
        rows.append((name.replace("_", " "), Cell(group, "faint"), *cells))
    head = (
        "measure",
        "group",
        *(NAMES[name] for name in systems),
        *(f"candidate less {NAMES[name]}" for name in beside),
    )
    return Table(head, tuple(rows))


def lengths(told: Told) -> Section:
    """The section on how long texts are."""
    title, blocks = "Lengths", list[Block]()
    written = {NAMES.get(who, who): words for who, words in _words(told).items()}
    if written:
        blocks.append(_steps("lengths-written", "Words of what was written for held-out prompts", written))
    if told.lengths:
        blocks.append(_steps("lengths-pairs", "Words of the pairs that were learned from", told.lengths))
    if said := branch(told.evaluation, "written"):
        rows = tuple(
            (
                NAMES.get(who, who), str(dig(one, "samples")), str(dig(one, "mean_words")),
                *(f"{dig(one, what):.0%}" for what in ("empty", "unsafe", "commonest_opening")),
            )
            for who, one in said.items()
        )  # fmt: skip
        words = dig(told.evaluation, "chosen_words")
        caption = f"As the gate read it; people's chosen texts have {words} words on average"
        blocks.append(Table(("writer", "texts", "mean words", "empty", "unsafe", "same opening"), rows, caption))
    if not blocks:
        return Section(
            "lengths", title, missing="no text of this run is kept: none was written, or all were taken back"
        )
    return Section("lengths", title, tuple(blocks), "At each length, the share of texts that are at most so long.")


def ratings(told: Told) -> Section:
    """The section on what raters said."""
    title, said = "Ratings by people", branch(told.examination, "ratings")
    means = branch(said, "means")
    if not means:
        return Section(
            "ratings", title, missing="nobody has rated its texts, or no examination has counted it since: "
            "`sidelight-train ratings export` puts them before people, `sidelight-train evaluate` counts",
        )  # fmt: skip
    dimensions = list(dict.fromkeys(name for by in means.values() for name in by))
    table = Table(
        ("writer", *dimensions),
        tuple((who, *(cell(by.get(name)) for name in dimensions)) for who, by in means.items()),
        f"{said.get('texts')} texts, {said.get('ratings')} ratings by {len(branch(said, 'raters'))} raters, "
        f"{said.get('blinded')} of them blinded; scores from 1 to 5",
    )
    duels = tuple(_duel(one) for one in said.get("duels") or ())
    alphas = {name: _alpha(one) for name, one in branch(said, "alphas").items()}
    blocks: list[Block] = [table]
    if duels:
        blocks.append(Table(("compared", "dimension", "difference", "p, Holm"), duels, "Post by post"))
    if alphas:
        blocks.append(facts(alphas, head=("dimension", "alpha"), caption="Agreement among raters (Krippendorff)"))
    return Section("ratings", title, tuple(blocks))


def _duel(one: Tree) -> tuple[str | Cell, ...]:
    difference = cell(one.get("difference"), is_difference=True)
    return (f"{one['one']} less {one['other']}", str(one["dimension"]), difference, f"{one['p_holm']:.3g}")


def _rates(one: Tree) -> str:
    return f"{one.get('texts_per_s')} texts/s, {one.get('tokens_per_s')} tokens/s"


def _alpha(one: Tree) -> str:
    found = mean_of({**one, "mean": one.get("alpha")})
    return f"{found or one.get('alpha')}, {one.get('texts')} texts"


def _why(told: Told) -> str:
    if told.evaluation:
        return "nothing was written for held-out prompts (`training.gate.samples` is 0), or by an older version"
    return why_unmeasured(told)


def _plot(suite: Tree, legend: Tree) -> list[Block]:
    """How clear each difference is, all on one scale: in halves of its interval, so that a clear one is beyond 1."""
    other = next((name for name in ("compared", "base") if branch(suite, "differences", name)), "")
    found: dict[str, Mean] = {}
    for name, tree in branch(suite, "differences", other).items():
        one, group = mean_of(tree), dig(legend, name, "group")
        if one is not None and group not in (SAFETY, "distance") and (half := (one.high - one.low) / 2) > 0:
            middle = max(-_FAR, min(_FAR, one.mean / half))
            found[name.replace("_", " ")] = Mean(middle, middle - 1, middle + 1)
    if not found:
        return []
    clear = [name for name, one in found.items() if one.is_clear]
    title = f"Candidate less {NAMES[other]}"
    alt = f"{title}, each difference in halves of its interval. Clear ones: {', '.join(clear) or 'none'}."
    with drawing("suite", alt, size=(7.5, 0.24 * len(found) + 0.9), caption=title) as canvas:
        axes = canvas.axes()
        as_forest(axes, found, colours={name: COLOURS["candidate" if name in clear else "human"] for name in found})
        axes.axvline(0, color="#9ca3af", linestyle="dotted")
        axes.set(xlabel=f"difference, in halves of its interval (at most {_FAR:g} are shown)")
    return [canvas.plot]


def _topics(suite: Tree) -> Table | None:
    """The distances from people's replies, by what the posts speak of."""
    rows: list[tuple[str | Cell, ...]] = []
    columns: dict[str, None] = {}
    for topic in suite.get("topics") or ():
        found = branch(topic, "systems", "candidate")
        columns.update(dict.fromkeys(found))
    for topic in suite.get("topics") or ():
        for who in ("compared", "base", "candidate"):
            found = branch(topic, "systems", who)
            if found:
                cells = (cell(found.get(name)) for name in columns)
                rows.append((f"{topic.get('name')}, {NAMES[who]}", str(topic.get("prompts")), *cells))
    head = ("topic", "prompts", *(name.replace("_", " ") for name in columns))
    return Table(head, tuple(rows), "Distances from people's replies, by topic") if rows else None


def _words(told: Told) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for one in told.samples:
        role = told.role(one.system)
        found[role] = (*found.get(role, ()), len(one.text.split()))
    order = [*(role for role in NAMES if role in found), *(role for role in found if role not in NAMES)]
    return {role: found[role] for role in order}


def _steps(name: str, title: str, values: Mapping[str, Sequence[int]]) -> Plot:
    keys = {label: key for key, label in NAMES.items()}
    middles = {who: sorted(words)[len(words) // 2] for who, words in values.items()}
    said = "; ".join(
        f"{who}: {len(values[who])} texts, half of them at most {middle} words" for who, middle in middles.items()
    )
    with drawing(name, f"{title}. {said}.", size=(7.5, 2.8), caption=title) as canvas:
        axes = canvas.axes()
        for who, words in values.items():
            as_steps(axes, words, label=f"{who} ({len(words)})", colour=COLOURS.get(keys.get(who, who), "#6b7280"))
        axes.set(xlabel="words", ylabel="share of texts", ylim=(0, 1.02))
        axes.legend(fontsize=8)
    return canvas.plot
