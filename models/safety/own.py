"""The operator's own weights: fits on moderators' rulings that passed their gate, and which of them serves.

`root` is a folder in the operator's data. Each fit has a folder in it, `heads-<first 12 hex of its sha256>`, with its
card; `serving.json` says which serves and which did before, and changes by one `os.replace`. Every fit is a correction
of the weights it started from: `heads.npz` in the root itself, where the operator put one, or else those that come
with Sidelight. When these change, corrections of the old ones are of no use and no longer serve.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.pointer import Change, CorruptPointer, Pointer
from models.safety.heads import CARD, SHIPPED, WEIGHTS, Heads, read_card, save_heads

log = logging.getLogger(__name__)

POINTER = "serving.json"
PREFIX = "heads-"
KEPT = 8
"""Fits to go back to; older ones are deleted."""


@dataclass(frozen=True, slots=True)
class OwnFit:
    """One fit, and what its card says."""

    id: str
    card: Mapping[str, Any]

    @property
    def fullnames(self) -> frozenset[str]:
        """Every text that it learned from."""
        return frozenset(self.card.get("fullnames", ()))


class OwnWeights:
    """The fits in one folder. Reads need no lock; whoever changes something holds that of a training run."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def base(self) -> Path:
        """The folder of the weights that fits start from and that serve while there are none."""
        return self.root if (self.root / WEIGHTS).is_file() else SHIPPED

    @property
    def folder(self) -> Path:
        """The folder of the weights that serve now."""
        serving = self.serving()
        return self.base if serving is None else self.root / serving

    def serving(self) -> str | None:
        """The id of the fit that serves, or None where the base does, also because the fit is of no use any more."""
        serving = self._pointer().serving
        why = self._why_useless(serving) if serving else ""
        if why:
            log.warning("own_weights_unused id=%s why=%s", serving, why)
        return None if why else serving

    def fits(self) -> tuple[OwnFit, ...]:
        """Every fit that is kept, the oldest first. A folder without a readable card is passed over."""
        found = []
        for folder in self.root.glob(f"{PREFIX}*"):
            card = _card(folder)
            if card is not None:
                found.append(OwnFit(folder.name, card))
        return tuple(sorted(found, key=lambda fit: (float(fit.card.get("made_utc", 0.0)), fit.id)))

    def add(self, heads: Heads, card: Mapping[str, Any]) -> str:
        """Keep a fit that started from the base; gives its id. It does not serve yet."""
        part = self.root / ".part"
        shutil.rmtree(part, ignore_errors=True)
        encoder = read_card(self.base).get("encoder", "")  # a correction reads by the base's encoder
        save_heads(heads, {**card, "base": _sha256(self.base / WEIGHTS), "encoder": encoder}, part)
        id_ = f"{PREFIX}{_sha256(part / WEIGHTS)[:12]}"
        shutil.rmtree(self.root / id_, ignore_errors=True)
        part.rename(self.root / id_)
        return id_

    def promote(self, fit: str, *, reason: str, at_utc: float) -> None:
        """Let a fit serve. Raises `ValueError` for one that cannot. The oldest of too many is deleted."""
        if why := self._why_useless(fit):
            raise ValueError(f"{fit} cannot serve: {why}")
        pointer = self._pointer()
        change = Change("promote", fit, pointer.serving, reason, at_utc)
        self._point(Pointer(fit, (*pointer.history, change)))
        others = [other.id for other in self.fits() if other.id != fit]
        for old in others[: max(0, len(others) + 1 - KEPT)]:
            shutil.rmtree(self.root / old)

    def rollback(self, *, reason: str, at_utc: float) -> str | None:
        """What serves now: the fit that served before, if it is still of use, or None for the base."""
        pointer = self._pointer()
        earlier = [fit for fit in pointer.earlier() if not self._why_useless(fit)]
        serving = earlier[-1] if earlier else None
        if pointer.serving is not None:
            change = Change("rollback", serving, pointer.serving, reason, at_utc)
            self._point(Pointer(serving, (*pointer.history, change)))
        return serving

    def remove(self, fit: str, *, reason: str, at_utc: float) -> None:
        """Delete a fit; if it serves, what served before serves again."""
        if self._pointer().serving == fit:
            self.rollback(reason=reason, at_utc=at_utc)
        shutil.rmtree(self.root / fit, ignore_errors=True)

    def _why_useless(self, fit: str) -> str:
        """Why a fit cannot serve, or an empty text."""
        card = _card(self.root / fit)
        if card is None:
            return "its folder is gone or its card cannot be read"
        if card.get("base") != _sha256(self.base / WEIGHTS):
            return "it corrects other weights than those that Sidelight has now"
        file = self.root / fit / WEIGHTS
        if not file.is_file() or fit != f"{PREFIX}{_sha256(file)[:12]}":
            return f"{file} is damaged"
        return ""

    def _pointer(self) -> Pointer:
        path = self.root / POINTER
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return Pointer(raw["serving"], tuple(Change(**change) for change in raw["history"]))
        except FileNotFoundError:
            return Pointer(None, ())
        except (ValueError, KeyError, TypeError) as error:
            raise CorruptPointer(path, error) from error

    def _point(self, pointer: Pointer) -> None:
        path = self.root / POINTER
        beside = path.with_name(f".{POINTER}")
        beside.write_text(json.dumps(asdict(pointer), indent=1) + "\n", encoding="utf-8")
        beside.replace(path)


def _card(folder: Path) -> Mapping[str, Any] | None:
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return card if isinstance(card, dict) else None


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
