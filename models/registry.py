"""Which adapters exist, which one serves each task, and which served before.

Folders and small JSON files, so that an operator can look with `ls` and `cat`:

    <root>/im-3f9a01c2d4e5/adapter_model.safetensors    the weights, named by their own hash
                           adapter_config.json
                           card.json                    where they come from
    <root>/im.json                                      the pointer: what serves now, and how it came to

Readers need no lock: a folder appears by one rename, a pointer changes by one `os.replace`. Nothing here imports torch.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TypeAlias, cast

logger = logging.getLogger(__name__)

TASKS = ("im", "gm")
"""The improvement model's adapters and the generation model's."""

WEIGHTS = "adapter_model.safetensors"
CONFIG = "adapter_config.json"
CARD = "card.json"

_ID = re.compile(rf"({'|'.join(TASKS)})-[0-9a-f]{{12}}")

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


class CorruptAdapter(Exception):
    """An adapter's folder does not hold what its card promised. The message names the folder and what to do."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"the adapter in {folder} is damaged ({why}): roll back with `sidelight-train rollback {_task(folder)}`, "
            "delete that folder, and train again"
        )
        self.folder = folder
        self.why = why


class UnknownAdapter(Exception):
    """No such adapter in the registry."""

    def __init__(self, adapter: str, root: Path) -> None:
        super().__init__(f"there is no adapter {adapter} in {root}: `sidelight-train list` shows those there are")
        self.adapter = adapter


class StillServing(Exception):
    """An adapter that serves cannot be removed."""

    def __init__(self, adapter: str) -> None:
        task = adapter.partition("-")[0]
        super().__init__(f"{adapter} serves now: run `sidelight-train rollback {task}` first, then remove it")
        self.adapter = adapter


class CorruptPointer(Exception):
    """A task's pointer file cannot be read. The message names it and what to do."""

    def __init__(self, path: Path, why: Exception) -> None:
        super().__init__(
            f"{path} is not a pointer of the registry ({why}): delete it, "
            "then `sidelight-train promote` the adapter that should serve"
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Card:
    """Where an adapter comes from. `add` fills the last three fields in; leave them empty before."""

    task: str
    """`im` or `gm`."""
    base: str
    """The hub name or folder of the model that it was fitted on."""
    base_sha256: str
    """What `weights_sha256` said of that model."""
    parent: str | None
    """The adapter that the run went on from, if any."""
    created_utc: float
    pairs: tuple[str, ...] = ()
    """The keys of the pairs it was fitted on."""
    fullnames: tuple[str, ...] = ()
    """The fullnames whose text it has seen, so that forgetting somebody finds every adapter that must go."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many of what, such as pairs by evidence."""
    config: Mapping[str, Json] = field(default_factory=dict)
    seed: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    """Library versions that the run used."""
    evaluation: Mapping[str, Json] = field(default_factory=dict)
    id: str = ""
    sha256: str = ""
    """Of the weights file."""
    config_sha256: str = ""
    """Of the adapter's own config, whose scale decides how much the weights weigh."""


class Registry:
    """The adapters under one folder. `root` need not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(self, folder: Path, card: Card) -> Card:
        """The card with its id, after the weights in `folder` were copied in.

        The same weights added twice are one adapter, and the first card stands. Raises `CorruptAdapter` where `folder`
        does not hold a LoRA adapter in safetensors.
        """
        if card.task not in TASKS:
            raise ValueError(f"a task is one of {', '.join(TASKS)}, not {card.task!r}")
        _check_header(folder)
        digest = _file_sha256(folder / WEIGHTS)
        filled = replace(
            card, id=f"{card.task}-{digest[:12]}", sha256=digest, config_sha256=_file_sha256(folder / CONFIG)
        )
        target = self.root / filled.id
        if target.exists():
            return self.verify(filled.id)
        self.root.mkdir(parents=True, exist_ok=True)
        incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=self.root))
        try:
            for name in (WEIGHTS, CONFIG):
                shutil.copyfile(folder / name, incoming / name)
                _flush(incoming / name)
            _write_json(incoming / CARD, asdict(filled))
            incoming.chmod(0o755)
            incoming.rename(target)
        except OSError:
            shutil.rmtree(incoming, ignore_errors=True)
            if not target.exists():
                raise
        _flush(self.root)
        logger.info("adapter added id=%s pairs=%d", filled.id, len(filled.pairs))
        return filled

    def path(self, adapter: str) -> Path:
        """The adapter's folder. Raises `UnknownAdapter`."""
        folder = self.root / adapter
        if not _ID.fullmatch(adapter) or not folder.is_dir():
            raise UnknownAdapter(adapter, self.root)
        return folder

    def card(self, adapter: str) -> Card:
        """What its card says. Raises `UnknownAdapter`, or `CorruptAdapter` where the card cannot be read."""
        folder = self.path(adapter)
        return read_card(folder)

    def cards(self) -> tuple[Card, ...]:
        """Every readable card, the oldest first; a damaged one is left out and logged."""
        found = []
        for folder in sorted(self.root.glob("*-*")):
            if not _ID.fullmatch(folder.name):
                continue
            try:
                found.append(read_card(folder))
            except CorruptAdapter as error:
                logger.warning("adapter unreadable id=%s why=%s", folder.name, error.why)
        return tuple(sorted(found, key=lambda card: (card.created_utc, card.id)))

    def fitted_on(self, fullname: str) -> tuple[str, ...]:
        """The ids of the adapters that have seen this text."""
        return tuple(card.id for card in self.cards() if fullname in card.fullnames)

    def verify(self, adapter: str) -> Card:
        """Its card, once every byte was checked. Raises `CorruptAdapter`."""
        folder = self.path(adapter)
        card = read_card(folder)
        verify_weights(folder, card)
        return card

    def serving(self, task: str) -> str | None:
        """The id of the adapter that serves `task` now, or None where the base model serves."""
        return self._pointer(task).serving

    def history(self, task: str) -> tuple[Change, ...]:
        """Every promotion and rollback of `task`, the oldest first."""
        return self._pointer(task).history

    def promote(self, task: str, adapter: str, *, reason: str, at_utc: float) -> None:
        """Make `adapter` serve `task`. Checks its bytes first; promoting what serves already changes nothing."""
        card = self.verify(adapter)
        if card.task != task:
            raise ValueError(f"{adapter} was fitted for {card.task}, not for {task}")
        with self._locked():
            pointer = self._pointer(task)
            if pointer.serving == adapter:
                return
            change = Change("promote", adapter, pointer.serving, reason, at_utc)
            self._point(task, Pointer(adapter, (*pointer.history, change)))
        logger.info("adapter promoted task=%s id=%s was=%s", task, adapter, change.was)

    def rollback(self, task: str, *, reason: str, at_utc: float) -> str | None:
        """What serves now: the adapter that served before, or None for the base model.

        Adapters that were removed or damaged since are passed over, so that this always ends on something that works.
        """
        with self._locked():
            pointer = self._pointer(task)
            earlier = [adapter for adapter in pointer.earlier() if self._is_sound(adapter)]
            serving = earlier[-1] if earlier else None
            if pointer.serving is None:
                return None
            change = Change("rollback", serving, pointer.serving, reason, at_utc)
            self._point(task, Pointer(serving, (*pointer.history, change)))
        logger.info("adapter rolled back task=%s id=%s was=%s", task, serving, change.was)
        return serving

    def remove(self, adapter: str) -> None:
        """Delete the adapter's folder. Raises `StillServing` while it serves: roll back first."""
        folder = self.path(adapter)
        with self._locked():
            if any(self.serving(task) == adapter for task in TASKS):
                raise StillServing(adapter)
            going = self.root / f".removed-{adapter}"
            shutil.rmtree(going, ignore_errors=True)
            folder.rename(going)
        shutil.rmtree(going)
        logger.info("adapter removed id=%s", adapter)

    def _is_sound(self, adapter: str) -> bool:
        try:
            self.verify(adapter)
        except (UnknownAdapter, CorruptAdapter) as error:
            logger.warning("adapter passed over id=%s why=%s", adapter, error)
            return False
        return True

    def _pointer(self, task: str) -> Pointer:
        if task not in TASKS:
            raise ValueError(f"a task is one of {', '.join(TASKS)}, not {task!r}")
        path = self.root / f"{task}.json"
        try:
            raw = json.loads(path.read_text())
            changes = (Change(**change) for change in raw["history"])
            return Pointer(raw["serving"], tuple(changes))
        except FileNotFoundError:
            return Pointer(None, ())
        except (ValueError, KeyError, TypeError) as error:
            raise CorruptPointer(path, error) from error

    def _point(self, task: str, pointer: Pointer) -> None:
        _write_json(self.root / f"{task}.json", asdict(pointer))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, across processes: two promotions must not lose each other's history."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a task's history."""

    kind: str
    """`promote` or `rollback`."""
    serving: str | None
    was: str | None
    reason: str
    at_utc: float


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a task's pointer file holds."""

    serving: str | None
    history: tuple[Change, ...]

    def earlier(self) -> list[str]:
        """What a series of rollbacks would go through, the next one last."""
        stack: list[str] = []
        for change in self.history:
            if change.kind == "promote" and change.was is not None:
                stack.append(change.was)
            elif change.kind == "rollback":
                while stack and stack.pop() != change.serving:
                    pass
        return stack


def read_card(folder: Path) -> Card:
    """The card of the adapter in `folder`. Raises `CorruptAdapter` where it is missing or is not a card."""
    try:
        raw = json.loads((folder / CARD).read_text())
        known = {one.name for one in fields(Card)}
        kept = {key: value for key, value in raw.items() if key in known}
        for key in ("pairs", "fullnames"):
            kept[key] = tuple(kept.get(key, ()))
        return Card(**kept)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise CorruptAdapter(folder, f"its {CARD} cannot be read: {error}") from error


def verify_weights(folder: Path, card: Card) -> None:
    """Compare the weights in `folder` with `card`. Raises `CorruptAdapter`."""
    _check_header(folder)
    if _file_sha256(folder / WEIGHTS) != card.sha256:
        raise CorruptAdapter(folder, f"{WEIGHTS} is not the file its {CARD} describes")
    if _file_sha256(folder / CONFIG) != card.config_sha256:
        raise CorruptAdapter(folder, f"{CONFIG} has changed since its {CARD} was written")


def weights_sha256(folder: Path) -> str:
    """One hash over a base model's config and safetensors, in the order of their names. Reads every byte."""
    digest = hashlib.sha256()
    for path in sorted([folder / "config.json", *folder.glob("*.safetensors")]):
        digest.update(path.name.encode())
        digest.update(_file_sha256(path).encode())
    return digest.hexdigest()


def _check_header(folder: Path) -> None:
    """A safetensors file says how long its header is, then the header says how long the file is: both must be true."""
    path = folder / WEIGHTS
    try:
        json.loads((folder / CONFIG).read_text())
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            size = path.stat().st_size
            if not 2 <= length <= size - 8:
                raise CorruptAdapter(folder, f"{WEIGHTS} is cut short")
            header = cast("dict[str, dict[str, list[int]]]", json.loads(file.read(length)))
        end = max((tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"), default=0)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise CorruptAdapter(folder, str(error)) from error
    if end == 0 or 8 + length + end != size:
        raise CorruptAdapter(folder, f"{WEIGHTS} is cut short")


def _file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, value: object) -> None:
    """Write whole or not at all: beside the file first, then over it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(value, indent=2, sort_keys=True) + "\n")
    _flush(beside)
    beside.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _task(folder: Path) -> str:
    task = folder.name.partition("-")[0]
    return task if task in TASKS else "TASK"
