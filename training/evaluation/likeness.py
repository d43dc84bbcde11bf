"""How near two texts are in meaning: by sentence vectors where an encoder is at hand, else by the words they share."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable

import numpy as np

from models.protocols import EngineUnavailable
from models.retrieval import Encode
from models.settings import ModelSettings

log = logging.getLogger(__name__)

_TERM = re.compile(r"\b\w[\w']*\b|\S")
BY_VECTORS = "cosine of MiniLM sentence vectors"
BY_WORDS = "cosine of TF-IDF word weights (no sentence encoder was at hand)"


def sentence_encoder(models: ModelSettings | None = None) -> Encode | None:
    """MiniLM where its extra is installed, else None. Loads it, and reads about ten long replies a CPU-second.

    With `models`, only where these switch the encoder on for something: a weekly run should not wait for what nobody
    asked for.
    """
    if models is not None and models.retrieval != "encoder" and not models.safety.encoder:
        return None
    from models.encoder import MiniLm, is_installed

    try:
        return MiniLm() if is_installed() else None
    except EngineUnavailable as error:
        log.warning("suite_without_encoder why=%s", error.why)
        return None


class Likeness:
    """Compares texts that it was shown when made; `by` says how, for whoever reads the figures."""

    def __init__(self, texts: Iterable[str], encode: Encode | None) -> None:
        """Read every text once. Long ones are read from their start as far as the encoder reads."""
        known = [text for text in dict.fromkeys(texts) if text.strip()]
        self._place = {text: place for place, text in enumerate(known)}
        self.by = BY_WORDS if encode is None else BY_VECTORS
        self._cosine = _by_words(known) if encode is None else _by_vectors(known, encode)

    def between(self, one: str, other: str) -> float | None:
        """From -1 or 0 (nothing in common) to 1; None where one is empty."""
        if one not in self._place or other not in self._place:
            return None
        return self._cosine(self._place[one], self._place[other])


def _terms(text: str) -> list[str]:
    return _TERM.findall(text.lower())


def _by_vectors(texts: list[str], encode: Encode) -> Callable[[int, int], float]:
    vectors = [np.frombuffer(vector, "<f4") for vector in encode(texts)]
    return lambda a, b: float(vectors[a] @ vectors[b])


def _by_words(texts: list[str]) -> Callable[[int, int], float]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not texts:
        return lambda a, b: 0.0
    weights = TfidfVectorizer(sublinear_tf=True, analyzer=_terms).fit_transform(texts)
    return lambda a, b: float(weights[a].multiply(weights[b]).sum())
