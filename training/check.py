"""Whether a run could start, each thing with what to do about it. Trains nothing and loads no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from models.pointer import CorruptPointer
from models.registry import TASKS, CorruptAdapter, Registry, Retired, UnknownAdapter
from store.database import open_database
from store.errors import StoreError
from store.permissions import allowed_usernames
from store.rows import Permission
from training.base import base_folder, needs_hub
from training.errors import Misconfigured
from training.quiet import hush
from training.settings import Settings, require_permission

_MODULES = ("torch", "transformers", "trl", "peft", "datasets")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing, whether it works, and what it says."""

    what: str
    ok: bool
    says: str


def check_all(settings: Settings) -> list[Check]:
    """Everything that a run needs, in the order in which a run would miss it."""
    checks: dict[str, Callable[[Settings], str]] = {
        "permission": lambda given: f"filed as {require_permission(given)}",
        "libraries": _libraries,
        "base model": _base,
        "store": _store,
        "registry": _registry,
    }
    return [_try(what, work, settings) for what, work in checks.items()]


def _try(what: str, work: Callable[[Settings], str], settings: Settings) -> Check:
    try:
        return Check(what, ok=True, says=work(settings))
    except (Misconfigured, StoreError, CorruptAdapter, CorruptPointer, Retired, UnknownAdapter) as error:
        return Check(what, ok=False, says=str(error))


def _libraries(_settings: Settings) -> str:
    try:
        return ", ".join(f"{name} {version(name)}" for name in _MODULES)
    except PackageNotFoundError as error:
        raise Misconfigured(f"{error.name} is not installed: pip install 'sidelight[training]'") from error


def _base(settings: Settings) -> str:
    if settings.models.local.base == "tiny":
        return "the stand-in, built when it is first needed (`sidelight-train tiny` builds it now)"
    hush(threads=settings.training.threads, online=needs_hub(settings.models))
    return str(base_folder(settings.models))


def _store(settings: Settings) -> str:
    if not settings.store.exists():
        raise Misconfigured(f"there is no store at {settings.store} yet; run the bot first")
    with open_database(settings.store) as db:
        return f"{settings.store}, {len(allowed_usernames(db, Permission.TRAINING))} people allow training"


def _registry(settings: Settings) -> str:
    registry = Registry(settings.models.registry)
    return ", ".join(_served(registry, task) for task in TASKS)


def _served(registry: Registry, task: str) -> str:
    """Who serves a task, who is being tried, and what was noted on them; every byte checked."""
    pointer = registry.pointer(task)
    says = f"{task} is served by {pointer.serving or 'the base model'}"
    adapters = [pointer.serving] if pointer.serving else []
    if pointer.candidate is not None:
        adapters.append(pointer.candidate.adapter)
        says += f", {pointer.candidate.adapter} is on its canary"
    for adapter in adapters:
        registry.verify(adapter)
        says += "".join(f" ({mark.kind}: {mark.reason})" for mark in registry.marks(adapter))
    return says
