"""Examples come from near posts only, never from the seeker's own past, and never twice from one post."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest

from models.protocols import Post, Retriever
from models.retrieval import Bm25Retriever, Candidate, EncoderRetriever

NIGHTS = Post("Awake at night", "My baby cries all night and I lie awake, the nights have no sleep left in them.")
EXAM = Post("Exam next week", "I panic before every exam and my hands shake when I open the maths book.")
GRIEF = Post("My dog", "Our old dog died on Sunday and the house is so quiet without her paws.")
CANDIDATES = (
    Candidate(NIGHTS, "Nights without sleep bend everything. Who could take one of them?", "helper-a", "seeker-1"),
    Candidate(NIGHTS, "Another reply to the same post.", "helper-b", "seeker-1"),
    Candidate(EXAM, "Shaking hands before an exam, I read that twice.", "helper-b", "seeker-2"),
    Candidate(GRIEF, "A quiet house after a dog is a loud thing.", "helper-c", "seeker-3"),
)
TIRED = Post("So tired", "I lie awake every night because the baby cries, I need sleep.")


def replies(retriever: Retriever, post: Post, count: int = 3) -> list[str]:
    return [example.reply for example in retriever.similar(post, count=count)]


def test_finds_the_reply_to_the_nearest_post_first() -> None:
    examples = Bm25Retriever(CANDIDATES).similar(TIRED, count=3)
    assert examples[0].post == NIGHTS
    assert 0.15 <= examples[0].similarity <= 1.0
    assert [e.similarity for e in examples] == sorted((e.similarity for e in examples), reverse=True)


def test_below_the_floor_there_is_nothing() -> None:
    assert replies(Bm25Retriever(CANDIDATES), Post("Landlord", "He raised my rent without notice.")) == []
    assert replies(Bm25Retriever(CANDIDATES, floor=0.99), TIRED) == []


def test_one_example_for_a_post_and_no_more_than_asked() -> None:
    retriever = Bm25Retriever(CANDIDATES, floor=0.0)
    assert len(replies(retriever, TIRED, count=1)) == 1
    found = [example.post for example in retriever.similar(TIRED, count=9)]
    assert len(found) == len(set(found))


def test_the_very_same_post_is_no_example_for_itself() -> None:
    retriever = Bm25Retriever(CANDIDATES, floor=0.0)
    assert NIGHTS not in [example.post for example in retriever.similar(NIGHTS, count=9)]


@pytest.mark.parametrize("person", ["seeker-1", "SEEKER-1 is somebody else"])
def test_what_the_excluded_asked_or_answered_is_never_shown(person: str) -> None:
    retriever = Bm25Retriever(CANDIDATES, floor=0.01).without(person)
    shown = [example.post for example in retriever.similar(TIRED, count=9)]
    assert (NIGHTS in shown) == (person != "seeker-1")


def test_an_excluded_helpers_replies_are_skipped_for_the_next_one() -> None:
    assert replies(Bm25Retriever(CANDIDATES).without("helper-a"), TIRED)[0] == "Another reply to the same post."
    assert replies(Bm25Retriever(CANDIDATES).without("helper-a", "helper-b"), TIRED) == []


@pytest.mark.parametrize("post", [Post("", ""), Post("💜", "!!!"), Post("the", "and that this")])
def test_a_post_without_words_has_no_neighbours(post: Post) -> None:
    assert replies(Bm25Retriever(CANDIDATES, floor=0.01), post) == []


def test_no_candidates_is_no_error() -> None:
    assert replies(Bm25Retriever(()), TIRED) == []
    assert replies(EncoderRetriever((), (), encode), TIRED) == []


def test_an_identical_post_of_somebody_else_would_be_as_near_as_can_be() -> None:
    near = Bm25Retriever(CANDIDATES, floor=0.0).similar(Post(NIGHTS.title, NIGHTS.body + " Help."), count=1)[0]
    far = Bm25Retriever(CANDIDATES, floor=0.0).similar(TIRED, count=1)[0]
    assert 1.0 >= near.similarity > far.similarity


def test_a_post_of_forty_thousand_characters_is_searched() -> None:
    assert replies(Bm25Retriever(CANDIDATES), Post("Tired", TIRED.body * 700))


DIRECTIONS = {"night": (1.0, 0.0), "exam": (0.0, 1.0), "dog": (-1.0, 0.0)}


def encode(texts: Sequence[str]) -> list[bytes]:
    """A written-out encoder: two dimensions, by the first known word."""
    return [
        struct.pack("<2f", *next((v for w, v in DIRECTIONS.items() if w in text.lower()), (0.6, 0.8))) for text in texts
    ]


def test_vectors_kept_elsewhere_find_the_nearest_above_the_floor() -> None:
    retriever = EncoderRetriever(CANDIDATES, encode([c.post.text for c in CANDIDATES]), encode, floor=0.7)
    assert [e.post for e in retriever.similar(TIRED, count=3)] == [NIGHTS]
    assert [e.post for e in retriever.similar(Post("Else", "Nothing known"), count=3)] == [EXAM]
    assert replies(retriever.without("seeker-1"), TIRED) == []


def test_vectors_must_fit_the_candidates() -> None:
    with pytest.raises(ValueError, match="4 candidates came with 1 vectors"):
        EncoderRetriever(CANDIDATES, encode(["night"]), encode)
