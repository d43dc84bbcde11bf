"""The stand-in as a GGUF file, and adapters for it. All of this needs the optional extra."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.llama import LlamaModel
from models.registry import Registry
from models.settings import LlamaSettings
from tests.training.engine.conftest import card_for, random_adapter

WHY = "the llama_cpp extra is optional, since its library is compiled on installation"


@pytest.fixture(scope="session")
def file(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-in in float32."""
    pytest.importorskip("llama_cpp", reason=WHY)
    from models.llama.base import convert_base

    return convert_base(tiny, tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="session")
def adapters(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Registered adapters with random weights, of two ranks and two ways to scale them."""
    registry = Registry(tmp_path_factory.mktemp("adapters"))
    made = []
    for seed in range(3):
        changes = {"rank": 4 + 4 * (seed % 2), "use_rslora": seed == 2}
        lora = random_adapter(tiny, tmp_path_factory.mktemp("lora"), seed=seed, **changes)
        made.append(registry.path(registry.add(lora, card_for(tiny, "im")).id))
    return made


@pytest.fixture
async def model(file: Path) -> AsyncIterator[LlamaModel]:
    """Greedy, with room for the improvement prompt."""
    started = LlamaModel(LlamaSettings(base=file, context_tokens=512, max_new_tokens=100, temperature=0))
    await started.start()
    yield started
    await started.stop()
