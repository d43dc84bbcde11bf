"""A canary from its start to its end, on a real store and a real registry: counted once, judged, vetoed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.protocols import Post
from models.registry import Card, Registry
from store import canary as canary_store
from store import flags, suggestions
from store.database import open_database, transaction
from store.rows import FlagRow, SuggestionRow
from training.canary import Watch, begin, look, needed_for, standing, value_of, why_not
from training.cli import app
from training.settings import CanarySettings

HOUR, DAY = 3600.0, 86400.0
START = 100 * DAY


def weights(folder: Path, value: int) -> Path:
    folder.mkdir(parents=True)
    header = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    (folder / "adapter_model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes([value] * 4))
    (folder / "adapter_config.json").write_text("{}")
    return folder


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    registry = Registry(tmp_path / "adapters")
    ids = [registry.add(weights(tmp_path / str(n), n), Card("im", "tiny", "0" * 64, None, float(n))).id for n in (1, 2)]
    registry.promote("im", ids[0], reason="first", at_utc=1.0)
    with open_database(tmp_path / "s.db") as db:
        watch = Watch(db, registry, CanarySettings(share=0.5), START)
        begin(watch, ids[1], reason="passed the gate")
        yield watch


def candidate_of(watch: Watch) -> str:
    candidate = watch.registry.candidate("im")
    assert candidate is not None
    return candidate.adapter


def suggest(watch: Watch, helper: str, at: float, decision: str | None) -> int:
    """A suggestion by whoever writes for this helper, and what they did an hour later."""
    candidate = watch.registry.candidate("im")
    takes = candidate is not None and candidate.takes(helper)
    adapter = candidate.adapter if candidate and takes else str(watch.registry.serving("im"))
    row = SuggestionRow(f"t1_{helper}{at:.0f}", "t3_p", "Quiet", helper, "local", adapter, "a draft", "a text", (), at)
    with transaction(watch.db):
        number = suggestions.add(watch.db, row)
        suggestions.mark_sent(watch.db, number, at)
        if decision:
            suggestions.decide(watch.db, number, decision, at + HOUR)
    return number


def crowd(watch: Watch, *, better: bool, helpers: int = 120) -> None:
    candidate = watch.registry.candidate("im")
    assert candidate is not None
    for number in range(helpers):
        happy = candidate.takes(f"h{number}") is better
        suggest(watch, f"h{number}", START + number * 60, "taken" if happy else "declined")


def later(watch: Watch, days: float) -> Watch:
    return replace(watch, now=START + days * DAY)


def test_a_better_candidate_serves_everybody(watch: Watch) -> None:
    tried, before = candidate_of(watch), watch.registry.serving("im")
    crowd(watch, better=True)
    assert look(watch).state == "on", "nobody has settled yet"
    ruling = look(later(watch, 6))
    assert ruling.state == "promoted", ruling.sentence
    assert (watch.registry.serving("im"), watch.registry.candidate("im")) == (tried, None)
    assert watch.registry.pointer("im").previous == before
    assert "120 of about" in watch.registry.history("im")[-1].reason
    assert look(later(watch, 7)).state == "none"


def test_a_worse_candidate_is_stopped(watch: Watch) -> None:
    before = watch.registry.serving("im")
    crowd(watch, better=False)
    ruling = look(later(watch, 6))
    assert ruling.state == "stopped"
    assert "helpers make less of it" in ruling.sentence
    assert (watch.registry.serving("im"), watch.registry.candidate("im")) == (before, None)


def test_looking_often_and_after_a_restart_counts_nobody_twice(watch: Watch) -> None:
    crowd(watch, better=True, helpers=6)
    for days in (4.01, 5, 5, 6):
        again = replace(later(watch, days), registry=Registry(watch.registry.root))
        look(again)
    rows = canary_store.outcomes(watch.db, candidate_of(watch))
    assert len(rows) == 6
    assert standing(watch).standing == standing(later(watch, 9)).standing


def test_a_canary_that_never_tells_ends(watch: Watch) -> None:
    crowd(watch, better=True, helpers=2)
    assert look(later(watch, 28)).state == "on"
    ruling = look(later(watch, 28.1))
    assert ruling.state == "stopped"
    assert f"not enough evidence in 28 days: 2 of about {needed_for(watch.rules)} helpers" in ruling.sentence


@pytest.mark.parametrize("what", ["flag", "audit", "screen", "damage"])
def test_one_veto_ends_it_at_once(watch: Watch, what: str) -> None:
    tried, before = candidate_of(watch), watch.registry.serving("im")
    candidate = watch.registry.candidate("im")
    assert candidate is not None
    helper = next(f"h{n}" for n in range(99) if candidate.takes(f"h{n}"))
    suggest(watch, helper, START + HOUR, "taken")
    with transaction(watch.db):
        if what == "flag":
            reply = f"t1_{helper}{START + HOUR:.0f}"
            flags.add(watch.db, FlagRow(reply, "t3_p", "Quiet", "abuse", 0.9, "modmail", START + 2 * HOUR))
        if what == "audit":
            suggestions.log_drops(watch.db, "t1_x", [("local", tried, ["length", "hazard"])], START + HOUR)
    if what == "damage":
        (watch.registry.path(tried) / "adapter_model.safetensors").write_bytes(b"oops")

    def screen(post: Post, text: str, *, draft: str | None = None) -> bool:
        return what != "screen"

    ruling = look(later(watch, 0.2), screen)
    assert ruling.state == "stopped", ruling.sentence
    assert (watch.registry.serving("im"), watch.registry.candidate("im")) == (before, None)
    if what != "damage":
        assert [mark.kind for mark in watch.registry.marks(tried)] == ["vetoed"]


def test_taste_and_form_are_no_veto(watch: Watch) -> None:
    with transaction(watch.db):
        suggestions.log_drops(watch.db, "t1_x", [("local", candidate_of(watch), ["length", "style"])], START + HOUR)
        suggestions.log_drops(watch.db, "t1_y", [("local", "", ["hazard"])], START + HOUR)
    assert look(later(watch, 1)).state == "on"


def test_what_came_too_late_and_what_nobody_answered_is_no_success() -> None:
    row = SuggestionRow("t1_a", "t3_p", "Quiet", "ann", "local", "", "d", "t", (), 0.0, decision="taken")
    assert value_of(replace(row, decided_utc=5.0), 9.0) == 1.0
    assert value_of(replace(row, decided_utc=5.0), 4.0) == 0.3
    assert value_of(replace(row, decision=None), 9.0) == 0.3
    assert value_of(replace(row, decided_utc=5.0, stars=1), 9.0) == 0.5
    assert value_of(replace(row, decision=None, stars=5), 9.0) == 1.0


def test_with_too_few_helpers_the_gate_alone_decides(watch: Watch) -> None:
    assert "0 helpers in 28 days are too few" in why_not(watch)
    crowd(watch, better=True, helpers=needed_for(watch.rules))
    assert why_not(watch) == ""
    assert why_not(replace(watch, rules=CanarySettings(share=0.0))) == "canaries are off"
    watch.registry.rollback("im", reason="", at_utc=START)
    assert "no adapter serves" in why_not(watch)


@pytest.fixture
def config(watch: Watch, tmp_path: Path) -> str:
    path = tmp_path / "config.toml"
    path.write_text('[store]\npath = "s.db"\n[models]\nengine = "local"\nregistry = "adapters"\n')
    return str(path)


def test_the_commands_start_show_and_stop_it(watch: Watch, config: str) -> None:
    tried = candidate_of(watch)
    run = CliRunner().invoke
    shown = run(app, ["canary", "status", "-c", config, "--json"])
    assert (shown.exit_code, json.loads(shown.stdout)["adapter"]) == (0, tried)
    assert run(app, ["canary", "stop", "-c", config]).exit_code == 0
    assert watch.registry.candidate("im") is None
    started = run(app, ["canary", "start", tried, "-c", config, "--share", "0.3", "--now", "5"])
    assert started.exit_code == 0, started.output
    candidate = watch.registry.candidate("im")
    assert candidate is not None
    assert (candidate.adapter, candidate.share, candidate.since_utc) == (tried, 0.3, 5.0)
    listed = run(app, ["list", "-c", config, "--json"])
    assert {row["id"]: row["state"] for row in json.loads(listed.stdout)}[tried] == "canary 30%"
    assert run(app, ["retire", tried, "-c", config, "--reason", "enough"]).exit_code == 0
    told = json.loads(run(app, ["show", tried, "-c", config, "--json"]).stdout)
    assert (told["state"], told["marks"][0]["reason"]) == ("retired", "enough")
    assert "retired" in run(app, ["show", tried, "-c", config]).stdout


def test_a_canary_is_refused_where_no_engine_takes_adapters(watch: Watch, config: str) -> None:
    tried = candidate_of(watch)
    Path(config).write_text(Path(config).read_text().replace('"local"', '"guideline"'))
    refused = CliRunner().invoke(app, ["canary", "start", tried, "-c", config])
    assert refused.exit_code != 0
    assert "takes no adapters" in str(refused.exception)


@pytest.mark.parametrize(
    ("action", "left", "states"),
    [
        ("retire", None, ["retired, withdrawn", ""]),
        ("retrain", 0, ["serves, withdrawn", ""]),
        ("tell", 0, ["serves, withdrawn", ""]),
    ],
)
def test_a_withdrawn_text_costs_what_the_settings_say(
    tmp_path: Path, action: str, left: int | None, states: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = Registry(tmp_path / "adapters")
    cards = [Card("im", "tiny", "0" * 64, None, float(n), fullnames=("t1_x", f"t1_{n}")[n - 1 :]) for n in (1, 2)]
    ids = [registry.add(weights(tmp_path / str(n), n), card).id for n, card in enumerate(cards, 1)]
    registry.promote("im", ids[0], reason="first", at_utc=1.0)
    with open_database(tmp_path / "s.db"):
        pass
    config = tmp_path / "config.toml"
    config.write_text(f'[store]\npath = "s.db"\n[models]\nregistry = "adapters"\n[training]\nwithdrawal = "{action}"\n')
    monkeypatch.setattr("training.registry_commands._retrain", lambda *_: ["im: a run"])
    done = CliRunner().invoke(app, ["withdraw", "t1_x", "-c", str(config), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["adapters"] == [ids[0]]
    assert told["retired"] == ([] if left is not None else [ids[0]])
    assert told.get("runs") == (["im: a run"] if action == "retrain" else None)
    assert registry.serving("im") == (ids[left] if left is not None else None)
    rows = {
        row["id"]: row["state"]
        for row in json.loads(CliRunner().invoke(app, ["list", "-c", str(config), "--json"]).stdout)
    }
    assert [rows[one] for one in ids] == states
