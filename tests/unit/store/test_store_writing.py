"""Permissions, suggestions, the outbox, the inbox, rules, pairs and runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_rows import a_pair, a_permission, a_suggestion, an_effect

from store import Database, inbox, open_database, outbox, pairs, permissions, rules, runs, suggestions
from store.rows import Permission, RulesRow, RunRow


def test_consent_is_per_permission_and_names_compare_without_case(db: Database) -> None:
    permissions.grant(db, a_permission("Helper"))
    assert permissions.allows(db, "hELPER", Permission.SUGGESTIONS)
    assert not permissions.allows(db, "helper", Permission.TRAINING)
    assert not permissions.allows(db, "helper2", Permission.SUGGESTIONS)
    assert permissions.allowed_usernames(db, Permission.SUGGESTIONS) == {"helper"}


def test_a_withdrawn_consent_stays_in_the_history(db: Database) -> None:
    permissions.grant(db, a_permission("Helper", message="t4_yes"))
    assert permissions.revoke(db, "helper", Permission.SUGGESTIONS, 5.0)
    assert not permissions.revoke(db, "helper", Permission.SUGGESTIONS, 6.0)
    assert not permissions.allows(db, "Helper", Permission.SUGGESTIONS)
    assert permissions.allowed_usernames(db, Permission.SUGGESTIONS) == set()
    assert permissions.history(db, "HELPER") == [a_permission("Helper", message="t4_yes", revoked_utc=5.0)]


def test_a_new_consent_closes_the_old_one(db: Database) -> None:
    permissions.grant(db, a_permission("Helper"))
    permissions.grant(db, a_permission("helper", version=2, granted_utc=9.0))
    assert [(row.version, row.revoked_utc) for row in permissions.history(db, "helper")] == [(1, 9.0), (2, None)]


def test_words_count_as_shown_in_their_version_only(db: Database) -> None:
    permissions.show(db, "Helper", Permission.TRAINING, 2, 1.0)
    assert permissions.was_shown(db, "helper", Permission.TRAINING, 2)
    assert not permissions.was_shown(db, "helper", Permission.TRAINING, 3)
    assert not permissions.was_shown(db, "helper", Permission.SUGGESTIONS, 2)


def test_a_reply_has_one_suggestion(db: Database) -> None:
    number = suggestions.add(db, a_suggestion())
    assert suggestions.add(db, a_suggestion(text="another")) == number
    assert suggestions.of_reply(db, "t1_reply") == a_suggestion(id=number)
    assert suggestions.by_id(db, number + 1) is None


def test_a_helper_is_told_of_suggestions_that_reached_them(db: Database) -> None:
    first = suggestions.add(db, a_suggestion("t1_a", created_utc=1.0))
    second = suggestions.add(db, a_suggestion("t1_b", created_utc=2.0))
    suggestions.add(db, a_suggestion("t1_waits", created_utc=3.0))
    suggestions.mark_sent(db, second, 10.0)
    suggestions.mark_sent(db, first, 11.0)
    suggestions.mark_sent(db, second, 12.0)
    last = suggestions.last_sent_to(db, "HELPER")
    assert last is not None
    assert last.id == first
    assert suggestions.count_to(db, "helper") == 2
    assert suggestions.last_to(db, "helper") == 3.0
    assert suggestions.last_to(db, "stranger") is None
    assert suggestions.made_since(db, "CALM", 1.5) == 2


def test_what_a_helper_did_outranks_their_silence_and_stays(db: Database) -> None:
    number = suggestions.add(db, a_suggestion())
    for decision in ("ignored", "declined", "taken"):
        suggestions.decide(db, number, decision, 5.0)
    suggestions.rate(db, number, 2)
    suggestions.rate(db, number, 4)
    row = suggestions.by_id(db, number)
    assert row is not None
    assert (row.decision, row.stars) == ("declined", 4)
    assert suggestions.decisions_since(db, "Calm", 4.0) == {"declined": 1}
    assert suggestions.decisions_since(db, "calm", 5.0) == {}


def test_the_audit_sees_the_latest_sentences_that_we_put_in(db: Database) -> None:
    for number in range(3):
        edits = (
            {"kind": "keep", "before": "kept", "after": "kept"},
            {"kind": "replace", "before": "old", "after": f"new {number}"},
            {"kind": "insert", "before": "", "after": f"more {number}"},
        )
        suggestions.add(db, a_suggestion(f"t1_{number}", edits=edits))
    assert suggestions.recent_texts(db, 2) == ["new 2\nmore 2", "new 1\nmore 1"]


def test_the_log_of_drops_holds_checks_and_no_words(db: Database) -> None:
    suggestions.log_drops(
        db, "t1_reply", [("local", "im-1", ["promise", "length"]), ("guideline", "", ["template"])], 5.0
    )
    found = db.execute("select engine, checks from audit_drops order by rowid").fetchall()
    assert found == [("local", "promise,length"), ("guideline", "template")]


def test_an_effect_is_queued_once_whatever_became_of_it(db: Database) -> None:
    assert outbox.put(db, an_effect("a"))
    assert not outbox.put(db, an_effect("a", payload={"body": "other"}))
    outbox.mark_dropped(db, "a", 2.0, "no need")
    assert not outbox.put(db, an_effect("a"))
    assert outbox.claim_next(db, 9.0) is None


def test_an_effect_is_claimed_before_and_found_after_a_crash(path: Path) -> None:
    with open_database(path) as db:
        outbox.put(db, an_effect("a", payload={"flag": 3}, recipient="Helper"))
        claimed = outbox.claim_next(db, 5.0)
        assert claimed == an_effect(
            "a", payload={"flag": 3}, recipient="Helper", state="claimed", attempts=1, claimed_utc=5.0
        )
        assert outbox.claim_next(db, 5.0) is None
    with open_database(path) as db:
        assert outbox.unfinished(db) == [claimed]
        outbox.postpone(db, "a", 60.0)
        assert outbox.unfinished(db) == []
        assert outbox.claim_next(db, 59.0) is None
        again = outbox.claim_next(db, 60.0)
    assert again is not None
    assert again.attempts == 2


def steps_to_claim(db: Database) -> int:
    """How much work SQLite has with one claim, in hundreds of its own steps."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = db.conn
    connection.set_progress_handler(count, 100)
    outbox.claim_next(db, 9.0)
    connection.set_progress_handler(None, 0)
    return steps


def test_what_was_sent_before_does_not_slow_a_claim_down(db: Database) -> None:
    for number in range(30):
        outbox.put(db, an_effect(f"waits {number}"))
    before = steps_to_claim(db)
    for number in range(1000):
        outbox.put(db, an_effect(f"sent {number}", state="sent"))
    for number in range(30):
        outbox.put(db, an_effect(f"waits too {number}"))
    assert before > 0
    assert steps_to_claim(db) < 4 * before


def test_danger_is_told_first_then_the_oldest(db: Database) -> None:
    for number, (key, kind) in enumerate({"m1": "message", "m2": "message", "late": "modmail", "r": "report"}.items()):
        outbox.put(db, an_effect(key, kind=kind, created_utc=float(number)))
    order = [row.key for _ in range(4) if (row := outbox.claim_next(db, 9.0))]
    assert order == ["late", "r", "m1", "m2"]


def test_what_is_done_holds_neither_name_nor_words(db: Database) -> None:
    for state in ("sent", "refused", "dropped", "shown"):
        outbox.put(db, an_effect(state, recipient="Helper"))
    for _ in range(4):
        outbox.claim_next(db, 5.0)
    outbox.mark_sent(db, "sent", 6.0, "t4_new")
    outbox.mark_refused(db, "refused", 6.0, "NOT_WHITELISTED_BY_USER_MESSAGE")
    outbox.mark_dropped(db, "dropped", 6.0, "opted out")
    outbox.mark_shown(db, "shown", 6.0)
    for key, result in (("sent", "t4_new"), ("refused", "NOT_WHITELISTED_BY_USER_MESSAGE"), ("dropped", "opted out")):
        row = outbox.get(db, key)
        assert row is not None
        assert (row.state, row.done_utc, row.result, dict(row.payload), row.recipient) == (key, 6.0, result, {}, "")
    assert [(row.key, row.recipient, row.payload) for row in outbox.shown(db)] == [
        ("shown", "Helper", {"body": "words"})
    ]
    assert outbox.counts(db) == {state: {"message": 1} for state in ("sent", "refused", "dropped", "shown")}


def test_done_is_done(db: Database) -> None:
    outbox.put(db, an_effect("a"))
    outbox.claim_next(db, 5.0)
    outbox.mark_sent(db, "a", 6.0, "t4_new")
    outbox.mark_dropped(db, "a", 7.0, "too late")
    outbox.postpone(db, "a", 8.0)
    row = outbox.get(db, "a")
    assert row is not None
    assert (row.state, row.done_utc, row.result) == ("sent", 6.0, "t4_new")


def test_opting_out_drops_what_waits_but_not_the_answer(db: Database) -> None:
    outbox.put(db, an_effect("under way", recipient="Helper", created_utc=0.0))
    outbox.put(db, an_effect("waits", recipient="Helper"))
    outbox.put(db, an_effect("goodbye", kind="answer", recipient="Helper"))
    outbox.put(db, an_effect("another's", recipient="Other"))
    outbox.claim_next(db, 2.0)
    assert outbox.drop_for(db, "hELPER", 3.0) == 1
    assert outbox.counts(db) == {
        "claimed": {"message": 1},
        "dropped": {"message": 1},
        "queued": {"answer": 1, "message": 1},
    }


def test_our_own_conversations_are_known(db: Database) -> None:
    outbox.put(db, an_effect("a", kind="modmail"))
    outbox.claim_next(db, 2.0)
    outbox.mark_sent(db, "a", 3.0, "conv1")
    assert outbox.is_ours(db, "conv1")
    assert not outbox.is_ours(db, "conv2")


def test_a_message_is_handled_once(db: Database) -> None:
    assert not inbox.seen(db, "t4_1")
    inbox.mark(db, "t4_1", 1.0, "opt in")
    inbox.mark(db, "t4_1", 2.0, "")
    assert inbox.seen(db, "t4_1")
    assert not inbox.seen(db, "t4_2")


def test_small_facts_are_kept(db: Database) -> None:
    assert inbox.get_meta(db, "anchor:calm") is None
    inbox.set_meta(db, "anchor:calm", "t1_1")
    inbox.set_meta(db, "anchor:calm", "t1_2")
    assert inbox.get_meta(db, "anchor:calm") == "t1_2"


def test_the_last_good_rules_outlive_a_broken_page_and_a_pause(db: Database) -> None:
    assert rules.get(db, "calm") is None
    rules.set_paused(db, "Calm", True, 1.0)
    rules.put_good(db, "calm", "r1", "version: 1", 2.0)
    rules.put_problem(db, "CALM", "r2", 3.0)
    assert rules.get(db, "calm") == RulesRow("Calm", "r1", "version: 1", 3.0, "r2", paused=True)
    rules.put_good(db, "calm", "r3", "version: 1", 4.0)
    rules.set_paused(db, "calm", False, 5.0)
    assert rules.get(db, "calm") == RulesRow("Calm", "r3", "version: 1", 4.0)


def test_pairs_are_rebuilt_per_task(db: Database) -> None:
    pairs.replace_all(db, "gm", [a_pair("g1", task="gm", draft="")])
    assert pairs.replace_all(db, "im", [a_pair("p2"), a_pair("p1", evidence="ruling"), a_pair("p1")]) == 2
    assert pairs.of_task(db, "im") == [a_pair("p1", evidence="ruling"), a_pair("p2")]
    assert pairs.replace_all(db, "im", [a_pair("p3")]) == 1
    assert pairs.counts(db) == {"gm": {"votes": 1}, "im": {"votes": 1}}
    assert pairs.add(db, [a_pair("p3"), a_pair("p4")]) == 1


@pytest.mark.parametrize(("fullname", "left"), [("t1_reply", ["p2"]), ("t3_post", []), ("t1_rep", ["p1", "p2"])])
def test_a_withdrawal_finds_the_pairs_that_hold_a_text(db: Database, fullname: str, left: list[str]) -> None:
    pairs.replace_all(db, "im", [a_pair("p1"), a_pair("p2", texts=("t1_other",))])
    assert pairs.remove_of(db, fullname) == 2 - len(left)
    assert [row.key for row in pairs.of_task(db, "im")] == left


def test_a_run_leaves_its_report(db: Database) -> None:
    runs.start(db, RunRow("r1", "im", 1.0))
    runs.start(db, RunRow("r2", "im", 2.0))
    runs.start(db, RunRow("r3", "gm", 3.0))
    runs.finish(db, "r2", at_utc=9.0, state="promoted", adapter="im-0123", report={"won": 0.6, "by": [1, 2]})
    last = runs.last(db, "im")
    assert last == RunRow("r2", "im", 2.0, 9.0, "promoted", "im-0123", {"won": 0.6, "by": [1, 2]})
    assert [row.id for row in runs.everything(db)] == ["r1", "r2", "r3"]
    assert runs.last(db, "other") is None
