"""The one file and how it is reached: opened with care, written by one thread, every change in a transaction.

The only module that imports sqlite_utils.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

import sqlite_utils
from sqlite_utils.migrations import Migrations

from store.errors import StoreTooNew, store_errors
from store.migrations import STEPS, Step

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_WAL_TRIES, _WAL_REST_S = 100, 0.05
_BUSY_S = 30.0
"""How long we wait for another process's transaction; training writes its pairs in one."""


class Database(sqlite_utils.Database):
    """An open store. As a context manager it closes at the end of the block and translates what SQLite raised in it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(connection, execute_plugins=False)
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(exc_val, sqlite3.Error):
            with store_errors(self.path):
                raise exc_val


def open_database(path: Path | str, *, steps: Sequence[Step] = STEPS, busy_s: float = _BUSY_S) -> Database:
    """The store at `path`, made where there is none, with every migration applied.

    Folder and file are made readable for their owner alone. The connection belongs to the thread that opened it.
    Raises a `StoreError` that says what to do.
    """
    path = Path(path)
    with store_errors(path), ExitStack() as on_failure:
        _make(path)
        connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
        on_failure.callback(connection.close)
        db = Database(path, connection)
        _set_up(db)
        _migrate(db, steps)
        on_failure.pop_all()
        return db


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """All or nothing: what the block wrote is kept at its end, or rolled back if it raised.

    Takes the writer's place at once, so that a read that decides a write cannot grow stale in between. Inside another
    transaction it is a savepoint of that one.
    """
    with store_errors(db.path):
        if db.conn.in_transaction:
            with db.atomic():
                yield db
            return
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.conn.execute("COMMIT")
        finally:
            db.rollback()  # does nothing after the commit


def scrub(db: Database) -> bool:
    """Bring deletions to the disk itself, so that deleted words are nowhere in the store's files.

    Rewrites the file, which takes about a second for 100 MB and as much free space as the file has. Call it after
    purging and forgetting, outside a transaction. False where another process held the file: call it again later.
    """
    with store_errors(db.path):
        try:
            # secure_delete overwrites what is deleted, but not the copies that moving rows between pages leaves behind
            # (about one run in two hundred, measured). Only rewriting is certain.
            db.execute("VACUUM")
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
    return not busy


class Store:
    """The store for an event loop: one thread with one connection does all the work, in the order it was asked.

    Use it as `async with Store(path) as store`.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._db: Database | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    async def open(self) -> None:
        """Open the file. Raises a `StoreError` that says what to do."""
        self._db = await self._on_thread(lambda: open_database(self._path))

    async def close(self) -> None:
        """Finish what was asked, close the file and end the thread. Closing twice is fine."""
        db, self._db = self._db, None
        if db is not None:
            await self._on_thread(db.close)
        await asyncio.to_thread(self._thread.shutdown)

    async def run(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work(db, …)` in one transaction on the writer's thread, and give what it gives.

        An exception rolls everything back and comes through. Whoever is cancelled while it waits may not know whether
        the work was done: what had begun is finished.
        """
        db = self._opened()

        def in_transaction() -> T:
            with transaction(db):
                return work(db, *args, **kwargs)

        return await self._on_thread(in_transaction)

    async def scrub(self) -> bool:
        """Bring deletions to the disk itself: see `scrub`."""
        db = self._opened()
        return await self._on_thread(lambda: scrub(db))

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as on_failure:
            on_failure.push_async_callback(self.close)
            await self.open()
            on_failure.pop_all()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    def _opened(self) -> Database:
        if self._db is None:
            raise RuntimeError("the store is not open")
        return self._db

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _make(path: Path) -> None:
    """The folder and an empty file, for their owner alone; what is there already keeps its rights."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _set_up(db: Database) -> None:
    _use_wal(db)
    db.execute("PRAGMA synchronous=NORMAL")  # with WAL a power cut can cost the last commits, never the file
    db.execute("PRAGMA foreign_keys=ON")
    db.execute("PRAGMA secure_delete=ON")  # deleted words are overwritten, not only unlinked


def _use_wal(db: Database) -> None:
    """Switch to the write-ahead log. SQLite does not wait for another process that switches too, so we do."""
    for _ in range(_WAL_TRIES):
        try:
            db.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(_WAL_REST_S)
        else:
            return
    db.execute("PRAGMA journal_mode=WAL")


def _migrate(db: Database, steps: Sequence[Step]) -> None:
    """Apply what is missing: each step in a savepoint with its "applied" row, all of them or none."""
    migrations = Migrations("sidelight")
    for step in steps:
        migrations(name=step.__name__)(step)
    known = {step.__name__ for step in steps}
    if any(done.name not in known for done in migrations.applied(db)):
        raise StoreTooNew(db.path)
    if not migrations.pending(db):
        return
    with transaction(db):  # before it looks again: two processes may start at the same moment
        names = [migration.name for migration in migrations.pending(db)]
        migrations.apply(db)
    log.info("store_migrated path=%s steps=%s", db.path, ",".join(names))
