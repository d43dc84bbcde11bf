"""Pairs as files: what TRL reads, without names, with a card that counts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
from little_log import BAD, CURT, GOOD, KIND, a_log, a_post, a_reading, a_reply, built

from training.export import CARD, CARD_TEXT, Origin, export_pairs
from training.pairs import Built
from training.settings import TrainingSettings

ORIGIN = Origin("a letter", 0.0)


def said(text: str, number: int) -> str:
    """The same in words of its own, so that no text repeats another."""
    return " ".join(f"{word}{number}" for word in text.split())


def several_threads() -> Built:
    """Eight posts by eight seekers, each with a pair by people of its own, and one thanked reply."""
    posts, replies, readings = [], [], []
    for n in range(8):
        post = f"t3_{n}"
        posts.append(a_post(post, author=f"Seeker{n}"))
        for name, body, created in ((f"{GOOD}{n}", said(KIND, n), 60.0), (f"{BAD}{n}", said(CURT, n), 30.0)):
            replies.append(replace(a_reply(name, f"Helper_{name}", body), post=post, created_utc=created))
        readings += [a_reading(f"{GOOD}{n}", 12), a_reading(f"{BAD}{n}", 3)]
    replies.append(replace(a_reply("t1_thanked", "Heron", f"{KIND} tonight, and tomorrow"), post="t3_9"))
    readings.append(a_reading("t1_thanked", None, seeker_answer="thanks"))
    return built(a_log(posts=[*posts, a_post("t3_9", author="Wren")], replies=replies, readings=readings))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_files_are_what_trl_reads_and_name_nobody(tmp_path: Path) -> None:
    card = export_pairs(several_threads(), TrainingSettings(), tmp_path / "set", ORIGIN)
    gm = card["tasks"]["gm"]
    assert (gm["pairs"], gm["train"] + gm["held_out"]) == (8, 8 - gm["dropped_near_held_out"])
    assert gm["unpaired"] == {"up": 1, "down": 0}
    train = lines(tmp_path / "set" / "gm-train.jsonl")
    assert train == pq.read_table(tmp_path / "set" / "gm-train.parquet").to_pylist()
    assert [[turn["role"] for turn in train[0][side]] for side in ("chosen", "rejected")] == [["assistant"]] * 2
    (alone,) = lines(tmp_path / "set" / "gm-unpaired.jsonl")
    assert (alone["label"], alone["completion"][0]["content"]) == (True, f"{KIND} tonight, and tomorrow")
    for path in (tmp_path / "set").iterdir():
        held = path.read_bytes()
        assert not any(name in held for name in (b"Helper_", b"Seeker", b"Heron", b"helper_", b"wren")), path.name


def test_the_card_counts_by_evidence_filter_and_subreddit(tmp_path: Path) -> None:
    card = export_pairs(several_threads(), TrainingSettings(), tmp_path, ORIGIN)
    assert json.loads((tmp_path / CARD).read_text()) == card
    assert card["tasks"]["gm"]["by_evidence"] == {"votes": 8}
    assert card["by_subreddit"]["quiet"]["votes"] == {"pairs": 8}
    assert card["tasks"]["gm"]["words"]["chosen"]["under 50"] == 1.0
    assert "| pairs of r/quiet | 8 |" in (tmp_path / CARD_TEXT).read_text()


def test_the_same_log_writes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_pairs(several_threads(), TrainingSettings(), tmp_path / name, ORIGIN)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
