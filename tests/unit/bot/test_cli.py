"""The command line as somebody would use it, without Reddit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app, main

POST = "Nobody calls\nI have been alone for weeks and I feel invisible. What would you do?"
BLUNT = "You should just go outside more. I had that too. Others have it worse, and it will get better soon, I promise."


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "post.txt").write_text(POST)
    (tmp_path / "draft.txt").write_text(BLUNT)
    return tmp_path


def said(*arguments: str, stdin: str | None = None) -> str:
    result = CliRunner().invoke(app, list(arguments), input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("command", ["run", "check", "status", "improve", "draft", "judge", "export", "forget"])
def test_every_command_teaches(command: str) -> None:
    assert len(said(command, "--help")) > 200


def test_improve_gives_a_kinder_text_with_reasons(files: Path) -> None:
    answer = json.loads(
        said("improve", "--post", str(files / "post.txt"), "--draft", str(files / "draft.txt"), "--json")
    )
    assert set(answer) == {"text", "changed", "edits", "reasons", "engine", "audit"}
    assert answer["changed"] is True
    assert "others have it worse" not in answer["text"].lower()
    assert answer["reasons"]
    assert answer["engine"] == "guideline"


def test_improve_reads_a_draft_from_stdin_and_shows_the_edits(files: Path) -> None:
    shown = said("improve", "--post", str(files / "post.txt"), stdin=BLUNT)
    assert "Others have it worse" in shown


def test_a_batch_keeps_ids_and_order(files: Path) -> None:
    rows = [{"id": str(n), "post": POST, "draft": BLUNT} for n in (3, 1, 2)]
    (files / "in.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    answers = [json.loads(line) for line in said("improve", "--batch", str(files / "in.jsonl")).splitlines()]
    assert [answer["id"] for answer in answers] == ["3", "1", "2"]
    assert all(answer["text"] for answer in answers)


def test_judge_names_the_hazard_and_its_words(files: Path) -> None:
    answer = json.loads(said("judge", "--post", str(files / "post.txt"), "--json", stdin=BLUNT))
    assert answer["probabilities"]["dismissal"] >= 0.5
    assert any("worse" in span["text"].lower() for span in answer["spans"])


@pytest.mark.parametrize(
    ("arguments", "said_of"),
    [
        (["improve"], "--post"),
        (["improve", "--post", "/does/not/exist"], "/does/not/exist"),
        (["improve", "--batch", "/does/not/exist"], "/does/not/exist"),
        (["improve", "--post", "-", "--engine", "magic"], "magic"),
        (["run", "--config", "/does/not/exist.toml"], "/does/not/exist.toml"),
        (["status", "--config", "/does/not/exist.toml"], "/does/not/exist.toml"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(
    arguments: list[str], said_of: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["sidelight", *arguments])
    monkeypatch.setattr("sys.stdin", __import__("io").StringIO("text"))
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    told = capsys.readouterr().err.strip()
    assert said_of in told
    assert "Traceback" not in told


def test_a_bad_line_in_a_batch_is_named(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "in.jsonl").write_text('{"id": 1, "post": "a", "draft": "b"}\n{"id": 2}\n')
    monkeypatch.setattr("sys.argv", ["sidelight", "improve", "--batch", str(files / "in.jsonl")])
    with pytest.raises(SystemExit):
        main()
    assert "line 2" in capsys.readouterr().err


def test_a_library_that_turns_itself_up_is_not_heard() -> None:
    script = (
        "import logging; from bot.cli import _log_to_stderr; _log_to_stderr(verbose=False); "
        "loud = logging.getLogger('loud'); loud.setLevel(logging.DEBUG); loud.debug('whisper'); loud.info('word')"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=15).stderr
    assert "word" in told
    assert "whisper" not in told
