"""`sidelight improve | draft | judge`: text in, suggestion or verdict out. No Reddit, no store, no network."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, TextIO, TypeVar

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot import judging
from bot.config import read_models
from bot.errors import Misconfigured
from bot.judging import rules_for
from bot.writers import Writers, open_writers
from models.improve import Drafting, Improvement
from models.protocols import EditKind, Post
from models.safety import judge_all
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
        _run_batch(batch, ("id", "post", "draft"), settings, engine, _each(one))
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
        _run_batch(batch, ("id", "post"), settings, engine, _each(one))
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
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The reply; - or nothing is stdin.")] = None,
    post: PostPath = None,
    reply: Annotated[Path | None, typer.Option("--reply", help="A file with the reply; - is stdin.")] = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Show the reply with the words marked.")] = False,
    as_json: Json = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSONL with id, post, reply; - is stdin. JSONL comes out, in order.")
    ] = None,
    sensitivity: Annotated[
        str, typer.Option("--sensitivity", help="low, normal, high, or the probability that makes a flag.")
    ] = "normal",
    machine: Annotated[
        bool, typer.Option("--machine", help="A machine wrote it: a life story in it is a false one.")
    ] = False,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Which hazards a reply holds under its post: a probability for each, the words behind it, and one plain sentence.

    With the post it judges better: some words hurt only under a post about suicide. No flag does not mean safe.

    * One reply: `sidelight judge "Others have it worse."`
    * Under its post, the words marked: `sidelight judge --post post.txt --reply reply.txt --explain`
    * From a pipe: `cat reply.txt | sidelight judge --post post.txt --json`
    * Many, for a script: `sidelight judge --batch replies.jsonl --sensitivity high > verdicts.jsonl`

    The JSON has `hazards` (id to probability), `flags` and `uncertain` (ids, the gravest first), `spans` (hazard,
    start, end, why), `sentence`, `model`, `unreadable` (why it cannot be judged, or empty) and `crisis` (what the post
    speaks of). docs/moderators.md says what each hazard means.
    """
    rules, settings = rules_for(sensitivity, machine=machine), read_models(config)

    async def several(writers: Writers, rows: Sequence[dict[str, str]]) -> list[tuple[dict[str, Any], judging.Judged]]:
        pairs = [(_post(row["post"]), row["reply"]) for row in rows]
        verdicts = await asyncio.to_thread(judge_all, writers.safety, pairs, rules)
        judged = [
            judging.Judged(reply, verdict, rules, writers.safety.crisis(context))
            for (context, reply), verdict in zip(pairs, verdicts, strict=True)
        ]
        return [(judging.as_json(one), one) for one in judged]

    if batch is not None:
        if text or post or reply:
            raise Misconfigured("--batch goes alone", fix="its lines hold the posts and the replies")
        _run_batch(batch, ("id", "post", "reply"), settings, "guideline", several, at_once=64)
        return
    row = {"post": _read(post, "post") if post else "", "reply": _reply(text, reply, post)}
    ((answer, judged),) = asyncio.run(_with_writers(settings, "guideline", lambda writers: several(writers, [row])))
    _print_json(answer) if as_json else judging.show(judged, _out, explain=explain)


def _reply(text: str | None, path: Path | None, post: Path | None) -> str:
    if text is not None and path is not None:
        raise Misconfigured("the reply is given twice", fix="give it as text or with --reply, not both")
    if text is not None and text != "-":
        return text
    source = path or Path("-")
    is_stdin = str(source) == "-"
    if is_stdin and (str(post) == "-" or (text is None and path is None and sys.stdin.isatty())):
        raise Misconfigured("there is no reply to judge", fix="give it as text, with --reply FILE, or alone on stdin")
    return _read(source, "reply", strip=False)


async def _with_writers(settings: ModelSettings, engine: str | None, work: Callable[[Writers], Awaitable[T]]) -> T:
    async with open_writers(settings, engine=_engine(engine)) as writers:
        return await work(writers)


def _engine(name: str | None) -> EngineName | None:
    match name:
        case None | "guideline" | "local" | "llama" | "served":
            return name
    raise Misconfigured(f"--engine: there is no engine {name!r}", fix="use guideline, local, llama or served")


def _each(
    one: Callable[[Writers, dict[str, str]], Awaitable[_Answer]],
) -> Callable[[Writers, Sequence[dict[str, str]]], Awaitable[Sequence[_Answer]]]:
    """The rows one after the other."""

    async def several(writers: Writers, rows: Sequence[dict[str, str]]) -> list[_Answer]:
        return [await one(writers, row) for row in rows]

    return several


def _run_batch(
    path: Path, keys: tuple[str, ...], settings: ModelSettings, engine: str | None,
    several: Callable[[Writers, Sequence[dict[str, str]]], Awaitable[Sequence[_Answer]]], *, at_once: int = 1,
) -> None:  # fmt: skip
    """One JSON line out for each line in, in order, with a progress bar on stderr."""

    async def work(writers: Writers) -> None:
        started = time.perf_counter()
        with ExitStack() as stack:
            lines = sys.stdin if str(path) == "-" else stack.enter_context(_opened(path))
            rows = list(_rows(lines, path, keys))
            progress = stack.enter_context(_progress())
            bar = progress.add_task("replies", total=len(rows))
            for start in range(0, len(rows), at_once):
                part = rows[start : start + at_once]
                for row, (answer, _) in zip(part, await several(writers, part), strict=True):
                    sys.stdout.write(judging.dumps({"id": row["id"], **answer}) + "\n")
                progress.advance(bar, len(part))
        seconds = time.perf_counter() - started
        _err.print(f"[dim]{len(rows)} texts, {1000 * seconds / max(1, len(rows)):.1f} ms each[/]")

    asyncio.run(_with_writers(settings, engine, work))


def _rows(lines: TextIO, path: Path, keys: tuple[str, ...]) -> Iterator[dict[str, str]]:
    where = "stdin" if str(path) == "-" else path
    for number, line in enumerate(_decoded(lines, path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Misconfigured(f"{where}, line {number}: not valid JSON ({getattr(error, 'msg', error)})") from None
        if not isinstance(row, dict):
            raise Misconfigured(f"{where}, line {number}: not an object with {', '.join(keys)}")
        if missing := [key for key in keys if key not in row]:
            raise Misconfigured(f"{where}, line {number}: {', '.join(missing)} missing")
        if wrong := [key for key in keys if not isinstance(row[key], str | int if key == "id" else str)]:
            raise Misconfigured(f"{where}, line {number}: {', '.join(wrong)} must be text")
        yield {key: str(row[key]) for key in keys}


def _decoded(lines: TextIO, path: Path) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise Misconfigured(f"--batch: {path} is not UTF-8: {error}") from None
    except OSError as error:
        raise Misconfigured(f"--batch: {path} cannot be read: {error.strerror}") from None


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig")
    except OSError as error:
        raise Misconfigured(f"--batch: {path} cannot be read: {error.strerror}") from None


def _read(path: Path | None, what: str, *, strip: bool = True) -> str:
    """The text of a file or of stdin; with the white space around it where characters are counted."""
    if path is None:
        raise Misconfigured(f"--{what} is missing", fix=f"name a file with the {what}, or - for stdin")
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"--{what}: {path} cannot be read: {error}") from None
    return text.strip() if strip else text


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
    sys.stdout.write(judging.dumps(answer, indent=1) + "\n")


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


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), MofNCompleteColumn(), TimeRemainingColumn(), console=_err, transient=True
    )
