"""Reply safety: which hazards a reply holds, where, and how near a post speaks of danger.

The files in rules/ hold the phrases, classifier.py reads a reply by them, heads.py by what was learned, layered.py
weighs the two, and voices.py builds what was configured.
"""

from __future__ import annotations

from models.safety.batch import judge_all
from models.safety.classifier import RulesClassifier
from models.safety.followed import FollowedClassifier
from models.safety.layered import LayeredClassifier
from models.safety.voices import CombinedClassifier, configured_classifier, load_classifier

__all__ = [
    "CombinedClassifier",
    "FollowedClassifier",
    "LayeredClassifier",
    "RulesClassifier",
    "configured_classifier",
    "judge_all",
    "load_classifier",
]
