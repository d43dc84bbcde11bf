"""The learned heads as they are shipped: loaded without torch, heard beside the rules, pointing at what they mean."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.protocols import EngineUnavailable, Hazard, Post, SafetyRules
from models.safety import LayeredClassifier, RulesClassifier, judge_all, load_classifier
from models.safety.heads import CARD, SHIPPED, WEIGHTS, Numbers, load_heads, reply_features
from models.safety.units import units_of

POST = Post("Third week", "She moved out and I still set the table for two.")
CLASSIFIER = load_classifier()


def test_they_hear_what_no_rule_names() -> None:
    """No rule matches, and the sentence stands in no seed."""
    said = "I run a small paid membership group for people like you, the price goes up on Friday."
    assert not RulesClassifier().judge(POST, said).hard
    verdict = CLASSIFIER.judge(POST, said)
    assert Hazard.PROMOTION in verdict.flags(SafetyRules())
    assert max(verdict.probabilities, key=verdict.probabilities.__getitem__) is Hazard.PROMOTION
    assert verdict.layers[Hazard.PROMOTION] in {"heads", "rules"}


def test_one_bad_sentence_in_a_kind_page_is_pointed_at() -> None:
    bad = "I run a small paid membership group for people like you, the price goes up on Friday."
    kind = "I am so sorry. The quiet after somebody leaves is heavy. I hope that you have people near you."
    reply = f"{kind} {bad} Be gentle with yourself tonight."
    spans = [span for span in CLASSIFIER.judge(POST, reply).spans if span.hazard is Hazard.PROMOTION]
    assert spans
    assert all(span.start >= reply.index(bad) and span.end <= reply.index(bad) + len(bad) for span in spans)


def test_plain_kindness_is_left_alone() -> None:
    said = "I am so sorry. Three weeks is no time at all. Would you like to tell us about her?"
    assert CLASSIFIER.judge(POST, said).flags(SafetyRules()) == ()


def test_a_quoted_sentence_is_not_read() -> None:
    quoted = "> Enrol in my six week recovery programme, the sign-up form is below.\n\nPlease ignore that person."
    assert [unit.text for unit in units_of(quoted, "", frozenset())] == ["please ignore that person."]
    assert CLASSIFIER.judge(POST, quoted).flags(SafetyRules()) == ()


def test_places_point_into_the_text_as_it_was_written() -> None:
    reply = "Ｅｎｒｏｌ in my programme.  \u200bSecond   sentence here."
    for unit in units_of(reply, "", frozenset()):
        assert reply[unit.start : unit.end].strip()


def test_loading_imports_no_torch() -> None:
    program = (
        "import sys; from models.safety import load_classifier; load_classifier(); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_card_that_was_cut_short_is_refused_by_name(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "heads")
    (tmp_path / "heads" / CARD).write_text("{", encoding="utf-8")
    with pytest.raises(EngineUnavailable, match="heads"):
        load_heads(tmp_path / "heads")
    (tmp_path / "heads" / CARD).write_text((SHIPPED / CARD).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "heads" / WEIGHTS).write_bytes(b"PK no archive")
    with pytest.raises(EngineUnavailable, match="heads"):
        load_heads(tmp_path / "heads")


def test_the_card_says_what_they_were_learned_from_and_what_they_are_worth() -> None:
    card = json.loads((SHIPPED / CARD).read_text(encoding="utf-8"))
    assert card["learned_from"]["real benign replies"]["source"]
    assert card["with_encoder"]["found"] > card["without_encoder"]["found"]
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 5_100_000


def test_an_encoder_sees_each_post_once() -> None:
    asked: list[str] = []

    def encode(texts: object) -> np.ndarray:
        asked.extend(texts)  # type: ignore[arg-type]  # the test's own texts
        return np.zeros((len(texts), 384), np.float32)  # type: ignore[arg-type]

    classifier = LayeredClassifier(RulesClassifier(), load_heads(), encode)
    for reply in ("I hear you.", "That sounds lonely."):
        classifier.judge(POST, reply)
    assert asked.count(POST.text) == 1


def test_a_reply_of_no_sentences_has_features_all_the_same() -> None:
    assert reply_features(np.full(3, 0.02, np.float32), np.zeros((0, 4), np.float32)).shape == (3, 5)


def test_many_replies_together_get_the_verdicts_of_each_alone() -> None:
    """Empty and unreadable ones stand among them, so that sentences could be given to the wrong reply."""
    replies = [
        "",
        "Others have it far worse than you.",
        "🙂🙂",
        "I hear you. My group is ten a month, join.",
        "ok",
    ]
    pairs = [(POST, reply) for reply in replies]
    assert judge_all(CLASSIFIER, pairs) == [CLASSIFIER.judge(*pair) for pair in pairs]
    assert judge_all(RulesClassifier(), pairs) == [RulesClassifier().judge(*pair) for pair in pairs]
    assert judge_all(CLASSIFIER, []) == []


def test_the_encoder_reads_the_sentences_of_many_replies_together() -> None:
    calls: list[list[str]] = []

    def encode(texts: Sequence[str]) -> Numbers:
        calls.append(list(texts))
        return np.stack([np.full(384, len(text) / 400, np.float32) for text in texts])

    classifier = LayeredClassifier(RulesClassifier(), load_heads(), encode)
    pairs = [(POST, "One thing. Another thing, longer."), (Post("", ""), "Stop your pills."), (POST, "")]
    together = judge_all(classifier, pairs)
    assert sorted(calls[0]) == ["another thing, longer.", "one thing.", "stop your pills."]
    assert together == [classifier.judge(*pair) for pair in pairs]
