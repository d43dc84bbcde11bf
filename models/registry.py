"""Which adapters exist, which one serves each task, and which served before.

Folders and small JSON files, so that an operator can look with `ls` and `cat`:

    <root>/im-3f9a01c2d4e5/adapter_model.safetensors    the weights, named by their own hash
                           adapter_config.json
                           card.json                    where they come from
                           marks.json                   what was noted on them since, if anything
    <root>/im.json                                      the pointer: what serves, what served, what is being tried

Readers need no lock: a folder appears by one rename, a pointer changes by one `os.replace`. Nothing here imports torch.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TypeAlias, cast

from models.marks import MARKS, Mark, add_mark, is_retired, read_marks
from models.pointer import Candidate, Change, Pointer, flush, read_pointer, write_json, write_pointer

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
    """An adapter that serves cannot be retired."""

    def __init__(self, adapter: str) -> None:
        task = adapter.partition("-")[0]
        super().__init__(f"{adapter} serves now: run `sidelight-train rollback {task}` first, then retire it")
        self.adapter = adapter


class Retired(Exception):
    """The adapter was retired: its weights are deleted, and it never serves again."""

    def __init__(self, adapter: str, why: str) -> None:
        super().__init__(f"{adapter} is retired ({why}) and cannot serve: `sidelight-train list` shows those that can")
        self.adapter = adapter


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
        does not hold a LoRA adapter in safetensors, and `Retired` for weights that were retired.
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
                flush(incoming / name)
            write_json(incoming / CARD, asdict(filled))
            incoming.chmod(0o755)
            incoming.rename(target)
        except OSError:
            shutil.rmtree(incoming, ignore_errors=True)
            if not target.exists():
                raise
        flush(self.root)
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
        """Its card, once every byte was checked. Raises `CorruptAdapter` or `Retired`."""
        folder = self.path(adapter)
        for mark in self.marks(adapter):
            if mark.kind == "retired":
                raise Retired(adapter, mark.reason)
        card = read_card(folder)
        verify_weights(folder, card)
        return card

    def marks(self, adapter: str) -> tuple[Mark, ...]:
        """What was noted on it since it was made. Raises `UnknownAdapter` or `CorruptAdapter`."""
        folder = self.path(adapter)
        try:
            return read_marks(folder)
        except (OSError, ValueError) as error:
            raise CorruptAdapter(folder, f"its marks cannot be read: {error}") from error

    def mark(self, adapter: str, mark: Mark) -> None:
        """Note something on an adapter. The same words twice are one mark."""
        folder = self.path(adapter)
        with self._locked():
            add_mark(folder, mark)
        logger.info("adapter marked id=%s kind=%s", adapter, mark.kind)

    def pointer(self, task: str) -> Pointer:
        """What serves `task`, what is being tried beside it, and how it came to. Raises `CorruptPointer`."""
        if task not in TASKS:
            raise ValueError(f"a task is one of {', '.join(TASKS)}, not {task!r}")
        return read_pointer(self._file(task))

    def serving(self, task: str) -> str | None:
        """The id of the adapter that serves `task` now, or None where the base model serves."""
        return self.pointer(task).serving

    def candidate(self, task: str) -> Candidate | None:
        """The adapter that is on its canary, if any."""
        return self.pointer(task).candidate

    def history(self, task: str) -> tuple[Change, ...]:
        """Every promotion, rollback and canary of `task`, the oldest first."""
        return self.pointer(task).history

    def promote(self, task: str, adapter: str, *, reason: str, at_utc: float) -> None:
        """Make `adapter` serve `task`, and end its canary or that of another.

        Checks its bytes first; promoting what serves already changes nothing.
        """
        self._fit_for(task, adapter)
        with self._locked():
            pointer = self.pointer(task)
            if pointer.serving == adapter:
                return
            write_pointer(self._file(task), pointer.led_to("promote", adapter, reason=reason, at_utc=at_utc))
        logger.info("adapter promoted task=%s id=%s was=%s", task, adapter, pointer.serving)

    def rollback(self, task: str, *, reason: str, at_utc: float) -> str | None:
        """What serves now: the adapter that served before, or None for the base model.

        Adapters that were retired or damaged since are passed over, so that this always ends on something that works.
        """
        with self._locked():
            pointer = self.pointer(task)
            earlier = [adapter for adapter in pointer.earlier() if self._is_sound(adapter)]
            serving = earlier[-1] if earlier else None
            if pointer.serving is None:
                return None
            write_pointer(self._file(task), pointer.led_to("rollback", serving, reason=reason, at_utc=at_utc))
        logger.info("adapter rolled back task=%s id=%s was=%s", task, serving, pointer.serving)
        return serving

    def start_canary(self, task: str, candidate: Candidate) -> None:
        """Let an adapter write for a share of the helpers, beside what serves. Checks its bytes first."""
        self._fit_for(task, candidate.adapter)
        if not 0 < candidate.share < 1:
            raise ValueError(f"the share of a canary lies between 0 and 1, not at {candidate.share:g}")
        with self._locked():
            pointer = self.pointer(task)
            if pointer.serving == candidate.adapter:
                raise ValueError(f"{candidate.adapter} serves {task} already, so there is nothing to try")
            write_pointer(self._file(task), pointer.trying(candidate))
        logger.info("canary started task=%s id=%s share=%.2f", task, candidate.adapter, candidate.share)

    def stop_canary(self, task: str, *, reason: str, at_utc: float) -> str | None:
        """The id of the adapter whose canary this ended, or None where there was none. What serves goes on."""
        with self._locked():
            pointer = self.pointer(task)
            if pointer.candidate is None:
                return None
            write_pointer(self._file(task), pointer.ended(reason, at_utc))
        logger.info("canary stopped task=%s id=%s why=%s", task, pointer.candidate.adapter, reason)
        return pointer.candidate.adapter

    def retire(self, adapter: str, *, reason: str, at_utc: float) -> None:
        """Let an adapter never serve again: its weights go, and what its card told of people's texts.

        The rest of the card stays for the record. Raises `StillServing` while it serves: roll back first. Its canary,
        if it is on one, ends.
        """
        folder, task = self.path(adapter), adapter.partition("-")[0]
        with self._locked():
            pointer = self.pointer(task)
            if pointer.serving == adapter:
                raise StillServing(adapter)
            if pointer.candidate is not None and pointer.candidate.adapter == adapter:
                write_pointer(self._file(task), pointer.ended(f"retired: {reason}", at_utc))
            if not is_retired(read_marks(folder)):
                add_mark(folder, Mark("retired", reason, at_utc))
            _forget_texts(folder)
            for file in folder.iterdir():
                if file.name not in {CARD, MARKS}:
                    file.unlink()
            flush(folder)
        logger.info("adapter retired id=%s why=%s", adapter, reason)

    def _fit_for(self, task: str, adapter: str) -> None:
        """Raises where the adapter is damaged, retired, or made for another task."""
        card = self.verify(adapter)
        if card.task != task:
            raise ValueError(f"{adapter} was fitted for {card.task}, not for {task}")

    def _is_sound(self, adapter: str) -> bool:
        try:
            self.verify(adapter)
        except (UnknownAdapter, CorruptAdapter, Retired) as error:
            logger.warning("adapter passed over id=%s why=%s", adapter, error)
            return False
        return True

    def _file(self, task: str) -> Path:
        return self.root / f"{task}.json"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, across processes: two promotions must not lose each other's history."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


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


def _forget_texts(folder: Path) -> None:
    """Take from a card which texts its adapter has seen and was judged by. A damaged card goes as a whole."""
    try:
        card = read_card(folder)
    except CorruptAdapter:
        (folder / CARD).unlink(missing_ok=True)
        return
    kept = {name: value for name, value in card.evaluation.items() if name != "held_out_keys"}
    write_json(folder / CARD, asdict(replace(card, pairs=(), fullnames=(), evaluation=kept)))


def _task(folder: Path) -> str:
    task = folder.name.partition("-")[0]
    return task if task in TASKS else "TASK"
