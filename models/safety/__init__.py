"""Reply safety: which hazards a reply holds, where, and how near a post speaks of danger.

The modules in rules/ hold the phrases, classifier.py reads a reply by them, voices.py builds what was configured.
"""

from __future__ import annotations

from models.safety.classifier import RulesClassifier
from models.safety.voices import CombinedClassifier, load_classifier

__all__ = ["CombinedClassifier", "RulesClassifier", "load_classifier"]
