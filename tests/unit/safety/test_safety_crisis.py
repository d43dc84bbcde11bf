"""Which tier a post reaches, and that neither time, person nor figure of speech is mistaken for danger."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from models.protocols import CrisisTier, Post
from models.safety import RulesClassifier

CASES = yaml.safe_load((Path(__file__).parent / "crisis.yaml").read_text(encoding="utf-8"))
CLASSIFIER = RulesClassifier()


@pytest.mark.parametrize(("tier", "text"), [(tier, text) for tier, texts in CASES.items() for text in texts])
def test_tier(tier: str, text: str) -> None:
    assert CLASSIFIER.crisis(Post("", text)) is CrisisTier(tier)


def test_the_title_counts_like_the_body() -> None:
    assert CLASSIFIER.crisis(Post("I am going to kill myself tonight", "")) is CrisisTier.IMMINENT


def test_what_the_post_quotes_is_not_its_writer_speaking() -> None:
    assert CLASSIFIER.crisis(
        Post("A sad message", "> I am going to kill myself tonight\n\nMy friend sent me this.")
    ) is (CrisisTier.NONE)


def test_the_worst_sentence_decides() -> None:
    post = Post("", "I am not suicidal. I like tea. I have decided to end my life. The weather is fine.")
    assert CLASSIFIER.crisis(post) is CrisisTier.IMMINENT
