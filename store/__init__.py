"""The one SQLite file that bot, training and console share.

`database` opens it, `rows` types it, and each noun has a file of plain functions that take the database first:
`await store.run(replies.add_reply, row)` on an event loop, or in a script
`with open_database(path) as db, transaction(db): replies.add_reply(db, row)`.
"""

from store.database import Database, Store, open_database, scrub, transaction
from store.errors import (
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTaken,
    StoreTooNew,
    StoreUnreachable,
)

__all__ = [
    "Database",
    "Store",
    "StoreBusy",
    "StoreCorrupt",
    "StoreError",
    "StoreFull",
    "StoreReadOnly",
    "StoreTaken",
    "StoreTooNew",
    "StoreUnreachable",
    "open_database",
    "scrub",
    "transaction",
]
