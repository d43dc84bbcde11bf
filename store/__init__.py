"""The one SQLite file that bot, training and console share.

`database` opens it, `rows` types it, and each noun has a file of plain functions that take the database first.
"""

from store.database import Database, Store, open_database, transaction
from store.errors import StoreError

__all__ = ["Database", "Store", "StoreError", "open_database", "transaction"]
