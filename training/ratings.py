"""What raters said of several systems: means with intervals, paired tests, agreement among raters, and blinding.

A text's score is the mean of its raters'. Systems are compared post by post, so a hard post is hard for both. Intervals
draw whole posts; they do not speak for other raters than these, which is what alpha is for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from store.rows import RatingRow, SampleRow, SheetRow
from training.alpha import Alpha, ordinal_alpha
from training.bootstrap import Estimate, estimate
from training.evaluation.texts import PEOPLES
from training.rated import DIMENSIONS

OVERALL = "overall"
"""The mean of the five."""
Rated = Sequence[tuple[SampleRow, Sequence[RatingRow]]]


@dataclass(frozen=True, slots=True)
class Duel:
    """Two systems on the posts where both were rated."""

    one: str
    other: str
    dimension: str
    difference: Estimate
    """Of `one` less `other`, in points."""
    p: float
    """Wilcoxon's signed ranks over posts, two-sided; 1 where they never differ."""
    p_holm: float
    """The same after Holm's correction over the five dimensions of this pair of systems; `p` for `overall`."""

    def as_json(self) -> dict[str, object]:
        """For reports."""
        said = {"one": self.one, "other": self.other, "dimension": self.dimension}
        return {
            **said,
            "difference": self.difference.as_json(),
            "p": float(f"{self.p:.4g}"),
            "p_holm": float(f"{self.p_holm:.4g}"),
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything that raters said."""

    texts: int
    ratings: int
    raters: Mapping[str, int]
    """Rater → texts."""
    blinded: int
    """Ratings that were given on blinded sheets."""
    seen_through: Estimate | None
    """Share of guesses at "did a machine write this?" that are right, unsure ones half; 0.5 is a coin."""
    means: Mapping[str, Mapping[str, Estimate]]
    """System → dimension → mean."""
    duels: tuple[Duel, ...]
    alphas: Mapping[str, Alpha]
    """Dimension → agreement among raters."""

    def as_json(self) -> dict[str, object]:
        """For `--json` and reports."""
        return {
            "texts": self.texts,
            "ratings": self.ratings,
            "raters": dict(self.raters),
            "blinded": self.blinded,
            "seen_through": self.seen_through.as_json() if self.seen_through else None,
            "means": {who: {name: one.as_json() for name, one in by.items()} for who, by in self.means.items()},
            "duels": [one.as_json() for one in self.duels],
            "alphas": {name: one.as_json() for name, one in self.alphas.items()},
        }


def judge(rated: Rated, sheets: Sequence[SheetRow], *, seed: int) -> Judged:
    """What all ratings say together."""
    blind = {sheet.id for sheet in sheets if sheet.blinded}
    given = [row for _, rows in rated for row in rows]
    scores = scores_of(rated)
    return Judged(
        texts=len(rated),
        ratings=len(given),
        raters=dict(Counter(row.rater for row in given).most_common()),
        blinded=sum(row.sheet in blind for row in given),
        seen_through=_seen_through(rated, blind, seed),
        means=_means(rated, scores, seed),
        duels=_duels(rated, scores, seed),
        alphas={name: ordinal_alpha(_by_rater(rated, name), seed=seed) for name in DIMENSIONS},
    )


def scores_of(rated: Rated) -> dict[int, dict[str, float]]:
    """Sample → dimension → mean over raters, and their mean as `overall` where all five were scored."""
    found: dict[int, dict[str, float]] = {}
    for sample, rows in rated:
        means = {}
        for name in DIMENSIONS:
            said = [score for row in rows if (score := getattr(row, name)) is not None]
            if said:
                means[name] = fmean(said)
        if len(means) == len(DIMENSIONS):
            means[OVERALL] = fmean(means.values())
        found[sample.id] = means
    return found


def _means(rated: Rated, scores: Mapping[int, Mapping[str, float]], seed: int) -> dict[str, dict[str, Estimate]]:
    found: dict[str, dict[str, Estimate]] = {}
    for system in sorted({sample.system for sample, _ in rated}):
        for name in (*DIMENSIONS, OVERALL):
            told = [(s.post, scores[s.id][name]) for s, _ in rated if s.system == system and name in scores[s.id]]
            if len({post for post, _ in told}) > 1:
                values, posts = [value for _, value in told], [post for post, _ in told]
                found.setdefault(system, {})[name] = estimate(values, posts, seed=seed)
    return found


def _duels(rated: Rated, scores: Mapping[int, Mapping[str, float]], seed: int) -> tuple[Duel, ...]:
    by_system: dict[str, dict[str, dict[str, list[float]]]] = {}
    for sample, _ in rated:
        for name, score in scores[sample.id].items():
            by = by_system.setdefault(sample.system, {}).setdefault(name, {})
            by.setdefault(sample.post, []).append(score)
    found: list[Duel] = []
    for one, other in combinations(sorted(by_system), 2):
        rows = [
            row
            for name in (*DIMENSIONS, OVERALL)
            if (row := _duel(one, other, name, by_system[one].get(name, {}), by_system[other].get(name, {}), seed=seed))
        ]
        found += _corrected(rows)
    return tuple(found)


def _duel(
    one: str,
    other: str,
    name: str,
    ours: Mapping[str, Sequence[float]],
    theirs: Mapping[str, Sequence[float]],
    *,
    seed: int,
) -> Duel | None:
    """None where fewer than two posts have texts of both."""
    posts = sorted(ours.keys() & theirs.keys())
    if len(posts) < 2:
        return None
    differences = [fmean(ours[post]) - fmean(theirs[post]) for post in posts]
    p = signed_ranks(differences)
    return Duel(one, other, name, estimate(differences, posts, seed=seed), p, p)


def signed_ranks(differences: Sequence[float]) -> float:
    """Wilcoxon's two-sided p; ties at nought are ranked and dropped (Pratt). 1 where nothing differs."""
    from scipy.stats import wilcoxon

    rounded = [round(value, 9) for value in differences]  # means of the same scores may differ in their last digit
    if not any(rounded):
        return 1.0
    return float(wilcoxon(rounded, zero_method="pratt").pvalue)


def _corrected(rows: Sequence[Duel]) -> list[Duel]:
    """Holm's step-down over the five dimensions."""
    tested = sorted((row for row in rows if row.dimension != OVERALL), key=lambda row: row.p)
    worst, corrected = 0.0, {}
    for place, row in enumerate(tested):
        worst = max(worst, min(1.0, row.p * (len(tested) - place)))
        corrected[row.dimension] = worst
    return [
        Duel(row.one, row.other, row.dimension, row.difference, row.p, corrected.get(row.dimension, row.p))
        for row in rows
    ]


def _by_rater(rated: Rated, name: str) -> list[dict[str, int]]:
    """For each text what each rater said of it."""
    return [{row.rater: score for row in rows if (score := getattr(row, name)) is not None} for _, rows in rated]


def _seen_through(rated: Rated, blind: set[int], seed: int) -> Estimate | None:
    """Whether blinding held, of the guesses on blinded sheets."""
    right: dict[str, list[float]] = defaultdict(list)
    for sample, rows in rated:
        truth = "no" if sample.system in PEOPLES else "yes"
        for row in rows:
            if row.sheet in blind and row.machine:
                right[sample.post].append(0.5 if row.machine == "unsure" else float(row.machine == truth))
    values = [(value, post) for post, said in right.items() for value in said]
    if not values:
        return None
    return estimate([value for value, _ in values], [post for _, post in values], seed=seed)
