"""Opening, migrating, transactions, and what the disk can do to us."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_rows import a_reply

from store import (
    Database,
    Store,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    open_database,
    replies,
    transaction,
)
from store.migrations import STEPS


def count(db: Database, table: str = "replies") -> int:
    return int(db.execute(f"select count(*) from {table}").fetchone()[0])


def tables(db: Database) -> set[str]:
    return {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}


def test_a_new_store_is_for_its_owner_alone(path: Path) -> None:
    with open_database(path) as db:
        replies.add_reply(db, a_reply())
        rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert rights == {"sidelight.db": 0o600, "sidelight.db-wal": 0o600, "sidelight.db-shm": 0o600}


def test_opening_again_finds_what_was_there(path: Path) -> None:
    for expected in (True, False):
        with open_database(path) as db:
            assert replies.add_reply(db, a_reply()) is expected


def test_the_connection_is_set_up_for_two_processes_and_for_forgetting(db: Database) -> None:
    expected = {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
    assert {name: db.execute(f"pragma {name}").fetchone()[0] for name in expected} == expected
    assert db.execute("pragma busy_timeout").fetchone()[0] >= 10_000


def test_an_older_store_gets_only_the_new_steps(path: Path) -> None:
    def and_another(db: Database) -> None:
        db.execute("create table letters (it text)")
        db.execute("alter table replies add column letters integer not null default 0")

    with open_database(path) as db:
        replies.add_reply(db, a_reply())
    with open_database(path, steps=(*STEPS, and_another)) as db:
        assert "letters" in tables(db)
        assert replies.reply(db, "t1_reply") == a_reply()


def test_a_failing_step_leaves_nothing_behind(path: Path) -> None:
    def half(db: Database) -> None:
        db.execute("create table half (it text)")
        db.execute("insert into half values ('x')")
        raise RuntimeError("the step broke")

    with open_database(path) as db:
        before = tables(db)
    with pytest.raises(RuntimeError, match="the step broke"):
        open_database(path, steps=(*STEPS, half))
    with open_database(path) as db:
        assert tables(db) == before


def test_a_newer_store_is_refused(path: Path) -> None:
    def from_the_future(db: Database) -> None:
        db.execute("create table hoverboards (it text)")

    open_database(path, steps=(*STEPS, from_the_future)).close()
    with pytest.raises(StoreTooNew, match="newer Sidelight"):
        open_database(path)


def test_two_that_open_a_new_store_at_once_both_get_it(path: Path) -> None:
    opened: list[bool] = []

    def open_it() -> None:
        with open_database(path) as db:
            opened.append("replies" in tables(db))

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [True] * 6


def add_and_break(db: Database, *fullnames: str) -> None:
    with transaction(db):
        for fullname in fullnames:
            replies.add_reply(db, a_reply(fullname, body="words " * 200))
        raise ZeroDivisionError


def test_a_transaction_is_all_or_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        add_and_break(db, "t1_1", "t1_2")
    assert count(db) == 0


def test_an_inner_transaction_can_fail_alone(db: Database) -> None:
    with transaction(db):
        replies.add_reply(db, a_reply("t1_outer"))
        with pytest.raises(ZeroDivisionError):
            add_and_break(db, "t1_inner")
    assert [row.fullname for row in replies.unhandled(db)] == ["t1_outer"]


def test_a_missing_value_is_never_ignored(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        replies.add_reply(db, a_reply(permalink=None))


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_corrupt_file_is_named_and_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt) as caught:
        open_database(path)
    assert str(path) in str(caught.value)
    assert "backup" in caught.value.fix
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def test_damage_found_while_reading_is_told_as_such(path: Path) -> None:
    with open_database(path) as db, transaction(db):
        for number in range(2000):
            replies.add_reply(db, a_reply(f"t1_{number}", body="words " * 20))
    whole = bytearray(path.read_bytes())
    whole[40_000 : len(whole) - 40_000] = b"\xa5" * (len(whole) - 80_000)
    path.write_bytes(whole)
    with pytest.raises(StoreCorrupt), open_database(path) as db:
        replies.unhandled(db)


def test_a_full_disk_loses_nothing_and_passes(db: Database) -> None:
    replies.add_reply(db, a_reply("t1_before"))
    full = db.execute("pragma page_count").fetchone()[0]
    db.execute(f"pragma max_page_count = {full}")
    with pytest.raises(StoreFull, match="disk is full") as caught:
        add_and_break(db, *(f"t1_{number}" for number in range(500)))
    assert str(db.path) in str(caught.value)
    assert [row.fullname for row in replies.unhandled(db)] == ["t1_before"]
    db.execute(f"pragma max_page_count = {full + 1000}")
    assert replies.add_reply(db, a_reply("t1_after"))


def test_a_read_only_connection_is_told_as_such(db: Database) -> None:
    db.execute("pragma query_only = on")
    with pytest.raises(StoreReadOnly, match="not written"), transaction(db):
        replies.add_reply(db, a_reply())


@contextmanager
def nobody() -> Iterator[None]:
    """As a user without rights, because root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("inner", ["sidelight.db", "data/sidelight.db"])
def test_a_read_only_folder_is_told_as_such(inner: str) -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folder is closed to other users
        Path(folder).chmod(0o555)
        with nobody(), pytest.raises(StoreReadOnly) as caught:
            open_database(Path(folder) / inner)
        Path(folder).chmod(0o700)
    assert "give this user the right" in caught.value.fix


def test_a_read_only_file_is_told_as_such() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sidelight.db"
        open_database(path).close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with nobody(), pytest.raises(StoreReadOnly):
            open_database(path)
        Path(folder).chmod(0o700)


def test_a_place_that_cannot_be_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnreachable, match=r"config\.toml"):
        open_database(tmp_path / "file" / "sidelight.db")
    with pytest.raises(StoreUnreachable):
        open_database(tmp_path)


def test_whoever_holds_the_file_for_ever_is_told(path: Path, db: Database) -> None:
    with open_database(path, busy_s=0.05) as other, transaction(db), pytest.raises(StoreBusy, match="another process"):
        add_and_break(other, "t1_reply")


_WRITER = """
import sys
from store import open_database, transaction, replies
from store.rows import ReplyRow
path, name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_database(path) as db:
    print("ready", flush=True)
    for number in range(rounds):
        with transaction(db):
            for half in "ab":
                fullname = f"t1_{name}{number}{half}"
                replies.add_reply(db, ReplyRow(fullname, "t3_p", "t3_p", "calm", "/", 0.0, 0.0, body="words " * 50))
"""


def writer(path: Path, name: str, rounds: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), name, str(rounds)],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
    )


def test_two_processes_write_at_once(path: Path) -> None:
    with writer(path, "one", 150) as one, writer(path, "two", 150) as two:
        assert one.wait(15) == 0
        assert two.wait(15) == 0
    with open_database(path) as db:
        assert count(db) == 600


def test_a_killed_writer_leaves_a_whole_file(path: Path) -> None:
    for pause_s in (0.02, 0.05, 0.11):
        with writer(path, f"at{pause_s}-", 100_000) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(pause_s)
            process.send_signal(signal.SIGKILL)
        with open_database(path) as db:
            assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
            assert count(db) > 0
            assert count(db) % 2 == 0, "both halves of a transaction, or none"


async def test_the_store_works_off_the_loop(path: Path) -> None:
    async with Store(path) as store:
        places = set(await asyncio.gather(*(store.run(lambda db: threading.get_ident()) for _ in range(20))))
        assert len(places) == 1
        assert threading.get_ident() not in places
        assert await store.run(replies.add_reply, a_reply())
        assert await store.run(replies.reply, "t1_reply") == a_reply()
        assert await store.run(replies.unanswered_posts, "calm", older_than=1.0, newer_than=0.0) == []


async def test_work_that_raises_is_rolled_back(path: Path) -> None:
    def break_off(db: Database) -> None:
        replies.add_reply(db, a_reply())
        raise ZeroDivisionError

    async with Store(path) as store:
        with pytest.raises(ZeroDivisionError):
            await store.run(break_off)
        assert await store.run(count) == 0


async def test_a_cancelled_caller_neither_blocks_nor_halves_the_work(path: Path) -> None:
    began, may_end = threading.Event(), threading.Event()

    def slow(db: Database) -> None:
        replies.add_reply(db, a_reply("t1_one"))
        began.set()
        may_end.wait(5)
        replies.add_reply(db, a_reply("t1_two"))

    async with Store(path) as store:
        caller = asyncio.create_task(store.run(slow))
        await asyncio.to_thread(began.wait, 5)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        may_end.set()
        assert await store.run(count) == 2


async def test_a_store_that_cannot_open_says_so_and_ends_its_thread(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    before = threading.active_count()
    with pytest.raises(StoreError):
        async with Store(tmp_path / "file" / "sidelight.db"):
            pytest.fail("it opened")
    assert len([thread for thread in threading.enumerate() if thread.name.startswith("store")]) == 0
    assert threading.active_count() <= before + 1  # the loop's own thread pool may have started


async def test_a_closed_store_is_closed(path: Path) -> None:
    store = Store(path)
    await store.open()
    await store.close()
    await store.close()
    assert not path.with_name("sidelight.db-wal").exists(), "the last one out brings the log home"
    with pytest.raises(RuntimeError, match="not open"):
        await store.run(count)
