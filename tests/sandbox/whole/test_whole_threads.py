"""Threads from a file through the whole bot, as `python -m bench.threads` does it with real ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HELPERS = ("Ada", "Ben of the hills", "Cleo")
TROUBLES = (
    "I cannot sleep since we moved.", "My sister stopped calling me.", "Work feels pointless lately.",
    "I failed the exam again.", "I feel alone in a full room.", "My dog died and nobody understands.",
)  # fmt: skip
REPLIES = (
    "You should just keep busy. You must not think about it so much, that only makes it worse for everybody.",
    "Calm down. Everybody goes through this, and it is not a big deal if you look at it from far away.",
    "I promise that it will all be fine. Go for a walk, call somebody, and write down what you are thankful for.",
)


def threads_file(folder: Path) -> Path:
    path = folder / "threads.jsonl"
    lines = [
        {
            "id": f"thread-{number}",
            "topic": "small troubles",
            "title": trouble,
            "body": f"{trouble} I do not know what to do about it any more.",
            "replies": [
                {"author": name, "body": f"{text} ({number})", "upvotes": 2, "views": 30}
                for name, text in zip(HELPERS, REPLIES, strict=True)
            ],
        }
        for number, trouble in enumerate(TROUBLES)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.timeout(90)
def test_replayed_replies_are_all_judged_once_and_some_get_a_suggestion(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.threads", "--threads", str(threads_file(tmp_path)), "--json"]
    command += ["--speed", "3600", "--days", "0.4", "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=80, check=False)
    found = json.loads(done.stdout)
    assert (done.returncode, found["wrongs"], found["stumbled over"]) == (0, {}, 0), done.stderr
    assert found["judged"] == found["replies"] > 5
    assert found["suggestions made"] > 0


def test_without_a_file_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.threads", "--threads", str(tmp_path / "none.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=15, check=False)
    assert done.returncode == 2
    assert "nothing to replay" in done.stderr
