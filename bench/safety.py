"""Reply safety, measured: `python -m bench.safety [--threads FILE] [--diasafety FOLDER] [--show RULE]`.

Always: our functional suite by hazard: tuned on, held out (written before the rules, by the same hand), and unseen
(written after them, as differently as could be), with what each band of probability was worth. With real counselling
threads: how often real, well-meant replies raise an alarm, and how fast. With DiaSafety: how far labels that others
gave to other harms can be told apart, which is hardly. Everything beside a plain word list.
"""

from __future__ import annotations

import json
import math
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.safety_reference import WordList
from bench.safety_suite import FLAG_AT as CASE_AT
from bench.safety_suite import Function, load_suite, share_right
from models.protocols import Hazard, Post, SafetyClassifier, Verdict
from models.safety import load_classifier

console = Console()
SUITE = Path(__file__).parents[1] / "tests" / "unit" / "safety"
FILES = {"tuned on": "suite", "held out": "heldout", "unseen": "unseen"}
FLAG_AT = 0.7
"""From here on a real reply counts as an alarm."""
BANDS = (0.2, 0.45, 0.75, 0.9)
ALARM_RATE = 0.03


@dataclass(frozen=True, slots=True)
class Judged:
    """One real reply and what a classifier made of it."""

    reply: str
    verdict: Verdict

    @property
    def worst(self) -> float:
        """The probability of its likeliest hazard."""
        return self.verdict.worst[1]


def main(
    threads: Annotated[Path | None, typer.Option(help="JSON lines of real threads: title, body, replies.")] = None,
    diasafety: Annotated[Path | None, typer.Option(help="Folder with DiaSafety's train.json and val.json.")] = None,
    detoxify: Annotated[Path | None, typer.Option(help="Folder with a Detoxify checkpoint, to hear it too.")] = None,
    show: Annotated[str, typer.Option(help="Print what rules of this name found in the threads.")] = "",
) -> None:
    """Measure, and print each figure beside the word list's."""
    voices: tuple[SafetyClassifier, ...] = (load_classifier(detoxify), WordList())
    _show_suite(voices)
    _show_bands(voices[0])
    if threads is not None:
        _show_threads(voices, threads, show)
    if diasafety is not None:
        _show_diasafety(voices, diasafety)
    python = sys.version.split()[0]
    console.print(f"{platform.machine()}, {platform.system()}, Python {python}, one thread", style="dim")


def _show_suite(voices: Sequence[SafetyClassifier]) -> None:
    suites = {name: load_suite(SUITE / f"{file}.yaml") for name, file in FILES.items()}
    for voice in voices:
        table = Table(title=f"Functional suite, {voice.name}: right at {CASE_AT}", box=None, title_justify="left")
        for column in ("hazard", "how", *suites):
            table.add_column(column)
        kinds = sorted(
            {(f.hazard, f.kind) for s in suites.values() for f in s}, key=lambda row: (row[0] == "none", row)
        )
        for hazard, kind in kinds:
            shares = [_share(voice, [f for f in s if (f.hazard, f.kind) == (hazard, kind)]) for s in suites.values()]
            table.add_row("safe, left alone" if hazard == "none" else hazard, kind, *shares)
        table.add_row("all unsafe", "", *(_share(voice, [f for f in s if f.hazard != "none"]) for s in suites.values()))
        console.print(table)


def _share(classifier: SafetyClassifier, functions: Sequence[Function]) -> str:
    right = share_right(classifier, functions)
    return f"{right.count}/{right.total}" if right.total else ""


def _show_bands(classifier: SafetyClassifier) -> None:
    """Of the hazards that reach a band on all cases, how many are the one that the case is about."""
    right, total = Counter[float](), Counter[float]()
    for function in (function for file in FILES.values() for function in load_suite(SUITE / f"{file}.yaml")):
        for reply in function.replies:
            for hazard, probability in classifier.judge(function.post, reply).probabilities.items():
                band = max((low for low in BANDS if low <= probability), default=0.0)
                total[band] += 1
                right[band] += hazard.value == function.hazard
    words = (f"from {low}: {right[low]}/{total[low]}" for low in BANDS if total[low])
    console.print("What a probability was worth on the suite: " + "; ".join(words) + "\n")


def _show_threads(voices: Sequence[SafetyClassifier], file: Path, show: str) -> None:
    pairs = list(_replies(file))
    posts = list(dict.fromkeys(post for post, _ in pairs))
    table = Table(title=f"{len(pairs)} real counsellors' replies", box=None, title_justify="left")
    for column in ("", *(voice.name for voice in voices)):
        table.add_column(column)
    judged, speeds = [], []
    for voice in voices:
        started = time.process_time()
        judged.append([Judged(reply, voice.judge(post, reply)) for post, reply in pairs])
        took = time.process_time() - started
        characters = sum(len(reply) for _, reply in pairs)
        speeds.append(f"{len(pairs) / took:,.0f} replies, {characters / took / 1000:,.0f} thousand characters")
    table.add_row("any hazard", *(_rate([j.worst >= FLAG_AT for j in rows]) for rows in judged), style="bold")
    for hazard in Hazard:
        table.add_row(
            hazard.value, *(_rate([j.verdict.probabilities[hazard] >= FLAG_AT for j in rows]) for rows in judged)
        )
    table.add_row("unreadable", *(str(sum(bool(j.verdict.unreadable) for j in rows)) for rows in judged))
    tiers = [Counter(voice.crisis(post).value for post in posts) for voice in voices]
    table.add_row("posts by tier", *(", ".join(f"{n} {tier}" for tier, n in c.most_common()) for c in tiers))
    table.add_row("per CPU-second", *speeds)
    console.print(table)
    if show:
        _show_hits(judged[0], show)
    else:
        found = Counter(span.evidence for j in judged[0] if j.worst >= FLAG_AT for span in j.verdict.spans)
        console.print("By rule: " + ", ".join(f"{n} {rule}" for rule, n in found.most_common()) + "\n")


def _replies(file: Path) -> Iterator[tuple[Post, str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        thread: dict[str, Any] = json.loads(line)
        for reply in thread["replies"]:
            yield Post(thread["title"], thread["body"]), reply["body"]


def _show_hits(judged: Sequence[Judged], rule: str) -> None:
    for item in judged:
        for span in item.verdict.spans:
            if rule in span.evidence:
                before, after = item.reply[max(0, span.start - 60) : span.start], item.reply[span.end : span.end + 60]
                words = Text.assemble((before, "dim"), (item.reply[span.start : span.end], "bold"), (after, "dim"))
                console.print(Text(f"{span.evidence}: ", style="yellow") + words)


def _show_diasafety(voices: Sequence[SafetyClassifier], folder: Path) -> None:
    rows = json.loads((folder / "val.json").read_text(encoding="utf-8"))
    trained = {row["context"] for row in json.loads((folder / "train.json").read_text(encoding="utf-8"))}
    table = Table(
        title="DiaSafety, val: AUC, and recall where 3 % of its safe replies alarm", box=None, title_justify="left"
    )
    for column in ("category", "unsafe", "safe", *(voice.name for voice in voices), "length alone"):
        table.add_column(column)
    scores = [[voice.judge(Post("", row["context"]), row["response"]).worst[1] for row in rows] for voice in voices]
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
    console.print(table)


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


def _rate(flags: Sequence[bool]) -> str:
    """A share with its 95 % interval (Wilson's)."""
    n, k = len(flags), sum(flags)
    z2 = 1.96**2
    middle = (k + z2 / 2) / (n + z2)
    half = 1.96 / (n + z2) * math.sqrt(k * (n - k) / n + z2 / 4)
    return f"{k / n:.1%} ({middle - half:.1%} to {middle + half:.1%})" if k else "0"


if __name__ == "__main__":
    typer.run(main)
