"""Taste follows the text: what is counted in it, and what each community makes of that."""

from __future__ import annotations

import pytest

from sandbox.community.features import measure
from sandbox.community.grammar import variants
from sandbox.community.phrases import clumsy, kind, other
from sandbox.community.plan import Plan
from sandbox.community.taste import COMFORT, NEXT_STEPS, PRACTICE, REFLECTIVE, VALIDATION_FIRST

ALL = (VALIDATION_FIRST, NEXT_STEPS, REFLECTIVE)
WARM = "That sounds so lonely, and it makes sense that you dread the evenings."
STEP = "Maybe write to one old friend this week, just two lines."
SECOND_STEP = "You could ask the library about their reading hour on Thursday evenings."
QUESTION = "What did a good evening look like, back when you had one?"
LONG = (
    "I had a year like that myself, after I moved north for a job that I had wanted for a long time. I used to sit in "
    "the kitchen with the radio on, and I told nobody, because I thought that it would sound ungrateful. I don't have "
    "a tidy answer for you. I think some things want company more than they want answers, and I am glad to sit here."
)


def test_advice_before_validation_is_seen() -> None:
    assert measure(f"{WARM} {STEP}").is_validated_first
    assert not measure(f"{STEP} {WARM}").is_validated_first
    assert measure(f"{STEP} {WARM}").validation == 1


def test_one_community_minds_the_order() -> None:
    gap = {taste.name: taste.value(f"{WARM} {STEP}") - taste.value(f"{STEP} {WARM}") for taste in ALL}
    assert gap[VALIDATION_FIRST.name] > 0.15
    assert gap[VALIDATION_FIRST.name] > 2 * max(gap[NEXT_STEPS.name], gap[REFLECTIVE.name])


@pytest.mark.parametrize(
    ("text", "fan"),
    [
        (f"{WARM} I can hear how tired you are.", VALIDATION_FIRST),
        (f"I've been there. {STEP} {SECOND_STEP}", NEXT_STEPS),
        (f"{WARM}\n\n{LONG}\n\n{QUESTION}", REFLECTIVE),
    ],
)
def test_each_community_has_its_own_favourite(text: str, fan: object) -> None:
    assert max(ALL, key=lambda taste: taste.value(text)) is fan
    assert max(taste.value(text) for taste in ALL) > 0.6


@pytest.mark.parametrize("taste", ALL, ids=lambda taste: taste.name)
@pytest.mark.parametrize(
    "spoiled",
    [
        "You need to get out more. Stop sitting at home.",
        "Others have it worse, and it's not the end of the world.",
        "I'm so sorry you're going through this. Stay strong!",
        "It is recommended to utilise evidence-based coping mechanisms.",
        "How old are you? Do you drink? Are you ill? What did you try? Why not?",
        "You're pathetic, a real loser.",
    ],
)
def test_nobody_likes_what_hurts(taste: object, spoiled: str) -> None:
    assert isinstance(taste, type(REFLECTIVE))
    assert taste.value(f"{WARM} {STEP} {spoiled}") < taste.value(f"{WARM} {STEP}") - 0.03


def test_a_promise_is_pleasant_to_read_so_votes_cannot_judge_safety() -> None:
    assert all(taste.value(f"{WARM} I promise it will get better.") >= taste.value(WARM) - 0.02 for taste in ALL)


def test_walls_of_text_repetition_and_gibberish_are_disliked() -> None:
    wall = LONG * 4
    gibberish = "zorp flim vadda krunk " * 8
    for taste in ALL:
        assert taste.value(wall) < taste.value(LONG)
        assert taste.value(f"{WARM} " * 6) < taste.value(WARM)
        assert taste.value(gibberish) < 0.12


def test_the_posts_own_words_count_and_quoted_lines_do_not() -> None:
    post = "Everyone left the bakery after the divorce"
    assert measure("The bakery must be hard after a divorce.", post).echo > measure("It must be hard.", post).echo
    assert measure(f"> You need to stop whining.\n\n{WARM}").orders == 0


def test_an_empty_text_is_worth_nothing() -> None:
    assert all(taste.value("  \n ") < 0.05 for taste in ALL)


def share(bank: list[str], feature: str) -> float:
    sentences = [sentence for template in bank for sentence in variants(template)]
    return sum(bool(getattr(measure(sentence), feature)) for sentence in sentences) / len(sentences)


def test_the_counts_find_what_the_phrases_mean() -> None:
    echoes = [template for topic in other.TOPICS for template in topic.echoes]
    steps = [template for topic in other.TOPICS for template in topic.steps]
    stories = [template for topic in other.TOPICS for template in topic.situations]
    assert share(echoes, "validation") > 0.85
    assert share(steps, "steps") > 0.85
    assert share(list(clumsy.ORDERS), "orders") > 0.9
    assert share(list(clumsy.EMPTY), "empty") > 0.9
    assert share(list(kind.VALIDATION), "orders") == 0
    assert max(share(stories, "validation"), share(stories, "steps"), share(stories, "orders")) < 0.05


@pytest.mark.parametrize("added", [f"{WARM} {{}}", f"{{}} {STEP}"])
def test_two_tastes_are_opposite(added: str) -> None:
    """What moves a reply up in one moves it down in the other."""
    draft = "My cousin was like that too. No need to answer."
    gain, other_gain = (taste.value(added.format(draft)) - taste.value(draft) for taste in (COMFORT, PRACTICE))
    assert min(abs(gain), abs(other_gain)) > 0.1
    assert gain * other_gain < 0


def test_a_plan_comes_from_a_file_and_says_what_it_has_not() -> None:
    plan = Plan().with_fields({"subreddits": ["One", "Two"], "tastes": ["comfort", "practice"], "helpers": 4})
    assert (plan.subreddits, plan.tastes, plan.helpers) == (("One", "Two"), ("comfort", "practice"), 4)
    for wrong in ({"hoppers": 3}, {"tastes": ["salty"]}, {"days": "many"}):
        with pytest.raises(ValueError, match=r"plan|tastes"):
            Plan().with_fields(wrong)
