"""Regular expressions that can be read: alternatives as a list, and the pieces that several guidelines share."""

from __future__ import annotations

import re


def any_of(*options: str) -> str:
    """One of `options`, which may themselves be patterns."""
    return "(?:" + "|".join(options) + ")"


def maybe(*options: str) -> str:
    """One of `options` and a space, or nothing."""
    return "(?:" + "|".join(options) + ")?"


def pattern(*parts: str) -> re.Pattern[str]:
    """The parts in a row, whatever the case of the letters."""
    return re.compile("".join(parts), re.IGNORECASE)


CLAUSE = any_of("^", "[,;:] ", r"\b(?:and|but|so|because|cause|honestly|well|that|then|come on),? ")
"""Where a clause can begin."""

REPORTED = any_of(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|heard|hearing|think|thinks|thought|thinking|believe"
    r"|believes|believing|claim|claims|claimed|convinced|call|calls|called|blame|blames|blamed|accuse|accused)"
    r"(?: \w+){0,3}? (?:that )?(?:you|you're|it|it's|its|this|that|other|others|people|some|at least|there"
    r"|everyone|things|for|of)\b",
    r"\b(?:feel|feels|felt|feeling|seem|seems|sound|sounds|looks?) (?:like|as if|as though)\b",
    r"\bas (?:if|though)\b",
    r"\bpeople (?:who|that)\b",
)
"""Words that hand the rest of the sentence to somebody else."""
