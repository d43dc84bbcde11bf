"""A whole import: processes, kills, broken lines, and the set that comes out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from models.protocols import Post
from tests.unit.training.dump_files import post, reply, write_dump
from training.dumps.engines import ENGINES, Job, over_processes
from training.dumps.importing import Bench, Order, import_files
from training.dumps.lines import BrokenFile
from training.dumps.pairs import VoteRules
from training.dumps.parts import kept_files, part_folder, read_state
from training.dumps.reading import Reading, read_file
from training.errors import Busy, Misconfigured
from training.evidence import Log
from training.imported import read_imported
from training.preferences import read_preferences

READING = Reading("salt", ("smalltalk",))


def is_kind(_post: Post, text: str) -> bool:
    return "idiot" not in text


def order(folder: Path, *files: Path, **changed: Any) -> Order:
    rules = VoteRules(top=1.0, bottom=1.0, min_gap=3)
    return Order(files, folder / "sets" / "forum", "an archive", "CC0", "it is made up", READING, rules, **changed)


def bench(engine: Callable[[Job], None] = over_processes, told: list[str] | None = None) -> Bench:
    return Bench(engine, is_kind, lambda: 5.0, lambda _read, _of: None, ([] if told is None else told).append)


def one_by_one(job: Job) -> None:
    for path in job.files:
        read_file(path, job.into, job.reading, hear=lambda _read: None)


@pytest.fixture
def dumps(tmp_path: Path) -> tuple[Path, Path]:
    other = [post(n, subreddit="Other") for n in range(50, 60)]
    posts = write_dump(tmp_path / "RS.zst", [*other, *(post(n) for n in range(1, 4))], frames=2)
    harmful = reply(31, 3, score=90, body="You idiot, you could just have asked somebody else.")
    replies = [reply(n * 10 + k, n, score=2 + 8 * k) for n in range(1, 3) for k in range(3)]
    comments = write_dump(tmp_path / "RC.zst", [*replies, reply(30, 3, score=2), harmful])
    return posts, comments


def test_dumps_become_a_set_with_a_card(tmp_path: Path, dumps: tuple[Path, Path]) -> None:
    told: list[str] = []
    card = import_files(order(tmp_path, *dumps, workers=2), bench(told=told))
    assert told == ["read", "compare", "write"]
    assert (card["pairs"], card["permission"], card["licence"]) == (4, "it is made up", "CC0")
    assert card["words"] == {"pairs": {"SmallTalk": 4}, "chosen looks unsafe": {"SmallTalk": 1}}
    assert card["files"][0]["counts"] == {"kept": 3}
    folder = tmp_path / "sets" / "forum"
    assert json.loads((folder / "card.json").read_text()) == card
    rows = pq.read_table(folder / "pairs.parquet").to_pylist()
    assert {turn["role"] for row in rows for turn in row["prompt"]} == {"user"}
    assert all(row["chosen"][0]["role"] == row["rejected"][0]["role"] == "assistant" for row in rows)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"helper_10" not in everything
    ((pair, people), *_rest) = read_preferences(folder / "pairs.parquet", most=1)
    assert pair.key.startswith("gm:forum/t1_r")
    assert len(people) == 3


def test_a_second_import_reads_nothing_again(tmp_path: Path, dumps: tuple[Path, Path]) -> None:
    first = import_files(order(tmp_path, *dumps), bench(one_by_one))
    parts = {path: path.stat().st_mtime_ns for path in (tmp_path / "sets" / "forum" / "parts").rglob("*.parquet")}
    assert import_files(order(tmp_path, *dumps), bench(one_by_one)) == first
    assert {path: path.stat().st_mtime_ns for path in parts} == parts


KILLED = """
import os, signal, sys
from pathlib import Path
from training.dumps import lines, parts, reading

lines._BLOCK, reading._PART_ROWS, parts.ROW_GROUP = 20_000, 300, 100
taken = 0
take = parts.Parts.take

def take_and_die(self, record):
    global taken
    taken += 1
    if taken == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    take(self, record)

parts.Parts.take = take_and_die
reading.read_file(
    Path(sys.argv[1]), Path(sys.argv[2]), reading.Reading("salt", ("smalltalk",)), hear=lambda read: None
)
print(taken)
"""


def test_a_killed_import_goes_on_from_the_parts_that_are_whole(tmp_path: Path) -> None:
    path = write_dump(tmp_path / "RC.zst", (reply(n, n // 7) for n in range(2_000)))

    def run(die_at: int) -> subprocess.CompletedProcess[str]:
        code = [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(tmp_path), str(die_at)]
        return subprocess.run(code, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()})

    folder = part_folder(tmp_path, path, repr(READING))
    assert run(1_111).returncode == -signal.SIGKILL
    state = read_state(folder)
    assert 0 < state.at.lines < 1_111
    assert list(folder.glob("*.tmp")), "a part was half written"
    done = run(-1)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == 2_000 - state.at.lines, "what was kept is not read again"
    names = [name for file in kept_files([folder], "replies") for name in pq.read_table(file)["fullname"].to_pylist()]
    assert names == [f"t1_r{n}" for n in range(2_000)]
    assert read_state(folder).counts == {"kept": 2_000}


def test_a_broken_line_is_named_or_counted(tmp_path: Path) -> None:
    path = tmp_path / "RC.ndjson"
    lines = [json.dumps(reply(n, 1)).encode() for n in range(3)]
    path.write_bytes(b"\n".join([lines[0], lines[1][:-9], lines[2]]))
    with pytest.raises(BrokenFile, match=rf"RC\.ndjson:2 \(byte {len(lines[0]) + 1}\)"):
        import_files(order(tmp_path, path), bench())
    tolerant = Reading("salt", ("smalltalk",), skip_broken=True)
    assert read_file(path, tmp_path, tolerant, hear=lambda _read: None).counts == {"kept": 2, "line: broken": 1}


def test_a_halved_character_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "RC.ndjson"
    path.write_text(json.dumps(reply(1, 1, body="Sleep \ud83d well, and walk before it.")) + "\n")
    folder = part_folder(tmp_path, path, repr(READING))
    read_file(path, tmp_path, READING, hear=lambda _read: None)
    (file,) = kept_files([folder], "replies")
    assert pq.read_table(file)["body"].to_pylist() == ["Sleep ? well, and walk before it."]


def test_threads_and_transcripts_come_into_the_same_set(tmp_path: Path) -> None:
    answers = [
        {"author": "a", "body": "Try to walk a little before you go to bed.", "upvotes": 9, "views": 40},
        {"author": "b", "body": "Buy my book about sleeping, it is on the shelf.", "upvotes": 0, "views": 300},
    ]
    threads = tmp_path / "forum.jsonl"
    threads.write_text(json.dumps({"id": "q1", "topic": "sleep", "title": "T", "body": "B", "replies": answers}) + "\n")
    talk = tmp_path / "talk.txt"
    talk.write_text("C: I cannot sleep.\nT: " + "It sounds as if the nights are long. " * 8)
    card = import_files(order(tmp_path, threads, talk), bench(one_by_one))
    assert (card["pairs"], card["examples"]) == (1, 1)
    found = read_imported([tmp_path / "sets" / "forum"], Log(), weight=0.5, most=9)
    assert [pair.chosen for pair in found.pairs] == [answers[0]["body"]]
    assert found.examples[0].post_body == "Client: I cannot sleep."


def test_orders_that_will_not_do_are_told(tmp_path: Path, dumps: tuple[Path, Path]) -> None:
    with pytest.raises(Misconfigured, match="is no file"):
        import_files(order(tmp_path, tmp_path / "none.zst"), bench())
    silent = Order(dumps, tmp_path / "forum", "an archive", "CC0", " ", READING, VoteRules())
    with pytest.raises(Misconfigured, match="--source-permission must not be empty"):
        import_files(silent, bench())


def test_one_import_at_a_time(tmp_path: Path, dumps: tuple[Path, Path]) -> None:
    def again(_job: Job) -> None:
        import_files(order(tmp_path, *dumps), bench(one_by_one))

    with pytest.raises(Busy):
        import_files(order(tmp_path, *dumps), bench(again))


@pytest.mark.slow
@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore")  # theirs
def test_ray_reads_as_processes_do(tmp_path: Path, dumps: tuple[Path, Path]) -> None:
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        _read_over_ray(tmp_path, dumps)
    finally:
        ray.shutdown()


def _read_over_ray(tmp_path: Path, dumps: tuple[Path, Path]) -> None:
    card = import_files(order(tmp_path, *dumps), bench(ENGINES["ray"]))
    assert card["pairs"] == 4
