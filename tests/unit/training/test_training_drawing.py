"""How often a pair is drawn, what a run goes on with, and what it replays."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.registry import CONFIG, Card, Registry
from store.rows import PairRow
from training.dialogues import Dialogue
from training.drawing import balanced_weights, plain_weights
from training.errors import TooLittle
from training.learn import Parent, apart, find_parent, to_learn
from training.report import thinned
from training.rows import dpo_rows, kto_rows, sft_rows
from training.settings import TrainingSettings
from training.split import Split
from training.stages import evened, lessons, replayed
from training.used import digests


def a_pair(
    key: str, *, chosen: int = 10, rejected: int = 10, weight: float = 1.0, evidence: str = "votes", post: str = ""
) -> PairRow:
    """So many words on either side."""
    texts = (f"{key}-c " * chosen, f"{key}-r " * rejected)
    return PairRow(
        key, "gm", post or f"t3_{key}", "ann", "Quiet", "t", "b", "", texts[0], texts[1], evidence, weight, 1.0,
        (f"t1_{key}",),
    )  # fmt: skip


def asked(*pairs: PairRow) -> list[Dialogue]:
    return [Dialogue(pair, ({"role": "user", "content": "?"},), 50) for pair in pairs]


def lead(found: list[Dialogue], weights: list[float]) -> float:
    """By how many words the chosen texts are longer, on the weighted mean."""
    gaps = [len(one.pair.chosen.split()) - len(one.pair.rejected.split()) for one in found]
    return sum(weight * gap for weight, gap in zip(weights, gaps, strict=True)) / sum(weights)


def test_longer_chosen_texts_are_drawn_less_until_both_sides_are_of_one_length() -> None:
    longer = [a_pair(f"l{n}", chosen=60 + n, rejected=40) for n in range(14)]
    shorter = [a_pair(f"s{n}", chosen=40, rejected=60 + n) for n in range(6)]
    found = asked(*longer, *shorter)
    assert lead(found, plain_weights(found)) > 8
    assert lead(found, balanced_weights(found)) == pytest.approx(0, abs=1e-6)


def test_where_all_chosen_are_longer_the_tilt_stays_mild() -> None:
    found = asked(*(a_pair(f"p{n}", chosen=20 + 10 * n, rejected=20) for n in range(1, 9)))
    weights = balanced_weights(found)
    assert 0 < lead(found, weights) < lead(found, plain_weights(found))
    assert max(weights) / min(weights) < 7.5
    assert weights == sorted(weights, reverse=True)


def test_equal_lengths_leave_weights_alone_and_evidence_still_counts() -> None:
    found = asked(a_pair("a", weight=3.0), a_pair("b"))
    assert balanced_weights(found) == [3.0, 1.0]
    rows = dpo_rows(asked(a_pair("a", weight=3.0), *(a_pair(f"b{n}") for n in range(5))), batch=2, seed=1, balance=True)
    assert len(rows) == 6
    assert sum("a-c" in str(row["chosen"]) for row in rows) >= 2
    assert all("weight" not in row for row in rows), "the trainers would pass over it in silence"


def test_lone_texts_carry_their_label_and_no_kind_is_more_than_four_times_the_other() -> None:
    good = [a_pair(f"g{n}", rejected=0, weight=1 + n) for n in range(20)]
    bad = [a_pair(f"b{n}", chosen=0) for n in range(2)]
    found = evened(asked(*good, *bad))
    assert [bool(one.pair.chosen) for one in found].count(True) == 8
    assert {one.pair.key for one in found} >= {"g19", "g12", "b0", "b1"}
    for row in kto_rows(found, batch=4, seed=1):
        assert row["label"] is ("-c" in str(row["completion"]))
    assert evened(asked(*good)) == [], "from praise alone KTO learns nothing"


def test_few_rated_pairs_are_learned_with_the_others_and_bad_lone_texts_by_kto_alone() -> None:
    settings = TrainingSettings()
    pairs = asked(*(a_pair(f"v{n}") for n in range(4)), *(a_pair(f"r{n}", evidence="rating") for n in range(16)))
    found = lessons(pairs, asked(a_pair("bad", chosen=0)), settings)
    assert (len(found.pairs), len(found.rated)) == (4, 16)
    assert (len(lessons(pairs[:-1], [], settings).pairs), lessons(pairs[:-1], [], settings).rated) == (19, ())
    assert len(sft_rows(found.good, most=99, batch=4, seed=1)) == 20


def test_old_pairs_are_replayed_to_their_share_the_heaviest_first() -> None:
    fresh = asked(*(a_pair(f"n{n}") for n in range(14)))
    old = asked(*(a_pair(f"o{n}", weight=n) for n in range(1, 20)))
    found = replayed(fresh, old, share=0.3)
    assert len(found) == 20
    assert [one.pair.key for one in found[14:]] == ["o19", "o18", "o17", "o16", "o15", "o14"]
    assert replayed(fresh, old, share=0.0) == fresh


def a_card(**changes: tuple[str, ...]) -> Card:
    return replace(Card("gm", "tiny", "b", None, 1.0, id="gm-000000000001"), **changes)


def test_a_run_goes_on_with_what_serves_only_where_it_may(tmp_path: Path) -> None:
    registry, card, settings = Registry(tmp_path), a_card(), TrainingSettings()
    (tmp_path / card.id).mkdir()
    (tmp_path / card.id / CONFIG).write_text(json.dumps({"r": 16, "lora_alpha": 32}))

    def why(serving: Card | None, changed: TrainingSettings = settings, sha: str = "b", gone: str = "") -> str:
        return find_parent(registry, serving, changed, base_sha256=sha, withdrawn=gone.split()).why

    assert find_parent(registry, card, settings, base_sha256="b", withdrawn=()) == Parent(card, tmp_path / card.id)
    assert why(None) == "nothing serves yet"
    assert "another base" in why(card, sha="c")
    assert "1 texts that may not be learned from" in why(card, gone="t1_x")
    assert "continues is off" in why(card, settings.model_copy(update={"continues": False}))
    assert "another rank" in why(card, settings.model_copy(update={"lora": settings.lora.model_copy(update={"r": 8})}))


def test_without_pairs_that_no_run_has_used_nothing_is_learned(tmp_path: Path) -> None:
    pairs = asked(*(a_pair(f"p{n}") for n in range(12)))
    parent = Parent(a_card(pairs=("p0", "p1", "p2")), tmp_path)
    learned, tried = digests(["p0", "p1", "p2"]), digests(f"p{n}" for n in range(9))
    with pytest.raises(TooLittle, match=r"9 pairs that no earlier run has used, and 10 are needed \(`run --afresh`"):
        to_learn("gm", pairs, parent, TrainingSettings(), used=learned)
    with pytest.raises(TooLittle, match="3 pairs that no earlier run"):
        to_learn("gm", pairs, Parent(), TrainingSettings(), used=tried)
    found = to_learn("gm", pairs, parent, TrainingSettings(min_new_pairs=3, replay=0.1), used=tried)
    assert [one.pair.key for one in found] == [*(f"p{n}" for n in range(3, 12)), "p0"], "all that its parent has not"
    assert to_learn("gm", pairs, Parent(), TrainingSettings(min_new_pairs=3), used=tried) == pairs
    assert to_learn("gm", pairs, Parent(), TrainingSettings()) == pairs
    with pytest.raises(TooLittle, match="0 pairs that no earlier run has used, and 1 are"):
        to_learn("gm", pairs[:3], parent, TrainingSettings(min_new_pairs=0), used=learned)


def test_lone_texts_keep_away_from_the_posts_and_people_that_judge() -> None:
    held = a_pair("h")
    thumbs = [a_pair("same", post=held.post), a_pair("person"), a_pair("fine"), a_pair("before")]
    people = {name: frozenset({name}) for name in ("same", "fine", "before")}
    people |= {"h": frozenset({"eve"}), "person": frozenset({"eve", "bob"})}
    assert [one.key for one in apart(thumbs, Split((), (held,), ()), people, {"before"})] == ["fine"]


def test_a_curve_is_thinned_to_its_means() -> None:
    curve = [{"loss": float(step), "step": float(step)} for step in range(250)]
    found = thinned(curve)
    assert len(found) == 84
    assert found[0] == {"loss": 1.0, "step": 1.0}
    assert thinned(curve[:3]) == curve[:3]
