"""The rules as a safety classifier: reads a reply beside its post, weighs what it finds, and says where it stands.

What the probabilities are: each rule carries a weight, the band of trust that its author put it in; what several rules
say of one hazard is combined as if they were independent. The numbers are in order, but they are no frequencies in your
subreddit: bench/safety.py prints which share of each band is right on our own functional suite, and nothing more is
claimed. `NOTHING_FOUND` is not zero because sarcasm, code words and implied talk pass the rules unseen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Span, Verdict
from models.safety.crisis import crisis_tier
from models.safety.guards import excuse, sentence_around
from models.safety.index import TOKEN, PhraseIndex, segments
from models.safety.language import unreadable
from models.safety.quotes import blank_quotes
from models.safety.reading import Reading, read_plain, read_unmasked
from models.safety.rule import Rule
from models.safety.rules import MACHINE_RULES, RULES

NOTHING_FOUND = 0.02
"""What a hazard has when no rule speaks for it."""

MOST_HITS = 20
"""Matches of one phrase that are looked at: a reply that repeats itself is not judged forever."""

_TURNED = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "am": "are",
    "m": "re",
    "was": "were",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule found and that nothing excused."""

    span: Span
    weight: float
    voice: str
    """Hits of one voice count once."""
    is_hard: bool


class RulesClassifier:
    """Implements `SafetyClassifier` with rules alone, at thousands of replies a CPU-second."""

    def __init__(self, rules: Sequence[Rule] = (*RULES, *MACHINE_RULES)) -> None:
        self._index = PhraseIndex((rule, phrase) for rule in rules for phrase in rule.phrases)
        # Posts come with many replies each, so what is known of the last few is kept.
        self._tier = lru_cache(maxsize=64)(crisis_tier)
        self._echo = lru_cache(maxsize=64)(turned)

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""
        return "rules"

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words that a rule names: what disguised spellings are held against."""
        return self._index.vocabulary

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger."""
        return self._tier(post)

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """The verdict on `reply` under `post`, with the words that speak for each hazard."""
        own_words = blank_quotes(reply, post.text)
        plain = read_plain(own_words)
        unmasked = read_unmasked(plain, self._index.vocabulary)
        hits = list(self._hits(plain, post))
        if unmasked:
            seen = {plain.text[start:end] for start, end in segments(plain.text)}
            hits += self._hits(unmasked, post, skip=seen)
        places = trusted(reply, rules.allowed)
        hits = [hit for hit in hits if counts(hit.span, places, rules)]
        weights: dict[Hazard, dict[str, float]] = defaultdict(dict)
        for hit in hits:
            of_hazard = weights[hit.span.hazard]
            of_hazard[hit.voice] = max(hit.weight, of_hazard.get(hit.voice, 0.0))
        return Verdict(
            {hazard: combined(weights[hazard].values() if hazard in weights else ()) for hazard in Hazard},
            tuple(sorted({hit.span for hit in hits}, key=lambda span: (span.start, span.end, span.evidence))),
            self.name,
            unreadable(own_words) and unreadable(unmasked.text if unmasked else own_words),
            {hazard: self.name for hazard in Hazard if hazard in weights},
            tuple(sorted({hit.span.hazard for hit in hits if hit.is_hard})),
        )

    def _hits(self, reading: Reading, post: Post, skip: Collection[str] = ()) -> Iterator[Hit]:
        """What stands in the segments of a reading, but those in `skip`."""
        in_crisis = self._tier(post) is not CrisisTier.NONE
        for start, end in segments(reading.text):
            segment = reading.text[start:end]
            if segment in skip:
                continue
            for rule, phrase in self._index.candidates(segment):
                weight = rule.in_crisis if in_crisis and rule.in_crisis is not None else rule.weight
                if not weight:
                    continue
                is_hard = rule.is_hard(in_crisis=in_crisis)
                voice = phrase.source if rule.adds else rule.id
                for match in islice(phrase.regex.finditer(reading.text, start, end), MOST_HITS):
                    if not self._is_excused(rule, reading.text, *match.span(), post):
                        yield Hit(Span(*reading.span(*match.span()), rule.hazard, rule.id), weight, voice, is_hard)

    def _is_excused(self, rule: Rule, text: str, start: int, end: int, post: Post) -> bool:
        where = sentence_around(text, start, end)
        said = text[start:end]
        if rule.is_taken_back(where.before, said, where.after):
            return True
        turned_said = turned(said)
        return bool(excuse(rule, where, is_echo=len(turned_said) > 8 and turned_said in self._echo(post.text)))


def trusted(reply: str, allowed: Iterable[str]) -> list[tuple[int, int]]:
    """Where words stand that the moderators trust, in any case of letters."""
    return [match.span() for words in allowed for match in re.finditer(re.escape(words), reply, re.IGNORECASE)]


def counts(span: Span, trusted: Iterable[tuple[int, int]], rules: SafetyRules) -> bool:
    """Whether a span is evidence here: not within trusted words, and no life story of somebody who has a life."""
    if span.hazard is Hazard.FALSE_EXPERIENCE and not rules.is_machine_text:
        return False
    return not any(start <= span.start and span.end <= end for start, end in trusted)


def combined(weights: Iterable[float]) -> float:
    """One probability from several that speak for the same thing."""
    silence = 1.0
    for weight in weights:
        silence *= 1.0 - weight
    return round(max(NOTHING_FOUND, 1.0 - silence), 4)


def turned(text: str) -> str:
    """The words with "I" and "you" made the same, to see whether a reply repeats the post."""
    return " ".join(_TURNED.get(word, word) for word in TOKEN.findall(read_plain(text).text))
