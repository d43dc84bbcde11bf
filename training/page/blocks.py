"""What a page is made of: sections that hold tables, plots, words and texts, or say why they hold nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `tone` is `better`, `worse`, `strong`, `faint` or nothing."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column names the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    caption: str = ""

    kind = "table"


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing by ourselves, as SVG, and the same in words for those who do not see it."""

    svg: str
    alt: str
    caption: str = ""

    kind = "plot"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    strong: bool = False

    kind = "words"


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under each other."""

    lines: tuple[str, ...]

    kind = "listing"


@dataclass(frozen=True, slots=True)
class Raw:
    """Something to look up, folded away."""

    title: str
    text: str

    kind = "raw"


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, under the name of whoever did."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Texts about one post, side by side. Everything in it but `by` is untrusted."""

    where: str
    post: str
    texts: tuple[Text, ...]
    fullnames: frozenset[str] = frozenset()
    """Whose words are in it: posts and replies."""

    kind = "beside"


Block: TypeAlias = Table | Plot | Words | Listing | Raw | Beside


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. Where nothing can be shown, `missing` says why."""

    name: str
    """Of the anchor."""
    title: str
    blocks: tuple[Block, ...] = ()
    says: str = ""
    """How to read it."""
    missing: str = ""


def facts(found: Mapping[str, object], *, head: Sequence[str] = ("", ""), caption: str = "") -> Table:
    """A table of names and values."""
    return Table(tuple(head), tuple((name, str(value)) for name, value in found.items()), caption)
