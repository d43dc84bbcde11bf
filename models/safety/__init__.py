"""Reply safety: which hazards a reply holds, where, and how near a post speaks of danger."""

from __future__ import annotations

from models.safety.classifier import RulesClassifier
from models.safety.voices import load_classifier

__all__ = ["RulesClassifier", "load_classifier"]
