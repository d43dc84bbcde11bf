"""`sidelight-train report`: what a run did, as one page that opens from disk; or two of them side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.registry import Registry
from training.command_line import DEFAULT_CONFIG, AsJson, ConfigPath, err, open_store, print_json
from training.errors import Misconfigured
from training.settings import Settings, read_settings

if TYPE_CHECKING:
    from store.database import Database


def attach(app: typer.Typer) -> None:
    """Make it a command of `app`."""
    app.command()(report)


def report(
    run: Annotated[
        str | None, typer.Argument(help="A run's id, or the adapter that it made; without it, the newest run.")
    ] = None,
    config: ConfigPath = DEFAULT_CONFIG,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file; else the one in the run's folder.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    compare: Annotated[
        tuple[str, str] | None, typer.Option("--compare", metavar="A B", help="Two runs or adapters side by side.")
    ] = None,
    texts: Annotated[
        bool, typer.Option(help="Whether the page holds texts; leave them out before you share it.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """One HTML page on a run: evidence, curves, figures with intervals, safety, texts side by side, the gate's reasons.

    `sidelight-train report --open`

    `sidelight-train report im-3f9a01c2d4e5 --no-texts --out share.html`

    `sidelight-train report --compare im-3f9a01c2d4e5 im-91c2d4e53f9a`

    Every run writes its page by itself. It needs no network and no script, and holds only texts that may be kept: when
    somebody takes theirs back, the page in the run's folder is written again without them. A copy that you put
    elsewhere with `--out` is yours to delete. A page that compares holds no texts.
    """
    settings = read_settings(config)
    with open_store(settings) as db:
        if compare is None:
            made, told = _one(db, settings, run, out=out, with_texts=texts)
        elif run is None:
            made, told = _two(db, settings, compare, out=out)
        else:
            raise Misconfigured("say either which run, or --compare with two of them")
    if as_json:
        print_json({"page": str(made), **told})
    err.print(f"the report is in {made}", highlight=False, soft_wrap=True)
    if show:
        typer.launch(made.resolve().as_uri())


def _one(
    db: Database, settings: Settings, run: str | None, *, out: Path | None, with_texts: bool
) -> tuple[Path, dict[str, object]]:
    from training.page.told import tell
    from training.page.writing import page_file, page_of, write_page

    told = tell(db, Registry(settings.models.registry), settings, run or "")
    file = out or page_file(settings, told.name)
    page = page_of(told, with_texts=with_texts)
    said = {"run": told.name, "task": told.task, "state": told.state, "adapter": told.adapter}
    return write_page(file, page), {**said, "sentence": told.sentence}


def _two(
    db: Database, settings: Settings, names: tuple[str, str], *, out: Path | None
) -> tuple[Path, dict[str, object]]:
    from training.page.comparing import compare_page, compared
    from training.page.told import runs_folder, tell
    from training.page.writing import write_page

    registry = Registry(settings.models.registry)
    one, other = (tell(db, registry, settings, name) for name in names)
    file = out or runs_folder(settings) / f"{one.name}-beside-{other.name}.html"
    rows = [row.as_json() for row in compared(one, other)]
    return write_page(file, compare_page(one, other)), {"one": one.name, "other": other.name, "figures": rows}
