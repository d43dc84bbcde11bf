"""What people delete is gone: from every table, and from the bytes on the disk."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from store_rows import (
    a_flag,
    a_pair,
    a_permission,
    a_post,
    a_reading,
    a_reply,
    a_sample,
    a_suggestion,
    a_verdict,
    an_effect,
)

from store import (
    Database,
    Store,
    flags,
    inbox,
    open_database,
    outbox,
    pairs,
    people,
    permissions,
    ratings,
    readings,
    replies,
    scrub,
    suggestions,
    transaction,
    verdicts,
)
from store.rows import Permission

SECRET = "heliotrope"
NAME = "Wren_of_the_Marsh"


def fill(db: Database, *, around: int = 60) -> None:
    """One reply and one post with a secret, by one person, among many others, with all that can hang on them."""
    with transaction(db):
        for number in range(around):
            other = f"t1_other{number}"
            replies.add_post(db, a_post(f"t3_other{number}", author="Other", title="a title", body="a post " * 60))
            replies.add_reply(db, a_reply(other, post="t3_other0", author="Other", body="a reply " * (number * 9)))
            suggestions.add(db, a_suggestion(other, author="Other", post="t3_other0"))
            if number == around // 2:
                _fill_one(db)
        for permission in Permission:
            permissions.grant(db, a_permission("Other", permission))
        pairs.add(db, [a_pair("p-other", post="t3_other0", author="Other", texts=("t1_other1",))])


def _fill_one(db: Database) -> None:
    secret = f"{SECRET} " * 300
    for permission in Permission:
        permissions.show(db, NAME, permission, 1, 1.0)
        permissions.grant(db, a_permission(NAME, permission))
    replies.add_post(db, a_post(author=NAME, title=SECRET, body=secret))
    replies.add_reply(db, a_reply(author=NAME, body=secret))
    verdicts.put(db, a_verdict(spans=({"start": 0, "end": 4, "evidence": SECRET},)))
    readings.add(db, a_reading())
    flag = flags.add(db, a_flag())
    number = suggestions.add(
        db,
        a_suggestion(author=NAME, draft=secret, text=secret, final=secret, edits=({"kind": "cut", "after": secret},)),
    )
    pairs.add(db, [a_pair(author=NAME, chosen=secret, draft=secret, post_body=secret)])
    ratings.add_samples(db, [a_sample(text=secret, draft=secret), a_sample(system="base", reply="", text=secret)])
    outbox.put(db, an_effect(f"suggestion:{number}", payload={"body": secret}, recipient=NAME))
    outbox.put(db, an_effect(f"flag:{flag}", kind="note", payload={"body": secret}))
    outbox.put(db, an_effect("done", payload={"body": secret}, recipient=NAME, created_utc=0.0))
    outbox.claim_next(db, 1.0)
    outbox.mark_sent(db, "done", 2.0, "t4_x")
    inbox.set_meta(db, f"nudged:{NAME.lower()}", "1.0")


def on_disk(path: Path, *words: str) -> set[str]:
    """Which of the words stand anywhere in the store's files."""
    held = b"".join(file.read_bytes() for file in path.parent.iterdir()).lower()
    return {word for word in words if word.lower().encode() in held}


def in_tables(db: Database, *words: str) -> set[str]:
    """The tables that hold one of the words."""
    found = set()
    for (name,) in db.execute("select name from sqlite_master where type = 'table'").fetchall():
        held = str(db.execute(f"select * from {name}").fetchall()).lower()
        if any(word.lower() in held for word in words):
            found.add(name)
    return found


def test_the_scan_can_see_what_it_looks_for(path: Path) -> None:
    with open_database(path) as db:
        fill(db)
        assert in_tables(db, NAME) >= {"replies", "posts", "suggestions", "permissions", "meta", "outbox", "pairs"}
    assert on_disk(path, SECRET, NAME) == {SECRET, NAME}


def test_a_deleted_reply_and_post_leave_no_words(path: Path) -> None:
    with open_database(path) as db:
        fill(db)
        scrub(db)
        with transaction(db):
            replies.purge(db, "t1_reply", 50.0)
            replies.purge(db, "t3_post", 50.0)
        assert scrub(db)
        assert in_tables(db, SECRET) == set()
        assert on_disk(path, SECRET) == set()
        assert replies.reply(db, "t1_reply") == a_reply(gone_utc=50.0)
        assert replies.post(db, "t3_post") == a_post(gone_utc=50.0)
        assert [row.key for row in pairs.of_task(db, "im")] == ["p-other"]
        assert outbox.counts(db)["dropped"] == {"message": 1, "note": 1}
        verdict = verdicts.of_reply(db, "t1_reply")
        assert verdict is not None
        assert verdict.spans == ()


@pytest.mark.parametrize("seed", [9, 23])
def test_copies_left_by_moving_rows_are_gone_too(path: Path, seed: int) -> None:
    """With these seeds overwriting alone left names behind (SQLite 3.40), which is why `scrub` rewrites the file."""
    rng = random.Random(seed)
    with open_database(path) as db:
        names = [f"Person{number}z" for number in range(rng.randint(20, 250))]
        for number, name in enumerate(names):
            permissions.grant(db, a_permission(name))
            outbox.put(
                db, an_effect(f"k{number}", payload={"body": name * 9}, recipient=name, created_utc=rng.random())
            )
            if rng.random() < 0.5:
                draft, text = name * rng.randint(1, 50), name * rng.randint(1, 60)
                suggestions.add(db, a_suggestion(f"t1_{number}", author=name, draft=draft, text=text))
        going = rng.sample(names, max(1, len(names) // rng.choice([2, 5])))
        while row := outbox.claim_next(db, 2.0):
            outbox.mark_sent(db, row.key, 3.0, "x")
        for name in going:
            people.forget(db, name, 9.0)
        assert scrub(db)
        assert on_disk(path, *going) == set()


def test_a_second_purge_changes_nothing(db: Database) -> None:
    fill(db)
    replies.purge(db, "t1_reply", 50.0)
    before = list(db.conn.iterdump())
    replies.purge(db, "t1_reply", 99.0)
    assert list(db.conn.iterdump()) == before


def test_a_deleted_post_takes_along_what_spoke_to_it(db: Database) -> None:
    fill(db)
    replies.purge(db, "t3_post", 50.0)
    row = suggestions.of_reply(db, "t1_reply")
    assert row is not None
    assert (row.text, row.final, row.edits) == ("", "", ())
    assert row.draft.startswith(SECRET), "the helper's own words are the helper's"
    assert pairs.counts(db) == {"im": {"votes": 1}}
    reply = replies.reply(db, "t1_reply")
    assert reply is not None
    assert reply.body is not None


@pytest.mark.parametrize("way", ["purge", "withdraw", "forget"])
def test_how_a_seeker_answered_in_a_post_goes_with_the_post(db: Database, way: str) -> None:
    replies.add_post(db, a_post())
    readings.note_edit(db, "t3_post", "thanks", 60.0, within_s=100.0)
    assert db.execute("select seeker_answer from posts").fetchone() == (None,), "we hold no words of it"
    replies.keep_post_text(db, "t3_post", NAME, "a title", "a post")
    readings.note_edit(db, "t3_post", "thanks", 160.0, within_s=100.0)
    assert db.execute("select seeker_answer from posts").fetchone() == (None,), "nobody follows it any more"
    readings.note_edit(db, "t3_post", "thanks", 60.0, within_s=100.0)
    assert db.execute("select seeker_answer from posts").fetchone() == ("thanks",)
    if way == "purge":
        replies.purge(db, "t3_post", 9.0)
    elif way == "withdraw":
        people.withdraw_training(db, NAME, 9.0)
    else:
        people.forget(db, NAME, 9.0)
    assert db.execute("select seeker_answer from posts").fetchone() == (None,)


def test_a_forgotten_person_leaves_neither_name_nor_words(path: Path) -> None:
    with open_database(path) as db:
        fill(db)
        flag = flags.of_reply(db, "t1_reply")
        assert flag is not None
        scrub(db)
        with transaction(db):
            counts = people.forget(db, NAME.upper(), 50.0)
        outbox.claim_next(db, 51.0)
        outbox.mark_sent(db, f"flag:{flag.id}", 51.0, "conv")
        assert scrub(db)
        assert in_tables(db, NAME, SECRET) == set()
        assert on_disk(path, NAME, SECRET) == set()
        assert counts == {
            "pairs": 1, "messages": 1, "spans": 1, "answers": 1, "suggestions": 1, "replies": 1, "posts": 1,
            "permissions": 2, "wordings shown": 2, "notes": 1,
        }  # fmt: skip
        assert people.export(db, NAME) == {}


def test_forgetting_one_leaves_the_others(db: Database) -> None:
    fill(db)
    before = people.export(db, "Other")
    people.forget(db, NAME, 50.0)
    assert people.export(db, "Other") == before
    assert len(before["replies"]) == 60


def test_forgetting_keeps_moderators_warned_and_the_reply_known(db: Database) -> None:
    fill(db)
    people.forget(db, NAME, 50.0)
    assert outbox.counts(db)["queued"] == {"note": 1}
    assert flags.of_reply(db, "t1_reply") is not None
    reply = replies.reply(db, "t1_reply")
    assert reply == a_reply()


def test_what_a_dry_run_showed_is_forgotten_too(db: Database) -> None:
    fill(db)
    while row := outbox.claim_next(db, 5.0):
        outbox.mark_shown(db, row.key, 6.0)
    people.forget(db, NAME, 50.0)
    assert in_tables(db, NAME, SECRET) == set()


def test_a_message_under_way_empties_itself(db: Database) -> None:
    fill(db)
    row = outbox.claim_next(db, 5.0)
    assert row is not None
    people.forget(db, NAME, 50.0)
    assert outbox.unfinished(db) == [row], "whoever finds out what became of it needs to know what it was"
    outbox.mark_sent(db, row.key, 51.0, "t4_y")
    while other := outbox.claim_next(db, 52.0):
        outbox.mark_sent(db, other.key, 53.0, "conv")
    assert in_tables(db, NAME, SECRET) == set()


def test_an_export_holds_everything_and_is_json(db: Database) -> None:
    fill(db)
    held = people.export(db, NAME.lower())
    assert set(held) == {
        "permissions", "wordings_shown", "replies", "posts", "verdicts", "flags", "suggestions", "readings", "messages",
        "pairs", "samples",
    }  # fmt: skip
    assert held["suggestions"][0]["edits"][0]["kind"] == "cut"
    assert json.loads(json.dumps(held)) == held
    assert people.export(db, "Nobody") == {}


def test_a_pair_that_holds_somebodys_rejected_text_is_theirs_too(db: Database) -> None:
    fill(db)
    pairs.add(
        db, [a_pair("p-lost", post="t3_other0", author="Other", rejected=SECRET, texts=("t1_other1", "t1_reply"))]
    )
    assert [row["key"] for row in people.export(db, NAME)["pairs"]] == ["p-lost", "p1"]
    people.forget(db, NAME, 50.0)
    assert [row.key for row in pairs.of_task(db, "im")] == ["p-other"]


def test_withdrawing_from_training_keeps_what_suggestions_need(db: Database) -> None:
    fill(db)
    permissions.revoke(db, NAME, Permission.TRAINING, 40.0)
    assert people.withdraw_training(db, NAME, 40.0) == 1
    reply, post = replies.reply(db, "t1_reply"), replies.post(db, "t3_post")
    assert reply is not None
    assert (reply.author, post) == (NAME, a_post())
    assert {row.text for row in ratings.samples(db).values()} == {""}
    permissions.revoke(db, NAME, Permission.SUGGESTIONS, 41.0)
    people.withdraw_training(db, NAME, 41.0)
    reply = replies.reply(db, "t1_reply")
    assert reply is not None
    assert reply.author is None
    assert reply.body is not None, "the flag still needs the words"
    db.execute("update replies set author = ?", [NAME])
    db.execute("delete from flags")
    people.withdraw_training(db, NAME, 42.0)
    assert replies.reply(db, "t1_reply") == a_reply()


def test_scrubbing_gives_way_to_whoever_reads_or_writes(path: Path, db: Database) -> None:
    replies.add_reply(db, a_reply())
    with open_database(path, busy_s=0.05) as other:
        with transaction(db):
            assert not scrub(other)
        db.conn.execute("begin")
        db.execute("select * from replies").fetchall()
        replies.add_reply(other, a_reply("t1_2"))
        assert not scrub(other)
        db.conn.execute("rollback")
        assert scrub(other)


async def test_the_store_scrubs_off_the_loop(path: Path) -> None:
    async with Store(path) as store:
        await store.run(fill)
        await store.run(people.forget, NAME, 50.0)
        assert await store.scrub()
        assert NAME not in on_disk(path, NAME)
