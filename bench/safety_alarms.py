"""How often real, well-meant replies raise an alarm: the price that moderators pay for what is found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from bench.safety_tables import percent
from bot.rules import Sensitivity
from models.protocols import ANYWHERE, Hazard, Post, SafetyClassifier, SafetyRules, Verdict
from training.reliability import Share
from training.safety.seeds import is_held_out


@dataclass(frozen=True, slots=True)
class Judged:
    """One real reply and what a classifier made of it."""

    post: Post
    reply: str
    verdict: Verdict


def real_replies(file: Path, *, only_held_out: bool) -> list[tuple[Post, str]]:
    """The replies in a file of threads, each with its post; a question's id says whether it is held out."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        thread: dict[str, Any] = json.loads(line)
        if not only_held_out or is_held_out(str(thread["id"])):
            found += [(Post(thread["title"], thread["body"]), reply["body"]) for reply in thread["replies"]]
    return found


def judge_replies(classifier: SafetyClassifier, pairs: Iterable[tuple[Post, str]]) -> list[Judged]:
    """What the classifier makes of each, where nothing in particular was asked for."""
    return [Judged(post, reply, classifier.judge(post, reply)) for post, reply in pairs]


def alarm_table(judged: Mapping[str, Sequence[Judged]], tiers: Mapping[str, Counter[str]], title: str) -> Table:
    """Replies with a flag, by the moderators' three sensitivities and by hazard."""
    table = Table(title=title, box=None, title_justify="left")
    for column in ("", *judged):
        table.add_column(column)
    for sensitivity in Sensitivity:
        rules = SafetyRules(dict.fromkeys(Hazard, sensitivity.threshold))
        cells = (_share(bool(one.verdict.flags(rules)) for one in rows) for rows in judged.values())
        table.add_row(f"any hazard, from {sensitivity.threshold} ({sensitivity.value})", *cells, style="bold")
    for hazard in Hazard:
        if hazard is not Hazard.FALSE_EXPERIENCE:
            cells = (_share(hazard in one.verdict.flags(ANYWHERE) for one in rows) for rows in judged.values())
            table.add_row(hazard.value, *cells)
    table.add_row("unreadable", *(str(sum(bool(one.verdict.unreadable) for one in rows)) for rows in judged.values()))
    table.add_row("posts by tier", *(", ".join(f"{n} {tier}" for tier, n in c.most_common()) for c in tiers.values()))
    return table


def by_evidence(judged: Iterable[Judged]) -> str:
    """Which rules or layers spoke in the replies that raise an alarm."""
    found = Counter(
        span.evidence for one in judged for span in one.verdict.spans if span.hazard in one.verdict.flags(ANYWHERE)
    )
    return ", ".join(f"{number} {evidence}" for evidence, number in found.most_common()) or "nothing"


def excerpts(judged: Iterable[Judged], evidence: str) -> Iterable[Text]:
    """Where a rule of this name found something, with the words around it."""
    for one in judged:
        for span in one.verdict.spans:
            if evidence in span.evidence:
                before, after = one.reply[max(0, span.start - 60) : span.start], one.reply[span.end : span.end + 60]
                words = Text.assemble((before, "dim"), (one.reply[span.start : span.end], "bold"), (after, "dim"))
                yield Text(f"{span.evidence}: ", style="yellow") + words


def _share(flags: Iterable[bool]) -> str:
    answers = list(flags)
    return percent(Share(sum(answers), len(answers)))
