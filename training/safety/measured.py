"""What heads are worth on cases that they never saw: the suite, and real replies that were held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.protocols import DEFAULT_THRESHOLD, Hazard
from models.safety.heads import Heads, Numbers
from training.reliability import reliability, said_of
from training.safety.fit import HAZARDS, Material, judged

ASKED = [place for place, hazard in enumerate(HAZARDS) if hazard is not Hazard.FALSE_EXPERIENCE]
"""What human replies are asked for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What heads are worth on cases that they never saw."""

    alarms: float
    """Share of held-out real replies with any flag; nan without a file of them."""
    found: float
    """Share of unsafe cases flagged with the right hazard."""
    false: float
    """Share of look-alikes with any flag."""

    def as_json(self) -> dict[str, float]:
        """For the card."""
        return {"alarms": round(self.alarms, 4), "found": round(self.found, 4), "false": round(self.false, 4)}


def measure(material: Material, probabilities: Numbers, first: int, functionality: str = "") -> Figures:
    """Figures on the cases from `first` on, of one functionality or of all, and on held-out real replies."""
    flagged = probabilities >= DEFAULT_THRESHOLD
    cases = material.cases
    real = np.array([case.is_real and case.is_held_out for case in cases])
    found = [
        flagged[place, HAZARDS.index(case.hazard)]
        for place, case in enumerate(cases)
        if place >= first and case.hazard is not None and functionality in {"", case.functionality}
    ]
    false = [flagged[i, ASKED].any() for i, case in enumerate(cases) if i >= first and case.hazard is None]
    alarms = flagged[real][:, ASKED].any(1)
    return Figures(*(float(np.mean(values)) if len(values) else float("nan") for values in (alarms, found, false)))


def on_held_out(material: Material, heads: Heads, first: int) -> dict[str, Any]:
    """All that the card says of both readings, with the encoder and without."""
    readings = {
        "with_encoder": judged(material, heads),
        "without_encoder": judged(material, heads, with_encoder=False),
    }
    figures = {name: measure(material, found, first).as_json() for name, found in readings.items()}
    return figures | {"reliability": _reliability(material, readings, first)}


def _reliability(material: Material, readings: dict[str, Numbers], first: int) -> dict[str, Any]:
    """What the probabilities of human hazards are worth; nothing where nothing was held out."""
    suite = [
        place
        for place, case in enumerate(material.cases)
        if place >= first and case.near is not Hazard.FALSE_EXPERIENCE
    ]
    real = [place for place, case in enumerate(material.cases) if case.is_real and case.is_held_out]
    if not suite and not real:
        return {}
    counts = {"suite": len(suite), "real": len(real)}
    return counts | {
        name: reliability(_predictions(material, found, suite + real)).as_json() for name, found in readings.items()
    }


def _predictions(material: Material, probabilities: Numbers, places: list[int]) -> list[tuple[float, bool]]:
    """For each case the probability that it stands for, and whether it is unsafe."""
    found = []
    for place in places:
        case = material.cases[place]
        asked = {HAZARDS[column]: float(probabilities[place, column]) for column in ASKED}
        found.append((said_of(asked, case.near), case.hazard is not None))
    return found
