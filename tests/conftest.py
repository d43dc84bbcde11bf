"""What every test lives under: a loop that must not block, and no network but 127.0.0.1 (see pyproject.toml)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx


@pytest.fixture(autouse=True)
def nothing_blocks_the_loop() -> Iterator[BlockBuster]:
    """Fail any blocking call that our bot, store or models make on an event loop."""
    with blockbuster_ctx(scanned_modules=["bot", "store", "models"]) as blockbuster:
        yield blockbuster
