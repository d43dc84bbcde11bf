"""Who is measured: a name for each classifier, how it is made, and whether it was fitted on real replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.safety_reference import WordList
from models.protocols import SafetyClassifier
from models.safety import RulesClassifier, load_classifier
from models.safety.minilm import is_installed


@dataclass(frozen=True, slots=True)
class Voice:
    """One classifier to measure. `make` is called in other processes too, so it must be a name that they can import."""

    name: str
    make: Callable[[], SafetyClassifier]
    is_fitted: bool = False
    """Whether real replies were used to fit it: then only those of held-out questions may measure it."""


ENCODER_CACHE = Path("data/models")


def with_encoder() -> SafetyClassifier:
    """Rules and heads that read by the sentence encoder too."""
    return load_classifier(encoder_cache=ENCODER_CACHE)


VOICES = (
    Voice("rules", RulesClassifier),
    Voice("words", WordList),
    Voice("heads", load_classifier, is_fitted=True),
    *((Voice("encoder", with_encoder, is_fitted=True),) if is_installed() else ()),
)
"""Every classifier that needs nothing which is not here. Add others at the end: the tables show them in this order."""
