"""The pairs that a run would learn from, as files for any trainer: `sidelight-train pairs --out FOLDER`.

For each task the pairs to learn from, the pairs to judge by, and the texts that are good or bad alone, as Parquet and
as JSON lines, in TRL's conversational formats; and a card. People are numbers in them. Ids of texts stay, by
which `training.exported` finds what its author takes back.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pyarrow.parquet as pq

from store.rows import PairRow
from training.evidence import Evidence
from training.pairs import Built
from training.preferences import PAIRS, UNPAIRED, Known, write_preferences
from training.settings import TASKS, TrainingSettings
from training.split import Split, split

CARD, CARD_TEXT = "card.json", "card.md"
_SETS = ("train", "held_out", "unpaired")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the card says of where the pairs come from."""

    permission_ref: str
    made_utc: float


def export_pairs(built: Built, settings: TrainingSettings, out: Path, origin: Origin) -> dict[str, Any]:
    """Write the files of every task and the card, which is given. Files that are there are replaced, each whole."""
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    numbers: dict[str, str] = {}
    tasks: dict[str, Any] = {}
    for task in TASKS:
        of_task = built.of_task(task)
        parts = split(of_task.pairs, of_task.people, share=settings.holdout, seed=settings.seed)
        held = frozenset(name for pair in parts.held_out for name in of_task.people[pair.key])
        posts = frozenset(pair.post for pair in parts.held_out)
        alone = [row for row in of_task.thumbs if row.post not in posts and not held & of_task.people[row.key]]
        found = ((parts.train, PAIRS), (parts.held_out, PAIRS), (alone, UNPAIRED))
        for name, (rows, schema) in zip(_SETS, found, strict=True):
            path = out / f"{task}-{name}.parquet"
            write_preferences(path, _numbered(rows, of_task.people, numbers), schema=schema)
            as_lines(path, path.with_suffix(".jsonl"))
        tasks[task] = _counts(of_task, parts, alone)
    card = _card(built, settings, origin, tasks)
    (out / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    (out / CARD_TEXT).write_text(card_text(card), encoding="utf-8")
    return card


def _numbered(
    rows: Iterable[PairRow], people: Mapping[str, frozenset[str]], numbers: dict[str, str]
) -> Iterable[Known]:
    """The rows with a number for each person, the same in every file of the folder."""

    def hidden(name: str) -> str:
        return numbers.setdefault(name.casefold(), f"person_{len(numbers) + 1}") if name else ""

    for row in sorted(rows, key=lambda row: row.key):
        everybody = [hidden(name) for name in sorted(people[row.key])]
        yield replace(row, author=hidden(row.author)), everybody


def files_in(folder: Path) -> list[Path]:
    """The Parquet files that `export_pairs` writes, whether they are there or not."""
    return [folder / f"{task}-{name}.parquet" for task in TASKS for name in _SETS]


def as_lines(table: Path, lines: Path) -> None:
    """Write the rows of a Parquet file as JSON lines; the file appears when whole."""
    beside = lines.with_name(f"{lines.name}.tmp")
    with pq.ParquetFile(table) as file, beside.open("w", encoding="utf-8") as out:
        for batch in file.iter_batches():
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in batch.to_pylist())
    beside.replace(lines)


def _counts(built: Built, parts: Split, alone: Sequence[PairRow]) -> dict[str, Any]:
    both = (*parts.train, *parts.held_out)
    return {
        "pairs": len(built.pairs),
        "train": len(parts.train),
        "held_out": len(parts.held_out),
        "dropped_on_both_sides": len(parts.dropped) - parts.near,
        "dropped_near_held_out": parts.near,
        "unpaired": {"up": sum(bool(row.chosen) for row in alone), "down": sum(not row.chosen for row in alone)},
        "by_evidence": built.by_evidence,
        "by_subreddit": dict(Counter(pair.subreddit for pair in built.pairs).most_common()),
        "filters": built.funnel,
        "words": {"chosen": _words(row.chosen for row in both), "rejected": _words(row.rejected for row in both)},
    }


def _words(texts: Iterable[str]) -> dict[str, float]:
    """How long texts are: learned from short ones, a model falls into stock phrases; from long ones, it rambles."""
    lengths = sorted(len(text.split()) for text in texts)
    if len(lengths) < 2:
        return {}
    tenths = quantiles(lengths, n=10, method="inclusive")
    return {
        "10 %": round(tenths[0], 1),
        "median": float(median(lengths)),
        "90 %": round(tenths[8], 1),
        "under 50": round(sum(length < 50 for length in lengths) / len(lengths), 3),
    }


def _card(built: Built, settings: TrainingSettings, origin: Origin, tasks: Mapping[str, Any]) -> dict[str, Any]:
    by_subreddit: dict[str, dict[str, Counter[str]]] = {}
    for met, number in built.tally.items():
        by_subreddit.setdefault(met.subreddit or "unknown", {}).setdefault(met.source, Counter())[met.what] += number
    return {
        "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(origin.made_utc)),
        "permission": origin.permission_ref,
        "format": "TRL, conversational: prompt, chosen, rejected; unpaired: prompt, completion, label",
        "people": "numbers, the same in every file; ids of texts are Reddit's, for withdrawals",
        "rules": settings.pairs.model_dump(mode="json"),
        "holdout": settings.holdout,
        "seed": settings.seed,
        "tasks": tasks,
        "by_subreddit": by_subreddit,
    }


def card_text(card: Mapping[str, Any]) -> str:
    """The card for people."""
    lines = ["# Pairs", "", f"Made {card['made']}. Permission: {card['permission']}. {card['format']}.", ""]
    lines += [f"People are {card['people']}. Nothing may be learned from a text whose author took it back.", ""]
    if card.get("withdrawn"):
        lines += [f"Rows taken out since, which the counts below still hold: {card['withdrawn']}.", ""]
    for task, found in card["tasks"].items():
        lines += [f"## {task}", "", "| what | how many |", "| --- | --- |"]
        names = ("pairs", "train", "held_out", "dropped_on_both_sides", "dropped_near_held_out")
        lines += [f"| {name.replace('_', ' ')} | {found[name]} |" for name in names]
        lines += [f"| alone, {side} | {number} |" for side, number in found["unpaired"].items()]
        lines += [
            f"| pairs by {one} | {found['by_evidence'][one]} |" for one in Evidence if one in found["by_evidence"]
        ]
        lines += [f"| pairs of r/{name} | {number} |" for name, number in found["by_subreddit"].items()]
        lines += [
            f"| words of the {side}, {at} | {words} |"
            for side, all_ in found["words"].items()
            for at, words in all_.items()
        ]
        lines += ["", "| evidence | what became of it | how many |", "| --- | --- | --- |"]
        lines += [
            f"| {name} | {what} | {number} |"
            for name, falls in found["filters"].items()
            for what, number in falls.items()
        ]
        lines.append("")
    return "\n".join(lines)
