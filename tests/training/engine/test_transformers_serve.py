"""The served engine against a real server process, `transformers serve`: the same words as in this process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from transformers.utils.import_utils import is_serve_available

from models.local import LocalModel, local_improver
from models.prompted import CANARIES
from models.protocols import EngineUnavailable
from models.served import ServedModel, served_generator, served_improver
from models.settings import LocalSettings, ServedSettings

pytestmark = pytest.mark.skipif(not is_serve_available(), reason="needs `pip install transformers[serving]`")


@pytest.fixture(scope="module")
def url(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server listens, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", "from transformers.cli.transformers import main; main()", "serve", str(tiny)),
                *("--host", "127.0.0.1", "--port", str(port), "--device", "cpu"),
            ],
            env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/health", process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_until_up(health: str, process: subprocess.Popen[bytes], log: Path) -> None:
    patience = time.monotonic() + 90
    while time.monotonic() < patience:
        if process.poll() is not None:
            pytest.fail(f"the server ended at once:\n{log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server does not come up:\n{log.read_text()[-2000:]}")


def settings(url: str, model: Path | str, **changes: object) -> ServedSettings:
    fields = {"url": url, "model": str(model), "temperature": 0, "max_new_tokens": 100, "context_tokens": 1024}
    return ServedSettings.model_validate(fields | changes)


async def test_a_real_server_writes_what_the_local_engine_writes(url: str, tiny: Path) -> None:
    served = ServedModel(settings(url, tiny))
    await served.start()
    local = LocalModel(LocalSettings(temperature=0, max_new_tokens=100), tiny)
    await local.start()
    for canary in CANARIES:
        there = await served_improver(served).improve(canary.post, canary.draft)
        here = await local_improver(local).improve(canary.post, canary.draft)
        assert there is not None
        assert here is not None
        assert (there.text, there.edits) == (here.text, here.edits)
        assert there.engine == "served"
    assert await served_generator(served).draft(CANARIES[0].post) is not None
    await local.stop()
    await served.stop()


async def test_a_real_servers_limits_are_told(url: str, tiny: Path) -> None:
    canary = CANARIES[0]
    cut = ServedModel(settings(url, tiny, max_new_tokens=8, context_tokens=4096))
    await cut.start()
    with pytest.raises(EngineUnavailable, match="did not end within max_new_tokens"):
        await served_generator(cut).draft(canary.post)
    await cut.stop()
    other = ServedModel(settings(url, "another/model"))
    await other.start()
    with pytest.raises(EngineUnavailable, match="it answered 400, asked for another/model"):
        await served_generator(other).draft(canary.post)
    assert not (await other.health()).ok
    await other.stop()
