"""`sidelight check`: everything that the bot needs, each with what to do about a no."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import connection_of, credentials_of
from bot.config import Config, optional_secret, read_config, read_secrets
from bot.errors import SidelightError
from bot.reddit.check import CheckResult
from bot.reddit.check import check as check_reddit
from bot.rules import PAGE
from bot.writers import open_writers
from models.protocols import Post
from models.registry import Registry
from store import StoreError, open_database

_SPACE_MB = 500


def check_all(path: Path) -> list[CheckResult]:
    """Every check, in the order in which one would mend things. Blocks for some requests."""
    try:
        config = read_config(path)
    except SidelightError as error:
        return [CheckResult("configuration", ok=False, what_to_do=str(error))]
    results = [CheckResult("configuration", ok=True)]
    results.append(_asked("store", lambda: _store(config)))
    results.append(_asked("disk", lambda: _disk(config)))
    if config.training.get("permission_ref"):
        results.append(_asked("training", lambda: _training(path)))
    results.append(_asked("adapters", lambda: _adapters(config)))
    results.append(_asked(f"engine {config.models.engine}", lambda: asyncio.run(_engine(config))))
    try:
        secrets = read_secrets()
    except SidelightError as error:
        return [*results, CheckResult("secrets", ok=False, what_to_do=str(error))]
    results.append(CheckResult("secrets", ok=True))
    credentials, connection = credentials_of(config, secrets), connection_of(config)
    return results + check_reddit(credentials, connection, subreddits=config.reddit.subreddits, rules_page=PAGE)


def show(results: list[CheckResult], *, as_json: bool) -> None:
    """Print the results, as a table or as JSON."""
    if as_json:
        sys.stdout.write(json.dumps([asdict(result) for result in results], indent=1) + "\n")
        return
    table = Table(box=None, show_header=False)
    for result in results:
        mark = Text("ok", style="green") if result.ok else Text("no", style="red bold")
        table.add_row(mark, Text(result.name), Text(result.what_to_do, style="yellow"))
    Console().print(table)


def _asked(name: str, ask: Callable[[], str]) -> CheckResult:
    """`ask` gives an empty text for yes, or what is wrong and what to do."""
    try:
        problem = ask()
    except (SidelightError, StoreError, OSError) as error:
        problem = str(error)
    return CheckResult(name, ok=not problem, what_to_do=problem)


def _store(config: Config) -> str:
    with open_database(config.store.path):
        return ""


def _disk(config: Config) -> str:
    folder = config.store.path.parent
    free_mb = shutil.disk_usage(folder).free // 2**20
    if not os.access(folder, os.W_OK):
        return f"{folder} cannot be written; give the account that runs Sidelight the right to"
    return "" if free_mb >= _SPACE_MB else f"{free_mb} MB free at {folder}; keep at least {_SPACE_MB} MB"


def _training(path: Path) -> str:
    found = subprocess.run(  # noqa: S603 - our own module, which alone knows this section
        [sys.executable, "-m", "training", "check", "--config", str(path)], capture_output=True, text=True, check=False
    )
    return "" if found.returncode == 0 else (found.stderr or found.stdout).strip().splitlines()[-1]


def _adapters(config: Config) -> str:
    registry = Registry(config.models.registry)
    for task in ("im", "gm"):
        serving = registry.serving(task)
        if serving:
            registry.verify(serving)
    return ""


async def _engine(config: Config) -> str:
    if config.models.engine == "served":
        return await _server(config)
    async with open_writers(config.models) as writers:
        found = await writers.improver.improve(Post("A test", "I feel tired."), "You should just sleep more.")
    failed = [attempt.error for attempt in found.attempts if attempt.error]
    return f"{failed[0]}; suggestions fall back to the guideline engine" if failed else ""


async def _server(config: Config) -> str:
    from models.served import PublicHost, ServedModel

    model = ServedModel(config.models.served, optional_secret("SIDELIGHT_SERVED_TOKEN"))
    try:
        await model.start()
        return (await model.health()).why
    except (PublicHost, ValueError) as error:
        return str(error)
    finally:
        await model.stop()
