"""A real file for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Database, open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store lies; its folder is not there yet."""
    return tmp_path / "data" / "sidelight.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    """An open, empty store."""
    with open_database(path) as db:
        yield db
