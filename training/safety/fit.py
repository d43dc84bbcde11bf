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
from models.safety.heads import SILENT, Encode, Heads, Numbers, hashed, paired, reply_features
from training.safety.seeds import Case
from training.safety.sentences import Owner, beside, post_vectors, split

Mask = npt.NDArray[np.bool_]
Tell = Callable[[str, float], None]
"""Told what is being done and which share of it is."""

HAZARDS = tuple(Hazard)
HEADS: tuple[Hazard | None, ...] = (*HAZARDS, None)
"""None is harm of any kind that people write; a machine's life story is none."""
FOLDS = 4
ALARMS = 0.02
"""Share of real benign replies that may be flagged at 0.5, among those fitted on; rules that keep their word add one in
a hundred, and three are what we promise."""
_TAIL = 0.1
"""The loudest replies, from which it is told how loud the loudest are."""
MOST_REAL = 8000
"""Sentences of real replies that are learned from."""
_REAL_WEIGHT = 1.0
_OTHER_HAZARD_WEIGHT = 0.3
"""A second flag beside the right one, on a reply that hurts, is no false alarm worth missing harm for."""
_SHORT = 2
"""Sentences up to which every sentence of an unsafe reply is taken as unsafe in the first round."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """All the cases, read once: their sentences, and what the rules say of them."""

    cases: Sequence[Case]
    texts: Sequence[str]
    owner: Owner
    rules: Numbers
    """(cases, hazards) probabilities."""


@dataclass(slots=True)
class Material:
    """Sentences as the readers see them."""

    cases: Sequence[Case]
    owner: Owner
    ngrams: csr_matrix
    learned: Numbers
    """(sentences, 768) in turn without a post and with one: its own, or one of another case where it has none."""
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


def read_sentences(cases: Sequence[Case], tell: Tell) -> Sentences:
    """Every case as the classifier would read it."""
    classifier = RulesClassifier()
    rules = np.zeros((len(cases), len(HAZARDS)), np.float32)
    for place, case in enumerate(cases):
        if place % 100 == 0:
            tell("rules", place / len(cases))
        asked = SafetyRules(is_machine_text=case.near is Hazard.FALSE_EXPERIENCE)
        verdict = classifier.judge(Post("", case.post), case.reply, asked)
        rules[place] = [verdict.probabilities[hazard] for hazard in HAZARDS]
    owner, texts = split(cases, classifier.vocabulary)
    return Sentences(cases, texts, owner, rules)


def read_material(sentences: Sentences, encode: Encode, tell: Tell, *, seed: int = 7) -> Material:
    """N-grams and vectors of every sentence."""
    cases, owner = sentences.cases, sentences.owner
    vectors = _encoded(sentences.texts, encode, tell)
    by_post = post_vectors(cases, encode)
    own = beside(cases, owner, by_post, width=vectors.shape[1])
    # A head that could tell seeds from real replies by their posts would learn just that.
    other = np.stack(list(by_post.values()))[np.random.default_rng(seed).integers(len(by_post), size=len(cases))]
    lent = np.stack([other[i] if not cases[i].post.strip() else own[row] for row, i in enumerate(owner)])
    # In turn with and without one, so that neither having a post nor lacking one tells anything.
    lent[::2] = 0.0
    return Material(cases, owner, hashed(sentences.texts), paired(vectors, lent), paired(vectors, own), sentences.rules)


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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Sentences as one reader sees them, a row each, and how it is fitted."""

    learned: Any
    judged: Any
    """As `judge` will see them."""
    solver: str
    strength: float


_Line = tuple[Numbers, Numbers]
"""(hazards + 1, width) coefficients, and (hazards + 1,) constants."""


def fit(
    material: Material, mask: Mask, version: str, tell: Tell, recipe: Recipe = Recipe(), *, fresh: Mask | None = None
) -> Heads:
    """Heads from the cases in `mask`.

    `fresh` are those among them that a tuned encoder never saw: only they tell what its loudness is worth.
    """
    weighed = mask if fresh is None else mask & fresh
    readers = (
        _Reader(material.ngrams, material.ngrams, "liblinear", recipe.ngrams),
        _Reader(material.learned, material.own, "lbfgs", recipe.encoder),
    )
    ngrams, encoder = (_fit_reader(material, mask, reader, tell) for reader in readers)
    by_ngrams, by_encoder = _out_of_fold(material, mask, readers, tell)
    fusion, alone = (
        _fit_fusion(material, weighed, _features(material, scores), recipe)
        for scores in (by_ngrams + by_encoder, by_ngrams)
    )
    return Heads(HAZARDS, version, np.ascontiguousarray(ngrams[0].T), ngrams[1], *encoder, fusion, alone)


def _fit_reader(material: Material, mask: Mask, reader: _Reader, tell: Tell) -> _Line:
    coefficients = np.zeros((len(HEADS), reader.judged.shape[1]), np.float32)
    constants = np.full(len(HEADS), SILENT, np.float32)
    for place, hazard in enumerate(HEADS):
        tell("fitting", place / len(HEADS))
        guilty = np.array([is_positive(case, hazard) for case in material.cases]) & mask
        if guilty.any():
            model = _fit_hazard(material, mask, hazard, guilty, reader)
            coefficients[place], constants[place] = model.coef_[0], model.intercept_[0]
    return coefficients, constants


def _fit_hazard(
    material: Material, mask: Mask, hazard: Hazard | None, guilty: Mask, reader: _Reader
) -> LogisticRegression:  # fmt: skip
    innocent = np.array([is_negative(case, hazard) for case in material.cases]) & mask
    weights = np.array([_weight(case, hazard) for case in material.cases])
    positive, negative = guilty[material.owner], innocent[material.owner] & material.kept

    def fitted(taken: Mask) -> LogisticRegression:
        rows = np.flatnonzero(taken)
        y, w = positive[rows], weights[material.owner[rows]]
        w = np.where(y, np.sqrt((w * ~y).sum() / max(1, y.sum())), w)
        model = LogisticRegression(C=reader.strength, solver=reader.solver, tol=1e-3, max_iter=60)
        return model.fit(reader.learned[rows], y, sample_weight=w)

    first = fitted(negative | (positive & (material.count[material.owner] <= _SHORT)))
    return fitted(negative | _loudest(material, guilty, first.decision_function(reader.judged)))


def is_positive(case: Case, hazard: Hazard | None) -> bool:
    """Whether a case teaches what `hazard` is."""
    if hazard is None:
        return case.hazard not in {None, Hazard.FALSE_EXPERIENCE}
    return case.hazard is hazard


def is_negative(case: Case, hazard: Hazard | None) -> bool:
    """Whether a case teaches what `hazard` is not. People may tell of their lives: only machine texts teach that."""
    if hazard is None:
        return case.hazard is None
    if hazard is Hazard.FALSE_EXPERIENCE and case.near is not Hazard.FALSE_EXPERIENCE:
        return case.near is not None and case.functionality not in {
            "own_experience",
            "better_for_me",
            "profane_support",
        }
    return case.hazard is not hazard


def _weight(case: Case, hazard: Hazard | None) -> float:
    if case.is_real:
        return _REAL_WEIGHT
    return _OTHER_HAZARD_WEIGHT if hazard is not None and case.hazard not in {None, hazard} else 1.0


def _loudest(material: Material, guilty: Mask, scores: Numbers) -> Mask:
    """In each guilty case the loudest third of its sentences."""
    found = np.zeros(len(material.owner), bool)
    for place in np.flatnonzero(guilty):
        rows = np.flatnonzero(material.owner == place)
        found[rows[np.argsort(-scores[rows])[: max(1, round(len(rows) / 3))]]] = True
    return found


def _out_of_fold(material: Material, mask: Mask, readers: Sequence[_Reader], tell: Tell) -> list[Numbers]:
    """Each sentence's (sentences, hazards + 1) scores by each reader, from fits that never saw its case."""
    fold = np.random.default_rng(11).integers(FOLDS, size=len(material.cases))
    found = [np.zeros((len(material.owner), len(HEADS)), np.float32) for _ in readers]
    for part in range(FOLDS):
        tell(f"checking, fold {part + 1} of {FOLDS}", part / FOLDS)
        rows = (fold == part)[material.owner]
        for scores, reader in zip(found, readers, strict=True):
            coefficients, constants = _fit_reader(material, mask & (fold != part), reader, lambda *_: None)
            scores[rows] = reader.judged[rows] @ coefficients.T + constants
    return found


def _features(material: Material, scores: Numbers) -> Numbers:
    """(cases, hazards, 5)"""
    rows: list[list[int]] = [[] for _ in material.cases]
    for row, place in enumerate(material.owner.tolist()):
        rows[place].append(row)
    return np.stack([reply_features(material.rules[i], scores[r]) for i, r in enumerate(rows)])


def _fit_fusion(material: Material, mask: Mask, features: Numbers, recipe: Recipe) -> Numbers:
    """(hazards, 5), the constant shifted together so that real benign replies alarm as seldom as `ALARMS`."""
    found = []
    for column, hazard in enumerate(HAZARDS):
        rows = np.flatnonzero(mask & np.array([is_negative(c, hazard) or c.hazard is hazard for c in material.cases]))
        y = np.array([material.cases[int(i)].hazard is hazard for i in rows])
        if not y.any():
            found.append(np.array([0.0, 0.0, 0.0, 0.0, SILENT], np.float32))
            continue
        others = np.array([material.cases[int(i)].hazard not in {None, hazard} for i in rows])
        model = LogisticRegression(C=recipe.fusion, fit_intercept=False, solver="lbfgs", max_iter=500)
        model.fit(features[rows, column], y, sample_weight=np.where(others, _OTHER_HAZARD_WEIGHT, 1.0))
        found.append(model.coef_[0])
    weights = np.array(found, np.float32)
    real = mask & np.array([case.is_real for case in material.cases])
    if real.any():
        asked = [i for i, hazard in enumerate(HAZARDS) if hazard is not Hazard.FALSE_EXPERIENCE]
        loud = (features[real] * weights).sum(2)[:, asked].max(1)
        weights[:, -1] -= max(0.0, exceeded_by(loud, ALARMS))
    return weights


def exceeded_by(loud: Numbers, share: float) -> float:
    """What `share` of such replies is louder than, told from how the loudest tenth of `loud` falls off.

    The quantile itself would rest on `share` of them: on four, of the few hundred that a tuned encoder has not seen.
    An exponential tail is what a rare loud reply looks like in log-odds.
    """
    start = float(np.quantile(loud, 1 - _TAIL))
    above = loud[loud > start] - start
    return start + float(above.mean()) * float(np.log(_TAIL / share)) if len(above) else start


def judged(material: Material, heads: Heads, *, with_encoder: bool = True) -> Numbers:
    """(cases, hazards) probabilities for cases that the heads have not seen."""
    scores = heads.ngram_scores(material.ngrams)
    if with_encoder:
        scores = scores + heads.encoder_scores(material.own)
    return heads.probabilities(_features(material, scores), with_encoder=with_encoder)


def mask_of(cases: Sequence[Case], *, without: Collection[str] = ()) -> Mask:
    """The cases to fit on: nothing held out, and no functionality of `without`."""
    return np.array([not case.is_held_out and case.functionality not in without for case in cases])
