"""An editor of drafts that knows the commenting guidelines of peer support."""

from __future__ import annotations

from models.guideline.catalogue import BY_ID, CATALOGUE
from models.guideline.compose import compose
from models.guideline.engine import GuidelineEngine
from models.guideline.guideline import Guideline
from models.guideline.reasons import reasons
from models.guideline.revise import firing, revise

__all__ = ["BY_ID", "CATALOGUE", "Guideline", "GuidelineEngine", "compose", "firing", "reasons", "revise"]
