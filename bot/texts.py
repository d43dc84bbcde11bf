"""`sidelight improve | draft | judge`: text in, suggestion or verdict out. No Reddit, no store, no network."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, TextIO, TypeVar

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.config import read_models
from bot.errors import Misconfigured
from bot.writers import Writers, open_writers
from models.improve import Drafting, Improvement
from models.protocols import EditKind, Post
from models.settings import EngineName, ModelSettings

T = TypeVar("T")
_Answer = tuple[dict[str, Any], object]

texts = typer.Typer()
_out, _err = Console(), Console(stderr=True)

ConfigPath = Annotated[Path, typer.Option("--config", "-c", help="Where [models] is read, if the file exists.")]
PostPath = Annotated[Path | None, typer.Option("--post", help="The post; its first line is the title. - is stdin.")]
DraftPath = Annotated[Path | None, typer.Option("--draft", help="The reply as drafted; - or nothing is stdin.")]
Engine = Annotated[
    str | None, typer.Option("--engine", help="guideline, local, llama or served; the config's own if left out.")
]
Json = Annotated[bool, typer.Option("--json", help="For scripts.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSONL with id, post, draft; - is stdin. JSONL comes out.")]
Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same words.")]

_COLOURS = {EditKind.REPLACE: "yellow", EditKind.INSERT: "green", EditKind.DELETE: "red"}
DEFAULT_CONFIG = Path("config.toml")


@texts.command()
def improve(
    post: PostPath = None, draft: DraftPath = None, *, engine: Engine = None, as_json: Json = False,
    batch: Batch = None, seed: Seed = 0, config: ConfigPath = DEFAULT_CONFIG,
) -> None:  # fmt: skip
    """A better version of a reply, sentence by sentence, with the reason for each change; or nothing, if it is good.

    `sidelight improve --post post.txt --draft reply.txt`, or `cat reply.txt | sidelight improve --post post.txt`.
    """
    settings = read_models(config)

    async def one(writers: Writers, row: dict[str, str]) -> tuple[dict[str, Any], Improvement]:
        found = await writers.improver.improve(_post(row["post"]), row["draft"], seed=seed)
        return _improvement_json(found, row["draft"]), found

    if batch is not None:
        _run_batch(batch, ("id", "post", "draft"), settings, engine, one)
        return
    row = {"post": _read(post, "post"), "draft": _read(draft or Path("-"), "draft")}
    started = time.perf_counter()
    (answer, found) = asyncio.run(_with_writers(settings, engine, lambda writers: one(writers, row)))
    _print_json(answer) if as_json else _show_improvement(found, row["draft"], time.perf_counter() - started)


@texts.command()
def draft(
    post: PostPath = None, *, engine: Engine = None, as_json: Json = False, batch: Batch = None, seed: Seed = 0,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:  # fmt: skip
    """A first draft for a post that nobody answered, for a moderator to check and change."""
    settings = read_models(config)

    async def one(writers: Writers, row: dict[str, str]) -> tuple[dict[str, Any], Drafting | None]:
        text = _post(row["post"])
        found = await writers.drafter.draft(text, seed=seed)
        return _drafting_json(found), found

    if batch is not None:
        _run_batch(batch, ("id", "post"), settings, engine, one)
        return
    row = {"post": _read(post or Path("-"), "post")}
    (answer, _) = asyncio.run(_with_writers(settings, engine, lambda writers: one(writers, row)))
    if as_json:
        _print_json(answer)
    elif answer["text"]:
        _out.print(answer["text"], markup=False, highlight=False)
    else:
        _err.print("[dim]Nothing to show: silence beats a guess.[/]")


@texts.command()
def judge(
    post: PostPath = None,
    reply: Annotated[Path | None, typer.Option("--reply", help="The reply; - or nothing is stdin.")] = None,
    *,
    as_json: Json = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """What the safety classifier says of a reply under a post: a probability per hazard, and the words behind it."""
    settings = read_models(config)
    context, text = _post(_read(post, "post")), _read(reply or Path("-"), "reply")

    async def one(writers: Writers) -> dict[str, Any]:
        verdict = await asyncio.to_thread(writers.safety.judge, context, text)
        return {
            "probabilities": {str(hazard): round(p, 4) for hazard, p in verdict.probabilities.items()},
            "spans": [{**dataclasses.asdict(span), "text": text[span.start : span.end]} for span in verdict.spans],
            "model": verdict.model,
            "unreadable": verdict.unreadable,
            "crisis": str(writers.safety.crisis(context)),
        }

    answer = asyncio.run(_with_writers(settings, "guideline", one))
    _print_json(answer) if as_json else _show_verdict(answer)


async def _with_writers(settings: ModelSettings, engine: str | None, work: Callable[[Writers], Awaitable[T]]) -> T:
    async with open_writers(settings, engine=_engine(engine)) as writers:
        return await work(writers)


def _engine(name: str | None) -> EngineName | None:
    match name:
        case None | "guideline" | "local" | "llama" | "served":
            return name
    raise Misconfigured(f"--engine: there is no engine {name!r}", fix="use guideline, local, llama or served")


def _run_batch(
    path: Path, keys: tuple[str, ...], settings: ModelSettings, engine: str | None,
    one: Callable[[Writers, dict[str, str]], Awaitable[_Answer]],
) -> None:  # fmt: skip
    """One JSON line out for each line in, in order, with a progress bar on stderr."""

    async def work(writers: Writers) -> None:
        started = time.perf_counter()
        with ExitStack() as stack:
            lines = sys.stdin if str(path) == "-" else stack.enter_context(_opened(path))
            rows = list(_rows(lines, path, keys))
            progress = stack.enter_context(_progress())
            bar = progress.add_task("replies", total=len(rows))
            for row in rows:
                answer, _ = await one(writers, row)
                sys.stdout.write(json.dumps({"id": row["id"], **answer}, ensure_ascii=False) + "\n")
                progress.advance(bar)
        seconds = time.perf_counter() - started
        _err.print(f"[dim]{len(rows)} texts, {1000 * seconds / max(1, len(rows)):.1f} ms each[/]")

    asyncio.run(_with_writers(settings, engine, work))


def _rows(lines: TextIO, path: Path, keys: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise Misconfigured(f"{path}, line {number}: not valid JSON ({error.msg})") from None
        missing = [key for key in keys if key not in row] if isinstance(row, dict) else list(keys)
        if missing:
            raise Misconfigured(f"{path}, line {number}: {', '.join(missing)} missing")
        yield {key: str(row[key]) for key in keys}


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8")
    except OSError as error:
        raise Misconfigured(f"--batch: {path} cannot be read: {error.strerror}") from None


def _read(path: Path | None, what: str) -> str:
    if path is None:
        raise Misconfigured(f"--{what} is missing", fix=f"name a file with the {what}, or - for stdin")
    if str(path) == "-":
        return sys.stdin.read().strip()
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"--{what}: {path} cannot be read: {error}") from None


def _post(text: str) -> Post:
    title, _, body = text.partition("\n")
    return Post(title.strip(), body.strip())


def _improvement_json(found: Improvement, draft_text: str) -> dict[str, Any]:
    suggestion = found.suggestion
    return {
        "text": suggestion.text if suggestion else draft_text,
        "changed": suggestion is not None,
        "edits": [dataclasses.asdict(edit) for edit in suggestion.edits] if suggestion else [],
        "reasons": list(suggestion.reasons) if suggestion else [],
        "engine": suggestion.engine if suggestion else "",
        "audit": [dataclasses.asdict(attempt) for attempt in found.attempts],
    }


def _drafting_json(found: Drafting) -> dict[str, Any]:
    return {
        "text": found.draft.text if found.draft else "",
        "changed": found.draft is not None,
        "engine": found.draft.engine if found.draft else "",
        "audit": [dataclasses.asdict(attempt) for attempt in found.attempts],
    }


def _print_json(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n")


def _show_improvement(found: Improvement, draft_text: str, seconds: float) -> None:
    if found.suggestion is None:
        _out.print(draft_text, markup=False, highlight=False)
        failed = sorted({finding.check for attempt in found.attempts for finding in attempt.findings})
        _err.print(f"[dim]Nothing suggested{': ' + ', '.join(failed) if failed else ': good as it is'}.[/]")
        return
    for edit in found.suggestion.edits:
        colour = _COLOURS.get(edit.kind, "")
        if edit.kind in {EditKind.REPLACE, EditKind.DELETE}:
            _out.print(Text(edit.before, style="red strike"))
        if edit.kind is not EditKind.DELETE:
            _out.print(Text(edit.after, style=colour))
        if edit.reason:
            _out.print(Text(f"  {edit.reason}", style="dim italic"))
    _err.print(f"[dim]{found.suggestion.engine}, {1000 * seconds:.0f} ms with start-up[/]")


def _show_verdict(answer: dict[str, Any]) -> None:
    table = Table("hazard", "probability", "words", box=None)
    words: dict[str, list[str]] = {}
    for span in answer["spans"]:
        words.setdefault(str(span["hazard"]), []).append(span["text"])
    for hazard, probability in sorted(answer["probabilities"].items(), key=lambda item: -item[1]):
        colour = "red" if probability >= 0.5 else "dim"
        table.add_row(hazard, Text(f"{probability:.2f}", style=colour), Text("; ".join(words.get(hazard, []))))
    _out.print(table)
    if answer["unreadable"]:
        _out.print(Text(f"cannot be judged: {answer['unreadable']}", style="yellow"))
    _out.print(Text(f"the post: crisis {answer['crisis']}; judged by {answer['model']}", style="dim"))


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), MofNCompleteColumn(), TimeRemainingColumn(), console=_err, transient=True
    )
