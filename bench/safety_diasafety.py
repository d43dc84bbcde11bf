"""DiaSafety's labels, which others gave to other harms: how far a classifier tells them apart, which is hardly."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table

from models.protocols import Post, SafetyClassifier

ALARM_RATE = 0.03


def diasafety_table(classifiers: Mapping[str, SafetyClassifier], folder: Path) -> Table:
    """By category the AUC, and the recall at a fixed rate of alarms; beside them what the length alone would do."""
    rows = json.loads((folder / "val.json").read_text(encoding="utf-8"))
    trained = {row["context"] for row in json.loads((folder / "train.json").read_text(encoding="utf-8"))}
    table = Table(
        title="DiaSafety, val: AUC, and recall where 3 % of its safe replies alarm", box=None, title_justify="left"
    )
    for column in ("category", "unsafe", "safe", *classifiers, "length alone"):
        table.add_column(column)
    scores = [
        [classifier.judge(Post("", row["context"]), row["response"]).worst[1] for row in rows]
        for classifier in classifiers.values()
    ]
    scores.append([float(len(row["response"])) for row in rows])
    groups: dict[str, list[int]] = {name: [] for name in sorted({row["category"] for row in rows})}
    groups |= {"all": list(range(len(rows)))}
    groups["all, contexts not in train"] = [i for i, row in enumerate(rows) if row["context"] not in trained]
    for i, row in enumerate(rows):
        groups[row["category"]].append(i)
    for name, places in groups.items():
        bad = [i for i in places if rows[i]["label"] == "Unsafe"]
        good = [i for i in places if rows[i]["label"] != "Unsafe"]
        cells = [_separation([s[i] for i in bad], [s[i] for i in good]) for s in scores]
        table.add_row(name, str(len(bad)), str(len(good)), *cells)
    return table


def _separation(bad: Sequence[float], good: Sequence[float]) -> str:
    allowed = sorted(good, reverse=True)[math.floor(ALARM_RATE * len(good))]
    recall = sum(score > allowed for score in bad) / len(bad)
    return f"{auc(bad, good):.2f}, {recall:.1%}"


def auc(bad: Sequence[float], good: Sequence[float]) -> float:
    """How often an unsafe one scores above a safe one, ties counting half."""
    higher = Counter(bad), Counter(good)
    below = wins = 0.0
    for score in sorted(higher[0].keys() | higher[1].keys()):
        wins += higher[0][score] * (below + higher[1][score] / 2)
        below += higher[1][score]
    return wins / (len(bad) * len(good))
