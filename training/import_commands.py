"""`sidelight-train import`: pairs from other people's files, in a set apart."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from training.command_line import DEFAULT_CONFIG, AsJson, ConfigPath, err, print_json
from training.settings import Settings, read_settings

if TYPE_CHECKING:
    from training.dumps.importing import Bench, Order

_DOING = {"read": "Reading", "compare": "Comparing votes", "write": "Reading what is left, and writing pairs"}


def attach(app: typer.Typer) -> None:
    """Make it a command of `app`."""
    app.command("import")(import_)


def import_(
    files: Annotated[list[Path], typer.Argument(help="Dumps (.zst, .ndjson), threads (.jsonl), transcripts (.txt).")],
    into: Annotated[Path, typer.Option(help="Folder of the set, such as data/imports/forum; its name is the set's.")],
    source: Annotated[str, typer.Option(help="Where the files come from: for the card.")],
    licence: Annotated[str, typer.Option(help="Under which licence, in its own words: for the card.")],
    source_permission: Annotated[
        str, typer.Option(help="Why you may learn from people who were never asked: for the card.")
    ],
    subreddit: Annotated[list[str] | None, typer.Option(help="Only these; a dump of all Reddit needs them.")] = None,
    skip_broken: Annotated[
        bool, typer.Option(help="Count lines that cannot be read; else the first one ends it.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
    as_json: AsJson = False,
) -> None:
    """Make pairs of other people's files: Reddit dumps, threads with votes, transcripts of counselling.

    `sidelight-train import RS_2023-01.zst RC_2023-01.zst --subreddit anxiety --into data/imports/anxiety
    --source "Pushshift, January 2023" --licence "none given" --source-permission "letter of 3 May, file 12"`

    Names are hidden and personal details scrubbed before anything is written. When votes are a preference stands under
    `[training.imports]`. Nothing learns from the set until that section names its folder. Run the same command again
    after a crash: what was read is not read again.
    """
    settings = read_settings(config)
    names = tuple(sorted({name.lower().removeprefix("/").removeprefix("r/") for name in subreddit or ()}))
    said = {"source": source, "licence": licence, "permission": source_permission}
    from training.dumps.importing import import_files

    order = _order(settings, files, into, said, subreddits=names, skip_broken=skip_broken)
    with _bars() as bars:
        card = import_files(order, _bench(settings, bars))
    if as_json:
        print_json(card)
    else:
        _show(Console(), card)
    err.print(
        f"{card['pairs']} pairs and {card['examples']} examples in {into}; to learn from them name it under "
        "training.imports.sets", highlight=False, soft_wrap=True,
    )  # fmt: skip


def _order(
    settings: Settings,
    files: list[Path],
    into: Path,
    said: dict[str, str],
    *,
    subreddits: tuple[str, ...],
    skip_broken: bool,
) -> Order:
    from training.dumps.importing import Order
    from training.dumps.pairs import VoteRules
    from training.dumps.reading import Reading

    imports, pairs = settings.training.imports, settings.training.pairs
    rules = VoteRules(
        **imports.model_dump(include={"top", "bottom", "min_gap", "min_ratio", "floor", "min_post_score", "any_order"}),
        **pairs.model_dump(include={"max_pairs_per_post", "min_words", "max_length_ratio"}),
    )
    reading = Reading(
        salt="",
        subreddits=subreddits,
        min_words=imports.min_answer_words,
        counsellors=tuple(label.lower() for label in imports.counsellors),
        clients=tuple(label.lower() for label in imports.clients),
        skip_broken=skip_broken,
    )
    return Order(
        tuple(files), into, **said, reading=reading, rules=rules, workers=imports.workers or os.cpu_count() or 1
    )


def _bench(settings: Settings, bars: _Bars) -> Bench:
    from models.safety import configured_classifier
    from training.dumps.engines import ENGINES
    from training.dumps.importing import Bench
    from training.pairs import classifier_screen

    screen = classifier_screen(configured_classifier(settings.models), settings.training.pairs.max_hazard)
    return Bench(ENGINES[settings.training.imports.engine], screen, time.time, bars.hear, bars.told)


class _Bars:
    """A bar for the bytes read, and a line for each later step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task(_DOING["read"], total=None)

    def told(self, step: str) -> None:
        """Something begins."""
        if step != "read":
            self._progress.stop_task(self._task)
            self._task = self._progress.add_task(_DOING[step], total=None)

    def hear(self, read: int, of: int) -> None:
        """So many bytes on disk are read."""
        self._progress.update(self._task, completed=read, total=of)


@contextmanager
def _bars() -> Iterator[_Bars]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress:
        yield _Bars(progress)


def _show(console: Console, card: dict[str, Any]) -> None:
    """What was read, and where the rest fell."""
    table = Table("step", "what", "how many", title=f"Imported: {card['name']}")
    read: dict[str, int] = {}
    for file in card["files"]:
        for what, number in file["counts"].items():
            read[what] = read.get(what, 0) + number
    steps = {"reading": read} | {
        step: {reason: sum(numbers.values()) for reason, numbers in card[step].items()}
        for step in ("replies", "votes", "words")
    }
    for step, counts in steps.items():
        for what, number in counts.items():
            table.add_row(step, what, str(number))
    console.print(table)
