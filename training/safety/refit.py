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
from models.safety.heads import SHIPPED, Encode, save_heads
from models.safety.minilm import ENCODER, adapter_of, short_hash
from training.safety.fit import Mask, Sentences, Tell, fit, judged, mask_of, read_material, read_sentences
from training.safety.measured import on_held_out, unseen
from training.safety.seeds import SEEDS, Case, is_fresh, read_seeds, read_threads

LEFT_OUT = (
    ("direct", "covert", "buried"), ("polite", "obfuscated", "contextual"), ("sarcastic", "question", "conditional"),
)  # fmt: skip
"""The ways in which seeds and suite are unsafe, three unlike ones at a time: what is kept teaches least about them."""
Encoder = Callable[[Path | None], Encode]
"""Makes the encoder, with an adapter merged in."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What heads are fitted on, and what they are measured on."""

    seeds: Path = SEEDS
    threads: Path | None = None
    """Real threads whose replies count as benign; some are held out."""
    told: str = ""
    """Where those come from, for the card."""
    suite: Path | None = None
    """A folder of cases to measure on, never to learn from."""


def refit(
    out: Path, encoder: Encoder, tell: Tell, *, sources: Sources = Sources(),
    leave_out: Sequence[Sequence[str]] = (), tuned: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Fit on the seeds, and on the benign replies of threads; the card as written to `out`.

    `encoder` makes the encoder with an adapter merged in. With `tuned` an adapter is fitted first, otherwise the
    shipped one reads. `leave_out` names groups of functionalities to fit without, each group in turn, which takes as
    long again for each.
    """
    learned = [*read_seeds(sources.seeds), *(read_threads(sources.threads) if sources.threads else [])]
    measured = read_seeds(sources.suite) if sources.suite else []
    sentences = read_sentences([*learned, *measured], tell)
    mask = mask_of(sentences.cases)
    mask[len(learned) :] = False
    adapter = _taught(sentences, mask, out, tell) if tuned else _shipped(out)
    material = read_material(sentences, encoder(adapter), tell)
    fresh = _fresh(sentences) if adapter else None
    heads = fit(material, mask, time.strftime("%Y%m%d", time.gmtime()), tell, fresh=fresh)
    card = {
        "encoder": short_hash(adapter) if adapter else "",
        "learned_from": _learned_from(learned, sources.told),
        **on_held_out(material, heads, len(learned)),
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
    if shipped is None or shipped.parent.resolve() == out.resolve():
        return shipped
    out.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy2(shipped, out / ENCODER))


def _without(
    sentences: Sentences, mask: Mask, names: Sequence[str], first: int, encoder: Encoder, tell: Tell, *, tuned: bool
) -> dict[str, dict[str, list[int]]]:  # fmt: skip
    """What heads, and an adapter where one is fitted, that never saw these functionalities find of each."""
    tell = _quietly(tell, f"without {', '.join(names)}")
    seen = mask & mask_of(sentences.cases, without=names)
    with TemporaryDirectory() as folder:
        # The shipped adapter saw all of them, so it must not read here.
        adapter = _taught(sentences, seen, Path(folder), tell) if tuned else None
        material = read_material(sentences, encoder(adapter), tell)
        heads = fit(material, seen, "without", tell, fresh=_fresh(sentences) if adapter else None)
    found = judged(material, heads)
    return {name: unseen(material, found, first, name).as_json() for name in names}


def _quietly(tell: Tell, what: str) -> Callable[[str, float], None]:
    return lambda _, share: tell(what, share)


def _learned_from(cases: Sequence[Case], told: str) -> dict[str, Any]:
    seeds = Counter(f"{case.near}, {'unsafe' if case.hazard else 'safe'}" for case in cases if case.near)
    fitted_on = sum(case.is_real and not case.is_held_out for case in cases)
    return {
        "seeds": dict(sorted(seeds.items())) | {"ordinary": sum(not c.near and not c.is_real for c in cases)},
        "real benign replies": {"source": told, "count": fitted_on},
    }
