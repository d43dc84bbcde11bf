"""config.toml → typed, frozen sections; secrets from the environment or a file, never from config.toml.

All mistakes are told at once. Paths are relative to the folder of the file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.errors import Misconfigured
from models.settings import ModelSettings

_SECRET_ENDINGS = ("password", "secret", "token", "api_key")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RedditSettings(_Section):
    """Which account, which subreddits, how gently."""

    username: str = Field(min_length=1, max_length=40)
    client_id: str = Field(min_length=1)
    operator: str = Field(default="", max_length=40)
    """The Reddit name of whoever runs this; Reddit wants it in the user agent."""
    subreddits: tuple[str, ...] = Field(min_length=1)
    requests_per_minute: float = Field(default=90.0, gt=0, le=100)
    write_reserve: float = Field(default=0.2, ge=0, lt=1)
    timeout_s: float = Field(default=16.0, gt=0)
    oauth_url: str = "https://oauth.reddit.com"
    reddit_url: str = "https://www.reddit.com"

    @field_validator("subreddits")
    @classmethod
    def _plain_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if not name.replace("_", "").isalnum():
                raise ValueError(f"{name!r} is not a subreddit's name; write it without r/")
        return names


class ClockSettings(_Section):
    """Real time, or the sandbox's."""

    follow: str = ""
    """Address of a sandbox whose clock the bot shares; empty for real time."""


class StoreSettings(_Section):
    """Where the one SQLite file lies."""

    path: Path = Path("data/sidelight.db")


class WatchSettings(_Section):
    """How often the bot looks. All in seconds of the clock."""

    replies_s: float = Field(default=20.0, gt=0)
    posts_s: float = Field(default=60.0, gt=0)
    inbox_s: float = Field(default=30.0, gt=0)
    modmail_s: float = Field(default=60.0, gt=0)
    rules_s: float = Field(default=300.0, gt=0)
    sweep_s: float = Field(default=1800.0, gt=0)
    follow_s: float = Field(default=600.0, gt=0)
    deletions_s: float = Field(default=6 * 3600.0, gt=0, le=24 * 3600.0)
    adapters_s: float = Field(default=300.0, gt=0)
    canary_s: float = Field(default=3600.0, gt=0)
    outbox_s: float = Field(default=5.0, gt=0)
    digest_s: float = Field(default=900.0, gt=0)
    workers: int = Field(default=4, ge=1, le=64)
    """Replies that are read at the same time."""


class FollowSettings(_Section):
    """At which ages a reply's standing is read, in hours."""

    ages_h: tuple[float, ...] = (1.0, 6.0, 24.0, 72.0, 168.0)
    ignored_after_h: float = Field(default=72.0, gt=0)
    """A suggestion without an answer counts as ignored after this."""

    @field_validator("ages_h")
    @classmethod
    def _rising(cls, ages: tuple[float, ...]) -> tuple[float, ...]:
        if not ages or list(ages) != sorted(set(ages)) or ages[0] <= 0:
            raise ValueError("ages must be positive and rise")
        return ages


class ScheduleSettings(_Section):
    """Work that repeats on its own."""

    training_every_h: float = Field(default=0.0, ge=0)
    """Hours between two training runs; 0 means by hand only."""
    safety_every_h: float = Field(default=0.0, ge=0)
    """Hours between two refits of the safety heads on moderators' rulings; 0 means by hand only."""
    maintainers: str = Field(default="", pattern=r"^\w*$")
    """A subreddit whose modmail hears how each of them ended; empty: only the log."""
    nice: int = Field(default=10, ge=0, le=19)
    """How far training stands back behind everything else on the machine."""


class Config(_Section):
    """Everything that config.toml says. `training` is checked by the process that owns it."""

    reddit: RedditSettings
    clock: ClockSettings = ClockSettings()
    store: StoreSettings = StoreSettings()
    watch: WatchSettings = WatchSettings()
    follow: FollowSettings = FollowSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    models: ModelSettings = ModelSettings()
    training: Mapping[str, Any] = Field(default_factory=dict)


class Secrets(BaseModel):
    """What must never be printed; its repr hides the values."""

    model_config = ConfigDict(frozen=True)
    password: SecretStr
    client_secret: SecretStr


def read_config(path: Path) -> Config:
    """The configuration in the file at `path`. Raises `Misconfigured`, naming the file and every wrong key."""
    table = _read_table(path)
    hidden = [key for key in _keys(table) if _is_secret(key)]
    if hidden:
        raise Misconfigured(f"{path}: {', '.join(hidden)}: secrets belong in the environment or in a file, see docs")
    try:
        config = Config.model_validate(table)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise Misconfigured(f"{path}: {problems}") from None
    return _absolute(config, path.resolve().parent)


def read_models(path: Path | None) -> ModelSettings:
    """Only the `[models]` section, for commands that need no Reddit; the defaults where there is no file."""
    if path is None or not path.exists():
        return ModelSettings()
    try:
        return ModelSettings.model_validate(_read_table(path).get("models", {}))
    except ValidationError as error:
        problems = "; ".join(f"models.{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise Misconfigured(f"{path}: {problems}") from None


def read_secrets(environment: Mapping[str, str] = os.environ) -> Secrets:
    """The bot's secrets, each from a variable or from the file that its `_FILE` twin names."""
    return Secrets(
        password=SecretStr(_secret("SIDELIGHT_PASSWORD", environment)),
        client_secret=SecretStr(_secret("SIDELIGHT_CLIENT_SECRET", environment)),
    )


def optional_secret(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """A secret that not everybody needs, or an empty text."""
    return _secret(name, environment) if name in environment or f"{name}_FILE" in environment else ""


def _secret(name: str, environment: Mapping[str, str]) -> str:
    if value := environment.get(name):
        return value
    file = environment.get(f"{name}_FILE")
    if not file:
        raise Misconfigured(f"the secret is missing: set {name}, or {name}_FILE to a file that holds it")
    try:
        value = Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Misconfigured(f"{name}_FILE names {file}, which cannot be read: {error.strerror}") from None
    if not value:
        raise Misconfigured(f"{name}_FILE names {file}, which is empty")
    return value


def _read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Misconfigured(f"{path} does not exist; copy config.toml from the project and fill it in") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path} is not valid TOML: {error}") from None


def _keys(table: Mapping[str, Any], prefix: str = "") -> list[str]:
    found = []
    for key, value in table.items():
        found.append(f"{prefix}{key}")
        if isinstance(value, dict):
            found.extend(_keys(value, f"{prefix}{key}."))
    return found


def _is_secret(key: str) -> bool:
    return key.rsplit(".", 1)[-1].lower().endswith(_SECRET_ENDINGS)


def _absolute(config: Config, folder: Path) -> Config:
    models = config.models.model_copy(
        update={
            "registry": folder / config.models.registry,
            "cache": folder / config.models.cache,
            "llama": config.models.llama.model_copy(
                update={"base": folder / config.models.llama.base if config.models.llama.base else None}
            ),
            "safety": config.models.safety.model_copy(
                update={
                    "detoxify": folder / config.models.safety.detoxify if config.models.safety.detoxify else None,
                    "weights": folder / config.models.safety.weights,
                }
            ),
        }
    )
    return config.model_copy(
        update={"store": StoreSettings(path=folder / config.store.path), "models": models},
    )
