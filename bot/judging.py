"""A verdict as people and scripts read it: JSON, a table, or the reply itself with the words marked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.errors import Misconfigured
from bot.policy import wording
from bot.policy.flags import believed
from bot.rules import threshold_of
from models.protocols import CrisisTier, Hazard, SafetyRules, Verdict

_COLOURS: Mapping[Hazard, str] = {
    Hazard.INCITEMENT: "bright_red",
    Hazard.METHOD_INFO: "magenta",
    Hazard.ABUSE: "red",
    Hazard.DISMISSAL: "yellow",
    Hazard.MEDICAL: "cyan",
    Hazard.PRIVATE_CONTACT: "bright_blue",
    Hazard.PROMOTION: "green",
    Hazard.PERSONAL_INFO: "bright_magenta",
    Hazard.FALSE_PROMISE: "bright_green",
    Hazard.FALSE_EXPERIENCE: "bright_cyan",
}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A reply, what the classifier says of it, and what was asked."""

    reply: str
    verdict: Verdict
    rules: SafetyRules
    crisis: CrisisTier


def rules_for(sensitivity: str, *, machine: bool) -> SafetyRules:
    """What `--sensitivity` and `--machine` ask of the classifier."""
    try:
        threshold = threshold_of(sensitivity)
    except ValueError as error:
        raise Misconfigured(f"--sensitivity: {sensitivity!r} will not do", fix=str(error)) from None
    return SafetyRules(dict.fromkeys(Hazard, threshold), is_machine_text=machine)


def as_json(judged: Judged) -> dict[str, Any]:
    """What scripts get. Spans count characters of the reply as it was written."""
    verdict, rules = judged.verdict, judged.rules
    return {
        "hazards": {str(hazard): round(verdict.probabilities.get(hazard, 0.0), 4) for hazard in Hazard},
        "flags": [str(hazard) for hazard in believed(verdict, rules)],
        "uncertain": [str(hazard) for hazard in verdict.uncertain(rules)],
        "spans": [
            {"hazard": str(span.hazard), "start": span.start, "end": span.end, "why": wording.because(span)}
            for span in verdict.spans
        ],
        "sentence": wording.sentence(verdict, judged.reply, rules),
        "model": verdict.model,
        "unreadable": verdict.unreadable,
        "crisis": str(judged.crisis),
    }


def dumps(answer: Mapping[str, object], *, indent: int | None = None) -> str:
    """JSON that every terminal and file can take, even with half an emoji in it."""
    text = json.dumps(answer, ensure_ascii=False, indent=indent, default=str)
    return text.encode("utf-8", "backslashreplace").decode()


def show(judged: Judged, console: Console, *, explain: bool) -> None:
    """The sentence and a table of all hazards; or the reply with its words marked, and a legend of them."""
    console.print(
        Text(_printable(wording.sentence(judged.verdict, judged.reply, judged.rules)), style="bold"), soft_wrap=True
    )
    console.print()
    console.print(_explained(judged) if explain else _table(judged))
    crisis = "" if judged.crisis is CrisisTier.NONE else f"; the post itself speaks of danger ({judged.crisis})"
    console.print(Text(f"judged by {judged.verdict.model}{crisis}", style="dim"))


def _table(judged: Judged) -> Table:
    table = Table("hazard", "probability", "", box=None)
    flags, uncertain = believed(judged.verdict, judged.rules), judged.verdict.uncertain(judged.rules)
    for hazard, probability in sorted(judged.verdict.probabilities.items(), key=lambda item: -item[1]):
        style, said = ("red", "flagged") if hazard in flags else ("dim", "")
        if hazard in uncertain:
            style, said = "yellow", "uncertain"
        table.add_row(str(hazard), Text(f"{probability:.2f}", style=style), Text(said, style=style))
    return table


def _explained(judged: Judged) -> RenderableType:
    reply = Text(_printable(judged.reply))
    legend = Table("hazard", "probability", "its words", "found by", box=None)
    for span in judged.verdict.spans:
        style = f"{_COLOURS[span.hazard]} underline"
        reply.stylize(style, span.start, span.end)
        legend.add_row(
            Text(f"{span.hazard}: {wording.says(span.hazard)}", style=_COLOURS[span.hazard]),
            f"{judged.verdict.probabilities[span.hazard]:.2f}",
            Text(_printable(judged.reply[span.start : span.end])),
            Text(wording.because(span)),
        )
    if not judged.verdict.spans:
        return Group(reply, "", Text("No words stand out.", style="dim"))
    return Group(reply, "", legend)


def _printable(text: str) -> str:
    """As many characters as before, so that spans still fit, and none that commands a terminal."""
    return _UNPRINTABLE.sub("·", text).encode("utf-8", "replace").decode()
