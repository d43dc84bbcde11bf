"""The classifier that moderators meet: rules, learned heads, and where they leave abuse open, a toxicity voice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from models.protocols import ANYWHERE, CrisisTier, Hazard, Post, SafetyRules, Span, Verdict
from models.safety.classifier import NOTHING_FOUND, RulesClassifier, counts, trusted
from models.safety.heads import POST_CHARACTERS, Encode, Heads, Numbers, hashed, paired, reply_features
from models.safety.units import Unit, units_of

SPAN_FROM = 0.3
"""Probability from which the heads name the sentence that spoke loudest."""

MOST_ENCODED = 6
"""Sentences of a reply that the encoder reads."""
TRUSTED = frozenset({Hazard.INCITEMENT, Hazard.METHOD_INFO, Hazard.ABUSE, Hazard.DISMISSAL, Hazard.PRIVATE_CONTACT})
"""Hazards whose rules alone alarmed on at most 0.3 % of held-out real replies (docs/log.md)."""
UNHEARD = -12.0
"""Log-odds of a sentence that it did not read: never the loudest."""


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
        by_rule = self._rules.judge(post, reply, rules)
        places = trusted(reply, rules.allowed)
        units = units_of(reply, post.text, self._rules.vocabulary)
        if not units or by_rule.unreadable:
            return by_rule
        scores = self.sentence_scores([unit.text for unit in units], post)
        known = np.array([by_rule.probabilities[hazard] for hazard in self._heads.hazards], np.float32)
        found = self._heads.probabilities(reply_features(known, scores), with_encoder=self._encode is not None)
        return self._verdict(by_rule, units, scores, dict(zip(self._heads.hazards, found.tolist(), strict=True)), rules,
                             places)  # fmt: skip

    def sentence_scores(self, texts: Sequence[str], post: Post) -> Numbers:
        """(texts, hazards) log-odds, summed over the readers that are there."""
        scores = self._heads.ngram_scores(hashed(texts))
        if self._encode is None:
            return scores
        # The encoder takes a hundred times as long, so of a long reply it reads what the n-grams find likeliest.
        likeliest = np.argsort(-scores.max(1), kind="stable")[:MOST_ENCODED]
        summed = np.full_like(scores, UNHEARD)
        meeting = paired(self._encode([texts[place] for place in likeliest]), self._post_vector(post.text))
        summed[likeliest] = scores[likeliest] + self._heads.encoder_scores(meeting)
        return summed

    def _read_post(self, text: str) -> Numbers:
        assert self._encode is not None
        if not text.strip():
            return np.zeros(self._heads.encoder.shape[1] // 2, np.float32)
        vector: Numbers = self._encode([text[:POST_CHARACTERS]])[0]
        return vector

    def _verdict(
        self, by_rule: Verdict, units: Sequence[Unit], scores: Numbers, found: dict[Hazard, float], rules: SafetyRules,
        places: Collection[tuple[int, int]],
    ) -> Verdict:  # fmt: skip
        probabilities, layers, spans = dict(by_rule.probabilities), dict(by_rule.layers), list(by_rule.spans)
        for row, hazard in enumerate(self._heads.hazards):
            unit = units[int(scores[:, row].argmax())]
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
