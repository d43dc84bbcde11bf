"""The registry: what it keeps, what it refuses, and what a reader may rely on while somebody else writes."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import struct
from pathlib import Path

import pytest

from models.marks import Mark
from models.pointer import Candidate, CorruptPointer
from models.registry import (
    Card,
    CorruptAdapter,
    Registry,
    Retired,
    StillServing,
    UnknownAdapter,
    weights_sha256,
)


def weights(value: int) -> bytes:
    """A safetensors file with one float32, made by hand: eight bytes of length, a JSON header, the numbers."""
    header = json.dumps({"a.lora_A.weight": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    return len(header).to_bytes(8, "little") + header + struct.pack("<f", value)


def adapter(folder: Path, value: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "adapter_model.safetensors").write_bytes(weights(value))
    (folder / "adapter_config.json").write_text('{"peft_type": "LORA", "r": 4}')
    return folder


def card(task: str = "im", **changes: object) -> Card:
    fields: dict[str, object] = {
        "task": task,
        "base": "tiny",
        "base_sha256": "b" * 64,
        "parent": None,
        "created_utc": 5.0,
    }
    return Card(**(fields | changes))  # type: ignore[arg-type]  # the tests say only what differs


def three(tmp_path: Path) -> tuple[Registry, list[str]]:
    registry = Registry(tmp_path / "registry")
    ids = [registry.add(adapter(tmp_path / str(n), n), card(created_utc=float(n))).id for n in (1, 2, 3)]
    return registry, ids


def test_an_adapter_is_named_by_its_task_and_weights_and_comes_back_whole(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "deep" / "registry")
    wanted = card(pairs=("p1", "p2"), fullnames=("t1_a",), counts={"votes": 2}, config={"lr": 2e-4}, seed=7)
    added = registry.add(adapter(tmp_path / "run", 1), wanted)

    assert added.id == f"im-{added.sha256[:12]}"
    assert registry.card(added.id) == added
    assert registry.verify(added.id).pairs == ("p1", "p2")
    assert sorted(path.name for path in registry.path(added.id).iterdir()) == [
        "adapter_config.json",
        "adapter_model.safetensors",
        "card.json",
    ]


def test_the_same_weights_twice_are_one_adapter_and_the_first_card_stands(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    first = registry.add(adapter(tmp_path / "a", 1), card(seed=1))
    again = registry.add(adapter(tmp_path / "b", 1), card(seed=2))
    assert again == first
    assert len(registry.cards()) == 1


def test_nothing_serves_until_something_is_promoted(tmp_path: Path) -> None:
    assert Registry(tmp_path / "absent").serving("im") is None
    registry, (one, _, _) = three(tmp_path)
    registry.promote("im", one, reason="first", at_utc=1.0)
    assert registry.serving("im") == one
    assert registry.serving("gm") is None


def test_rollback_walks_back_one_by_one_to_the_base_model(tmp_path: Path) -> None:
    registry, (one, two, three_) = three(tmp_path)
    for at, name in enumerate((one, two, three_)):
        registry.promote("im", name, reason="better", at_utc=float(at))
    assert [registry.rollback("im", reason="worse", at_utc=9.0) for _ in range(4)] == [two, one, None, None]
    assert [change.kind for change in registry.history("im")] == ["promote"] * 3 + ["rollback"] * 3


def test_rollback_after_a_second_promotion_returns_to_what_served_before_it(tmp_path: Path) -> None:
    registry, (one, two, three_) = three(tmp_path)
    registry.promote("im", one, reason="", at_utc=0.0)
    registry.promote("im", two, reason="", at_utc=1.0)
    registry.rollback("im", reason="", at_utc=2.0)
    registry.promote("im", three_, reason="", at_utc=3.0)
    assert registry.rollback("im", reason="", at_utc=4.0) == one


def test_rollback_passes_over_what_is_gone_or_damaged(tmp_path: Path) -> None:
    registry, (one, two, three_) = three(tmp_path)
    for name in (one, two, three_):
        registry.promote("im", name, reason="", at_utc=0.0)
    (registry.path(two) / "adapter_model.safetensors").write_bytes(weights(99))
    assert registry.rollback("im", reason="", at_utc=1.0) == one


def test_promoting_what_serves_already_writes_no_history(tmp_path: Path) -> None:
    registry, (one, _, _) = three(tmp_path)
    registry.promote("im", one, reason="", at_utc=0.0)
    registry.promote("im", one, reason="", at_utc=1.0)
    assert len(registry.history("im")) == 1


def test_an_adapter_for_the_other_task_is_refused(tmp_path: Path) -> None:
    registry, (one, _, _) = three(tmp_path)
    with pytest.raises(ValueError, match="fitted for im"):
        registry.promote("gm", one, reason="", at_utc=0.0)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: (path / "adapter_model.safetensors").write_bytes(weights(42)),
        lambda path: (path / "adapter_model.safetensors").write_bytes(weights(1)[:-2]),
        lambda path: (path / "adapter_model.safetensors").write_bytes(b""),
        lambda path: (path / "adapter_model.safetensors").write_bytes(b"\xff" * 64),
        lambda path: (path / "adapter_model.safetensors").unlink(),
        lambda path: (path / "adapter_config.json").write_text("{"),
        lambda path: (path / "adapter_config.json").write_text('{"peft_type": "LORA", "r": 4, "lora_alpha": 999}'),
        lambda path: (path / "card.json").write_text("[]"),
        lambda path: (path / "card.json").unlink(),
    ],
)
def test_every_kind_of_damage_is_told_with_the_folder_and_what_to_do(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]  # a lambda
    registry, (one, _, _) = three(tmp_path)
    damage(registry.path(one))
    with pytest.raises(CorruptAdapter, match=r"sidelight-train rollback im") as caught:
        registry.verify(one)
    assert str(registry.root / one) in str(caught.value)
    with pytest.raises(CorruptAdapter):
        registry.promote("im", one, reason="", at_utc=0.0)
    assert registry.serving("im") is None


def test_weights_that_are_no_safetensors_never_enter(tmp_path: Path) -> None:
    folder = adapter(tmp_path / "run", 1)
    (folder / "adapter_model.safetensors").write_bytes(b"PK\x03\x04 a pickle would run code")
    with pytest.raises(CorruptAdapter):
        Registry(tmp_path / "registry").add(folder, card())
    assert Registry(tmp_path / "registry").cards() == ()


def test_a_serving_adapter_is_not_retired_until_it_was_rolled_back(tmp_path: Path) -> None:
    registry, (one, two, three_) = three(tmp_path)
    for name in (one, two, three_):
        registry.promote("im", name, reason="", at_utc=0.0)
    with pytest.raises(StillServing, match="rollback im"):
        registry.retire(three_, reason="", at_utc=1.0)
    registry.retire(two, reason="worse than it looked", at_utc=1.0)
    assert registry.rollback("im", reason="", at_utc=2.0) == one, "what is retired is passed over"
    with pytest.raises(Retired, match="worse than it looked"):
        registry.promote("im", two, reason="", at_utc=3.0)


def test_a_retired_adapter_leaves_its_card_and_nothing_of_anybody(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "registry")
    told = card(pairs=("p1",), fullnames=("t1_a",), evaluation={"decision": "good", "held_out_keys": ["p2"]})
    added = registry.add(adapter(tmp_path / "run", 1), told)
    (registry.path(added.id) / "adapter.gguf").write_bytes(b"made by an engine")
    for _ in range(2):
        registry.retire(added.id, reason="old", at_utc=9.0)
    assert sorted(path.name for path in registry.path(added.id).iterdir()) == ["card.json", "marks.json"]
    left = registry.card(added.id)
    assert (left.pairs, left.fullnames, left.evaluation) == ((), (), {"decision": "good"})
    assert registry.marks(added.id) == (Mark("retired", "old", 9.0),)
    with pytest.raises(Retired):
        registry.add(tmp_path / "run", told)


def test_marks_add_up_and_the_same_words_count_once(tmp_path: Path) -> None:
    registry, (one, _, _) = three(tmp_path)
    for at in (1.0, 2.0):
        registry.mark(one, Mark("withdrawn", "2 texts", at))
    registry.mark(one, Mark("vetoed", "flagged", 3.0))
    assert [(mark.kind, mark.at_utc) for mark in registry.marks(one)] == [("withdrawn", 1.0), ("vetoed", 3.0)]
    (registry.path(one) / "marks.json").write_text("oops")
    with pytest.raises(CorruptAdapter, match="marks"):
        registry.verify(one)


def test_a_canary_stands_beside_what_serves_and_survives_a_restart(tmp_path: Path) -> None:
    registry, (one, two, _) = three(tmp_path)
    registry.promote("im", one, reason="", at_utc=0.0)
    candidate = Candidate(two, 0.2, 1.0, "passed the gate")
    registry.start_canary("im", candidate)
    again = Registry(registry.root)
    assert (again.serving("im"), again.candidate("im")) == (one, candidate)
    assert json.loads((registry.root / "im.json").read_text())["previous"] is None
    assert again.stop_canary("im", reason="no better", at_utc=2.0) == two
    assert (registry.serving("im"), registry.candidate("im")) == (one, None)
    assert registry.stop_canary("im", reason="", at_utc=3.0) is None
    assert [(change.kind, change.candidate) for change in registry.history("im")] == [
        ("promote", ""),
        ("canary", two),
        ("end", two),
    ]


def test_whatever_changes_what_serves_ends_the_canary(tmp_path: Path) -> None:
    registry, (one, two, three_) = three(tmp_path)
    registry.promote("im", one, reason="", at_utc=0.0)
    registry.start_canary("im", Candidate(two, 0.2, 1.0))
    registry.promote("im", two, reason="better", at_utc=2.0)
    assert (registry.serving("im"), registry.candidate("im"), registry.pointer("im").previous) == (two, None, one)
    registry.start_canary("im", Candidate(three_, 0.2, 3.0))
    assert registry.rollback("im", reason="", at_utc=4.0) == one
    assert registry.candidate("im") is None
    registry.start_canary("im", Candidate(three_, 0.2, 5.0))
    registry.retire(three_, reason="unsafe", at_utc=6.0)
    assert registry.candidate("im") is None
    assert registry.serving("im") == one
    assert registry.rollback("im", reason="", at_utc=7.0) is None, "canaries do not count as having served"


def test_a_canary_is_refused_for_what_cannot_serve(tmp_path: Path) -> None:
    registry, (one, two, _) = three(tmp_path)
    registry.promote("im", one, reason="", at_utc=0.0)
    for adapter_id, share, why in ((one, 0.2, "serves im already"), (two, 1.0, "between 0 and 1")):
        with pytest.raises(ValueError, match=why):
            registry.start_canary("im", Candidate(adapter_id, share, 1.0))
    registry.retire(two, reason="old", at_utc=1.0)
    with pytest.raises(Retired):
        registry.start_canary("im", Candidate(two, 0.2, 1.0))


def test_helpers_stay_where_they_are_and_about_the_share_is_taken() -> None:
    helpers = [f"helper{number}" for number in range(2000)]
    few, many = Candidate("im-0123456789ab", 0.2, 0.0), Candidate("im-0123456789ab", 0.5, 9.0)
    taken = {name for name in helpers if few.takes(name)}
    assert 0.17 < len(taken) / len(helpers) < 0.23
    assert taken == {name for name in helpers if few.takes(name.upper())}
    assert taken < {name for name in helpers if many.takes(name)}, "with a larger share nobody leaves"
    other = {name for name in helpers if Candidate("im-ba9876543210", 0.2, 0.0).takes(name)}
    assert 0.01 < len(taken & other) / len(helpers) < 0.07, "a new candidate draws anew"


def test_forgetting_a_text_finds_every_adapter_that_saw_it(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "registry")
    seen = registry.add(adapter(tmp_path / "a", 1), card(fullnames=("t1_a", "t3_p")))
    registry.add(adapter(tmp_path / "b", 2), card(fullnames=("t1_b",)))
    assert registry.fitted_on("t1_a") == (seen.id,)


@pytest.mark.parametrize("name", ["../im-000000000000", "im-123", "", "im-00000000000g", "im-000000000000/.."])
def test_an_id_is_never_a_way_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownAdapter):
        Registry(tmp_path).path(name)


def test_a_pointer_that_is_not_ours_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "im.json").write_text("oops")
    with pytest.raises(CorruptPointer, match=r"im\.json"):
        Registry(tmp_path).serving("im")


def test_a_base_is_known_by_its_weights_not_by_its_name(tmp_path: Path) -> None:
    for name, value in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text("{}")
        (tmp_path / name / "model.safetensors").write_bytes(weights(value))
    assert weights_sha256(tmp_path / "a") == weights_sha256(tmp_path / "b") != weights_sha256(tmp_path / "c")


def promote_often(root: Path, names: list[str], times: int) -> None:
    for turn in range(times):
        Registry(root).promote("im", names[turn % 2], reason="turn", at_utc=float(turn))


def test_two_writers_and_a_reader_never_see_half_a_pointer(tmp_path: Path) -> None:
    registry, ids = three(tmp_path)
    fork = multiprocessing.get_context("forkserver")
    writers = [fork.Process(target=promote_often, args=(registry.root, ids[start : start + 2], 25)) for start in (0, 1)]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        seen.add(registry.serving("im"))
    for writer in writers:
        writer.join()
    assert seen <= {None, *ids}
    history = registry.history("im")
    assert all(later.was == earlier.serving for earlier, later in itertools.pairwise(history))
