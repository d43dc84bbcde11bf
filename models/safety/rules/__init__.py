"""All the rules, as data: one YAML file a hazard, or a few where one would grow too long (`dismissal-blame.yaml`).

Beside its phrases each rule holds what it must match and the look-alikes it must leave, so a rule and its examples are
read and changed together. models/safety/phrases.py tells the language of the phrases, rule.py what each key means.
"""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import Rule
from models.safety.rules.loader import load_rules

_ALL = tuple(entry.rule for entry in load_rules())

RULES: tuple[Rule, ...] = tuple(rule for rule in _ALL if rule.hazard is not Hazard.FALSE_EXPERIENCE)
"""What is asked of every text."""
MACHINE_RULES: tuple[Rule, ...] = tuple(rule for rule in _ALL if rule.hazard is Hazard.FALSE_EXPERIENCE)
"""What is asked besides of a text that a machine wrote: a helper may well have been there."""

__all__ = ["MACHINE_RULES", "RULES"]
