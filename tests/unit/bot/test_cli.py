"""The command line as somebody would use it, without Reddit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app, main
from models.protocols import Hazard

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


JUDGED = {"hazards", "flags", "uncertain", "spans", "sentence", "model", "unreadable", "crisis"}


def test_judge_names_the_hazard_and_its_words(files: Path) -> None:
    answer = json.loads(said("judge", "--post", str(files / "post.txt"), "--json", stdin=BLUNT))
    assert set(answer) == JUDGED
    assert set(answer["hazards"]) == {str(hazard) for hazard in Hazard}
    assert answer["hazards"]["dismissal"] >= 0.5
    assert "dismissal" in answer["flags"]
    assert all(set(span) == {"hazard", "start", "end", "why"} for span in answer["spans"])
    assert any("worse" in BLUNT[span["start"] : span["end"]].lower() for span in answer["spans"])
    assert answer["sentence"].startswith("Probably ")


def test_spans_count_from_the_first_character_as_it_was_written(files: Path) -> None:
    reply = f"\n\n   {BLUNT}\n"
    (files / "reply.txt").write_text(reply)
    plain, by_file = (
        json.loads(said("judge", *arguments, "--json"))
        for arguments in ([BLUNT], ["--reply", str(files / "reply.txt")])
    )
    moved = [(span["start"] - 5, span["end"] - 5) for span in by_file["spans"]]
    assert moved == [(span["start"], span["end"]) for span in plain["spans"]] != []


def test_judge_asks_for_what_it_was_told(files: Path) -> None:
    text = "Others have it worse."
    probability = json.loads(said("judge", text, "--json"))["hazards"]["dismissal"]
    assert 0.5 <= probability < 1.0
    strict = json.loads(said("judge", text, "--json", "--sensitivity", "1"))
    assert strict["flags"] == []
    assert json.loads(said("judge", text, "--json", "--sensitivity", str(probability)))["flags"] == ["dismissal"]


def test_only_a_machine_is_asked_about_its_life(files: Path) -> None:
    text = "I have been through this myself, when I was nineteen."
    person, machine = (json.loads(said("judge", text, "--json", *more)) for more in ([], ["--machine"]))
    assert "false_experience" not in person["flags"]
    assert "false_experience" in machine["flags"]


def test_an_explanation_shows_the_whole_reply_and_runs_nothing_in_it(files: Path) -> None:
    shown = said("judge", "--explain", "--post", str(files / "post.txt"), "[bold]Others have it worse.[/] \x1b[31m Hm.")
    assert "[bold]Others have it worse.[/]" in shown
    assert "\x1b" not in shown
    assert "dismissal" in shown
    assert "the rule" in shown
    assert "No words stand out" in said("judge", "--explain", "That sounds hard.")


def test_a_batch_of_verdicts_keeps_ids_and_order_and_survives_odd_text(files: Path) -> None:
    replies = {"b": BLUNT, "a": "That sounds hard.", "c": "\ud83d Others have it worse.", "d": ""}
    rows = [json.dumps({"id": id_, "post": POST, "reply": reply}) for id_, reply in replies.items()]
    (files / "in.jsonl").write_text("\ufeff" + "\n\n".join(rows), encoding="utf-8")
    answers = [json.loads(line) for line in said("judge", "--batch", str(files / "in.jsonl")).splitlines()]
    assert [answer["id"] for answer in answers] == list(replies)
    assert all(set(answer) == JUDGED | {"id"} for answer in answers)
    assert ["dismissal" in answer["flags"] for answer in answers] == [True, False, True, False]
    assert answers[3]["unreadable"]
    assert said("judge", "--batch", "-", stdin="\n".join(rows)).splitlines() == [
        json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace").decode() for answer in answers
    ]


@pytest.mark.parametrize(
    ("arguments", "said_of"),
    [
        (["improve"], "--post"),
        (["improve", "--post", "/does/not/exist"], "/does/not/exist"),
        (["improve", "--batch", "/does/not/exist"], "/does/not/exist"),
        (["improve", "--post", "-", "--engine", "magic"], "magic"),
        (["judge", "--reply", "/does/not/exist"], "/does/not/exist"),
        (["judge", "--batch", "/does/not/exist"], "/does/not/exist"),
        (["judge", "text", "--reply", "/does/not/exist"], "twice"),
        (["judge", "text", "--batch", "-"], "alone"),
        (["judge", "--post", "-"], "--reply FILE"),
        (["judge", "text", "--sensitivity", "2"], "--sensitivity"),
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


@pytest.mark.parametrize(
    ("command", "line", "why"),
    [
        ("improve", '{"id": 2}', "post, draft missing"),
        ("judge", '{"id": 2}', "post, reply missing"),
        ("judge", '{"id": 2, "post": "a", "reply": null}', "reply must be text"),
        ("judge", '{"id": [], "post": "a", "reply": "b"}', "id must be text"),
        ("judge", '["id"]', "not an object"),
        ("judge", "{", "not valid JSON"),
        ("judge", "[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_line_in_a_batch_is_named(
    command: str, line: str, why: str, files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "in.jsonl").write_text('{"id": 1, "post": "a", "draft": "b", "reply": "c"}\n' + line + "\n")
    monkeypatch.setattr("sys.argv", ["sidelight", command, "--batch", str(files / "in.jsonl")])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr()
    assert "in.jsonl, line 2" in " ".join(told.err.split())
    assert why in " ".join(told.err.split())
    assert told.out == ""


def test_a_batch_that_is_no_text_is_named(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "in.jsonl").write_bytes(b"\xff\xfe{}")
    monkeypatch.setattr("sys.argv", ["sidelight", "judge", "--batch", str(files / "in.jsonl")])
    with pytest.raises(SystemExit):
        main()
    assert "not UTF-8" in capsys.readouterr().err


def test_a_library_that_turns_itself_up_is_not_heard() -> None:
    script = (
        "import logging; from bot.cli import _log_to_stderr; _log_to_stderr(verbose=False); "
        "loud = logging.getLogger('loud'); loud.setLevel(logging.DEBUG); loud.debug('whisper'); loud.info('word')"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=15).stderr
    assert "word" in told
    assert "whisper" not in told
