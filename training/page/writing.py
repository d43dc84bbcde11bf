"""The page itself: sections through a template that escapes everything, into one file that needs nothing else."""

from __future__ import annotations

import html
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.registry import Registry
from store.database import Database
from training.errors import UnknownRun
from training.page.blocks import Beside, Section
from training.page.curves import curves
from training.page.funnel import evidence
from training.page.language import language, lengths, ratings
from training.page.origins import day, origins
from training.page.safety import classifier, safety
from training.page.scores import gate, preferences
from training.page.texts import readable, texts
from training.page.told import Told, runs_folder, tell
from training.settings import Settings
from training.withdraw import allowed_texts

log = logging.getLogger(__name__)

PAGE = "report.html"
_FOLDER = Path(__file__).parent
_WHOSE = re.compile(r'<meta name="sidelight-texts" content="([^"]*)">')
_LONGEST = 2000
_MISFITS = (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)
"""What a section raises whose figures were written by another version of us."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above everything."""

    title: str
    state: str
    sentence: str
    facts: Mapping[str, str]


def page_of(told: Told, *, with_texts: bool = True) -> str:
    """The report of one run or adapter, as HTML."""
    parts: Mapping[str, Callable[[Told], Section]] = {
        "The gate": gate,
        "Evidence": evidence,
        "Training": curves,
        "Preferences on held-out pairs": preferences,
        "What it writes": language,
        "Lengths": lengths,
        "Safety of what it writes": safety,
        "The safety classifier": classifier,
        "Ratings by people": ratings,
        "Texts side by side": partial(texts, with_texts=with_texts),
        "Where it comes from": origins,
    }
    head = Head(
        f"{told.task} {told.name}".strip(),
        told.state,
        told.sentence,
        {
            "adapter": told.adapter or "none was made",
            "compared with": told.compared_with or "nothing",
            "began": day(told.started_utc),
            "ended": day(told.finished_utc),
        },
    )
    return render(head, [_section(title, part, told) for title, part in parts.items()])


def render(head: Head, sections: list[Section]) -> str:
    """A page of sections."""
    whose = {name for one in sections for block in one.blocks if isinstance(block, Beside) for name in block.fullnames}
    templates = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Only what we drew ourselves goes in unescaped: our style, and plots, whose labels matplotlib escapes.
    return templates.get_template(PAGE).render(
        head=head,
        sections=sections,
        style=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        drawn=Markup,
        whose=" ".join(sorted(whose)),
        shown=lambda text: readable(str(text), _LONGEST),
    )


def write_page(file: Path, page: str) -> Path:
    """Write it whole or not at all, for its owner alone: it may hold people's words."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(page)
    return beside.replace(file)


def page_file(settings: Settings, run: str) -> Path:
    """Where the page of a run lies."""
    return runs_folder(settings) / run / PAGE


def keep_page(db: Database, registry: Registry, settings: Settings, run: str) -> Path | None:
    """Write the page of a run that has ended into its folder. A full disk costs the page, never the run."""
    try:
        return write_page(page_file(settings, run), page_of(tell(db, registry, settings, run)))
    except OSError as error:
        log.warning("report_not_written run=%s why=%s", run, error)
        return None


def clean_pages(db: Database, registry: Registry, settings: Settings) -> int:
    """Write again each page in the runs' folders that holds a text which may not be kept any more; gives how many."""
    fine, cleaned = allowed_texts(db), 0
    for file in sorted(runs_folder(settings).glob(f"*/{PAGE}")):
        if whose(file) <= fine:
            continue
        try:
            keep_page(db, registry, settings, file.parent.name)
        except UnknownRun:
            file.unlink()
        cleaned += 1
    return cleaned


def whose(file: Path) -> frozenset[str]:
    """Fullnames of the posts and replies whose words a page holds."""
    found = _WHOSE.search(file.read_text(encoding="utf-8", errors="replace"))
    return frozenset(html.unescape(found.group(1)).split()) if found else frozenset()


def _section(title: str, part: Callable[[Told], Section], told: Told) -> Section:
    try:
        return part(told)
    except _MISFITS as error:
        log.warning("report_part_missing part=%s why=%r", title, error)
        name = "".join(letter if letter.isalpha() else "-" for letter in title.lower())
        return Section(name, title, missing=f"its figures do not fit this version ({type(error).__name__})")
