"""The folder that an operator with a Detoxify checkpoint would bring."""

from __future__ import annotations

from pathlib import Path

import pytest
from detoxify_checkpoint import make_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "detoxify")
