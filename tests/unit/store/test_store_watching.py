"""Posts, replies, verdicts, flags and readings."""

from __future__ import annotations

import pytest
from store_rows import HOUR, a_flag, a_permission, a_post, a_reading, a_reply, a_suggestion, a_verdict, an_effect

from store import Database, flags, outbox, permissions, readings, replies, suggestions, verdicts
from store.rows import Permission

AGES = (1.0, 6.0, 24.0, 72.0, 168.0)


def test_a_reply_is_stored_once_and_stays_as_it_was(db: Database) -> None:
    assert replies.add_reply(db, a_reply(by_seeker=True))
    assert not replies.add_reply(db, a_reply(permalink="/elsewhere"))
    assert replies.reply(db, "t1_reply") == a_reply(by_seeker=True)
    assert replies.reply(db, "t1_other") is None


def test_a_post_is_stored_once_and_stays_as_it_was(db: Database) -> None:
    assert replies.add_post(db, a_post())
    assert not replies.add_post(db, a_post(permalink="/elsewhere"))
    assert replies.post(db, "t3_post") == a_post()


@pytest.mark.parametrize("body", ["half an emoji \ud83d", "a zero \0 within", "naïve 🌱", "'); drop table replies; --"])
def test_any_text_is_kept(db: Database, body: str) -> None:
    replies.add_reply(db, a_reply())
    replies.keep_text(db, "t1_reply", "Helper", body)
    kept = replies.reply(db, "t1_reply")
    assert kept is not None
    assert kept.body == body.replace("\ud83d", "\ufffd")


def test_unhandled_replies_come_back_until_they_are_handled(db: Database) -> None:
    for number, name in enumerate(("t1_b", "t1_a", "t1_gone")):
        replies.add_reply(db, a_reply(name, seen_utc=float(number)))
    replies.purge(db, "t1_gone", 9.0)
    assert [row.fullname for row in replies.unhandled(db)] == ["t1_b", "t1_a"]
    replies.mark_handled(db, "t1_b", 5.0)
    assert [row.fullname for row in replies.unhandled(db)] == ["t1_a"]


def test_a_flag_keeps_words_without_a_name_and_never_takes_a_name_away(db: Database) -> None:
    replies.add_reply(db, a_reply())
    replies.keep_text(db, "t1_reply", None, "words")
    assert replies.reply(db, "t1_reply") == a_reply(body="words")
    replies.keep_text(db, "t1_reply", "Helper", "words")
    replies.keep_text(db, "t1_reply", None, "words")
    assert replies.reply(db, "t1_reply") == a_reply(body="words", author="Helper")


def test_what_is_gone_takes_no_words_any_more(db: Database) -> None:
    replies.add_reply(db, a_reply())
    replies.add_post(db, a_post())
    replies.purge(db, "t1_reply", 7.0)
    replies.purge(db, "t3_post", 7.0)
    replies.keep_text(db, "t1_reply", "Helper", "words")
    replies.keep_post_text(db, "t3_post", "Seeker", "title", "words")
    assert replies.reply(db, "t1_reply") == a_reply(gone_utc=7.0)
    assert replies.post(db, "t3_post") == a_post(gone_utc=7.0)


def test_unanswered_posts_are_those_that_only_the_seeker_spoke_under(db: Database) -> None:
    for number, name in enumerate(("t3_quiet", "t3_answered", "t3_seeker", "t3_gone", "t3_late")):
        replies.add_post(db, a_post(name, created_utc=number * HOUR))
    replies.add_reply(db, a_reply("t1_1", post="t3_answered"))
    replies.add_reply(db, a_reply("t1_2", post="t3_seeker", by_seeker=True))
    replies.purge(db, "t3_gone", 9.0)
    found = replies.unanswered_posts(db, "CALM", older_than=3.5 * HOUR, newer_than=0.0)
    assert [row.fullname for row in found] == ["t3_quiet", "t3_seeker"]


def test_the_sweep_sees_all_that_holds_words_page_by_page(db: Database) -> None:
    for number in range(5):
        replies.add_reply(db, a_reply(f"t1_{number}", body="words"))
    replies.add_reply(db, a_reply("t1_silent"))
    replies.add_reply(db, a_reply("t1_suggested"))
    suggestions.add(db, a_suggestion("t1_suggested", post="t3_spoken_to"))
    suggestions.add(db, a_suggestion("t4_message", post="t3_spoken_to"))
    replies.add_post(db, a_post("t3_kept", author="Seeker", title="", body=""))
    replies.add_post(db, a_post("t3_silent"))
    found, after = [], ""
    while page := replies.live_fullnames(db, 3, after):
        assert len(page) <= 3
        found += page
        after = page[-1]
    assert found == ["t1_0", "t1_1", "t1_2", "t1_3", "t1_4", "t1_suggested", "t3_kept", "t3_spoken_to"]
    for fullname in found:
        replies.purge(db, fullname, 9.0)
    assert replies.live_fullnames(db, 100) == []


def test_the_latest_verdict_counts_and_comes_back_whole(db: Database) -> None:
    verdicts.put(db, a_verdict(probabilities={"abuse": 0.2}))
    verdicts.put(db, a_verdict(unreadable="too short"))
    assert verdicts.of_reply(db, "t1_reply") == a_verdict(unreadable="too short")
    assert verdicts.of_reply(db, "t1_other") is None


def test_a_reply_has_one_flag_whose_number_moderators_know(db: Database) -> None:
    number = flags.add(db, a_flag())
    other = flags.add(db, a_flag("t1_other", hazard="method_info"))
    assert flags.add(db, a_flag(probability=0.1)) == number
    known = flags.by_id(db, number)
    assert known is not None
    assert (known.id, known.probability) == (number, 0.9)
    assert flags.of_reply(db, "t1_other") == flags.by_id(db, other)
    assert [flag.id for flag in flags.of_incident(db, "t3_post")] == [number, other]
    assert flags.by_id(db, 99) is None


def test_a_flag_number_is_never_given_twice(db: Database) -> None:
    first = flags.add(db, a_flag())
    db.execute("delete from flags")
    assert flags.add(db, a_flag()) > first


def test_rulings_can_be_changed_and_removal_speaks_only_where_nobody_did(db: Database) -> None:
    said, silent = flags.add(db, a_flag("t1_said")), flags.add(db, a_flag("t1_silent"))
    flags.rule(db, said, "agree", 3.0)
    flags.rule(db, said, "disagree", 4.0)
    for reply in ("t1_said", "t1_silent"):
        flags.rule_by_removal(db, reply, 5.0)
    found = [(flag.id, flag.ruling, flag.ruled_utc) for flag in flags.of_incident(db, "t3_post")]
    assert found == [(said, "disagree", 4.0), (silent, "agree", 5.0)]
    assert flags.counts(db, "Calm") == {"all": 2, "agree": 1, "disagree": 1}


def test_the_hourly_cap_counts_what_was_told_and_not_what_waits_for_the_digest(db: Database) -> None:
    for number, route in enumerate(("modmail", "report", "digest", "modmail")):
        flags.add(db, a_flag(f"t1_{number}", route=route, created_utc=number * 100.0))
    assert flags.told_since(db, "CALM", 50.0) == 2
    assert flags.told_since(db, "other", 0.0) == 0


def test_the_digest_gets_each_open_flag_once(db: Database) -> None:
    numbers = {name: flags.add(db, a_flag(name, route="digest")) for name in ("t1_a", "t1_ruled", "t1_gone", "t1_told")}
    flags.add(db, a_flag("t1_modmail"))
    replies.add_reply(db, a_reply("t1_gone"))
    replies.purge(db, "t1_gone", 3.0)
    flags.rule(db, numbers["t1_ruled"], "agree", 3.0)
    flags.mark_told(db, numbers["t1_told"], 3.0)
    flags.mark_told(db, numbers["t1_told"], 8.0)
    assert [flag.reply for flag in flags.for_digest(db, "calm", since=0.0)] == ["t1_a"]
    assert flags.for_digest(db, "calm", since=2.0) == []
    told = flags.by_id(db, numbers["t1_told"])
    assert told is not None
    assert told.told_utc == 3.0, "when they could first read of it"


def test_a_flag_that_reddit_refused_comes_in_the_digest(db: Database) -> None:
    refused, sent = (flags.add(db, a_flag(name)) for name in ("t1_refused", "t1_sent"))
    for number in (refused, sent):
        outbox.put(db, an_effect(f"flag:{number}", kind="modmail"))
        outbox.claim_next(db, 5.0)
    outbox.mark_refused(db, f"flag:{refused}", 6.0, "SUBREDDIT_NOEXIST")
    outbox.mark_sent(db, f"flag:{sent}", 6.0, "conv")
    assert [flag.id for flag in flags.for_digest(db, "calm", since=0.0)] == [refused]


def test_an_incident_has_one_conversation_found_from_either_end(db: Database) -> None:
    assert flags.incident_conversation(db, "t3_post") is None
    flags.set_incident_conversation(db, "t3_post", "abc")
    flags.set_incident_conversation(db, "t3_post", "later")
    assert flags.incident_conversation(db, "t3_post") == "abc"
    assert flags.incident_of(db, "abc") == "t3_post"
    assert flags.incident_of(db, "other") is None


def follow(db: Database, *names: str, created_utc: float = 0.0) -> None:
    for name in names:
        replies.add_reply(db, a_reply(name, created_utc=created_utc))
        flags.add(db, a_flag(name))


def test_only_replies_worth_following_are_read(db: Database) -> None:
    permissions.grant(db, a_permission("learner", Permission.TRAINING))
    permissions.grant(db, a_permission("reader"))
    replies.add_reply(db, a_reply("t1_learner", author="Learner", body="words"))
    replies.add_reply(db, a_reply("t1_reader", author="reader", body="words"))
    replies.add_reply(db, a_reply("t1_stranger"))
    replies.add_reply(db, a_reply("t1_suggested"))
    suggestions.add(db, a_suggestion("t1_suggested"))
    follow(db, "t1_flagged", "t1_gone")
    replies.purge(db, "t1_gone", 9.0)
    found = readings.due(db, 2 * HOUR, AGES)
    assert sorted(found) == [("t1_flagged", 1.0), ("t1_learner", 1.0), ("t1_suggested", 1.0)]
    permissions.revoke(db, "LEARNER", Permission.TRAINING, 5.0)
    assert ("t1_learner", 1.0) not in readings.due(db, 2 * HOUR, AGES)


def test_each_age_is_due_once_and_not_early(db: Database) -> None:
    follow(db, "t1_reply")
    taken = []
    for quarter in range(4 * 200):
        for fullname, age_h in readings.due(db, quarter * HOUR / 4, AGES):
            readings.add(db, a_reading(fullname, age_h))
            taken.append((age_h, quarter / 4))
    assert taken == [(age, age) for age in AGES]


def test_an_age_that_went_by_is_not_made_up(db: Database) -> None:
    follow(db, "t1_reply")
    assert readings.due(db, 30 * HOUR, AGES) == [("t1_reply", 24.0)]
    readings.add(db, a_reading(age_h=24.0))
    assert readings.due(db, 30 * HOUR, AGES) == []
    assert readings.due(db, 300 * HOUR, AGES) == [("t1_reply", 168.0)]
    assert readings.due(db, 400 * HOUR, AGES) == []
    assert readings.due(db, 30 * HOUR, ()) == []


def test_the_oldest_replies_are_read_first_within_the_limit(db: Database) -> None:
    follow(db, "t1_young", created_utc=10 * HOUR)
    follow(db, "t1_old")
    follow(db, "t1_middle", created_utc=5 * HOUR)
    assert readings.due(db, 12 * HOUR, AGES, limit=2) == [("t1_old", 6.0), ("t1_middle", 6.0)]


def test_readings_are_kept_as_they_were_first_taken(db: Database) -> None:
    readings.add(db, a_reading(age_h=6.0, score=None, edited=True))
    readings.add(db, a_reading(age_h=6.0, score=50))
    readings.add(db, a_reading(age_h=1.0))
    readings.add(db, a_reading("t1_other", 6.0))
    assert readings.of_reply(db, "t1_reply") == [a_reading(), a_reading(age_h=6.0, score=None, edited=True)]
    assert [row.reply for row in readings.at_age(db, 6.0)] == ["t1_other", "t1_reply"]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        (["other", "thanks"], "thanks"),
        (["thanks", "other"], "thanks"),
        (["pushback", "thanks"], "pushback"),
        (["thanks", "pushback"], "pushback"),
        ([], None),
    ],
)
def test_a_reading_knows_the_seekers_strongest_answer(db: Database, answers: list[str], kept: str | None) -> None:
    replies.add_reply(db, a_reply())
    for answer in answers:
        readings.note_answer(db, "t1_reply", answer)
    readings.add(db, a_reading())
    assert readings.of_reply(db, "t1_reply")[0].seeker_answer == kept
