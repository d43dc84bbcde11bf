"""`sidelight-train ratings export | import | show`: people score texts on five dimensions, blinded."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from training.command_line import DEFAULT_CONFIG, AsJson, ConfigPath, Now, err, open_store, print_json
from training.errors import Misconfigured
from training.settings import read_settings

if TYPE_CHECKING:
    from training.ratings import Judged

ratings = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="People's scores for texts: readability, empathy, connection, actionability, safety; 1 to 5.\n\n"
    "`export` writes a sheet as CSV or JSON. It hides who wrote what: the key stays in the store. Give the file to "
    "three raters or more, and `import` what comes back; `show` says what they said together.",
)


@ratings.command("export")
def export_sheet(
    file: Annotated[Path, typer.Argument(help="Where to; a name that ends in .json gives JSON, any other CSV.")],
    config: ConfigPath = DEFAULT_CONFIG,
    what: Annotated[
        Literal["run", "suggestions", "replies"],
        typer.Option(
            help="`run`: what an evaluation wrote, beside people's own; `suggestions` with their drafts; or "
            "people's `replies`, for how well votes agree with raters."
        ),
    ] = "run",
    run: Annotated[str | None, typer.Option(help="Which evaluation; else the newest.")] = None,
    posts: Annotated[int, typer.Option(min=1, help="At most so many posts, each with all its texts.")] = 40,
    seed: Annotated[int, typer.Option(help="Draws the posts and shuffles the texts.")] = 7,
    unblinded: Annotated[bool, typer.Option("--unblinded", help="Show who wrote what. It is noted as such.")] = False,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Write a sheet to fill in. It holds people's words: hand it on with care, and delete it when it is imported.

    Only texts whose authors allow training are on it. Columns to fill: the five dimensions, and `machine` (yes, no,
    unsure: did a machine write this?), which tells whether the blinding held.
    """  # fmt: skip
    from store import ratings as kept
    from training.read import read_log
    from training.sheets import gather, make_sheet, write_sheet

    at_utc = time.time() if now is None else now
    with open_store(read_settings(config)) as db:
        if what == "run":
            found = kept.samples_of_run(db, run or kept.newest_run(db) or "")
            if not found:
                raise Misconfigured("no evaluation has left texts here: `sidelight-train evaluate` makes some")
        else:
            found = gather(read_log(db), at_utc, what=what)
        sheet = make_sheet(db, found, posts=posts, seed=seed, blinded=not unblinded, at_utc=at_utc)
        texts = write_sheet(db, sheet, file)
    if as_json:
        print_json({"sheet": sheet.id, "texts": texts, "blinded": sheet.blinded, "seed": seed, "file": str(file)})
        return
    err.print(f"sheet {sheet.id} with {texts} texts is in {file}; the key stays in the store", highlight=False)


@ratings.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(help="A filled sheet.", exists=True, dir_okay=False)],
    config: ConfigPath = DEFAULT_CONFIG,
    rater: Annotated[str, typer.Option(help="A pseudonym, where the column `rater` is empty.")] = "",
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Store what a rater scored. A mistake anywhere and nothing is stored; the same rater's later score counts."""
    from store import ratings as kept
    from store.database import transaction
    from training.sheets import read_sheet

    with open_store(read_settings(config)) as db:
        filled = read_sheet(db, file, rater=rater, at_utc=time.time() if now is None else now)
        with transaction(db):
            stored = kept.rate(db, filled.ratings)
    if as_json:
        print_json({"ratings": stored, "unrated": filled.unrated})
        return
    err.print(f"{stored} ratings stored, {filled.unrated} texts left unrated", highlight=False)


@ratings.command("show")
def show_ratings(config: ConfigPath = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """What all raters said: means with intervals, paired tests, agreement (Krippendorff's alpha), blinding."""
    from store import ratings as kept
    from training.ratings import judge

    settings = read_settings(config)
    with open_store(settings) as db:
        rated, sheets = kept.rated(db), kept.sheets(db)
    found = judge(rated, sheets, seed=settings.training.seed)
    if as_json:
        print_json(found.as_json())
    elif not found.ratings:
        err.print("nobody has rated anything yet: `sidelight-train ratings export sheet.csv`", highlight=False)
    else:
        _print(Console(), found)


def _print(console: Console, found: Judged) -> None:
    from training.rated import DIMENSIONS

    table = Table("system", *DIMENSIONS, "overall", title="Means, 1 to 5, with 95 % intervals")
    for system, by in found.means.items():
        cells = [
            f"{one.mean:.2f} [{one.low:.2f}, {one.high:.2f}]" if (one := by.get(name)) else "too few posts"
            for name in (*DIMENSIONS, "overall")
        ]
        table.add_row(system, *cells)
    agreed = ["-" if (a := found.alphas[name].alpha) is None else f"{a:.2f}" for name in DIMENSIONS]
    table.add_row("[dim]alpha, ordinal[/]", *agreed, "")
    console.print(table)
    table = Table("paired by post", "dimension", "difference", "posts", "p (Wilcoxon)", "p (Holm)")
    for duel in found.duels:
        said = duel.difference
        figures = f"{said.mean:+.2f} [{said.low:+.2f}, {said.high:+.2f}]"
        names = (f"{duel.one} - {duel.other}", duel.dimension)
        table.add_row(*names, figures, str(said.clusters), f"{duel.p:.3g}", f"{duel.p_holm:.3g}")
    console.print(table)
    seen = f"; guesses at machine or human are right in {found.seen_through}" if found.seen_through else ""
    console.print(
        f"{found.ratings} ratings of {found.texts} texts by {len(found.raters)} raters, {found.blinded} of them "
        f"blinded{seen}", markup=False, highlight=False,
    )  # fmt: skip
