"""What people read out of the bot's messages."""

from __future__ import annotations

from sandbox.community.letters import asks_about_training, asks_to_agree, bare, command, flags_in, offer_in


def test_a_suggestion_is_the_text_between_the_rules() -> None:
    told = "A suggestion (S7) for [your reply](/r/x/comments/a1/slug/b2/)."
    offer = offer_in(f"---\n\nFirst line.\n\nSecond.\n\n---\n\n{told}")
    assert offer is not None
    assert (offer.number, offer.text, offer.reply) == (7, "First line.\n\nSecond.", "t1_b2")


def test_a_rule_inside_the_text_belongs_to_the_text() -> None:
    offer = offer_in("---\nOne\n\n---\n\nTwo\n---\nS3, t1_zz9")
    assert offer is not None
    assert (offer.text, offer.reply) == ("One\n\n---\n\nTwo", "t1_zz9")


def test_other_messages_hold_no_suggestion() -> None:
    assert offer_in("You are in. `opt out` stops these messages.") is None
    assert offer_in("---\nno id\n---\nbye") is None
    assert offer_in("---\n\n---\nS4") is None


def test_a_link_to_the_post_alone_names_no_reply() -> None:
    offer = offer_in("---\nText\n---\nS5 for your draft on https://www.reddit.com/r/x/comments/a1/")
    assert offer is not None
    assert offer.reply is None


def test_flags_are_read_with_their_replies_each_once() -> None:
    first = "**F1**: [a reply](l) (t1_aa) so and so. Answer `agree F1`."
    second = "**F2**: [a reply](l) (t1_bb). Answer `agree F2`."
    assert flags_in(f"{first}\n\n{second}") == [(1, "t1_aa"), (2, "t1_bb")]
    assert flags_in("Thank you, F1 is closed.") == []


def test_commands_are_the_first_line() -> None:
    assert command("\n  Opt In \nplease") == "opt in"
    assert command("   ") == ""


def test_questions_are_told_apart() -> None:
    assert asks_to_agree("To start, answer `agree`.")
    assert not asks_to_agree("I disagreed")
    assert asks_about_training("Answer `train yes` or `train no`")


def test_bare_texts_compare_whatever_their_dress() -> None:
    assert bare("*It's* fine!") == bare("its FINE")


def test_modmail_without_a_flag_tells_of_none() -> None:
    assert flags_in("r/LongEvenings: at work. Flags so far: 3.") == []
    assert flags_in("") == []
