"""Detoxify's voice: insults, threats and identity attacks, heard as one opinion on hostility.

It knows nothing of the other hazards and calls any profanity toxic, whatever its tone. So its general `toxicity` and
`obscene` are not used, and what it says of a reply with swear words in it counts in full only if it says the same of
the reply without them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.protocols import ANYWHERE, CrisisTier, EngineUnavailable, Hazard, Post, SafetyRules, Span, Verdict
from models.safety.checkpoint import Weights, find_weights
from models.safety.classifier import NOTHING_FOUND
from models.safety.crisis import crisis_tier
from models.safety.quotes import blank_quotes

AIMED = ("insult", "threat", "identity_attack")
"""The outputs that are about somebody."""

PROFANITY_ALONE = 0.4
"""The most that hostility can be where only swear words speak for it."""

SPAN_FROM = 0.5
"""Hostility from which the sentence that speaks loudest for it is named."""

_SWEARING = re.compile(
    r"\b(?:(?:mother|bull|horse|dumb|bat)?(?:fuck|shit)\w*|fck\w*|wtf|damn\w*|goddamn\w*|hell|crap\w*|ass|arse|bitch\w*|"
    r"bastard\w*|piss\w*|bloody|cunt\w*|dick\w*|prick\w*|asshole\w*|arsehole\w*|suck(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_MOST_TOKENS = 512


class DetoxifyClassifier:
    """Implements `SafetyClassifier` for hostility alone. Making one checks and loads the weights: seconds."""

    def __init__(self, folder: Path, *, sha256: str = "") -> None:
        """Raises `EngineUnavailable` where the checkpoint cannot be used, with what to do about it."""
        weights = find_weights(folder, sha256)
        self._labels = weights.labels
        self._tokenizer, self._model = _load(weights)

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""
        return "detoxify"

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger; Detoxify has no say in it, so the rules answer."""
        return crisis_tier(post)

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """Hostility from 0 to 1; every other hazard at the floor."""
        own_words = blank_quotes(reply, post.text)
        probabilities = dict.fromkeys(Hazard, NOTHING_FOUND)
        if not own_words.strip():
            return Verdict(probabilities, (), self.name, "there are no words to read")
        hostility = self._hostility(own_words)
        probabilities[Hazard.ABUSE] = max(NOTHING_FOUND, round(hostility, 4))
        spans = (self._loudest(own_words),) if hostility >= SPAN_FROM else ()
        return Verdict(probabilities, spans, self.name)

    def scores(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """Detoxify's own outputs by name, from 0 to 1, one row for each text."""
        import torch

        inputs = self._tokenizer(
            list(texts), return_tensors="pt", truncation=True, max_length=_MOST_TOKENS, padding=True
        )
        with torch.inference_mode():
            rows = torch.sigmoid(self._model(**inputs).logits).tolist()
        return [dict(zip(self._labels, row, strict=False)) for row in rows]

    def _hostility(self, text: str) -> float:
        """How much somebody is aimed at; capped where it is the swear words that say so."""
        cleaned = _SWEARING.sub(" ", text)
        rows = self.scores([text] if cleaned == text or not cleaned.strip() else [text, cleaned])
        loud = _aimed(rows[0])
        if cleaned == text:
            return loud
        calm = _aimed(rows[1]) if len(rows) > 1 else 0.0
        return loud if calm >= SPAN_FROM else min(loud, max(calm, PROFANITY_ALONE))

    def _loudest(self, text: str) -> Span:
        sentences = [match for match in _SENTENCE.finditer(text) if match.group().strip()]
        rows = self.scores([match.group() for match in sentences])
        match, _ = max(zip(sentences, rows, strict=True), key=lambda pair: _aimed(pair[1]))
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        return Span(start, match.start() + len(match.group().rstrip()), Hazard.ABUSE, self.name)


def _aimed(row: Mapping[str, float]) -> float:
    return max((row[label] for label in AIMED if label in row), default=0.0)


def _load(weights: Weights) -> tuple[Any, Any]:
    """The tokenizer and the model, from local files and safetensors alone."""
    from safetensors.torch import load_file
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    try:
        config = AutoConfig.from_pretrained(weights.base, local_files_only=True, num_labels=weights.outputs)
        model = AutoModelForSequenceClassification.from_config(config)  # type: ignore[no-untyped-call]  # unannotated there
        tokenizer = AutoTokenizer.from_pretrained(weights.base, local_files_only=True)
        # Old checkpoints carry their positions as a buffer, which newer versions of transformers compute; some have a
        # pooler that nobody asks any more.
        expected = set(model.state_dict())
        state = {
            name: tensor
            for name, tensor in load_file(weights.file).items()
            if name in expected or not ("position_ids" in name or ".pooler." in name)
        }
        model.load_state_dict(state)
    except (OSError, ValueError, RuntimeError) as error:
        first_line = next(iter(str(error).splitlines()), "")
        why = f"the checkpoint does not fit the config and tokenizer in {weights.base}: {first_line}"
        raise EngineUnavailable("detoxify", why) from error
    return tokenizer, model.eval()
