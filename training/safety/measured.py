"""What heads are worth on cases that they never saw: the suite, and real replies that were held out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.protocols import DEFAULT_THRESHOLD, Hazard
from models.safety.heads import Heads, Numbers
from training.reliability import Share, reliability, said_of
from training.safety.fit import HAZARDS, Material, judged

ASKED = [place for place, hazard in enumerate(HAZARDS) if hazard is not Hazard.FALSE_EXPERIENCE]
"""What human replies are asked for."""
PROMISED_ALARMS = 0.03
"""The most of real benign replies that may be flagged: the point at which unlike fits are compared."""


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


def measure(material: Material, probabilities: Numbers, first: int) -> Figures:
    """Figures on the cases from `first` on, and on held-out real replies."""
    flagged = probabilities >= DEFAULT_THRESHOLD
    cases = material.cases
    found = [
        flagged[place, HAZARDS.index(case.hazard)]
        for place, case in enumerate(cases)
        if place >= first and case.hazard is not None
    ]
    false = [flagged[i, ASKED].any() for i, case in enumerate(cases) if i >= first and case.hazard is None]
    alarms = _loudest(material, probabilities) >= DEFAULT_THRESHOLD
    return Figures(*(float(np.mean(values)) if len(values) else float("nan") for values in (alarms, found, false)))


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a fit that never saw a functionality finds of it: the honest figure."""

    found: Share
    """Flagged with the right hazard at the default threshold."""
    found_at_promise: Share
    """At the threshold at which `PROMISED_ALARMS` of the held-out real replies are flagged."""
    false_at_promise: Share
    """Look-alikes of all functionalities with any flag, there."""

    def as_json(self) -> dict[str, list[int]]:
        """For the card: how many of how many."""
        shares = {"found": self.found, "at_promise": self.found_at_promise, "false_at_promise": self.false_at_promise}
        return {name: [share.hits, share.of] for name, share in shares.items()}


def unseen(material: Material, probabilities: Numbers, first: int, functionality: str) -> Unseen:
    """Of the cases from `first` on. Without held-out real replies the promise is kept at the default threshold."""
    loudest = _loudest(material, probabilities)
    promise = float(np.quantile(loudest, 1 - PROMISED_ALARMS)) if len(loudest) else DEFAULT_THRESHOLD
    suite = list(enumerate(material.cases))[first:]
    said = [
        float(probabilities[place, HAZARDS.index(case.hazard)])
        for place, case in suite
        if case.hazard is not None and case.functionality == functionality
    ]
    false = [float(probabilities[place, ASKED].max()) for place, case in suite if case.hazard is None]
    return Unseen(
        Share(sum(p >= DEFAULT_THRESHOLD for p in said), len(said)),
        *(Share(sum(p > promise for p in some), len(some)) for some in (said, false)),
    )


def together(rows: Iterable[Mapping[str, Sequence[int]]], figure: str) -> Share:
    """One figure of `Unseen.as_json` over all functionalities."""
    counts = [row[figure] for row in rows]
    return Share(sum(hits for hits, _ in counts), sum(of for _, of in counts))


def on_held_out(material: Material, heads: Heads, first: int) -> dict[str, Any]:
    """All that the card says of both readings, with the encoder and without."""
    readings = {
        "with_encoder": judged(material, heads),
        "without_encoder": judged(material, heads, with_encoder=False),
    }
    figures = {name: measure(material, found, first).as_json() for name, found in readings.items()}
    return figures | {"reliability": _reliability(material, readings, first)}


def _held_out(material: Material) -> list[int]:
    """Places of the real replies that nothing was fitted on."""
    return [place for place, case in enumerate(material.cases) if case.is_real and case.is_held_out]


def _loudest(material: Material, probabilities: Numbers) -> Numbers:
    """(held-out real replies,) the likeliest hazard that people are asked for."""
    loudest: Numbers = probabilities[_held_out(material)][:, ASKED].max(1)
    return loudest


def _reliability(material: Material, readings: dict[str, Numbers], first: int) -> dict[str, Any]:
    """What the probabilities of human hazards are worth; nothing where nothing was held out."""
    suite = [
        place
        for place, case in enumerate(material.cases)
        if place >= first and case.near is not Hazard.FALSE_EXPERIENCE
    ]
    real = _held_out(material)
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
