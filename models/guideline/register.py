"""The words of a form become the words of a person."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.rule import Rule

_I = re.IGNORECASE


def _word(pattern: str, into: str, unless: str = "") -> Rule:
    return Rule(re.compile(rf"\b(?:{pattern})\b", _I), (into,), unless=re.compile(unless, _I) if unless else None)


_OPENERS = r"(?:^|(?<=[,;] )|(?<=\band )|(?<=\bbut ))"

REGISTER = Guideline(
    id="register",
    looks_for="Clinical or official wording: utilise, individuals, coping mechanisms, it is important to note that.",
    edit="The plain word.",
    reason="Plain words sound like a person talking, which is what people come here for.",
    source="LLUMI: no formal, clinical or therapist-like language",
    weight=0.35,
    rules=(
        Rule(
            re.compile(
                rf"{_OPENERS}(?:it is|it's) (?:very |also )?important (?:to note|to remember|to keep in mind"
                rf"|to understand) that (?=\w)",
                _I,
            )
        ),
        Rule(re.compile(rf"{_OPENERS}please be advised that (?=\w)", _I)),
        Rule(
            re.compile(
                r"\b(?:it is|it's) (?:strongly |highly )?(?:recommended|advised|suggested|advisable) that you (?!be\b)",
                _I,
            ),
            ("you could ",),
        ),
        Rule(
            re.compile(
                r"\bi (?:would |'d |highly |strongly |would highly |would strongly )*(?:recommend|advise|suggest"
                r"|encourage) (?:that )?you (?:to )?(?=(?:seek|speak|talk|find|look|consider|try|contact|get|see"
                r"|go|start|make|take|do|read|work|ask|set|write|practice|reach|explore|check)\b)",
                _I,
            ),
            ("you could ", "it might help to ", "you might want to "),
        ),
        _word(r"utili[sz]e", "use"),
        _word(r"utili[sz]ing", "using"),
        _word(r"utili[sz]ed", "used"),
        _word(r"an individual", "a person"),
        _word(r"(?:many|other|some|most) individuals", r"people"),
        _word(r"individuals", "people"),
        _word(
            r"healthy coping (?:mechanisms|strategies|skills)",
            "healthy ways to cope",
            r"\bcoping \w+ (?:to|for|that|which|like|such|from|with)\b",
        ),
        _word(
            r"coping (?:mechanisms|strategies|skills)",
            "ways to cope",
            r"\bcoping \w+ (?:to|for|that|which|like|such|from|with)\b|\bhealthy coping|\w+ coping (?:mechanisms"
            r"|strategies|skills)",
        ),
        _word(r"interpersonal relationships", "relationships"),
        _word(r"maladaptive", "unhelpful"),
        _word(r"in order to", "to"),
        _word(r"at this point in time", "right now"),
        _word(r"prior to", "before"),
        _word(r"subsequent to", "after"),
        _word(r"with regards? to|in regards? to|pertaining to", "about"),
        _word(r"a (?:great|significant|considerable) deal of (?=distress)", "a lot of "),
        _word(r"due to the fact that", "because"),
        _word(r"commence", "start"),
        _word(r"facilitates", "helps"),
        _word(r"(?:furthermore|additionally|moreover),", "also,"),
        _word(
            r"mental health (?:professional|practitioner|provider|clinician)",
            "therapist",
            r"\btherapists?\b|licensed|\bor a mental",
        ),
        _word(r"verbali[sz]e", "say"),
        _word(r"psychoeducation", "learning about it"),
        _word(r"process (?=(?:your|those|these|the) (?:feelings|emotions)\b)", "work through "),
        _word(r"ambivalen(?:t)", "torn"),
    ),
)
