"""The language of the draft, told by the small words that every sentence needs."""

from __future__ import annotations

import re
import unicodedata

from models.audit.case import Case, words
from models.protocols import Finding

_ENGLISH_LISTED = """
the a an and or but if of to in on at for with from by about as is are was were be been am do does did have has
had can could will would should may might not no i you he she it we they me him her them my your his its our
their this that these those there what who how why when where just like get go know think feel want all more
some any one up out so it's you're i'm don't can't that's
"""
_ENGLISH = frozenset(_ENGLISH_LISTED.split())
_LETTER = re.compile(r"[^\W\d_]")


def same_language(case: Case) -> Finding | None:
    """English where the draft is English, and no alphabet that draft and post do not use."""
    scripts = _scripts(case.text) - _scripts(case.draft or case.post.text) - {"LATIN"}
    if scripts:
        return Finding("language", "It uses an alphabet that the draft does not use.", {"alphabet": min(scripts)})
    told = words(case.plain_text)
    known = words(case.plain_draft or case.plain_post)
    if len(told) >= 4 and _share(told) < 0.12 <= _share(known):
        return Finding("language", "It is not in the language of the draft.", {"share": round(_share(told), 2)})
    return None


def _share(told: list[str]) -> float:
    return sum(w in _ENGLISH for w in told) / max(1, len(told))


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(c, "?").split(" ", 1)[0] for c in set(text) if not c.isascii() and _LETTER.match(c)}
