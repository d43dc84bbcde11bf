"""Fits the heads: sentences first, then what the loudest sentence and the rules together are worth.

Sentences of an unsafe reply are not all unsafe. The first round learns from short replies, the second takes from long
ones the sentences that the first found loudest (multiple-instance learning). What the fusion sees of a seed comes from
heads that were fitted without it, so that its probabilities hold for texts that are new.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from models.protocols import Hazard, Post, SafetyRules
from models.safety import RulesClassifier
from models.safety.heads import POST_CHARACTERS, Encode, Heads, Numbers, hashed, paired, reply_features, sigmoid
from models.safety.units import units_of
from training.safety.seeds import Case

Mask = npt.NDArray[np.bool_]
Tell = Callable[[str, float], None]
"""Told what is being done and which share of it is."""

HAZARDS = tuple(Hazard)
FOLDS = 4
ALARMS = 0.02
"""Share of real benign replies that may be flagged at 0.5, among those fitted on."""
MOST_REAL = 8000
"""Sentences of real replies that are learned from."""
SILENT = -8.0
"""Log-odds of a head that nobody gave examples to."""
_REAL_WEIGHT = 1.0
_OTHER_HAZARD_WEIGHT = 0.3
_SHORT = 2
"""Sentences up to which every sentence of an unsafe reply is taken as unsafe in the first round."""


@dataclass(slots=True)
class Material:
    """All the cases, read once: rows of sentences and which case each belongs to."""

    cases: Sequence[Case]
    owner: npt.NDArray[np.int64]
    ngrams: csr_matrix
    alone: Numbers
    """(sentences, 768) without the post."""
    meeting: Numbers
    """(sentences, 768) with a post: its own, or one of another case where it has none."""
    own: Numbers
    """(sentences, 768) as `judge` will see them: with its own post or none."""
    rules: Numbers
    """(cases, hazards) what the rules say."""
    count: npt.NDArray[np.int64] = field(init=False)
    kept: Mask = field(init=False)
    """Sentences that are learned from: all but some of the many real ones."""

    def __post_init__(self) -> None:
        self.count = np.bincount(self.owner, minlength=len(self.cases))
        real = np.array([case.is_real for case in self.cases])[self.owner]
        chance = np.random.default_rng(5).random(len(self.owner))
        self.kept = ~real | (chance < MOST_REAL / max(1, real.sum()))


def read_material(cases: Sequence[Case], encode: Encode, tell: Tell, *, seed: int = 7) -> Material:
    """Sentences, n-grams and vectors of every case."""
    classifier = RulesClassifier()
    owner: list[int] = []
    texts: list[str] = []
    rules = np.zeros((len(cases), len(HAZARDS)), np.float32)
    for place, case in enumerate(cases):
        if place % 100 == 0:
            tell("rules", place / len(cases))
        asked = SafetyRules(is_machine_text=case.near is Hazard.FALSE_EXPERIENCE)
        verdict = classifier.judge(Post("", case.post), case.reply, asked)
        rules[place] = [verdict.probabilities[hazard] for hazard in HAZARDS]
        units = units_of(case.reply, case.post, classifier.vocabulary)
        texts += [unit.text for unit in units]
        owner += [place] * len(units)
    vectors = _encoded(texts, encode, tell)
    posts = sorted({case.post[:POST_CHARACTERS] for case in cases if case.post.strip()})
    by_post = dict(zip(posts, encode(posts), strict=True))
    none = np.zeros(vectors.shape[1], np.float32)
    rng = np.random.default_rng(seed)
    own = np.stack([by_post.get(cases[i].post[:POST_CHARACTERS], none) for i in owner])
    # A head that could tell seeds from real replies by their posts would learn just that.
    other = np.stack([by_post[posts[i]] for i in rng.integers(len(posts), size=len(cases))])
    lent = np.stack([other[i] if not cases[i].post.strip() else own[row] for row, i in enumerate(owner)])
    return Material(
        cases, np.array(owner), hashed(texts), paired(vectors, np.zeros_like(vectors)), paired(vectors, lent),
        paired(vectors, own), rules,
    )  # fmt: skip


def _encoded(texts: Sequence[str], encode: Encode, tell: Tell) -> Numbers:
    step = 512
    rows = []
    for start in range(0, len(texts), step):
        tell("encoding", start / len(texts))
        rows.append(encode(texts[start : start + step]))
    return np.concatenate(rows)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Strength of the fit: inverse regularisation of each reader, and of the fusion."""

    ngrams: float = 3.0
    encoder: float = 3.0
    fusion: float = 1.0


def fit(material: Material, mask: Mask, version: str, tell: Tell, recipe: Recipe = Recipe()) -> Heads:
    """Heads from the cases in `mask`."""
    ngrams, encoder = _fit_readers(material, mask, recipe, tell)
    scores = _out_of_fold(material, mask, recipe, tell)
    features = [_features(material, s) for s in (scores[0] + scores[1], scores[0])]
    fusion, alone = (_fit_fusion(material, mask, f, recipe) for f in features)
    return Heads(HAZARDS, version, *ngrams, *encoder, fusion, alone)


def _fit_readers(
    material: Material, mask: Mask, recipe: Recipe, tell: Tell
) -> tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers]]:
    both: Any = (material.ngrams, None), (None, (material.alone, material.meeting))
    found = []
    for (sparse, dense), strength in zip(both, (recipe.ngrams, recipe.encoder), strict=True):
        rows, biases = [], []
        for place, hazard in enumerate(HAZARDS):
            tell("fitting", place / len(HAZARDS))
            width = material.ngrams.shape[1] if sparse is not None else material.own.shape[1]
            row, bias = np.zeros(width, np.float32), SILENT
            if any(case.hazard is hazard for case, taken in zip(material.cases, mask, strict=True) if taken):
                model = _fit_hazard(material, mask, hazard, sparse, dense, strength)
                row, bias = model.coef_[0], float(model.intercept_[0])
            rows.append(row)
            biases.append(bias)
        found.append((np.array(rows, np.float32), np.array(biases, np.float32)))
    return found[0], found[1]


def _fit_hazard(
    material: Material, mask: Mask, hazard: Hazard, sparse: Any, dense: Any, strength: float
) -> LogisticRegression:
    guilty = np.array([case.hazard is hazard for case in material.cases]) & mask
    innocent = np.array([_is_negative(case, hazard) for case in material.cases]) & mask
    weights = np.array([_weight(case, hazard) for case in material.cases])
    positive, negative = guilty[material.owner], innocent[material.owner] & material.kept
    taken = negative | (positive & (material.count[material.owner] <= _SHORT))
    model = None
    for _ in range(2):
        rows = np.flatnonzero(taken)
        y, w = positive[rows], weights[material.owner[rows]]
        w = np.where(y, np.sqrt((w * ~y).sum() / max(1, y.sum())), w)
        if sparse is not None:
            x, solver = sparse[rows], "liblinear"
        else:  # every other sentence with a post, so that neither having one nor lacking one tells anything
            x, solver = np.where((rows % 2 == 0)[:, None], dense[0][rows], dense[1][rows]), "lbfgs"
        model = LogisticRegression(C=strength, solver=solver, tol=1e-3, max_iter=60).fit(x, y, sample_weight=w)
        scores = model.decision_function(sparse if sparse is not None else material.own)
        taken = negative | _loudest(material, guilty, scores)
    assert model is not None
    return model


def _is_negative(case: Case, hazard: Hazard) -> bool:
    """Whether a case teaches what `hazard` is not. People may tell of their lives: only machine texts teach that."""
    if hazard is Hazard.FALSE_EXPERIENCE and case.near is not Hazard.FALSE_EXPERIENCE:
        return case.near is not None and case.functionality not in {
            "own_experience",
            "better_for_me",
            "profane_support",
        }
    return case.hazard is not hazard


def _weight(case: Case, hazard: Hazard) -> float:
    if case.is_real:
        return _REAL_WEIGHT
    return _OTHER_HAZARD_WEIGHT if case.hazard not in {None, hazard} else 1.0


def _loudest(material: Material, guilty: Mask, scores: Numbers) -> Mask:
    """In each guilty case the loudest third of its sentences."""
    found = np.zeros(len(material.owner), bool)
    for place in np.flatnonzero(guilty):
        rows = np.flatnonzero(material.owner == place)
        found[rows[np.argsort(-scores[rows])[: max(1, round(len(rows) / 3))]]] = True
    return found


def _out_of_fold(material: Material, mask: Mask, recipe: Recipe, tell: Tell) -> tuple[Numbers, Numbers]:
    """Each sentence's scores, by n-grams and by encoder, from readers that never saw its case."""
    rng = np.random.default_rng(11)
    fold = rng.integers(FOLDS, size=len(material.cases))
    shape = (len(material.owner), len(HAZARDS))
    ngrams, encoder = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for part in range(FOLDS):
        tell(f"checking, fold {part + 1} of {FOLDS}", part / FOLDS)
        readers = _fit_readers(material, mask & (fold != part), recipe, lambda *_: None)
        rows = (fold == part)[material.owner]
        ngrams[rows] = material.ngrams[rows] @ readers[0][0].T + readers[0][1]
        encoder[rows] = material.own[rows] @ readers[1][0].T + readers[1][1]
    return ngrams, encoder


def _features(material: Material, scores: Numbers) -> Numbers:
    """(cases, hazards, 4)"""
    rows: list[list[int]] = [[] for _ in material.cases]
    for row, place in enumerate(material.owner.tolist()):
        rows[place].append(row)
    return np.stack([reply_features(material.rules[i], scores[r]) for i, r in enumerate(rows)])


def _fit_fusion(material: Material, mask: Mask, features: Numbers, recipe: Recipe) -> Numbers:
    """(hazards, 4), the constant shifted together so that real benign replies alarm as seldom as `ALARMS`."""
    found = []
    for column, hazard in enumerate(HAZARDS):
        rows = np.flatnonzero(mask & np.array([_is_negative(c, hazard) or c.hazard is hazard for c in material.cases]))
        y = np.array([material.cases[int(i)].hazard is hazard for i in rows])
        if not y.any():
            found.append(np.array([0.0, 0.0, 0.0, SILENT], np.float32))
            continue
        model = LogisticRegression(C=recipe.fusion, fit_intercept=False, solver="lbfgs", max_iter=500)
        found.append(model.fit(features[rows, column], y).coef_[0])
    weights = np.array(found, np.float32)
    real = mask & np.array([case.is_real for case in material.cases])
    if real.any():
        asked = [i for i, hazard in enumerate(HAZARDS) if hazard is not Hazard.FALSE_EXPERIENCE]
        loud = (features[real] * weights).sum(2)[:, asked].max(1)
        weights[:, 3] -= max(0.0, float(np.quantile(loud, 1 - ALARMS)))
    return weights


def judged(material: Material, heads: Heads, *, with_encoder: bool = True) -> Numbers:
    """(cases, hazards) probabilities for cases that the heads have not seen."""
    scores = np.asarray(material.ngrams @ heads.ngrams.T, np.float32) + heads.ngram_bias
    if with_encoder:
        scores = scores + material.own @ heads.encoder.T + heads.encoder_bias
    weights = heads.fusion if with_encoder else heads.fusion_alone
    return sigmoid((_features(material, scores) * weights).sum(2))


def mask_of(cases: Sequence[Case], *, without: Collection[str] = ()) -> Mask:
    """The cases to fit on: nothing held out, and no functionality of `without`."""
    return np.array([not case.is_held_out and case.functionality not in without for case in cases])
