"""`sidelight models fetch`: brings a model that an operator asks for, once. No other command downloads anything."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from bot.config import read_models
from bot.errors import Misconfigured
from models.protocols import EngineUnavailable, Hazard, Post

models = typer.Typer(no_args_is_help=True, help="Models that Sidelight can use and does not bring.")
_out, _err = Console(), Console(stderr=True)

_INSULT = "You are a pathetic idiot."


@models.callback()
def _group() -> None:
    """Models that Sidelight can use and does not bring."""


@models.command()
def fetch(
    name: Annotated[Literal["detoxify"], typer.Argument(help="Which model.")],
    variant: Annotated[
        str, typer.Option("--variant", help="original, original-small, unbiased or unbiased-small.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to make.")] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--from", help="A checkpoint that lies here already, instead of the network.")
    ] = None,
    url: Annotated[str, typer.Option("--url", help="Another address of the checkpoint.")] = "",
    sha256: Annotated[str, typer.Option("--sha256", help="The checksum it must have, 64 hex digits.")] = "",
    tokenizer: Annotated[
        Path | None, typer.Option("--tokenizer", help="A folder with the base model's vocab.txt or tokenizer.json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    config: Annotated[
        Path, typer.Option("--config", "-c", help="Where [models.safety] is read.", envvar="SIDELIGHT_CONFIG")
    ] = Path("config.toml"),
) -> None:
    """Bring Detoxify's checkpoint, check it, and turn it into plain weights: a second voice on abuse.

    It comes from its authors' GitHub release, 438 MB for `original`. A transfer that breaks off goes on where it was; a
    file with another checksum is deleted; nothing in it is run. With the `encoder` extra installed nothing else is
    needed from the network; without it, the base model's word list is (0.2 MB, huggingface.co).

    * `sidelight models fetch detoxify`
    * On a machine without a network: `sidelight models fetch detoxify --from toxic_original-c1212f89.ckpt`
    """
    from models.download import DownloadFailed  # these take a moment to import, which other commands need not wait for
    from models.safety import release

    if variant and variant not in release.VARIANTS:
        raise Misconfigured(f"--variant: there is no {variant!r}", fix=f"use {', '.join(release.VARIANTS)}")
    if sha256 and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise Misconfigured("--sha256 must be 64 hex digits", fix="`sha256sum FILE` prints them")
    if file and url:
        raise Misconfigured("--from and --url exclude each other", fix="give one of them")
    folder = out or config.parent / (read_models(config).safety.detoxify or Path("data/detoxify"))
    wish = release.Wish(folder, variant, url, sha256, file, tokenizer)
    try:
        with _bars() as show:
            found = release.fetch(wish, show)
        score = _first_try(folder, found.sha256)
    except (DownloadFailed, EngineUnavailable) as error:
        raise Misconfigured(f"{name}: {getattr(error, 'why', error)}") from error
    except OSError as error:
        raise Misconfigured(f"{name}: cannot write to {folder}: {error.strerror or error}") from error
    if as_json:
        answer = {**dataclasses.asdict(found), "folder": str(found.folder), "tried": {"text": _INSULT, "abuse": score}}
        sys.stdout.write(json.dumps(answer, indent=1) + "\n")
        return
    _out.print(f"{folder} {'was there already' if found.was_there else 'is ready'}: sha256 {found.sha256}")
    _out.print(f'Tried on "{_INSULT}": abuse {score:.2f}. Below 0.5, something is wrong with the files.')
    _out.print(f'To use it, say `detoxify = "{folder}"` under [models.safety] in config.toml.', markup=False)


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar for each file, on stderr."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
    )  # fmt: skip
    with Progress(*columns, console=_err) as progress:
        tasks: dict[str, TaskID] = {}

        def show(file: str, done: int, of: int | None) -> None:
            if file not in tasks:
                tasks[file] = progress.add_task(file, total=of)
            progress.update(tasks[file], completed=done, total=of)

        yield show


def _first_try(folder: Path, sha256: str) -> float:
    """What the voice makes of a plain insult: the whole way from the files to a verdict, once."""
    from models.safety.toxicity import DetoxifyClassifier

    return DetoxifyClassifier(folder, sha256=sha256).judge(Post("", ""), _INSULT).probabilities[Hazard.ABUSE]
