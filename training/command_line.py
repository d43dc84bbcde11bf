"""What every command of `sidelight-train` shares: its options, the store it opens, and how it prints."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from models.registry import Registry
from models.safety.own import OwnWeights
from store.database import Database, open_database
from training.errors import Misconfigured
from training.settings import Settings, read_settings

if TYPE_CHECKING:
    from training.run import Workshop
    from training.steps import Progress

err = Console(stderr=True)
"""Where people are talked to; stdout is for what was asked for."""

DEFAULT_CONFIG = Path("config.toml")
ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="Your configuration.", envvar="SIDELIGHT_CONFIG")]
AsJson = Annotated[bool, typer.Option("--json", help="For scripts.")]
Reason = Annotated[str, typer.Option("--reason", help="Kept in the history.")]
Now = Annotated[float | None, typer.Option(help="Seconds since the epoch to sign with: the sandbox's time.")]


def adjusted(settings: Settings, *, base: str | None, afresh: bool) -> Settings:
    """The settings, as the options of one run change them.

    A fresh adapter learns old pairs again, so it needs no new ones. An adapter for another base than the configured one
    would be refused where it should serve, so none is promoted.
    """
    training, models = settings.training, settings.models
    if afresh:
        training = training.model_copy(update={"continues": False, "min_new_pairs": 0})
    if base is not None and base != models.local.base:
        models = models.model_copy(update={"local": models.local.model_copy(update={"base": base})})
        training = training.model_copy(update={"promotes": False})
    return replace(settings, training=training, models=models)


@contextmanager
def open_workshop(settings: Settings, progress: Progress, now: float | None = None) -> Iterator[Workshop]:
    """Everything a pass works with, for the length of the block."""
    from training.base import needs_hub
    from training.quiet import hush

    hush(threads=settings.training.threads, online=needs_hub(settings.models))
    from models.safety import configured_classifier
    from training.run import Workshop

    shift = 0.0 if now is None else now - time.time()
    with open_store(settings) as db:
        yield Workshop(
            settings,
            db,
            Registry(settings.models.registry),
            configured_classifier(settings.models),
            lambda: time.time() + shift,
            progress,
        )


@contextmanager
def open_store(settings: Settings) -> Iterator[Database]:
    """The store that the settings name. Raises `Misconfigured` where there is none."""
    if not settings.store.exists():
        raise Misconfigured(f"{settings.source}: store.path: there is no store at {settings.store}; run the bot first")
    with open_database(settings.store) as db:
        yield db


def registry_of(config: Path) -> Registry:
    """The adapters' registry."""
    return Registry(read_settings(config).models.registry)


def own_weights_of(config: Path) -> OwnWeights:
    """The weights of reply safety that refits made."""
    return OwnWeights(read_settings(config).models.safety.weights)


def print_json(value: object, *, lines: bool = False) -> None:
    """On stdout, for scripts; `lines` makes it one line among others."""
    if lines:
        value = {"event": "report", "reports": value}
    sys.stdout.write(json.dumps(value, indent=None if lines else 2, ensure_ascii=False) + "\n")
