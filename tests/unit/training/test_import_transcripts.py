"""Counselling talks: who said what, and which answers are learned from."""

from __future__ import annotations

import pytest

from training.dumps.records import Example, Left
from training.dumps.transcripts import CLIENTS, COUNSELLORS, Turn, UnknownSpeaker, examples, turns

TALK = """BEGIN TRANSCRIPT
Page 1 of 3
[00:00:12] THERAPIST: How was the week? (laughter)
00:00:15 CLIENT: Bad, since January 3, 2019. [inaudible] I did not
sleep.

THERAPIST: Mm-hm.
CLIENT: Call me at 415-555-2671.
THERAPIST: {answer}
END TRANSCRIPT
"""
ANSWER = " ".join(["It sounds as if nights are the hardest and you carry that alone."] * 5)


def test_turns_are_freed_of_times_dates_and_noise() -> None:
    said = turns(TALK.format(answer=ANSWER), COUNSELLORS, CLIENTS)
    assert said[:4] == [
        Turn(True, "How was the week?"),
        Turn(False, "Bad, since. I did not sleep."),
        Turn(True, "Mm-hm."),
        Turn(False, "Call me at [phone]."),
    ]


def test_only_substantive_answers_are_learned_from_with_what_was_said_before() -> None:
    found = list(examples(turns(TALK.format(answer=ANSWER), COUNSELLORS, CLIENTS), "a", min_words=50))
    assert found[:2] == [Left("answer: nothing was said before it"), Left("answer: too short to learn from")]
    example = found[2]
    assert isinstance(example, Example)
    assert example.answer == ANSWER
    assert example.body.splitlines()[2] == "Counsellor: Mm-hm."
    assert example.body.endswith("Client: Call me at [phone].")


def test_old_turns_fall_away_whole_and_the_last_one_never() -> None:
    said = [Turn(False, "early " * 200), Turn(True, "mm"), Turn(False, "late " * 500), Turn(True, ANSWER)]
    example = list(examples(said, "a", min_words=50))[-1]
    assert isinstance(example, Example)
    assert "early" not in example.body
    assert example.body.count("late") == 500


def test_labels_of_its_own_can_be_named_and_unknown_ones_are_told() -> None:
    text = "DR. K: Hello you.\nANN: Hello.\n" * 3
    with pytest.raises(UnknownSpeaker, match=r"ANN, DR\. K"):
        turns(text, COUNSELLORS, CLIENTS)
    assert len(turns(text, {"dr. k"}, {"ann"})) == 6


def test_a_colon_within_a_turn_is_no_speaker() -> None:
    said = turns("T: One thing: breathe.\nC: I thought:\nno: never.\n", COUNSELLORS, CLIENTS)
    assert said == [Turn(True, "One thing: breathe."), Turn(False, "I thought: no: never.")]
