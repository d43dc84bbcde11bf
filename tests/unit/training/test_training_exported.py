"""Folders written by hand, when somebody takes a text back: rows go, fits go, and what is gone is forgotten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from little_log import BAD, CURT, GOOD, KIND, a_log, a_post, a_reading, a_reply, built

from store import exports
from store.database import Database, open_database
from training.export import CARD, CARD_TEXT, Origin, export_pairs
from training.exported import Gone, note_export, withdraw_exported
from training.settings import TrainingSettings
from training.support import Labelled, fit_support, load_support

POSTS = 8


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "sidelight.db") as db:
        yield db


@pytest.fixture
def written(db: Database, tmp_path: Path) -> Path:
    """Pairs of eight posts, as files, each with words of its own."""
    posts, replies, readings = [], [], []
    for n in range(POSTS):
        posts.append(a_post(f"t3_{n}", author=f"Seeker{n}"))
        for name, body, created, score in ((GOOD, KIND, 60.0, 12), (BAD, CURT, 30.0, 3)):
            words = " ".join(f"{word}{n}" for word in body.split())
            replies.append(replace(a_reply(f"{name}{n}", body=words), post=f"t3_{n}", created_utc=created))
            readings.append(a_reading(f"{name}{n}", score))
    folder = tmp_path / "set"
    note_export(db, folder, "pairs", 5.0)
    export_pairs(
        built(a_log(posts=posts, replies=replies, readings=readings)), TrainingSettings(), folder, Origin("x", 0)
    )
    return folder


@pytest.fixture
def fit(db: Database, tmp_path: Path) -> Path:
    """A fit on sixty replies."""
    rows = [
        Labelled(
            f"t1_{n}", f"t3_{n // 3}", f"{CURT if n % 2 else KIND} {n}", n % 2 == 0, "" if n % 2 else "reciprocity"
        )
        for n in range(60)
    ]
    support, card = fit_support(rows, seed=1)
    folder = tmp_path / "support"
    note_export(db, folder, "support", 5.0)
    support.save(folder, card)
    return folder


def taking_back(*texts: str) -> Gone:
    return lambda names: frozenset(texts).intersection(names)


def rows_of(folder: Path) -> list[dict[str, object]]:
    return [row for path in sorted(folder.glob("gm-*.parquet")) for row in pq.read_table(path).to_pylist()]


def words_of(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("gm-*.jsonl")))


def test_rows_that_hold_the_text_go_from_both_kinds_of_files(db: Database, written: Path) -> None:
    before = len(rows_of(written))
    assert "heavy3" in words_of(written)
    assert withdraw_exported(db, taking_back(f"{BAD}3", "t1_unknown")) == [str(written)]
    assert len(rows_of(written)) == before - 1
    assert len(words_of(written).splitlines()) == before - 1
    assert "heavy3" not in words_of(written)
    assert "heavy4" in words_of(written), "other people's words stay"
    assert json.loads((written / CARD).read_text())["withdrawn"] == 1
    assert "still hold: 1." in (written / CARD_TEXT).read_text()
    assert withdraw_exported(db, taking_back(f"{BAD}3")) == [], "it is not there any more"


def test_a_post_takes_its_pairs_along(db: Database, written: Path) -> None:
    withdraw_exported(db, taking_back("t3_3", "t3_4"))
    assert {"t3_3", "t3_4"}.isdisjoint({row["post"] for row in rows_of(written)})
    assert json.loads((written / CARD).read_text())["withdrawn"] == 2


def test_a_fit_cannot_unlearn_so_it_goes(db: Database, fit: Path) -> None:
    assert withdraw_exported(db, taking_back("t1_elsewhere")) == []
    assert load_support(fit) is not None
    assert withdraw_exported(db, taking_back("t1_4")) == [str(fit)]
    assert list(fit.iterdir()) == []
    assert exports.everything(db) == [], "an empty folder is no business of ours"


def test_a_dry_run_names_the_folders_and_touches_none(db: Database, written: Path, fit: Path) -> None:
    def everything(names: Collection[str]) -> Collection[str]:
        return names

    before = {path: path.read_bytes() for folder in (written, fit) for path in folder.iterdir()}
    assert withdraw_exported(db, everything, dry_run=True) == [str(written), str(fit)]
    assert {path: path.read_bytes() for folder in (written, fit) for path in folder.iterdir()} == before
    assert len(exports.everything(db)) == 2


def test_a_folder_that_is_gone_is_forgotten_and_a_broken_one_is_not(
    db: Database, written: Path, fit: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(fit)
    (written / "gm-train.parquet").write_bytes(b"no parquet")
    assert withdraw_exported(db, taking_back("t3_3")) == []
    assert [row.folder for row in exports.everything(db)] == [str(written)]
    assert "mend it, or delete it" in caplog.text
