"""Sheets that hide who wrote what, scores that come back, and what they say together."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from little_log import a_log, a_post, a_suggestion, two_replies

from store import open_database, ratings, replies
from store.database import Database, transaction
from store.rows import RatingRow, SampleRow, SheetRow
from training.alpha import ordinal_alpha
from training.cli import main
from training.errors import Misconfigured
from training.rated import DIMENSIONS
from training.ratings import judge, scores_of, signed_ranks
from training.sheets import gather, make_sheet, read_sheet, write_sheet


def test_raters_are_asked_for_what_the_store_keeps() -> None:
    asked_beside = {"sample", "rater", "sheet", "at_utc", "machine"}
    assert {one.name for one in fields(RatingRow)} == {*DIMENSIONS, *asked_beside}


def canonical() -> list[dict[str, int]]:
    """Krippendorff's own example: four observers, twelve units, gaps."""
    rows = ("1233214 12...", "123322412 5.3", ".33323422 51.", "123324412 51.")
    plain = [row.replace(" ", "") for row in rows]
    return [{str(who): int(row[unit]) for who, row in enumerate(plain) if row[unit] != "."} for unit in range(12)]


def test_alpha_is_the_published_figure() -> None:
    found = ordinal_alpha(canonical(), seed=1)
    assert found.alpha == pytest.approx(0.815, abs=0.0005)
    assert found.texts == 11
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha <= found.high <= 1


def test_alpha_of_perfect_of_opposite_and_of_no_agreement() -> None:
    assert ordinal_alpha([{"a": n, "b": n} for n in (1, 3, 5)], seed=1).alpha == 1.0
    assert ordinal_alpha([{"a": 1, "b": 5}, {"a": 5, "b": 1}], seed=1).alpha == pytest.approx(-0.5)
    assert ordinal_alpha([{"a": 3, "b": 3}, {"a": 3, "b": 3}], seed=1).alpha is None
    assert ordinal_alpha([{"a": 3}], seed=1).texts == 0


def test_signed_ranks_by_hand() -> None:
    assert signed_ranks([0.0, 0.0]) == 1.0
    # All five differ to one side: 2 of 2**5 ways to sign the ranks are as extreme.
    assert signed_ranks([0.1, 0.2, 0.3, 0.4, 0.5]) == pytest.approx(2 / 32)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    with open_database(tmp_path / "sidelight.db") as db, transaction(db):
        for number in range(6):
            post = f"t3_{number}"
            replies.add_post(db, a_post(post, author=None, title=None, body=None))
            replies.keep_post_text(db, post, "Seeker", "No sleep", "=I lie awake")
        yield db


def written(number: int, system: str, text: str = "-a text") -> SampleRow:
    return SampleRow(f"t3_{number}", system, f"{text} {number}", 1.0, run="r1")


def a_sheet(db: Database, *, blinded: bool = True, seed: int = 3) -> SheetRow:
    found = [written(number, system) for number in range(6) for system in ("human", "base", "im-1")]
    return make_sheet(db, found, posts=4, seed=seed, blinded=blinded, at_utc=2.0)


def test_a_blinded_sheet_tells_neither_writer_nor_order(db: Database, tmp_path: Path) -> None:
    sheet = a_sheet(db)
    assert write_sheet(db, sheet, tmp_path / "s.csv") == 12
    text = (tmp_path / "s.csv").read_text()
    assert not any(name in text for name in ("human", "base", "im-1", "r1"))
    known = ratings.samples(db)
    order = [known[id_].system for id_ in sheet.samples]
    assert len({tuple(order[at : at + 3]) for at in range(0, 12, 3)}) > 1, "the order within a post is drawn"
    assert all(len({known[id_].post for id_ in sheet.samples[at : at + 3]}) == 1 for at in range(0, 12, 3))
    assert a_sheet(db).samples == sheet.samples
    assert a_sheet(db, seed=4).samples != sheet.samples
    write_sheet(db, a_sheet(db, blinded=False), tmp_path / "open.json")
    told = json.loads((tmp_path / "open.json").read_text())
    assert told["blinded"] is False
    assert {item["system"] for item in told["items"]} == {"human", "base", "im-1"}


def test_no_cell_is_a_formula(db: Database, tmp_path: Path) -> None:
    write_sheet(db, a_sheet(db), tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith(("=", "-", "+", "@")) for cell in cells)


@pytest.mark.parametrize("name", ["s.csv", "s.json"])
def test_scores_come_back(db: Database, tmp_path: Path, name: str) -> None:
    sheet = a_sheet(db)
    write_sheet(db, sheet, tmp_path / name)
    fill(tmp_path / name, {"R1-001": {"empathy": "4", "machine": "No"}, "R1-002": {"empathy": "2", "rater": "ben"}})
    filled = read_sheet(db, tmp_path / name, rater="anna", at_utc=9.0)
    assert filled.unrated == 10
    assert filled.ratings == (
        RatingRow(sheet.samples[0], "anna", 1, 9.0, empathy=4, machine="no"),
        RatingRow(sheet.samples[1], "ben", 1, 9.0, empathy=2),
    )


def test_all_mistakes_are_told_and_nothing_is_stored(db: Database, tmp_path: Path) -> None:
    write_sheet(db, a_sheet(db), tmp_path / "s.csv")
    fill(
        tmp_path / "s.csv",
        {
            "R1-001": {"empathy": "6"},
            "R1-002": {"safety": "3"},
            "R1-003": {"safety": "1", "machine": "x", "rater": "b"},
        },
    )
    with (tmp_path / "s.csv").open("a") as file:
        file.write("R9-001,anna,1\n")
    with pytest.raises(Misconfigured) as error:
        read_sheet(db, tmp_path / "s.csv", rater="", at_utc=9.0)
    said = str(error.value)
    assert "line 1: empathy is '6'" in said
    assert "line 2: whose scores" in said
    assert "line 3: machine is 'x'" in said
    assert "line 13: there is no item 'R9-001'" in said


def test_what_is_no_sheet_is_refused_in_one_line(db: Database, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("[1, 2]")
    (tmp_path / "t.json").write_text("{")
    (tmp_path / "u.csv").write_bytes(b"item,rater\n\xff\xfe,a\n")
    for name in ("s.json", "t.json", "u.csv"):
        with pytest.raises(Misconfigured, match=name):
            read_sheet(db, tmp_path / name, rater="a", at_utc=9.0)


def test_only_words_of_people_who_allow_it_are_gathered() -> None:
    log = a_log(replies=two_replies(), suggestions=[a_suggestion(1)])
    assert {row.reply for row in gather(log, 1.0, what="replies")} == {"t1_good", "t1_bad"}
    assert [row.system for row in gather(log, 1.0, what="suggestions")] == ["human", "guideline"]
    shy = a_log(replies=two_replies(), suggestions=[a_suggestion(1)], not_allowing=["by_t1_bad", "Helper"])
    assert [row.reply for row in gather(shy, 1.0, what="replies")] == ["t1_good"]
    assert gather(shy, 1.0, what="suggestions") == []
    assert gather(a_log(replies=two_replies(), not_allowing=["Seeker"]), 1.0, what="replies") == []


def rated(scores: dict[str, list[int]], **parts: str) -> list[tuple[SampleRow, list[RatingRow]]]:
    """Two raters who agree, on one text of each system for each post."""
    found = []
    for place, (system, each) in enumerate(scores.items()):
        for post, score in enumerate(each):
            id_ = 100 * place + post
            said = dict.fromkeys(DIMENSIONS, score)
            rows = [RatingRow(id_, who, 1, 1.0, **said, **parts) for who in ("anna", "ben")]
            found.append((SampleRow(f"t3_{post}", system, "text", 1.0, id=id_), rows))
    return found


def test_means_and_paired_tests_by_hand() -> None:
    found = judge(
        rated({"human": [1, 2, 3, 2, 2], "im-1": [2, 4, 4, 4, 3]}), [SheetRow(1.0, 7, True, (), id=1)], seed=1
    )
    assert (found.texts, found.ratings, found.blinded) == (10, 20, 20)
    assert found.raters == {"anna": 10, "ben": 10}
    assert found.means["human"]["empathy"].mean == 2.0
    assert found.means["im-1"]["overall"].mean == pytest.approx(3.4)
    duel = next(one for one in found.duels if one.dimension == "empathy")
    assert duel.difference.mean == pytest.approx(-1.4)
    assert duel.difference.high < 0
    assert duel.p == pytest.approx(0.0625, abs=0.01)
    assert duel.p_holm == pytest.approx(min(1, 5 * duel.p))
    assert next(one for one in found.duels if one.dimension == "overall").p_holm == pytest.approx(duel.p)
    assert found.alphas["safety"].alpha == 1.0
    assert found.seen_through is None
    json.dumps(found.as_json())


def test_whether_blinding_held_is_told() -> None:
    sheets = [SheetRow(1.0, 7, True, (), id=1)]
    found = judge(rated({"human": [3, 3], "im-1": [3, 3]}, machine="yes"), sheets, seed=1)
    assert found.seen_through is not None
    assert found.seen_through.mean == 0.5
    assert judge(rated({"im-1": [3, 3]}, machine="unsure"), [], seed=1).seen_through is None
    assert judge([], [], seed=1).ratings == 0


def test_a_text_without_all_five_has_no_overall() -> None:
    sample = SampleRow("t3_1", "human", "text", 1.0, id=1)
    rows = [RatingRow(1, "anna", 1, 1.0, empathy=4), RatingRow(1, "ben", 1, 1.0, empathy=5)]
    assert scores_of([(sample, rows)]) == {1: {"empathy": 4.5}}


def fill(path: Path, scores: dict[str, dict[str, str]]) -> None:
    """What a rater does."""
    if path.suffix == ".json":
        told = json.loads(path.read_text())
        for item in told["items"]:
            item.update(scores.get(item["item"], {}))
        path.write_text(json.dumps(told))
        return
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | scores.get(row["item"], {}) for row in rows)


def test_the_commands_from_sheet_to_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text('[store]\npath = "s.db"\n')
    with open_database(tmp_path / "s.db") as db, transaction(db):
        for number in range(3):
            replies.add_post(db, a_post(f"t3_{number}", author=None, title=None, body=None))
            replies.keep_post_text(db, f"t3_{number}", "Seeker", "No sleep", "I lie awake")
            ratings.add_samples(db, [written(number, system) for system in ("human", "im-1")])

    def say(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["sidelight-train", *words, "--config", str(tmp_path / "config.toml")])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        return capsys.readouterr().out

    sheet = tmp_path / "sheet.csv"
    assert json.loads(say("ratings", "export", str(sheet), "--json"))["texts"] == 6
    fill(sheet, {f"R1-00{place}": dict.fromkeys(DIMENSIONS, str(1 + place % 5)) for place in range(1, 7)})
    assert json.loads(say("ratings", "import", str(sheet), "--rater", "anna", "--json")) == {"ratings": 6, "unrated": 0}
    told = json.loads(say("ratings", "show", "--json"))
    assert (told["texts"], told["blinded"], set(told["means"])) == (6, 6, {"human", "im-1"})
    assert "im-1" in say("ratings", "show")
    assert json.loads(say("proxies", "--json")) == []
