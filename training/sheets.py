"""Sheets for raters: which texts, in which order, as CSV or JSON, and back again as scores.

A blinded sheet says of a text only its place: who wrote it stands in the store, under the sheet's number, and nowhere
in the file. Nothing in the file's texts is read back, so whatever a spreadsheet does to them does no harm.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from store import ratings, replies
from store.database import Database, transaction
from store.rows import RatingRow, SampleRow, SheetRow
from training.errors import Misconfigured
from training.evaluation.texts import HUMAN
from training.evidence import Log
from training.rated import DIMENSIONS

GUESSES = ("", "yes", "no", "unsure")
_COLUMNS = ("item", "rater", *DIMENSIONS, "machine")
_ITEM = re.compile(r"R(\d{1,9})-(\d{1,6})")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def gather(log: Log, at_utc: float, *, what: str) -> list[SampleRow]:
    """Texts of the log that may be rated: `replies` of people, or `suggestions` with the drafts that they came from.

    Everybody whose words these are allows training, the seeker too.
    """
    open_posts = {name for name, post in log.posts.items() if post.body and log.allows(post.author)}
    if what == "replies":
        return [
            SampleRow(row.post, HUMAN, row.body, at_utc, reply=row.fullname)
            for row in log.replies.values()
            if row.post in open_posts and row.body and not row.by_seeker and log.allows(row.author)
        ]
    found = []
    for row in log.suggestions:
        if row.post in open_posts and row.draft and row.text and log.allows(row.author):
            found.append(SampleRow(row.post, HUMAN, row.draft, at_utc, reply=row.reply, draft=row.draft))
            who = row.adapter or row.engine
            found.append(SampleRow(row.post, who, row.text, at_utc, reply=row.reply, draft=row.draft))
    return found


def make_sheet(
    db: Database, found: Iterable[SampleRow], *, posts: int, seed: int, blinded: bool, at_utc: float
) -> SheetRow:
    """Store a sheet over at most so many posts that have two texts or more, drawn and ordered by the seed.

    The texts of one post stand together, so that raters read it once; their order among each other is drawn anew.
    """
    by_post: dict[str, list[int]] = defaultdict(list)
    with transaction(db):
        rows = list(found)
        for id_, row in zip(ratings.add_samples(db, rows), rows, strict=True):
            if id_ not in by_post[row.post]:
                by_post[row.post].append(id_)
        rng = random.Random(seed)  # noqa: S311 - an order that must repeat, no secret
        names = sorted(post for post, ids in by_post.items() if len(ids) > 1)
        order: list[int] = []
        for post in rng.sample(names, min(posts, len(names))):
            order += rng.sample(sorted(by_post[post]), len(by_post[post]))
        if not order:
            raise Misconfigured("there are no two texts of one post to put before raters")
        sheet = SheetRow(at_utc, seed, blinded, tuple(order))
        number = ratings.add_sheet(db, sheet)
    return SheetRow(at_utc, seed, blinded, tuple(order), id=number)


def write_sheet(db: Database, sheet: SheetRow, path: Path) -> int:
    """Write what raters read, as CSV or JSON after the name's end; gives how many texts. Purged ones are left out."""
    known, found = ratings.samples(db), []
    for place, id_ in enumerate(sheet.samples, 1):
        sample, post = known[id_], replies.post(db, known[id_].post)
        if not sample.text or post is None or not post.body:
            continue
        asked = dict.fromkeys(_COLUMNS, "") | {"item": f"R{sheet.id}-{place:03d}"}
        shown = {"post_title": post.title or "", "post": post.body, "text": sample.text}
        found.append(asked | shown | ({} if sheet.blinded else {"system": sample.system}))
    if not found:
        raise Misconfigured("the words of every text on this sheet are gone")
    if _is_json(path):
        about = {"sheet": sheet.id, "blinded": sheet.blinded, "scale": "1 to 5", "dimensions": dict(DIMENSIONS)}
        path.write_text(json.dumps(about | {"items": found}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return len(found)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]))
        writer.writeheader()
        writer.writerows({name: _harmless(cell) for name, cell in row.items()} for row in found)
    return len(found)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: the texts are strangers'."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filled sheet says."""

    ratings: tuple[RatingRow, ...]
    unrated: int
    """Lines without a single score."""


def read_sheet(db: Database, path: Path, *, rater: str, at_utc: float) -> Filled:
    """The scores in a file, `rater` standing in where the column is empty. Raises `Misconfigured` with all mistakes."""
    sheets = {sheet.id: sheet for sheet in ratings.sheets(db)}
    found: dict[tuple[int, str], RatingRow] = {}
    mistakes: list[str] = []
    unrated = 0
    for number, line in enumerate(_lines(path), 1):
        try:
            row = _rating(line, sheets, rater=rater, at_utc=at_utc)
            if row is None:
                unrated += 1
            elif found.setdefault((row.sample, row.rater), row) is not row:
                raise ValueError(f"{row.rater} rates {line['item']} twice")
        except ValueError as error:
            mistakes.append(f"line {number}: {error}")
    if mistakes:
        more = f"; and {len(mistakes) - 10} more" if len(mistakes) > 10 else ""
        raise Misconfigured(f"{path}: nothing was stored: {'; '.join(mistakes[:10])}{more}")
    return Filled(tuple(found.values()), unrated)


def _lines(path: Path) -> Sequence[Mapping[str, object]]:
    try:
        if _is_json(path):
            told = json.loads(path.read_text(encoding="utf-8"))
            lines = told.get("items") if isinstance(told, dict) else told
            if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
                raise Misconfigured(f"{path}: a list `items` of objects is wanted, as `ratings export` writes it")
            return lines
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise Misconfigured(f"{path} cannot be read: {error}") from None
    except (ValueError, csv.Error) as error:
        raise Misconfigured(f"{path} is no {'JSON' if _is_json(path) else 'CSV in UTF-8'}: {error}") from None


def _rating(
    line: Mapping[str, object], sheets: Mapping[int, SheetRow], *, rater: str, at_utc: float
) -> RatingRow | None:
    """One line's rating, None without a score. Raises `ValueError` for what cannot be meant."""
    item = _ITEM.fullmatch(str(line.get("item") or "").strip())
    sheet = sheets.get(int(item[1])) if item else None
    if item is None or sheet is None or not 1 <= int(item[2]) <= len(sheet.samples):
        raise ValueError(f"there is no item {line.get('item')!r} on any sheet of this store")
    scores = {name: _score(name, line.get(name)) for name in DIMENSIONS}
    if all(score is None for score in scores.values()):
        return None
    who = str(line.get("rater") or "").strip() or rater
    if not who:
        raise ValueError("whose scores are these? fill in `rater`, or say --rater")
    guess = str(line.get("machine") or "").strip().lower()
    if guess not in GUESSES:
        raise ValueError(f"machine is {guess!r}: yes, no, unsure or nothing")
    return RatingRow(sheet.samples[int(item[2]) - 1], who, sheet.id, at_utc, machine=guess, **scores)


def _score(name: str, value: object) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if text not in ("1", "2", "3", "4", "5"):
        raise ValueError(f"{name} is {text!r}: a whole number from 1 to 5")
    return int(text)


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"
