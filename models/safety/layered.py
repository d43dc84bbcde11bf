"""The classifier that moderators meet: rules, learned heads, and where they leave abuse open, a toxicity voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Span, Verdict
from models.safety.classifier import NOTHING_FOUND, RulesClassifier, counts, trusted
from models.safety.heads import POST_CHARACTERS, Encode, Heads, Numbers, hashed, paired, reply_features
from models.safety.units import Unit, units_of

SPAN_FROM = 0.3
"""Probability from which the heads name the sentence that spoke loudest."""

MOST_ENCODED = 3
"""Sentences of a reply that the encoder reads; to read all of them found nothing more (docs/log.md)."""
WORTH_READING = -2.5
"""Log-odds by n-grams, of any head, under which it reads no sentence: half of what counsellors write lies there."""
TRUSTED = frozenset({Hazard.INCITEMENT, Hazard.METHOD_INFO, Hazard.ABUSE, Hazard.PRIVATE_CONTACT})
"""Hazards whose rules keep their word whatever the heads say: grave ones, and alarms by their rules alone are rare."""
UNHEARD = -12.0
"""Log-odds of a sentence that it did not read: never the loudest."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """A reply on its way through the layers."""

    post: Post
    reply: str
    by_rule: Verdict
    units: Sequence[Unit]
    """Nothing where the reply cannot be judged, or says nothing of its own."""


class LayeredClassifier:
    """Implements `SafetyClassifier`: the rules' hits and the heads' scores, weighed into one probability a hazard."""

    def __init__(self, rules: RulesClassifier, heads: Heads, encode: Encode | None = None) -> None:
        self._rules = rules
        self._heads = heads
        self._encode = encode
        self._post_vector = lru_cache(maxsize=64)(self._read_post)

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""
        return f"rules+heads-{self._heads.version}{'+encoder' if self._encode else ''}"

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger, as the rules say."""
        return self._rules.crisis(post)

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """For each hazard a calibrated probability, and the words and sentences that speak for it."""
        return self.judge_all([(post, reply)], rules)[0]

    def judge_all(self, replies: Sequence[tuple[Post, str]], rules: SafetyRules = ANYWHERE) -> list[Verdict]:
        """The same for many replies: the sentences of all of them are hashed and encoded together."""
        if not replies:
            return []
        read = [self._read(post, reply, rules) for post, reply in replies]
        texts = [unit.text for one in read for unit in one.units]
        width = len(self._heads.hazards) + 1
        scores = self._heads.ngram_scores(hashed(texts)) if texts else np.zeros((0, width), np.float32)
        parts: list[Numbers] = np.split(scores, np.cumsum([len(one.units) for one in read])[:-1])
        if self._encode is not None:
            parts = self._encoded(read, parts)
        return [self._weigh(one, part, rules) for one, part in zip(read, parts, strict=True)]

    def _read(self, post: Post, reply: str, rules: SafetyRules) -> _Reply:
        verdict = self._rules.judge(post, reply, rules)
        units = [] if verdict.unreadable else units_of(reply, post.text, self._rules.vocabulary)
        return _Reply(post, reply, verdict, units)

    def _encoded(self, read: Sequence[_Reply], scores: Sequence[Numbers]) -> list[Numbers]:
        """Scores with the encoder's added, of the sentences that it reads."""
        assert self._encode is not None
        # The encoder takes a hundred times as long, so of a long reply it reads what the n-grams find likeliest.
        chosen = [_worth_reading(part.max(1)) for part in scores]
        texts = [one.units[place].text for one, places in zip(read, chosen, strict=True) for place in places]
        if not texts:
            return list(scores)
        vectors = np.split(self._encode(texts), np.cumsum([len(places) for places in chosen])[:-1])
        found = []
        for one, part, places, own in zip(read, scores, chosen, vectors, strict=True):
            summed = np.full_like(part, UNHEARD)
            if len(places):
                meeting = paired(own, self._post_vector(one.post.text))
                summed[places] = part[places] + self._heads.encoder_scores(meeting)
            found.append(summed)
        return found

    def _weigh(self, one: _Reply, scores: Numbers, rules: SafetyRules) -> Verdict:
        """`scores` (sentences, hazards + 1) are log-odds."""
        if not one.units:
            return one.by_rule
        known = np.array([one.by_rule.probabilities[hazard] for hazard in self._heads.hazards], np.float32)
        found = self._heads.probabilities(reply_features(known, scores), with_encoder=self._encode is not None)
        return self._verdict(one, scores, dict(zip(self._heads.hazards, found.tolist(), strict=True)), rules)

    def _read_post(self, text: str) -> Numbers:
        assert self._encode is not None
        if not text.strip():
            return np.zeros(self._heads.encoder.shape[1] // 2, np.float32)
        vector: Numbers = self._encode([text[:POST_CHARACTERS]])[0]
        return vector

    def _verdict(self, one: _Reply, scores: Numbers, found: dict[Hazard, float], rules: SafetyRules) -> Verdict:
        by_rule, places = one.by_rule, trusted(one.reply, rules.allowed)
        probabilities, layers, spans = dict(by_rule.probabilities), dict(by_rule.layers), list(by_rule.spans)
        for row, hazard in enumerate(self._heads.hazards):
            unit = one.units[int(scores[:, row].argmax())]
            span = Span(unit.start, unit.end, hazard, f"heads.{hazard}")
            if not counts(span, places, rules):
                continue
            # Neither a hard pattern nor a trusted rule needs a second opinion; what else is found the fit weighs.
            is_sure = hazard in by_rule.hard or hazard in TRUSTED
            sure = by_rule.probabilities[hazard] if is_sure else NOTHING_FOUND
            probabilities[hazard] = round(max(found[hazard], sure, NOTHING_FOUND / 2), 4)
            if probabilities[hazard] >= SPAN_FROM and not any(s.hazard is hazard for s in by_rule.spans):
                spans.append(span)
                layers[hazard] = "heads"
        spans.sort(key=lambda s: (s.start, s.end, s.evidence))
        return Verdict(probabilities, tuple(spans), self.name, by_rule.unreadable, layers, by_rule.hard)


def _worth_reading(loudness: Numbers) -> npt.NDArray[np.intp]:
    """Places of the sentences that the encoder reads, of one reply's (sentences,) loudness."""
    likeliest = np.argsort(-loudness, kind="stable")[:MOST_ENCODED]
    return likeliest[loudness[likeliest] > WORTH_READING]
