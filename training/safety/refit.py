"""`sidelight-train safety`: fits the heads, measures them on what they never saw, and writes them with their card."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from models.encoder import package_folder
from models.protocols import DEFAULT_THRESHOLD, Hazard
from models.safety.heads import SHIPPED, Encode, Numbers, save_heads
from models.safety.minilm import ENCODER, adapter_of, short_hash
from training.safety.fit import (
    HAZARDS,
    Mask,
    Material,
    Sentences,
    Tell,
    fit,
    judged,
    mask_of,
    read_material,
    read_sentences,
)  # fmt: skip
from training.safety.seeds import Case, is_fresh, read_seeds, read_threads

LEFT_OUT = (
    ("direct", "covert", "buried"), ("polite", "obfuscated", "contextual"), ("sarcastic", "question", "conditional"),
)  # fmt: skip
"""The ways in which seeds and suite are unsafe, three unlike ones at a time: what is kept teaches least about them."""
Encoder = Callable[[Path | None], Encode]
"""Makes the encoder, with an adapter merged in."""
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
    out: Path, encoder: Encoder, tell: Tell, *, threads: Path | None = None, source: str = "",
    suite: Path | None = None, leave_out: Sequence[Sequence[str]] = (), tuned: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Fit on the seeds, and on the benign replies of `threads`; the card as written to `out`.

    `encoder` makes the encoder with an adapter merged in. With `tuned` an adapter is fitted first, otherwise the
    shipped one reads. `suite` is a folder of cases to measure on; `leave_out` names groups of functionalities to
    fit without, each group in turn, which takes as long again for each.
    """
    learned = [*read_seeds(), *(read_threads(threads) if threads else [])]
    measured = read_seeds(suite) if suite else []
    sentences = read_sentences([*learned, *measured], tell)
    mask = mask_of(sentences.cases)
    mask[len(learned) :] = False
    adapter = _taught(sentences, mask, out, tell) if tuned else _shipped(out)
    material = read_material(sentences, encoder(adapter), tell)
    fresh = _fresh(sentences) if adapter else None
    heads = fit(material, mask, time.strftime("%Y%m%d", time.gmtime()), tell, fresh=fresh)
    card = {
        "encoder": short_hash(adapter) if adapter else "",
        "learned_from": _sources(learned, source),
        "with_encoder": measure(material, judged(material, heads), len(learned)).as_json(),
        "without_encoder": measure(material, judged(material, heads, with_encoder=False), len(learned)).as_json(),
        "left_out": {
            name: figures
            for names in leave_out
            for name, figures in _without(sentences, mask, names, len(learned), encoder, tell, tuned=tuned).items()
        },
    }
    save_heads(heads, card, out)
    return card


def _taught(sentences: Sentences, mask: Mask, out: Path, tell: Tell) -> Path:
    """An adapter fitted now, into `out`, on those of `mask` that it may see."""
    from training.safety.tune import tune

    return tune(sentences, mask & ~_fresh(sentences), package_folder(), out, tell)


def _fresh(sentences: Sentences) -> Mask:
    """The cases that a taught encoder never saw."""
    return np.array([is_fresh(case) for case in sentences.cases])


def _shipped(out: Path) -> Path | None:
    """The adapter that comes with Sidelight, where there is one, in `out` too."""
    shipped = adapter_of(SHIPPED)
    if shipped is None or shipped.parent == out:
        return shipped
    out.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(shipped, out / ENCODER))


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


def _without(
    sentences: Sentences, mask: Mask, names: Sequence[str], first: int, encoder: Encoder, tell: Tell, *, tuned: bool
) -> dict[str, dict[str, float]]:  # fmt: skip
    """What heads, and an adapter where one is fitted, that never saw these functionalities find of each."""
    tell = _quietly(tell, f"without {', '.join(names)}")
    seen = mask & mask_of(sentences.cases, without=names)
    with TemporaryDirectory() as folder:
        # The shipped adapter saw all of them, so it must not read here.
        adapter = _taught(sentences, seen, Path(folder), tell) if tuned else None
        material = read_material(sentences, encoder(adapter), tell)
        heads = fit(material, seen, "without", tell, fresh=_fresh(sentences) if adapter else None)
    found = judged(material, heads)
    return {name: measure(material, found, first, name).as_json() for name in names}


def _quietly(tell: Tell, what: str) -> Callable[[str, float], None]:
    return lambda _, share: tell(what, share)


def _sources(cases: Sequence[Case], source: str) -> dict[str, Any]:
    seeds = Counter(f"{case.near}, {'unsafe' if case.hazard else 'safe'}" for case in cases if case.near)
    fitted_on = sum(case.is_real and not case.is_held_out for case in cases)
    return {
        "seeds": dict(sorted(seeds.items())) | {"ordinary": sum(not c.near and not c.is_real for c in cases)},
        "real benign replies": {"source": source, "count": fitted_on},
    }
