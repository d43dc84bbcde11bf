"""The bench runs on any threads file and says what came of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bench.guideline import main

app = typer.Typer()
app.command()(main)


@pytest.fixture
def threads(tmp_path: Path) -> Path:
    path = tmp_path / "threads.jsonl"
    thread = {
        "title": "Two plates",
        "body": "My girlfriend left me and I feel so lonely.",
        "replies": [
            {"body": "You need to get over her. Others have it worse. Maybe put one plate away for a week and see."},
            {"body": "That sounds so lonely. What are the evenings like?"},
        ],
    }
    path.write_text(json.dumps(thread) + "\n", encoding="utf-8")
    return path


def test_it_counts_and_shows(threads: Path) -> None:
    result = CliRunner().invoke(app, ["--threads", str(threads), "--seed", "3", "--show", "5"])
    assert result.exit_code == 0
    assert "2 replies, 1 suggestions" in result.stdout.replace("\n", " ").replace("  ", " ")
    assert "passed the audit: 1 of 1" in result.stdout
    assert "[tough-love]" in result.stdout
    assert "Maybe put one plate away" in result.stdout


def test_it_says_when_the_threads_are_absent(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--threads", str(tmp_path / "nothing.jsonl")])
    assert result.exit_code == 2
