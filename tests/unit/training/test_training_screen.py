"""What the classifier lets through as an example, asked differently of people's texts and of a model's."""

from __future__ import annotations

import pytest

from models.protocols import Post
from models.safety import RulesClassifier
from training.pairs import Screen, classifier_screen

POST = Post("No sleep", "I lie awake every night since the move.")
STORY = "I've been there, and it took me a year."
SAFE = "Lying awake like that sounds exhausting."


@pytest.fixture(scope="module")
def screen() -> Screen:
    return classifier_screen(RulesClassifier(), 0.5)


def test_a_persons_own_story_is_an_example(screen: Screen) -> None:
    assert screen(POST, STORY)


def test_a_story_that_a_model_made_up_is_none(screen: Screen) -> None:
    assert screen(POST, SAFE, draft="")
    assert not screen(POST, STORY, draft="")
    assert not screen(POST, STORY, draft=SAFE)


def test_a_model_may_leave_in_what_the_draft_told(screen: Screen) -> None:
    assert screen(POST, f"{SAFE} {STORY}", draft=STORY)
    assert not screen(POST, f"{STORY} Others have it worse, so stop complaining.", draft=STORY)
