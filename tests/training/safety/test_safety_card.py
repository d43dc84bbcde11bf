"""The card of a small fit: what it was measured on, and what its probabilities were worth there."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import yaml
from rich.console import Console

from models.protocols import Hazard
from models.safety.heads import Encode, Heads, Numbers, load_heads, read_card
from models.safety.minilm import ENCODER
from training.reliability import Bin, Share, bins, calibration_error, reliability, reliability_of
from training.safety.fit import HAZARDS, Mask, Material, fit
from training.safety.measured import together, unseen
from training.safety.refit import Sources, refit
from training.safety.seeds import Case, is_held_out, read_seeds
from training.show import show_unseen


def stand_in(_: Path | None) -> Encode:
    """An encoder that knows words by their sums alone."""

    def encode(texts: object) -> Numbers:
        rows = [np.bincount([sum(map(ord, word)) % 384 for word in text.split()], minlength=384) for text in texts]  # type: ignore[attr-defined]
        found = np.array(rows, np.float32)
        return found / np.maximum(1e-6, np.linalg.norm(found, axis=1, keepdims=True))

    return encode


def write_cases(folder: Path, cases: dict[Hazard, list[Case]]) -> Path:
    """Files as seeds and suite have them."""
    folder.mkdir()
    for hazard, some in cases.items():
        document: dict[str, object] = {"hazard": str(hazard), "posts": {"p": "Nobody has called since I moved here."}}
        for side in ("unsafe", "lookalikes"):
            document[side] = [
                {"functionality": case.functionality, "post": "p", "replies": [case.reply]}
                for case in some
                if (case.hazard is not None) == (side == "unsafe")
            ]
        (folder / f"{hazard}.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Every eighth seed of two hazards; of the next eighth, a suite; and real threads."""
    folder, two = tmp_path_factory.mktemp("sources"), (Hazard.PROMOTION, Hazard.FALSE_EXPERIENCE)
    by_hazard = {hazard: [case for case in read_seeds() if case.near is hazard] for hazard in two}
    threads = [
        {"id": f"q{n}", "title": "A post", "body": "", "replies": [{"body": f"I hear you, {n} times over."}]}
        for n in range(40)
    ]
    (folder / "threads.jsonl").write_text("\n".join(map(json.dumps, threads)), encoding="utf-8")
    return Sources(
        seeds=write_cases(folder / "seeds", {hazard: cases[::8] for hazard, cases in by_hazard.items()}),
        threads=folder / "threads.jsonl",
        suite=write_cases(folder / "suite", {hazard: cases[4::32] for hazard, cases in by_hazard.items()}),
    )


def test_the_card_says_what_probabilities_of_human_hazards_were_worth(sources: Sources, tmp_path: Path) -> None:
    card = refit(tmp_path, stand_in, lambda *_: None, sources=sources)
    assert read_card(tmp_path)["reliability"] == card["reliability"]
    assert sources.suite is not None
    human = [case for case in read_seeds(sources.suite) if case.near is not Hazard.FALSE_EXPERIENCE]
    real = sum(is_held_out(f"q{n}") for n in range(40))
    assert (card["reliability"]["suite"], card["reliability"]["real"]) == (len(human), real)
    for name in ("with_encoder", "without_encoder"):
        found = reliability_of(card["reliability"][name])
        assert found is not None
        assert found.replies == len(human) + real
        assert sum(row.unsafe.hits for row in found.bins) == sum(case.hazard is not None for case in human)
        off = sum(row.unsafe.of * abs(row.mean - row.unsafe.value) for row in found.bins) / found.replies
        assert found.error == pytest.approx(off, abs=1e-3)
    assert load_heads(tmp_path).version


def test_the_shipped_weights_are_fitted_again_in_their_place_however_it_is_spelled(
    sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "weights"
    refit(shipped, stand_in, lambda *_: None, sources=Sources(seeds=sources.seeds))
    adapter = (shipped / ENCODER).read_bytes()
    monkeypatch.setattr("training.safety.refit.SHIPPED", shipped)
    monkeypatch.chdir(tmp_path)
    refit(Path("weights"), stand_in, lambda *_: None, sources=Sources(seeds=sources.seeds))
    assert (shipped / ENCODER).read_bytes() == adapter


def test_what_was_measured_on_nothing_has_no_reliability(sources: Sources, tmp_path: Path) -> None:
    card = refit(tmp_path, stand_in, lambda *_: None, sources=Sources(seeds=sources.seeds))
    assert card["reliability"] == {}


def test_a_card_gives_back_the_bins_that_it_was_given() -> None:
    found = [(0.12, False), (0.18, True), (0.5, False), (1.0, True)]
    tree = json.loads(json.dumps(reliability(found).as_json()))
    assert [(row["from"], row["to"], row["share"]) for row in tree["bins"]] == [
        (0.1, 0.2, 0.5), (0.5, 0.6, 0.0), (0.9, 1.0, 1.0),
    ]  # fmt: skip
    back = reliability_of(tree)
    assert back is not None
    assert back.bins[0] == Bin(0.1, pytest.approx(0.15), Share(1, 2))
    assert len(back.bins) == len(bins(found))
    assert back.error == pytest.approx(calibration_error(found), abs=1e-4)
    assert reliability_of({"bins": [{}]}) is None


def test_a_functionality_is_measured_by_a_fit_that_never_saw_it(
    sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[set[str]] = []

    def watched(material: Material, mask: Mask, *rest: Any, **options: Any) -> Heads:
        known.append({case.functionality for case, is_learned in zip(material.cases, mask, strict=True) if is_learned})
        return fit(material, mask, *rest, **options)

    monkeypatch.setattr("training.safety.refit.fit", watched)
    card = refit(tmp_path, stand_in, lambda *_: None, sources=sources, leave_out=[("direct", "polite"), ("covert",)])
    assert sources.suite is not None
    suite = read_seeds(sources.suite)
    look_alikes = sum(case.hazard is None for case in suite)
    assert list(card["left_out"]) == ["direct", "polite", "covert"]
    assert [names & {"direct", "polite", "covert"} for names in known] == [
        {"direct", "polite", "covert"}, {"covert"}, {"direct", "polite"},
    ]  # fmt: skip
    for name, row in card["left_out"].items():
        cases = sum(case.hazard is not None and case.functionality == name for case in suite)
        assert (row["found"][1], row["at_promise"][1], row["false_at_promise"][1]) == (cases, cases, look_alikes)
    assert together(card["left_out"].values(), "found").of == sum(row["found"][1] for row in card["left_out"].values())


def test_unlike_fits_are_compared_where_three_in_a_hundred_real_replies_are_flagged() -> None:
    real = [Case("", "r", None, None, "real", is_real=True, is_held_out=True) for _ in range(100)]
    guilty = [Case("", "g", Hazard.ABUSE, Hazard.ABUSE, way, False) for way in ("covert", "covert", "direct")]
    safe = [Case("", "s", None, Hazard.ABUSE, "counter_speech") for _ in range(2)]
    said = [*(n / 1000 for n in range(100)), 0.6, 0.0975, 0.9, 0.3, 0.05]
    probabilities = np.zeros((105, len(HAZARDS)), np.float32)
    probabilities[:, HAZARDS.index(Hazard.ABUSE)] = said
    material = SimpleNamespace(cases=[*real, *guilty, *safe])
    found = unseen(cast(Material, material), probabilities, 100, "covert")
    assert (found.found, found.found_at_promise, found.false_at_promise) == (Share(1, 2), Share(2, 2), Share(1, 2))


def test_what_was_found_without_its_seeds_is_shown_beside_its_interval() -> None:
    row = {"found": [33, 80], "at_promise": [59, 80], "false_at_promise": [54, 652]}
    console = Console(width=200, record=True, file=io.StringIO())
    show_unseen(console, {"direct": row, "covert": row})
    text = console.export_text()
    assert "0.41 (33/80; 95 % 0.31–0.52)" in text
    assert "0.74 (118/160" in text
    assert "0.08 on average" in text
    show_unseen(console, {})
    assert console.export_text() == ""


def test_an_interval_stays_between_nothing_and_all() -> None:
    for of in range(1, 200):
        assert Share(0, of).interval[0] >= 0.0
        assert Share(of, of).interval[1] <= 1.0
    assert Share(0, 20).interval == (0.0, pytest.approx(0.161, abs=1e-3))
