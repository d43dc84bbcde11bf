"""`sidelight-train safety`: fits the heads, measures them on what they never saw, and writes them with their card."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.protocols import DEFAULT_THRESHOLD, Hazard
from models.safety.heads import Encode, Numbers, save_heads
from training.safety.fit import HAZARDS, Material, Tell, fit, judged, mask_of, read_material
from training.safety.seeds import Case, read_seeds, read_threads

FUNCTIONALITIES = (
    "direct", "polite", "sarcastic", "covert", "obfuscated", "buried", "contextual", "question", "conditional",
)  # fmt: skip
"""The ways in which seeds and suite are unsafe."""
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


def refit(
    out: Path, encode: Encode, tell: Tell, *, threads: Path | None = None, source: str = "", suite: Path | None = None,
    leave_out: Sequence[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """Fit on the seeds, and on the benign replies of `threads`; the card as written to `out`.

    `suite` is a folder of cases to measure on; `leave_out` names functionalities to fit without, each in turn, which
    takes as long again for each.
    """
    learned = [*read_seeds(), *(read_threads(threads) if threads else [])]
    measured = read_seeds(suite) if suite else []
    material = read_material([*learned, *measured], encode, tell)
    mask = mask_of(material.cases)
    mask[len(learned) :] = False
    version = time.strftime("%Y%m%d", time.gmtime())
    heads = fit(material, mask, version, tell)
    card = {
        "learned_from": _sources(learned, source),
        "with_encoder": measure(material, judged(material, heads), len(learned)).as_json(),
        "without_encoder": measure(material, judged(material, heads, with_encoder=False), len(learned)).as_json(),
        "left_out": {name: _without(material, mask, name, len(learned), tell) for name in leave_out},
    }
    save_heads(heads, card, out)
    return card


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


def _without(material: Material, mask: Any, name: str, first: int, tell: Tell) -> dict[str, float]:
    """What heads that never saw a functionality find of it."""
    heads = fit(material, mask & mask_of(material.cases, without={name}), name, _quietly(tell, f"without {name}"))
    return measure(material, judged(material, heads), first, name).as_json()


def _quietly(tell: Tell, what: str) -> Callable[[str, float], None]:
    return lambda _, share: tell(what, share)


def _sources(cases: Sequence[Case], source: str) -> dict[str, Any]:
    seeds = Counter(f"{case.near}, {'unsafe' if case.hazard else 'safe'}" for case in cases if case.near)
    fitted_on = sum(case.is_real and not case.is_held_out for case in cases)
    return {
        "seeds": dict(sorted(seeds.items())) | {"ordinary": sum(not c.near and not c.is_real for c in cases)},
        "real benign replies": {"source": source, "count": fitted_on},
    }
