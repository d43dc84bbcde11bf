"""How one guideline looks at one sentence, and the three reaches an edit can have.

A rule sees the sentence with everything that is not the writer's own words (links, code, quoted speech, spoilers)
folded into single opaque characters, so no pattern can match inside them and no edit can break them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from models.guideline.choice import Choice
from models.guideline.clauses import capitalised, ended_like, replace_clause, tidy


class Reach(Enum):
    """How much of the sentence a rule takes hold of."""

    MATCH = "match"
    """Only the words that matched."""
    CLAUSE = "clause"
    """The clause around them; the sentence where it has no other."""
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern and what becomes of it. `into` holds wordings with `\\g<name>`; empty means taking it out."""

    pattern: re.Pattern[str]
    into: tuple[str, ...] = ()
    reach: Reach = Reach.MATCH
    unless: re.Pattern[str] | None = None
    """Found anywhere in the sentence, it tells that this is a look-alike."""
    when: Callable[[re.Match[str], str], bool] | None = None
    """Asked last, with the match and the post's text in lower case."""
    words_at_most: int = 0
    """Longer sentences say too much else; 0 means 32 for a clause or a sentence and no limit for a match."""

    def finds(self, sentence: str, post: str) -> re.Match[str] | None:
        """The match, or None where the rule has nothing to say."""
        match = self.pattern.search(sentence)
        if match is None or (self.unless is not None and self.unless.search(sentence)):
            return None
        if self.reach is Reach.MATCH and self.words_at_most and len(sentence.split()) > self.words_at_most:
            return None
        if self.when is not None and not self.when(match, post):
            return None
        return match

    def rewrite(self, sentence: str, post: str, choice: Choice) -> str | None:
        """The sentence as it should be (empty: taken out), or None where the rule leaves it alone."""
        match = self.finds(sentence, post)
        if match is None:
            return None
        if self.reach is Reach.MATCH:
            return self._substitute(sentence, post, choice)
        wording = _expanded(match, choice.of(self.into, sentence)) if self.into else ""
        if self.reach is Reach.CLAUSE:
            narrowed = replace_clause(sentence, match.start(), match.end(), wording)
            if narrowed is not None:
                return narrowed
        if len(sentence.split()) > (self.words_at_most or 32):
            return None
        return ended_like(wording, sentence) if wording else ""

    def _substitute(self, sentence: str, post: str, choice: Choice) -> str:
        def swap(match: re.Match[str]) -> str:
            if self.when is not None and not self.when(match, post):
                return match[0]
            new = _expanded(match, choice.of(self.into, f"{match.start()} {sentence}")) if self.into else ""
            opens = not any(c.isalpha() for c in sentence[: match.start()])
            return capitalised(new) if opens and sentence[:1].isupper() else new

        return tidy(self.pattern.sub(swap, sentence), sentence)


_CERTAINLY = re.compile(r" (?:definitely|certainly|surely|absolutely|always)\b", re.IGNORECASE)
"""Words that no softened wording keeps."""
_GROUP = re.compile(r"\\g<(\w+)>")


def _expanded(match: re.Match[str], template: str) -> str:
    """The wording with its groups filled in; what opened a sentence and no longer does loses its capital."""

    def fill(group: re.Match[str]) -> str:
        said = match[group[1]] or ""
        moved = group.start() > 0 and said[:1].isupper() and not re.match(r"I\b|[A-Z]{2}", said)
        said = _CERTAINLY.sub("", said)
        return said[:1].lower() + said[1:] if moved else said

    return _GROUP.sub(fill, template)
