"""The stand-in model, built once for a machine and kept in its temporary folder until the recipe changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from models.tiny import build_tiny

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_OFFLINE", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whichever test comes first waits for the stand-in, which takes half a minute on one busy core."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="session")
def tiny() -> Path:
    """A folder with a small language model and its tokenizer. Read only: copy what you want to change."""
    return build_tiny(Path(tempfile.gettempdir()) / f"sidelight-tests-{os.getuid()}" / "tiny")
