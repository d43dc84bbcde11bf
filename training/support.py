"""Which replies helped: weak labels from what seekers and voters did, and a small classifier that learned from them.

After RedditESS (Alghamdi et al. 2025). A reply is taken to have helped where the seeker thanked for it (reciprocity),
or where the community liked it clearly more than its siblings at the same age and the seeker answered it without
pushing back (reception), or thanked everybody later in an edit of the post (edit). Only such positives are believed: a
reply that nobody answered is unknown, not bad, so the fit is one of positives against unknown ones, and its
probabilities are raised by how many positives it finds (Elkan & Noto 2008).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from store.rows import ReplyRow
from training.bootstrap import estimate
from training.errors import Misconfigured
from training.evidence import Evidence, Log
from training.linear import Linear, fit_labels
from training.settings import PairSettings

KINDS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "emotional": r"\b(?:sorry|sounds? (?:\w+ ){0,2}(?:hard|heavy|rough|painful|lonely)|here for you|care about"
        r"|hugs?|with you|feel for you|hurts?)\b",
        "informational": r"\b(?:might help|could try|you (?:could|might|can)|one thing|for me,? what|worked for"
        r"|means? that|because|for example|such as)\b",
        "esteem": r"\b(?:makes? sense|not (?:weak|stupid|broken|lazy)|proud of|brave|strong|strength|understandable"
        r"|anybody would|anyone would|no wonder|you did|valid)\b",
        "network": r"\b(?:not alone|same here|me too|i was there|been there|many of us|all of us|group|friends?"
        r"|community|talk to (?:some|any)one)\b",
        "tangible": r"\b(?:i can (?:help|call|come|bring|send|look)|i(?:'ll| will) (?:help|call|send|look)|step by step"
        r"|first step|make a (?:list|plan)|write (?:it )?down|appointment|ring them|call them)\b",
    }.items()
}
"""Support kinds of Cutrona and Suhr, as RedditESS asks for them, by words of our own: what a reply offers."""
FOLDS = 5
FEWEST = 20
"""Positives with fewer of which nothing is fitted."""
WEIGHTS, CARD = "support.npz", "support.json"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One reply, and whether something says that it helped."""

    reply: str
    post: str
    text: str
    helped: bool
    """False is unknown."""
    by: str
    """`reciprocity`, `reception`, `both`, `edit`, or empty."""


@dataclass(frozen=True, slots=True)
class Support:
    """A fitted classifier."""

    model: Linear
    found_of_positives: float
    """Mean probability of held-out positives: by this an unknown one's is divided."""
    threshold: float
    folds: tuple[Linear, ...] = ()
    fold_of: Mapping[str, int] = field(default_factory=dict)
    """Post → which of the folds was fitted without it. Not kept in files."""

    def probability(self, texts: Sequence[str]) -> list[float]:
        """How likely each text is to help, from 0 to 1."""
        raw = self.model.probability(texts) / self.found_of_positives
        return [float(min(1.0, value)) for value in raw]

    def scores(self, texts: Sequence[str], posts: Sequence[str]) -> list[float]:
        """The higher, the likelier each text is to help, by a fit that saw no reply to its post.

        A fit remembers the replies that it learned were thanked for; asked about them, it would only repeat the labels.
        """
        found = [0.0] * len(texts)
        by_model: dict[int, list[int]] = defaultdict(list)
        for place, post in enumerate(posts):
            by_model[self.fold_of.get(post, -1)].append(place)
        for fold, places in by_model.items():
            model = self.model if fold < 0 else self.folds[fold]
            for place, score in zip(places, model.score([texts[place] for place in places]), strict=True):
                found[place] = float(score)
        return found

    def save(self, folder: Path, card: Mapping[str, Any]) -> None:
        """Write weights and card."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / WEIGHTS,
            weights=self.model.weights.astype(np.float32),
            rest=np.array([self.model.intercept, self.found_of_positives, self.threshold]),
        )
        (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def load_support(folder: Path) -> Support | None:
    """The classifier in a folder, or None without one."""
    path = folder / WEIGHTS
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as held:
        intercept, found, threshold = (float(value) for value in held["rest"])
        return Support(Linear(held["weights"].astype(np.float64), intercept), found, threshold)


def support_kinds(text: str) -> tuple[str, ...]:
    """What kinds of support a reply offers."""
    return tuple(name for name, pattern in KINDS.items() if pattern.search(text))


def labelled(log: Log, rules: PairSettings) -> list[Labelled]:
    """Every reply that may be learned from, with what is known of it. Flagged and removed ones helped nobody."""
    found = []
    for post, rows in log.by_post.items():
        seeker = log.posts.get(post)
        if seeker is None or seeker.gone_utc is not None or not log.allows(seeker.author):
            continue
        scores = {
            row.fullname: seen.score
            for row in rows
            if (seen := log.reading(row.fullname, rules.outcome_age_h)) and seen.score is not None and not seen.edited
        }
        for row in rows:
            if row.by_seeker or not row.body or row.gone_utc is not None or not log.allows(row.author):
                continue
            if log.is_flagged(row.fullname) or log.is_removed(row.fullname):
                continue
            by = _said(log, row, scores) or _said_in_post(log, row, scores)
            found.append(Labelled(row.fullname, post, row.body, bool(by), by))
    return found


def _said(log: Log, row: ReplyRow, scores: Mapping[str, int]) -> str:
    """What the seeker's answer below the reply says, with the votes."""
    is_liked, said = _is_liked(row.fullname, scores), log.seeker_answer(row.fullname)
    if said == "thanks":
        return "both" if is_liked else "reciprocity"
    is_answered = any(seen.seeker_answer == "other" for seen in log.readings.get(row.fullname, ()))
    return "reception" if is_liked and is_answered and said is None else ""


def _said_in_post(log: Log, row: ReplyRow, scores: Mapping[str, int]) -> str:
    """What thanks in an edit of the post say: they are for everybody, so the votes must say for whom."""
    post = log.posts[row.post]
    is_meant = post.answered_utc is not None and row.created_utc < post.answered_utc
    is_liked = _is_liked(row.fullname, scores) and log.seeker_answer(row.fullname) is None
    return "edit" if post.seeker_answer == "thanks" and is_meant and is_liked else ""


def _is_liked(reply: str, scores: Mapping[str, int]) -> bool:
    """Whether it has clearly more votes than its siblings had at that age."""
    own, others = scores.get(reply), [score for name, score in scores.items() if name != reply]
    return own is not None and bool(others) and own >= 2 and own >= 2 * max(1.0, float(np.median(others)))


def too_few(rows: Sequence[Labelled]) -> str:
    """Why nothing can be fitted on these, or empty."""
    positives = sum(row.helped for row in rows)
    if positives >= FEWEST and len(rows) - positives >= FEWEST:
        return ""
    return f"{positives} of {len(rows)} replies are known to have helped; a fit needs {FEWEST}, and as many others"


def fit_support(rows: Sequence[Labelled], *, seed: int) -> tuple[Support, dict[str, Any]]:
    """The classifier, and its card: how well it finds held-out positives among the unknown, by posts it never saw.

    Raises `Misconfigured` with too few positives.
    """
    if why := too_few(rows):
        raise Misconfigured(why)
    model = fit_labels([row.text for row in rows], [row.helped for row in rows])
    fold_of = _folds(rows, seed)
    folds = tuple(_fit_without(fold, rows, fold_of, otherwise=model) for fold in range(FOLDS))
    held = _held_out_probabilities(rows, folds, fold_of)
    threshold = _best_threshold(rows, held)
    found = float(np.mean([value for value, row in zip(held, rows, strict=True) if row.helped]))
    return Support(model, found, threshold / found, folds, fold_of), _card(rows, held, threshold, seed)


def _folds(rows: Sequence[Labelled], seed: int) -> dict[str, int]:
    posts = sorted({row.post for row in rows})
    order = np.random.default_rng(seed).permutation(len(posts))
    return {posts[place]: number % FOLDS for number, place in enumerate(order)}


def _fit_without(fold: int, rows: Sequence[Labelled], fold_of: Mapping[str, int], *, otherwise: Linear) -> Linear:
    learned = [row for row in rows if fold_of[row.post] != fold]
    if len({row.helped for row in learned}) < 2:  # all that helped stand under posts of one fold
        return otherwise
    return fit_labels([row.text for row in learned], [row.helped for row in learned])


def _held_out_probabilities(
    rows: Sequence[Labelled], folds: Sequence[Linear], fold_of: Mapping[str, int]
) -> list[float]:
    held = [0.5] * len(rows)
    for fold, model in enumerate(folds):
        asked = [place for place, row in enumerate(rows) if fold_of[row.post] == fold]
        if asked:
            for place, value in zip(asked, model.probability([rows[place].text for place in asked]), strict=True):
                held[place] = float(value)
    return held


def _best_threshold(rows: Sequence[Labelled], held: Sequence[float]) -> float:
    return max((step / 50 for step in range(5, 46)), key=lambda at: _f1([value >= at for value in held], rows))


def _f1(said: Sequence[bool], rows: Sequence[Labelled]) -> float:
    right = sum(one and row.helped for one, row in zip(said, rows, strict=True))
    return 2 * right / max(1, sum(said) + sum(row.helped for row in rows))


def _card(rows: Sequence[Labelled], held: Sequence[float], threshold: float, seed: int) -> dict[str, Any]:
    lengths = [float(len(row.text.split())) for row in rows]
    at_length = sorted(lengths, reverse=True)[sum(row.helped for row in rows) - 1]
    return {
        "replies": len(rows),
        "posts": len({row.post for row in rows}),
        "helped": sum(row.helped for row in rows),
        "by": dict(Counter(row.by for row in rows if row.by)),
        "kinds": {
            "helped": _kinds([row for row in rows if row.helped]),
            "unknown": _kinds([row for row in rows if not row.helped]),
        },
        "held_out": {
            "f1": round(_f1([value >= threshold for value in held], rows), 4),
            "f1_if_all": round(_f1([True] * len(rows), rows), 4),
            "f1_longest": round(_f1([length >= at_length for length in lengths], rows), 4),
            "auc": _ranked(rows, held, seed),
            "auc_length": _ranked(rows, lengths, seed),
        },
        "evidence": str(Evidence.SEEKER),
        "fullnames": sorted({name for row in rows for name in (row.reply, row.post)}),
    }


def _kinds(rows: Sequence[Labelled]) -> dict[str, float]:
    counts = Counter(kind for row in rows for kind in support_kinds(row.text))
    return {kind: round(counts[kind] / max(1, len(rows)), 3) for kind in KINDS}


def _ranked(rows: Sequence[Labelled], values: Sequence[float], seed: int) -> dict[str, float | int]:
    """How often a reply that helped is ranked above an unknown one; intervals draw posts of the ones that helped."""
    unknown = np.sort([value for value, row in zip(values, rows, strict=True) if not row.helped])
    ahead, posts = [], []
    for value, row in zip(values, rows, strict=True):
        if row.helped:
            below, upto = np.searchsorted(unknown, value, "left"), np.searchsorted(unknown, value, "right")
            ahead.append(float(below + upto) / (2 * len(unknown)))
            posts.append(row.post)
    return estimate(ahead, posts, seed=seed).as_json()
