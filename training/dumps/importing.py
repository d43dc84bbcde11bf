"""One import from top to bottom: files → Parquet → pairs → a set in a folder of its own, with its card.

The people in a set were never asked, so it stays apart from the store: nothing learns from it until its folder is named
in `training.imports.sets`, and its card says why that is allowed.
"""

from __future__ import annotations

import fcntl
import json
import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from models.protocols import Post
from store.rows import PairRow
from training.dumps.engines import Heard, Job
from training.dumps.pairs import Compared, Found, VoteRules, compared
from training.dumps.parts import kept_files, read_state, replace_text
from training.dumps.reading import Reading
from training.errors import Busy, Misconfigured
from training.imported import CARD, EXAMPLES_FILE, PAIRS_FILE, VERSION
from training.preferences import EXAMPLES, Known, write_preferences

Screen = Callable[[Post, str], bool]
"""Whether a text is safe enough to be somebody's example, under its post."""

_NEAR = 0.9
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, and what its card shall say of where it comes from."""

    files: Sequence[Path]
    into: Path
    source: str
    licence: str
    permission: str
    reading: Reading
    """Its salt is the set's own, which is made at the first import."""
    rules: VoteRules
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Bench:
    """What an import works with."""

    engine: Callable[[Job], None]
    screen: Screen
    now: Callable[[], float]
    hear: Heard
    """Hears how many bytes are read."""
    told: Callable[[str], None]
    """Hears what begins."""


def import_files(order: Order, bench: Bench) -> dict[str, Any]:
    """Read the files, or what an earlier import has not read of them, build the pairs anew, and give the card.

    Raises `Misconfigured` for files and orders that will not do, `Busy` where another import is at the same set.
    """
    _check(order)
    with _only_import(order.into):
        reading = replace(order.reading, salt=_salt(order.into))
        job = Job(tuple(order.files), order.into, reading, order.workers, bench.hear)
        bench.told("read")
        bench.engine(job)
        folders = [job.folder(path) for path in order.files]
        texts: Counter[tuple[str, str]] = Counter()
        bench.told("compare")
        posts, replies = kept_files(folders, "posts"), kept_files(folders, "replies")
        with compared(posts, replies, order.rules, scratch=order.into) as (result, found):
            bench.told("write")
            rows = _sound(found, order.into.name, bench.screen, texts)
            pairs = write_preferences(order.into / PAIRS_FILE, rows)
        told = _examples(kept_files(folders, "examples"), order.into.name, bench.screen, texts)
        examples = write_preferences(order.into / EXAMPLES_FILE, told, schema=EXAMPLES)
        card = _card(order, bench, result, texts) | {"pairs": pairs, "examples": examples, "salt": reading.salt}
        card["files"] = [_file(path, folder) for path, folder in zip(order.files, folders, strict=True)]
        replace_text(order.into / CARD, json.dumps(card, indent=2, ensure_ascii=False))
        return card


def _check(order: Order) -> None:
    for path in order.files:
        if not path.is_file():
            raise Misconfigured(f"{path} is no file")
    if not re.fullmatch(r"[\w.-]+", order.into.name):
        raise Misconfigured(f"{order.into}: name the set with letters, digits, dots and dashes")
    for option, text in (("source", order.source), ("licence", order.licence), ("source-permission", order.permission)):
        if not text.strip():
            raise Misconfigured(f"--{option} must not be empty: the card says it to whoever learns from the set")


@contextmanager
def _only_import(into: Path) -> Iterator[None]:
    into.mkdir(parents=True, exist_ok=True)
    path = into / "lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(path, "an import into the same folder") from None
        yield


def _salt(into: Path) -> str:
    """What the names of this set are hidden with."""
    path = into / "salt"
    if not path.exists():
        replace_text(path, secrets.token_hex(16))
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


def _sound(found: Iterator[Found], place: str, screen: Screen, counts: Counter[tuple[str, str]]) -> Iterator[Known]:
    """Those whose words will do."""
    screened: dict[str, bool] = {}
    for one in found:
        if _are_alike(one.chosen_body, one.rejected_body):
            counts["too alike", one.subreddit] += 1
            continue
        if one.chosen not in screened:
            screened[one.chosen] = screen(Post(one.title, one.body, one.subreddit), one.chosen_body)
        if not screened[one.chosen]:
            counts["chosen looks unsafe", one.subreddit] += 1
            continue
        counts["", one.subreddit] += 1
        people = (name for name in (one.seeker, one.chosen_author, one.rejected_author) if name)
        yield _pair(one, place), frozenset(people)


def _pair(one: Found, place: str) -> PairRow:
    return PairRow(
        key=f"gm:{place}/{one.chosen}>{one.rejected}",
        task="gm",
        post=f"{place}/{one.post}",
        author=one.chosen_author or "",
        subreddit=one.subreddit,
        post_title=one.title,
        post_body=one.body,
        draft="",
        chosen=one.chosen_body,
        rejected=one.rejected_body,
        evidence="imported",
        weight=1.0,
        created_utc=float(one.at_utc or 0),
        texts=(f"{place}/{one.chosen}", f"{place}/{one.rejected}"),
    )


def _examples(files: Sequence[Path], place: str, screen: Screen, counts: Counter[tuple[str, str]]) -> Iterator[Known]:
    """Answers from transcripts that may be learned from."""
    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=500):
                for row in batch.to_pylist():
                    if not screen(Post(row["title"], row["body"], ""), row["answer"]):
                        counts["answer looks unsafe", ""] += 1
                        continue
                    name = f"{place}/{row['fullname']}"
                    yield (
                        PairRow(
                            key=f"gm:{name}", task="gm", post=f"{place}/{row['author']}", author=row["author"],
                            subreddit="", post_title=row["title"], post_body=row["body"], draft="",
                            chosen=row["answer"], rejected="", evidence="imported", weight=1.0, created_utc=0.0,
                            texts=(name,),
                        ),
                        frozenset({row["author"]}),
                    )  # fmt: skip


def _are_alike(one: str, other: str) -> bool:
    a, b = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return len(a & b) >= _NEAR * len(a | b)


def _card(order: Order, bench: Bench, found: Compared, texts: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "format": VERSION,
        "name": order.into.name,
        "made_utc": bench.now(),
        "source": order.source,
        "licence": order.licence,
        "permission": order.permission,
        "subreddits": list(order.reading.subreddits),
        "rules": asdict(order.rules),
        "replies": _by_reason(found.replies, "compared"),
        "votes": _by_reason(found.pairs, "to be read"),
        "words": _by_reason(texts, "pairs"),
        "thresholds": {name: {"best_from": high, "worst_to": low} for name, (high, low) in found.thresholds.items()},
        "versions": {name: version(name) for name in ("duckdb", "pyarrow", "phonenumbers")},
    }


def _by_reason(counts: Mapping[tuple[str, str], int], otherwise: str) -> dict[str, dict[str, int]]:
    """Reason → subreddit → how many; the most frequent first."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (reason, subreddit), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        found[reason or otherwise][subreddit] = number
    return dict(found)


def _file(path: Path, folder: Path) -> dict[str, Any]:
    state = read_state(folder)
    return {
        "name": path.name,
        "bytes": path.stat().st_size,
        "unpacked": state.at.offset,
        "lines": state.at.lines,
        "counts": dict(state.counts.most_common()),
    }
