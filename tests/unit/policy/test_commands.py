"""What people type, and what it means."""

from __future__ import annotations

import pytest

from bot.commands import HELPER_WORDS, MODERATOR_WORDS, Command, Word, parse, post_of


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("opt in", Word.OPT_IN),
        ("  Opt In! ", Word.OPT_IN),
        ("opt-in", Word.OPT_IN),
        ("**opt out**", Word.OPT_OUT),
        ("STOP", Word.OPT_OUT),
        ("agree", Word.AGREE),
        ("train yes", Word.TRAIN_YES),
        ("train no.", Word.TRAIN_NO),
        ("training", Word.TRAINING),
        ("forget me", Word.FORGET),
        ("> what the bot said\n\nagree", Word.AGREE),
        ("&gt; quoted\nhelp", Word.HELP),
    ],
)
def test_helpers_words_are_understood(body: str, word: Word) -> None:
    command = parse(body, HELPER_WORDS)
    assert command is not None
    assert command.word is word


@pytest.mark.parametrize(
    "body", ["", "\n", "> opt in", "please opt in", "I agree with you", "stopping by to say hi", "disagree", "pause"]
)
def test_other_words_are_no_command_for_helpers(body: str) -> None:
    assert parse(body, HELPER_WORDS) is None


def test_a_draft_carries_its_link_and_its_text() -> None:
    command = parse("draft https://www.reddit.com/r/x/comments/ab12/title/\nhello\n\nthere", HELPER_WORDS)
    assert command == Command(Word.DRAFT, link="https://www.reddit.com/r/x/comments/ab12/title/", text="hello\n\nthere")


@pytest.mark.parametrize(
    ("body", "number", "stars"), [("rate 4", None, 4), ("rate S7 5", 7, 5), ("rate s7 2/5", 7, 2), ("rate", None, None)]
)
def test_ratings_name_a_suggestion_or_mean_the_last(body: str, number: int | None, stars: int | None) -> None:
    command = parse(body, HELPER_WORDS)
    assert command is not None
    assert (command.number, command.stars) == (number, stars)


def test_moderators_rule_on_a_flag_by_number() -> None:
    assert parse("disagree F12", MODERATOR_WORDS) == Command(Word.DISAGREE, number=12)
    assert parse("agree", MODERATOR_WORDS) == Command(Word.AGREE)


def test_a_sentence_that_begins_like_a_command_is_none() -> None:
    assert parse("agree with Sam, let us wait", MODERATOR_WORDS) is None
    assert parse("why would anybody write this", MODERATOR_WORDS) is None


@pytest.mark.parametrize(
    ("link", "fullname"),
    [
        ("https://www.reddit.com/r/x/comments/AB12/some_title/", "t3_ab12"),
        ("http://127.0.0.1:8000/r/x/comments/ab12/t/cd34/", "t3_ab12"),
        ("/r/x/comments/ab12", "t3_ab12"),
        ("t3_ab12", "t3_ab12"),
        ("t1_ab12", None),
        ("javascript:alert(1)", None),
        ("https://example.org/", None),
        ("", None),
    ],
)
def test_a_link_names_its_post(link: str, fullname: str | None) -> None:
    assert post_of(link) == fullname
