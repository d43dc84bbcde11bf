"""Sets that `sidelight-train import` made, as a run reads them: only those named in `training.imports.sets`.

Their texts have names with a slash, `set/t1_abc`, which nothing of our own has. What the bot knows itself is left out
of a set: for those texts the store's permissions hold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from models.registry import Card
from store.rows import PairRow
from training.errors import Misconfigured
from training.evidence import Log
from training.hidden import hidden_by, is_hidden

CARD, PAIRS_FILE, EXAMPLES_FILE, WITHDRAWN = "card.json", "pairs.parquet", "examples.parquet", "withdrawn.txt"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run may learn from beside its own pairs."""

    pairs: tuple[PairRow, ...] = ()
    examples: tuple[PairRow, ...] = ()
    """To write like: nothing is rejected."""
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Key → everybody whose words are in it, under their own names where the bot knows them."""
    barred: frozenset[str] = frozenset()
    """Texts that were taken back, or whose authors do not allow training now."""
    counts: Mapping[str, int] = field(default_factory=dict)


def is_imported(name: str) -> bool:
    """Whether a text's name is of an imported set."""
    return "/" in name


def known(people: Collection[str]) -> frozenset[str]:
    """Those of them whom the bot knows, whose permission it can ask."""
    return frozenset(name for name in people if not is_hidden(name))


def named_texts(cards: Iterable[Card]) -> frozenset[str]:
    """Imported texts that adapters have learned from."""
    return frozenset(name for card in cards for name in card.fullnames if is_imported(name))


def texts_of_others(names: Iterable[str], folders: Iterable[Path]) -> frozenset[str]:
    """Those of sets that `training.imports.sets` names no longer."""
    sets = {folder.name for folder in folders}
    return frozenset(name for name in names if name.partition("/")[0] not in sets)


def read_imported(folders: Sequence[Path], log: Log, *, weight: float, most: int) -> Imported:
    """What may be learned from, at most so many of each set. Raises `Misconfigured` for a folder that is none."""
    from training.preferences import read_preferences

    pairs: list[PairRow] = []
    examples: list[PairRow] = []
    people: dict[str, frozenset[str]] = {}
    counts: Counter[str] = Counter()
    barred: set[str] = set()
    names = _names(log)
    for folder in folders:
        own = _renamer(read_card(folder), names)
        taken_back = withdrawn_of(folder)
        for file, kept in ((PAIRS_FILE, pairs), (EXAMPLES_FILE, examples)):
            for row, hidden in read_preferences(folder / file, most=most):
                known = frozenset(own[name] for name in hidden if name in own)
                reason = _why_not(row, taken_back, log, known)
                counts[reason or "imported"] += 1
                if reason:
                    barred |= {row.post, *row.texts}
                if not reason:
                    kept.append(replace(row, weight=weight, author=own.get(row.author, row.author)))
                    people[row.key] = frozenset(own.get(name, name) for name in hidden)
    return Imported(tuple(pairs), tuple(examples), people, frozenset(barred), counts)


def read_card(folder: Path) -> Mapping[str, Any]:
    """The card of a set. Raises `Misconfigured` where there is none that says why the set may be learned from."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Misconfigured(
            f"training.imports.sets: {folder} holds no imported set; make one with `sidelight-train import`"
        ) from None
    except (OSError, ValueError) as error:
        raise Misconfigured(f"training.imports.sets: {folder / CARD} cannot be read: {error}") from None
    if not isinstance(card, dict) or card.get("format") != VERSION or not str(card.get("permission", "")).strip():
        raise Misconfigured(f"training.imports.sets: {folder / CARD} does not say why the set may be learned from")
    return card


def withdrawn_of(folder: Path) -> frozenset[str]:
    """Names of the set's texts that were taken back."""
    try:
        return frozenset((folder / WITHDRAWN).read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return frozenset()


def withdraw_imported(folders: Iterable[Path], texts: Collection[str]) -> int:
    """Never learn from these texts of imported sets again; gives how many were not known to be taken back."""
    new = 0
    for folder in folders:
        mine = {text for text in texts if text.startswith(f"{folder.name}/")} - withdrawn_of(folder)
        if mine:
            with (folder / WITHDRAWN).open("a", encoding="utf-8") as file:
                file.writelines(f"{text}\n" for text in sorted(mine))
        new += len(mine)
    return new


def _why_not(row: PairRow, taken_back: Collection[str], log: Log, known: Collection[str]) -> str:
    """`known` are the people in it whom the bot knows: what they allow holds for every text of theirs."""
    texts = (row.post, *row.texts)
    if any(text in taken_back for text in texts):
        return "withdrawn"
    if not log.allowing.issuperset(known):
        return "somebody in it does not allow training"
    bare = [text.partition("/")[2] for text in texts]
    return "the bot knows these texts itself" if any(name in log.posts or name in log.replies for name in bare) else ""


def _names(log: Log) -> frozenset[str]:
    """Everybody whose name the bot holds."""
    authors = (row.author for rows in (log.posts, log.replies) for row in rows.values())
    return log.allowing | {author.casefold() for author in authors if author}


def _renamer(card: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Hidden name → the name as the bot knows it: so that nobody stands on both sides of a split."""
    hide = hidden_by(str(card["salt"]))
    return {hide(name): name for name in names}
