"""What a run reads of an imported set, and what it must not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from store.rows import PairRow, PostRow, ReplyRow
from training.errors import Misconfigured
from training.evidence import Log
from training.hidden import hidden_by
from training.imported import Imported, read_imported, withdraw_imported
from training.preferences import EXAMPLES, write_preferences

HIDE = hidden_by("salt")
PAIR = PairRow(
    key="gm:forum/t1_a>t1_b", task="gm", post="forum/t3_p", author=HIDE("kim"), subreddit="Small", post_title="T",
    post_body="B", draft="", chosen="Good words.", rejected="Bad words.", evidence="imported", weight=1.0,
    created_utc=5.0, texts=("forum/t1_a", "forum/t1_b"),
)  # fmt: skip


@pytest.fixture
def forum(tmp_path: Path) -> Path:
    folder = tmp_path / "forum"
    folder.mkdir()
    (folder / "card.json").write_text(json.dumps({"format": 1, "salt": "salt", "permission": "a letter"}))
    write_preferences(folder / "pairs.parquet", [(PAIR, {HIDE("kim"), HIDE("lee")})])
    write_preferences(folder / "examples.parquet", [], schema=EXAMPLES)
    return folder


def read(folder: Path, log: Log | None = None) -> Imported:
    return read_imported([folder], log or Log(), weight=0.5, most=100)


def test_a_set_that_is_named_is_read_at_its_weight(forum: Path) -> None:
    found = read(forum)
    assert found.pairs == (replace(PAIR, weight=0.5),)
    assert found.people == {PAIR.key: {HIDE("kim"), HIDE("lee")}}
    assert found.counts == {"imported": 1}


def test_people_whom_the_bot_knows_have_their_own_names(forum: Path) -> None:
    found = read(forum, Log(allowing=frozenset({"kim"})))
    assert found.people[PAIR.key] == {"kim", HIDE("lee")}
    assert found.pairs[0].author == "kim"


def test_somebody_who_does_not_allow_training_is_left_out_here_too(forum: Path) -> None:
    known = ReplyRow("t1_x", "t3_y", "t3_y", "Small", "", 0.0, 0.0, author="Lee", body="Other words.")
    found = read(forum, Log(replies={"t1_x": known}))
    assert found.pairs == ()
    assert found.counts == {"somebody in it does not allow training": 1}


def test_texts_that_the_bot_knows_are_left_to_the_store(forum: Path) -> None:
    found = read(forum, Log(posts={"t3_p": PostRow("t3_p", "Small", "", 0.0, 0.0)}))
    assert found.counts == {"the bot knows these texts itself": 1}


def test_a_text_that_was_taken_back_never_comes_again(forum: Path) -> None:
    assert withdraw_imported([forum], ["forum/t1_b", "t1_other"]) == 1
    assert withdraw_imported([forum], ["forum/t1_b"]) == 0
    assert read(forum).counts == {"withdrawn": 1}


def test_a_folder_without_a_reason_is_refused(forum: Path, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="holds no imported set"):
        read(tmp_path)
    (forum / "card.json").write_text(json.dumps({"format": 1, "salt": "salt", "permission": ""}))
    with pytest.raises(Misconfigured, match="does not say why"):
        read(forum)
