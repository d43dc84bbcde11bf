"""Two bots on one store by mistake: the second says so in one line and goes, and a kill leaves no lock behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.stage import fast_watch, staged
from bench.waiting import wait_until


@pytest.mark.timeout(60)
def test_a_second_bot_goes_and_a_killed_one_leaves_the_place_free(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.start_sandbox("--people", "none", "--speed", "3600")
        config = stage.write_config({"watch": fast_watch(3600.0)})
        stage.start_bot(config)
        first = stage.bot
        assert first is not None
        wait_until(stage, lambda: " watching " in stage.log(), within_s=20)
        stage.start_bot(config)
        assert stage.bot is not None
        assert stage.bot.wait(15) == 1
        last = stage.log().strip().splitlines()[-1]
        assert "in use by another Sidelight; stop that one first" in last
        assert first.poll() is None
        first.kill()
        first.wait()
        stage.start_bot(config)
        wait_until(stage, lambda: stage.log().count(" watching ") == 2, within_s=20)
