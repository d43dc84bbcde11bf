"""One real run on a small model, from the store to an adapter that serves; and the other ways in which it may end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from made_up_store import build_store
from safetensors.torch import load_file, save_file
from taught_place import Place

from models.marks import Mark
from models.pointer import Candidate
from models.registry import CorruptAdapter, Registry, Retired, weights_sha256
from store import pairs, people, permissions, replies, runs
from store.database import transaction
from store.rows import Permission, RunRow
from training.canary import Watch, why_not
from training.cli import main
from training.command_line import adjusted
from training.errors import Misconfigured
from training.report import Report
from training.run import _let_serve, run_all, run_task
from training.settings import OnWithdrawal
from training.used import digests, used_digests
from training.withdraw import withdraw

Taught = tuple[Place, Report]
ROOT = Path(__file__).parents[2]
NOTHING_NEW = (
    "Not trained: im: 0 pairs that no earlier run has used, and 10 are needed (`run --afresh` learns the others again)."
)


def test_what_the_community_prefers_is_learned_and_serves(taught: Taught) -> None:
    place, report = taught
    assert report.state == "promoted", report.sentence
    assert report.evaluation is not None
    measure = report.evaluation.accuracy["implicit"]
    assert measure.candidate.low > 0.6
    assert measure.compared.mean == 0.5
    assert report.evaluation.margin.low > 0
    assert place.shop.registry.serving("im") == report.adapter


def test_the_card_says_what_it_was_fitted_on_and_what_judged_it(taught: Taught) -> None:
    place, report = taught
    card = place.shop.registry.verify(report.adapter)
    stored = {pair.key: pair for pair in pairs.of_task(place.db, "im")}
    assert len(card.pairs) == report.counts["train"]
    learned = {name for key in card.pairs for name in (stored[key].post, *stored[key].texts)}
    assert set(card.fullnames) == learned
    held_out = card.evaluation["held_out_keys"]
    assert isinstance(held_out, list)
    assert len(held_out) == report.counts["held_out"]
    judged = {name for key in held_out for name in (stored[str(key)].post, *stored[str(key)].texts)}
    assert not learned & judged
    assert card.evaluation["decision"] == report.sentence
    assert card.versions["trl"]
    assert card.counts["rating_pairs"] + card.counts["decision_pairs"] == len(card.pairs)


def test_seekers_answers_say_what_is_likely_to_help(taught: Taught) -> None:
    _, report = taught
    assert report.stages["support"].startswith("fitted on ")
    assert report.evaluation is not None
    assert report.evaluation.suite is not None
    means = {name: found["effective_support"] for name, found in report.evaluation.suite.systems.items()}
    assert means.keys() == {"human", "chosen", "base", "candidate"}
    assert all(0 <= one.low <= one.mean <= one.high <= 1 for one in means.values())
    assert means["chosen"].mean > means["human"].mean, "the drafts are the curt ones"


def test_no_text_stands_on_the_card(taught: Taught) -> None:
    place, report = taught
    card = (place.shop.registry.path(report.adapter) / "card.json").read_text()
    for pair in pairs.of_task(place.db, "im"):
        assert pair.chosen not in card
        assert pair.post_body not in card
        assert pair.author not in card


def test_the_run_left_a_row_with_its_report(taught: Taught) -> None:
    place, report = taught
    row = runs.last(place.db, "im")
    assert row is not None
    assert (row.state, row.adapter, row.id) == ("promoted", report.adapter, report.run)
    assert row.report["evaluation"]["accuracy"]["implicit"]["gain"]["bound"] > 0
    assert row.report["sentence"] == report.sentence


def test_the_same_data_again_is_the_same_adapter_and_no_better_than_itself(copy: Place) -> None:
    before = copy.shop.registry.serving("im")
    assert run_task(copy.shop, "im").sentence == NOTHING_NEW
    afresh = adjusted(copy.settings, base=None, afresh=True)
    report = run_task(replace(copy.shop, settings=afresh), "im")
    assert report.adapter == before, "one thread and one seed give the same weights, bit for bit"
    assert report.evaluation is not None
    assert report.evaluation.compared_with == before
    assert report.state == "kept"
    assert report.sentence.startswith("Not promoted: the gain over im-")


def test_what_was_tried_in_vain_is_not_tried_again_where_the_base_serves(copy: Place) -> None:
    registry = copy.shop.registry
    (adapter,) = (card.id for card in registry.cards())
    registry.rollback("im", reason="test", at_utc=9e9)
    assert run_task(copy.shop, "im").sentence == NOTHING_NEW
    assert used(copy, r=4) == frozenset(), "adapters of another shape have not tried it"
    registry.retire(adapter, reason="test", at_utc=9e9)
    assert used(copy) == frozenset(), "it had passed the gate: without it that is to be learned again"


def test_what_failed_is_known_after_its_adapter_is_gone(copy: Place) -> None:
    registry = copy.shop.registry
    (card,) = registry.cards()
    registry.rollback("im", reason="test", at_utc=9e9)
    file = registry.path(card.id) / "card.json"
    failed = json.loads(file.read_text())
    failed["evaluation"]["gate"]["promote"] = False
    file.write_text(json.dumps(failed))
    registry.retire(card.id, reason="test", at_utc=9e9)
    assert registry.card(card.id).pairs == ()
    assert used(copy) == set(digests([*card.pairs, *card.evaluation["held_out_keys"]]))
    assert run_task(copy.shop, "im").sentence == NOTHING_NEW


def used(place: Place, r: int = 16) -> frozenset[str]:
    base = weights_sha256(Path(place.settings.models.local.base))
    lora = place.settings.training.lora.model_copy(update={"r": r})
    settings = place.settings.training.model_copy(update={"lora": lora})
    return used_digests(place.shop.registry, "im", settings, base_sha256=base)


def test_the_next_round_goes_on_with_what_serves_and_replays(copy: Place) -> None:
    before = copy.shop.registry.serving("im")
    assert before
    parent = copy.shop.registry.card(before)
    build_store(copy.settings.store, posts=12, seed=5, first=100)
    report = run_task(copy.shop, "im")
    assert report.adapter != before
    assert report.stages["sft"] == f"left out: {before} goes on"
    card = copy.shop.registry.card(report.adapter)
    assert card.parent == before
    assert set(parent.pairs) < set(card.pairs)
    assert set(parent.fullnames) < set(card.fullnames)
    fresh = len(set(card.pairs) - set(parent.pairs))
    assert report.counts["train"] == fresh + round(fresh * 0.3 / 0.7)


def test_rollback_goes_back_to_the_base_model(copy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["sidelight-train", "rollback", "im", "--config", str(copy.config)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert copy.shop.registry.serving("im") is None


def test_a_damaged_adapter_is_refused_in_one_line(
    copy: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    adapter = copy.shop.registry.serving("im")
    assert adapter
    copy.shop.registry.rollback("im", reason="test", at_utc=0.0)
    weights = copy.shop.registry.path(adapter) / "adapter_model.safetensors"
    bytes_now = bytearray(weights.read_bytes())
    bytes_now[-1] ^= 1
    weights.write_bytes(bytes_now)
    with pytest.raises(CorruptAdapter):
        copy.shop.registry.verify(adapter)
    monkeypatch.setattr(sys, "argv", ["sidelight-train", "promote", adapter, "--config", str(copy.config)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "train again" in capsys.readouterr().err
    assert copy.shop.registry.serving("im") is None


def test_who_takes_back_permission_takes_the_adapter_with_them(copy: Place) -> None:
    adapter = copy.shop.registry.serving("im")
    assert adapter
    with transaction(copy.db):
        assert permissions.revoke(copy.db, "drafter0_0", Permission.TRAINING, 9e9)
        people.withdraw_training(copy.db, "drafter0_0", 9e9)
    strict = replace(copy.shop, settings=copy.settings.__class__(
        copy.settings.training.model_copy(update={"min_pairs": 10_000}), *_rest(copy)
    ))  # fmt: skip
    (report,) = run_all(strict, ["im"])
    assert report.sentence.startswith("Not trained: ")
    assert copy.shop.registry.serving("im") is None
    assert [mark.kind for mark in copy.shop.registry.marks(adapter)] == ["withdrawn", "retired"]
    with pytest.raises(Retired):
        copy.shop.registry.verify(adapter)


@pytest.mark.parametrize("action", ["retrain", "tell"])
def test_the_settings_may_let_it_serve_on_for_a_while(copy: Place, action: OnWithdrawal) -> None:
    adapter = copy.shop.registry.serving("im")
    assert adapter
    seen = frozenset(copy.shop.registry.card(adapter).fullnames[-2:])
    done = withdraw(copy.db, copy.shop.registry, seen, at_utc=9e9, action=action)
    assert (done.adapters, done.retired, done.serving) == ((adapter,), (), {})
    assert copy.shop.registry.serving("im") == adapter
    assert [mark.reason for mark in copy.shop.registry.marks(adapter)] == ["2 of the texts it has seen were taken back"]


def test_where_enough_helpers_are_about_it_is_tried_before_it_serves(copy: Place) -> None:
    registry, task = copy.shop.registry, "im"
    serving, other = registry.serving(task), Registry(copy.settings.source.parent / "elsewhere")
    assert serving
    rules = copy.settings.training.canary.model_copy(update={"share": 0.5, "effect": 1.0, "max_days": 400.0})
    shop = replace(copy.shop, settings=replace(
        copy.settings, training=copy.settings.training.model_copy(update={"canary": rules})
    ))  # fmt: skip
    watch = Watch(shop.db, registry, rules, shop.now())
    assert why_not(watch) == ""
    report = Report(task, "run", evaluation=None, sentence="Promoted: it is better.")
    weights = load_file(registry.path(serving) / "adapter_model.safetensors")
    folder = shutil.copytree(registry.path(serving), other.root / "better")
    save_file({name: value * 1.01 for name, value in weights.items()}, folder / "adapter_model.safetensors")
    better = registry.add(folder, registry.card(serving)).id
    assert _let_serve(shop, report, better) == ("canary", "On its canary with 50% of the helpers: it is better.")
    assert (registry.serving(task), registry.pointer(task).candidate) == (
        serving, Candidate(better, 0.5, shop.now(), report.sentence),
    )  # fmt: skip
    save_file({name: value * 1.02 for name, value in weights.items()}, folder / "adapter_model.safetensors")
    third = registry.add(folder, registry.card(serving)).id
    state, sentence = _let_serve(shop, report, third)
    assert (state, f"{better} is on its canary" in sentence) == ("kept", True)
    registry.stop_canary(task, reason="", at_utc=9e9)
    registry.mark(third, Mark("vetoed", "flagged", 9e9))
    assert _let_serve(shop, report, third)[0] == "kept"
    few = replace(shop, settings=copy.settings)
    assert "No canary: " in _let_serve(few, report, better)[1]
    assert registry.serving(task) == better


def _rest(place: Place) -> tuple[Path, object, Path]:
    return place.settings.store, place.settings.models, place.settings.source


def test_permission_taken_back_during_the_run_leaves_no_adapter(place: Place) -> None:
    def take_back(stage: str, done: int, _of: int) -> None:
        if stage == "dpo" and done == 1:
            with transaction(place.db):
                for circle in range(3):
                    permissions.revoke(place.db, f"drafter{circle}_0", Permission.TRAINING, 9e9)

    report = run_task(replace(place.shop, progress=take_back), "im")
    assert (report.state, report.adapter) == ("kept", "")
    assert "withdrawn during the run" in report.sentence
    assert place.shop.registry.cards() == ()


def test_an_adapter_whose_text_was_deleted_goes_when_the_next_run_has_learned_without_it(copy: Place) -> None:
    adapter = copy.shop.registry.serving("im")
    assert adapter
    deleted = next(name for name in copy.shop.registry.card(adapter).fullnames if name.startswith("t3_"))
    with transaction(copy.db):
        replies.purge(copy.db, deleted, 9e9)
    (report,) = run_all(copy.shop, ["im"])
    assert report.evaluation is not None
    assert report.evaluation.compared_with == "base", "what is about to go sets no mark"
    assert report.state == "promoted", report.sentence
    assert copy.shop.registry.serving("im") == report.adapter != adapter
    assert [mark.kind for mark in copy.shop.registry.marks(adapter)] == ["withdrawn", "retired"]
    card = copy.shop.registry.card(report.adapter)
    assert deleted not in card.fullnames


def test_too_few_pairs_is_an_answer_and_not_a_crash(place: Place) -> None:
    with transaction(place.db):
        for name in permissions.allowed_usernames(place.db, Permission.TRAINING):
            if name.startswith("drafter"):
                permissions.revoke(place.db, name, Permission.TRAINING, 9e9)
    report = run_task(place.shop, "im")
    assert report.state == "kept"
    assert "0 pairs to learn from, and 10 are needed" in report.sentence
    # Twelve decisions, each met as a pair and then as a text that stands alone.
    assert report.funnel["decision"]["no permission for the chosen text"] == 24
    row = runs.last(place.db, "im")
    assert row is not None
    assert row.state == "kept"


def test_live_data_is_refused_before_anything_is_read(place: Place) -> None:
    bare = place.settings.training.model_copy(update={"permission_ref": ""})
    with pytest.raises(Misconfigured, match="permission_ref"):
        run_all(replace(place.shop, settings=place.settings.__class__(bare, *_rest(place))), ["im"])
    assert runs.everything(place.db) == []


def test_a_run_that_was_killed_is_closed_by_the_next(place: Place) -> None:
    with transaction(place.db):
        runs.start(place.db, RunRow("im-old", "im", 1.0))
    poor = place.settings.training.model_copy(update={"min_pairs": 10_000})
    run_all(replace(place.shop, settings=place.settings.__class__(poor, *_rest(place))), ["im"])
    assert [row.state for row in runs.everything(place.db)] == ["failed", "kept"]


def test_sigterm_in_the_middle_leaves_a_failed_run_and_no_half_adapter(place: Place) -> None:
    command = [sys.executable, "-m", "training", "run", "--json-progress", "--config", str(place.config)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=place.config.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        for line in process.stdout:
            if json.loads(line)["stage"] == "dpo":
                process.send_signal(signal.SIGTERM)
                break
        said = process.stderr.read()
    assert process.returncode == 143
    assert "stopped before it was done; nothing was registered" in said.strip().splitlines()[-1]
    (row,) = runs.everything(place.db)
    assert (row.state, row.adapter) == ("failed", "")
    root = Registry(place.settings.models.registry).root
    assert not root.exists() or not [path for path in root.iterdir() if path.is_dir()]
