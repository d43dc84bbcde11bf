"""The stand-in model, built once for a machine, and one real run that several tests look at."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("TQDM_DISABLE", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_OFFLINE", "1")

import pytest
from school import School, make_school
from taught_place import Place, make_place

from models.tiny import build_tiny
from training.report import Report
from training.run import run_task


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whichever test comes first waits for the stand-in and the run, on cores that others use too."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(240))


@pytest.fixture(scope="session")
def tiny() -> Path:
    """A folder with a small language model and its tokenizer. Read only: copy what you want to change."""
    return build_tiny(Path(tempfile.gettempdir()) / f"sidelight-tests-{os.getuid()}" / "tiny")


@pytest.fixture
def place(tmp_path: Path, tiny: Path) -> Iterator[Place]:
    """A small community, nothing learned yet."""
    made = make_place(tmp_path, tiny, posts=12)
    with made.db:
        yield made


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> School:
    """A generation adapter after each of the four stages, and what it takes to teach them again. Look, do not touch."""
    return make_school(tmp_path_factory.mktemp("school"), tiny)


@pytest.fixture(scope="session")
def taught(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> Iterator[tuple[Place, Report]]:
    """A community from which an improvement adapter was trained, and what the run said. Look, do not touch."""
    made = make_place(tmp_path_factory.mktemp("taught"), tiny, posts=28)
    with made.db:
        yield made, run_task(made.shop, "im")


@pytest.fixture
def copy(taught: tuple[Place, Report], tmp_path: Path) -> Iterator[Place]:
    """The taught community, to touch."""
    place, _ = taught
    shutil.copytree(place.settings.models.registry, tmp_path / "adapters")
    made = make_place(tmp_path, Path(place.settings.models.local.base), posts=28)
    with made.db:
        yield made
