"""Learned heads: for each hazard, how like the examples of it a sentence is, and what that makes of a whole reply.

Two readers look at every sentence: hashed n-grams of words and characters, always; the sentence encoder, where it is
switched on, which sees the post as well. Their scores add up, the loudest sentence speaks for the reply, and a small
logistic fit, done apart with and without the encoder, weighs it against what the rules found. One head more than there
are hazards hears that something is wrong without saying what: it learns from all hazards at once.

Everything learned lies in one .npz of plain numbers beside a card that says what it was learned from;
`sidelight-train safety` writes both.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.protocols import EngineUnavailable, Hazard

Numbers = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Numbers]

SHIPPED = Path(__file__).parent / "weights"
WEIGHTS, CARD = "heads.npz", "card.json"
FEATURES = 2**16
"""Buckets of the n-gram hash, for words and for characters each."""
WORD = r"[\w']+"
POST_CHARACTERS = 500
"""Of the post that the encoder reads."""
SILENT = -8.0
"""Log-odds of a head that has no sentence to read, or that nobody gave examples to."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The numbers. Rows follow `hazards`; where there is one more, the last hears harm of any kind."""

    hazards: tuple[Hazard, ...]
    version: str
    ngrams: Numbers
    """(2 * FEATURES, hazards + 1): the way that a sparse row is multiplied without copying all of it."""
    ngram_bias: Numbers
    encoder: Numbers
    """(hazards + 1, 2 * 384): the sentence's vector, then its product with the post's."""
    encoder_bias: Numbers
    fusion: Numbers
    """(hazards, 5) with the encoder: rules' log-odds, loudest sentence, loudest of any harm, log of the number of
    sentences, constant."""
    fusion_alone: Numbers
    """The same without the encoder."""

    def ngram_scores(self, rows: Any) -> Numbers:
        """(sentences, hazards + 1) log-odds by n-grams: of the rows that `hashed` gives."""
        scores: Numbers = np.asarray(rows @ self.ngrams, np.float32) + self.ngram_bias
        return scores

    def encoder_scores(self, rows: Numbers) -> Numbers:
        """(sentences, hazards + 1) log-odds by vectors: of the rows that `paired` gives."""
        scores: Numbers = rows @ self.encoder.T + self.encoder_bias
        return scores

    def probabilities(self, features: Numbers, *, with_encoder: bool) -> Numbers:
        """(..., hazards) calibrated probabilities of replies, from their (..., hazards, 5) `reply_features`."""
        weights = self.fusion if with_encoder else self.fusion_alone
        return sigmoid((features * weights).sum(-1))


def reply_features(rules: Numbers, sentences: Numbers) -> Numbers:
    """(hazards, 5): what `Heads.fusion` weighs, of (hazards,) probabilities and (sentences, hazards + 1) log-odds."""
    count = np.full(len(rules), np.log(max(1, len(sentences))), np.float32)
    loudest = sentences.max(0) if len(sentences) else np.full(len(rules) + 1, SILENT, np.float32)
    of_any = np.full_like(count, loudest[-1])
    return np.stack([logit(rules), loudest[:-1], of_any, count, np.ones_like(count)], axis=1)


def paired(vectors: Numbers, post: Numbers) -> Numbers:
    """The sentence, and how it meets its post; scaled so that both halves weigh alike."""
    return np.concatenate([vectors, vectors * post * 20.0], axis=1)


def logit(p: Numbers) -> Numbers:
    """Log-odds of probabilities, kept finite."""
    clipped = np.clip(p, 1e-4, 1 - 1e-4)
    odds: Numbers = np.log(clipped / (1 - clipped)).astype(np.float32)
    return odds


def sigmoid(x: Numbers) -> Numbers:
    """Probabilities of log-odds."""
    p: Numbers = (1.0 / (1.0 + np.exp(-x))).astype(np.float32)
    return p


def hashed(texts: Sequence[str]) -> Any:
    """A sparse row for each text: words and pairs of words, and runs of 2 to 5 characters within words."""
    from scipy.sparse import hstack

    words, characters = _vectorizers()
    return hstack([words.transform(texts), characters.transform(texts)]).tocsr()


@lru_cache(maxsize=1)
def _vectorizers() -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import HashingVectorizer

    shared = {"n_features": FEATURES, "alternate_sign": False, "binary": True, "dtype": np.float32}
    return (
        HashingVectorizer(analyzer="word", ngram_range=(1, 2), token_pattern=WORD, **shared),
        HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **shared),
    )


def save_heads(heads: Heads, card: dict[str, Any], folder: Path) -> None:
    """Write the numbers and their card."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "heads.part.npz"
    np.savez_compressed(
        part,
        ngrams=heads.ngrams.T.astype(np.float16), ngram_bias=heads.ngram_bias,
        encoder=heads.encoder.astype(np.float16), encoder_bias=heads.encoder_bias,
        fusion=heads.fusion, fusion_alone=heads.fusion_alone,
    )  # fmt: skip
    part.replace(folder / WEIGHTS)
    known = {"version": heads.version, "hazards": [str(hazard) for hazard in heads.hazards], **card}
    (folder / CARD).write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_card(folder: Path) -> dict[str, Any]:
    """What is known of the heads in a folder. Raises `EngineUnavailable`."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineUnavailable("safety heads", f"{folder / CARD} cannot be read: {error}") from error
    if not isinstance(card, dict):
        raise EngineUnavailable("safety heads", f"{folder / CARD} holds no card")
    return card


def load_heads(folder: Path = SHIPPED) -> Heads:
    """The heads in `folder`, those that come with Sidelight by default. Raises `EngineUnavailable` for a bad one."""
    try:
        card = read_card(folder)
        hazards = tuple(Hazard(name) for name in card["hazards"])
        with np.load(folder / WEIGHTS, allow_pickle=False) as file:
            numbers = {name: file[name].astype(np.float32) for name in file.files}
        numbers["ngrams"] = np.ascontiguousarray(numbers["ngrams"].T)
        heads = Heads(hazards=hazards, version=str(card["version"]), **numbers)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise EngineUnavailable("safety heads", f"{folder} holds no usable heads: {error}") from error
    if heads.ngrams.shape != (2 * FEATURES, len(hazards) + 1):
        raise EngineUnavailable("safety heads", f"{folder / WEIGHTS} was fitted by another version; fit it again")
    return heads
