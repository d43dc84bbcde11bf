"""A community's store with a configuration to learn from it quickly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from made_up_store import build_store

from models.registry import Registry
from models.safety import load_classifier
from store.database import Database, open_database
from training.run import Workshop
from training.settings import Settings, read_settings

CONFIG = """
[training]
permission_ref = "sandbox"
min_pairs = 10
holdout = 0.3
[training.dpo]
learning_rate = 1e-3
[training.gate]
min_pairs = 8
min_posts = 4
samples = 3
max_length_drift = 1.0   # of three texts a mean says little
effect = 0               # and so few pairs can only show a large gain
max_unsafe_rise = 1.0
max_audit_drop = 1.0
[store]
path = "s.db"
[models]
registry = "adapters"
[models.local]
base = "{tiny}"
max_new_tokens = 40
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A community's store and configuration in a folder of their own."""

    config: Path
    settings: Settings
    db: Database
    shop: Workshop


def make_place(folder: Path, tiny: Path, *, posts: int) -> Place:
    """A store in which everybody prefers the kinder text, and what is needed to learn from it."""
    config = folder / "config.toml"
    config.write_text(CONFIG.format(tiny=tiny))
    settings = read_settings(config)
    db = open_database(build_store(settings.store, posts=posts))
    shop = Workshop(
        settings,
        db,
        Registry(settings.models.registry),
        load_classifier(None),
        lambda: 1_795_000_000.0,
        lambda *_: None,
    )
    return Place(config, settings, db, shop)
