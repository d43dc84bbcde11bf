"""The words of a form become the words of a person."""

from __future__ import annotations

from models.guideline.guideline import Guideline
from models.guideline.patterns import any_of, pattern
from models.guideline.rule import Reach, Rule

_OPENING = any_of("^", r"(?<=[,;] )", r"(?<=\band )", r"(?<=\bbut )")


def _word(said: str, into: str, unless: str = "") -> Rule:
    return Rule(pattern(rf"\b(?:{said})(?!\w)"), (into,), unless=pattern(unless) if unless else None)


_JARGON = any_of(
    "evidence.based|protective factors?|psychoeducation|behaviou?ral activation|cognitive (?:restructuring"
    "|distortions?)|maladaptive",
    "dysregulation|symptomatology|(?:stress.management|self.care) practices|presents? with|elevated levels"
    "|comorbid\\w*|etiology",
    "modalit(?:y|ies)|therapeutic alliance|adaptive|facilitate|implement|individuals in your|one's emotions"
    "|clinical(?:ly)?|indicat(?:e|es|ive)",
)
_FOR_A_PURPOSE = r"\bcoping \w+ (?:to|for|that|which|like|such|from|with)\b"

REGISTER = Guideline(
    id="register",
    looks_for="Clinical or official wording: utilise, individuals, coping mechanisms, it is important to note that.",
    edit="The plain word.",
    reason="Plain words sound like a person talking, which is what people come here for.",
    source="LLUMI: no formal, clinical or therapist-like language",
    weight=0.25,
    rules=(
        Rule(
            pattern(
                _OPENING,
                r"(?:it is|it's) (?:very |also )?important (?:to note|to remember|to keep in mind"
                r"|to understand) that (?=\w)",
            )
        ),
        # A sentence made of such words tells a seeker nothing; taken out whole where it is short.
        Rule(
            pattern(r"\b", _JARGON, r"\b.{0,90}?\b", _JARGON, r"\b"),
            reach=Reach.SENTENCE,
            unless=pattern(
                r"\?|\b(?:i|my|me|we|therapists?|counsell?ors?|therapy|treatment|diagnos\w+|disorder|cbt|dbt)\b"
            ),
            words_at_most=24,
        ),
        Rule(pattern(_OPENING, r"please be advised that (?=\w)")),
        Rule(
            pattern(
                r"\b(?:it is|it's) (?:strongly |highly )?(?:recommended|advised|suggested"
                r"|advisable) that you (?!be\b|are\b)"
            ),
            ("you could ",),
        ),
        _word("utili[sz]e", "use"),
        _word("utili[sz]ing", "using"),
        _word("utili[sz]ed", "used"),
        _word(
            "an individual(?! (?:who|basis|therap|counsel|session|approach|level|and))",
            "a person",
            r"\bas an individual\b",
        ),
        _word("individuals", "people"),
        _word("healthy coping (?:mechanisms|strategies|skills)", "healthy ways to cope", _FOR_A_PURPOSE),
        _word(
            "(?<!healthy )coping (?:mechanisms|strategies|skills)",
            "ways to cope",
            rf"{_FOR_A_PURPOSE}|(?:\w+ive|own|better|new|good|bad) coping",
        ),
        _word("interpersonal relationships", "relationships"),
        _word("maladaptive", "unhelpful"),
        _word("at this point in time", "right now"),
        _word("due to the fact that", "because"),
        _word("facilitates", "helps"),
        _word("(?:furthermore|additionally|moreover),", "also,"),
        _word("verbali[sz]e", "say"),
        _word("psychoeducation", "learning about it"),
        _word("process (?=(?:your|those|these) (?:feelings|emotions)\\b)", "work through "),
    ),
)
