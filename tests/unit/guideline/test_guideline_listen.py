"""What is heard in a post, and what is rather not heard than heard wrongly."""

from __future__ import annotations

import pytest

from models.guideline.choice import Choice
from models.guideline.listen import listen
from models.guideline.person import towards_you
from models.guideline.reflect import reflect, reflections
from models.guideline.sympathy import shows_understanding
from models.protocols import Post


@pytest.mark.parametrize(
    ("body", "feeling"),
    [
        ("I feel so lonely.", "lonely"),
        ("i'm really scared", "scared"),
        ("It makes me feel guilty and sad.", "guilty"),
        ("I've been feeling hopeless lately.", "hopeless"),
        ("I'm worried about my son.", "worried about your son"),
        ("I am afraid of being judged.", "afraid of being judged"),
        ("I'm scared that I will be alone forever.", "scared that you will be alone forever"),
        ("im so burnt out", "burned out"),
    ],
)
def test_feelings(body: str, feeling: str) -> None:
    assert feeling in [f.phrase for f in listen(Post("Help", body)).feelings]


@pytest.mark.parametrize(
    "body",
    [
        "I'm not sad about it.",
        "I was lonely before I met him.",
        "If I feel anxious I take a walk.",
        "She says I'm angry.",
        "My son feels lonely.",
        "I'm tired of his jokes.",
        "I'm alone with my boss on Fridays.",
        "I lost my keys.",
        "> I feel so lonely.",
        "When I'm stressed I bake.",
    ],
)
def test_what_is_not_a_feeling_now(body: str) -> None:
    assert not listen(Post("Help", body)).feelings


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        ("My dad passed away in May.", "losing your dad"),
        ("My boyfriend broke up with me yesterday.", "the break-up"),
        ("I found out that my wife cheated on me.", "being cheated on"),
        ("I got fired last week.", "losing your job"),
        ("I can't sleep any more.", "sleeping so badly"),
        ("I have nobody to talk to.", "having nobody to talk to"),
        ("My husband never listens to me.", "not feeling heard by your husband"),
        ("I keep getting bullied at school.", "being picked on"),
        ("I have no friends here.", "not having friends around you"),
        ("I don't know what to do anymore.", "not knowing what to do next"),
        ("My mom has cancer.", "your mom being that ill"),
        ("She admitted that she has feelings for someone at work.", "hearing that there is somebody else"),
        ("My husband has feelings for somebody else.", "hearing that there is somebody else"),
        ("My bf ignores me for days.", "being shut out by your boyfriend"),
    ],
)
def test_situations(body: str, phrase: str) -> None:
    assert phrase in [told.phrase for told in listen(Post("Help", body)).situations]


@pytest.mark.parametrize(
    "body",
    [
        "I'm afraid my dad died without knowing.",
        "I think my wife cheated on me.",
        "My friend's dad passed away.",
        "She has panic attacks.",
        "He can't sleep.",
        "What if I got fired?",
        "He says I have depression.",
    ],
)
def test_what_somebody_else_has_or_might_have(body: str) -> None:
    assert not listen(Post("Help", body)).situations


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("get over my ex", "get over your ex"),
        ("I can't trust my sister", "you can't trust your sister"),
        ("why I was so rude to myself", "why you were so rude to yourself"),
        ("im not who they think i am", "you're not who they think you are"),
    ],
)
def test_turning_towards_somebody(said: str, turned: str) -> None:
    assert towards_you(said) == turned


@pytest.mark.parametrize(
    "said",
    ["fix our marriage", "kill myself", "tell you about it", "call 555 0134", "ask @someone", "be LESS like that", ""],
)
def test_what_is_not_said_back(said: str) -> None:
    assert towards_you(said) is None


def test_every_reflection_shows_understanding_and_reads_like_a_sentence() -> None:
    post = Post(
        "How do I sleep again?", "My dad died. I can't sleep. I feel lonely and nervous. I want to move past this."
    )
    for option in reflections(listen(post)):
        sentence = option[0].upper() + option[1:] + "."
        assert shows_understanding(sentence), sentence
        assert "{" not in sentence
        assert "  " not in sentence


def test_no_two_seeds_need_agree() -> None:
    heard = listen(Post("Alone", "My dad died and I feel lonely."))
    said = {reflect(heard, Choice("a post", seed)) for seed in range(30)}
    assert len(said) > 8


def test_a_judgement_of_oneself_is_not_agreed_with() -> None:
    heard = listen(Post("Help", "My dad died. I feel worthless."))
    for option in reflections(heard):
        assert not any(agreed in option for agreed in ("no wonder", "of course", "makes sense", "anyone might"))
