"""An adapter examined by hand: on what it never learned from, into a file of figures and a store of texts."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from taught_place import Place

from models.registry import weights_sha256
from store import pairs, ratings
from training.cli import main
from training.errors import TooLittle
from training.evaluation.catalogue import CATALOGUE
from training.examination import Question, examine_adapter
from training.report import Report

Taught = tuple[Place, Report]


def test_a_run_leaves_its_texts_in_the_store_under_their_writers(taught: Taught) -> None:
    place, report = taught
    found = ratings.samples_of_run(place.db, report.run)
    assert {row.system for row in found} == {"human", "chosen", "base", report.adapter}
    assert all(row.draft and row.reply for row in found), "an improvement holds its draft's words"
    assert report.evaluation is not None
    suite = report.evaluation.suite
    assert suite is not None
    assert suite.systems.keys() == {"human", "chosen", "base", "candidate"}
    assert suite.speed["candidate"].tokens > 0


def test_evaluate_writes_figures_and_no_texts(
    copy: Place, taught: Taught, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, report = taught
    out = copy.config.parent / "out"
    said = ["evaluate", "--config", str(copy.config), "--samples", "6", "--out", str(out), "--json"]
    monkeypatch.setattr(sys, "argv", ["sidelight-train", *said])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    record = json.loads((out / "evaluation.json").read_text())
    assert json.loads(capsys.readouterr().out) == record
    assert (record["adapter"], record["against"], record["task"]) == (report.adapter, "base", "im")
    whole = record["evaluation"]["whole"]
    assert whole["candidate"]["mean"] > 0.6
    assert 0.5 <= whole["length"]["mean"] <= 1
    assert set(record["evaluation"]["by_evidence"]) == {"rating", "decision"}
    assert record["evaluation"]["suite"]["prompts"] == 6
    told = {"hazard_*" if name.startswith("hazard_") else name for name in record["evaluation"]["suite"]["measures"]}
    assert told <= CATALOGUE.keys()
    assert {one["rule"] for one in record["proxies"]} >= {"any lead", "equal_age"}
    written = (out / "evaluation.json").read_text()
    for row in ratings.samples(copy.db).values():
        assert row.text not in written
    assert len({row.run for row in ratings.samples(copy.db).values()}) == 1


def test_nothing_judges_that_was_learned_from(copy: Place, taught: Taught) -> None:
    _, report = taught
    record = examine_adapter(copy.shop, Question(report.adapter, samples=0))
    card = copy.shop.registry.card(report.adapter)
    assert record.evaluation.pairs == report.counts["held_out"]
    assert record.evaluation.suite is None
    assert "not enough evidence" in record.sentence or record.evaluation.accuracy["implicit"].gain.bound > 0
    everything = len(pairs.of_task(copy.db, "im")) or report.counts["pairs"]
    assert record.evaluation.pairs + len(card.pairs) <= everything


def test_an_adapter_against_itself_gains_nothing(copy: Place, taught: Taught) -> None:
    _, report = taught
    record = examine_adapter(copy.shop, Question(report.adapter, against=report.adapter, samples=2))
    assert record.evaluation.accuracy["implicit"].gain.mean == 0
    suite = record.evaluation.suite
    assert suite is not None
    assert all(one.mean == 0 for one in suite.differences["compared"].values())


def test_without_permission_no_pair_judges(copy: Place, taught: Taught) -> None:
    _, report = taught
    copy.db.execute("update permissions set revoked_utc = 1.0")
    with pytest.raises(TooLittle):
        examine_adapter(copy.shop, Question(report.adapter, samples=0))


def test_another_base_is_refused(copy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    other = copy.config.parent / "other"
    shutil.copytree(copy.settings.models.local.base, other)
    weights = next(other.glob("*.safetensors"))
    changed = bytearray(weights.read_bytes())
    changed[-1] ^= 1
    weights.write_bytes(changed)
    assert weights_sha256(other) != weights_sha256(Path(copy.settings.models.local.base))
    text = copy.config.read_text().replace(copy.settings.models.local.base, str(other))
    copy.config.write_text(text)
    monkeypatch.setattr(sys, "argv", ["sidelight-train", "evaluate", "--config", str(copy.config), "--samples", "0"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2


def test_without_an_adapter_there_is_nothing_to_examine(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sidelight-train", "evaluate", "--config", str(place.config)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "no adapter serves im" in capsys.readouterr().err
