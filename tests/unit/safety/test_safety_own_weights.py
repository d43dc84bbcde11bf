"""The operator's own weights: what serves, what served before, and what must never serve."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from models.protocols import CrisisTier, EngineUnavailable, Hazard, Post, SafetyRules, Verdict
from models.safety import FollowedClassifier, configured_classifier
from models.safety.heads import CARD, SHIPPED, WEIGHTS, Heads, load_heads
from models.safety.own import KEPT, POINTER, CorruptPointer, OwnWeights
from models.settings import ModelSettings, SafetySettings


@pytest.fixture(scope="module")
def shipped() -> Heads:
    return load_heads()


def another(heads: Heads, number: int) -> Heads:
    """Heads that are told apart by one bias."""
    return dataclasses.replace(heads, ngram_bias=heads.ngram_bias + number, version=f"own{number}")


def added(own: OwnWeights, heads: Heads, number: int) -> str:
    return own.add(another(heads, number), {"made_utc": float(number), "fullnames": [f"t1_{number}"]})


def test_without_own_weights_the_shipped_ones_serve(tmp_path: Path) -> None:
    own = OwnWeights(tmp_path / "nothing")
    assert (own.serving(), own.folder, own.fits()) == (None, SHIPPED, ())
    assert own.rollback(reason="by hand", at_utc=1.0) is None
    assert not (tmp_path / "nothing").exists()


def test_promote_serves_and_rollback_goes_back_step_by_step(tmp_path: Path, shipped: Heads) -> None:
    own = OwnWeights(tmp_path)
    first, second = (added(own, shipped, number) for number in (1, 2))
    assert own.serving() is None
    own.promote(first, reason="better", at_utc=1.0)
    own.promote(second, reason="better still", at_utc=2.0)
    assert load_heads(own.folder).version == "own2"
    assert own.rollback(reason="by hand", at_utc=3.0) == first
    assert own.rollback(reason="by hand", at_utc=4.0) is None
    assert own.folder == SHIPPED
    assert [fit.id for fit in own.fits()] == [first, second]
    assert own.fits()[0].fullnames == {"t1_1"}


def test_a_fit_that_is_removed_serves_no_more(tmp_path: Path, shipped: Heads) -> None:
    own = OwnWeights(tmp_path)
    first, second = (added(own, shipped, number) for number in (1, 2))
    for fit in (first, second):
        own.promote(fit, reason="better", at_utc=1.0)
    own.remove(second, reason="withdrawn", at_utc=2.0)
    assert own.serving() == first
    own.remove(first, reason="withdrawn", at_utc=3.0)
    assert (own.serving(), own.fits()) == (None, ())


def test_damaged_weights_do_not_serve_and_cannot_be_promoted(tmp_path: Path, shipped: Heads) -> None:
    own = OwnWeights(tmp_path)
    fit = added(own, shipped, 1)
    own.promote(fit, reason="better", at_utc=1.0)
    (tmp_path / fit / WEIGHTS).write_bytes(b"cut short")
    assert own.folder == SHIPPED
    with pytest.raises(ValueError, match="damaged"):
        own.promote(fit, reason="again", at_utc=2.0)


def test_a_correction_of_other_weights_serves_no_more(tmp_path: Path, shipped: Heads) -> None:
    own = OwnWeights(tmp_path)
    own.promote(added(own, shipped, 1), reason="better", at_utc=1.0)
    by_hand = OwnWeights(tmp_path / "other")
    shutil.copytree(tmp_path / added(by_hand, shipped, 5).join(("other/", "")), tmp_path / "copy")
    for name in (WEIGHTS, CARD):
        shutil.copy(tmp_path / "copy" / name, tmp_path / name)
    assert own.serving() is None
    assert load_heads(own.folder).version == "own5"


def test_only_so_many_are_kept(tmp_path: Path, shipped: Heads) -> None:
    own = OwnWeights(tmp_path)
    ids = []
    for number in range(KEPT + 2):
        ids.append(added(own, shipped, number))
        own.promote(ids[-1], reason="weekly", at_utc=float(number))
    assert [fit.id for fit in own.fits()] == ids[-KEPT:]
    assert own.serving() == ids[-1]


def test_the_classifier_takes_up_what_was_promoted_and_what_was_rolled_back(tmp_path: Path, shipped: Heads) -> None:
    settings = ModelSettings(safety=SafetySettings(weights=tmp_path))
    classifier, own = configured_classifier(settings), OwnWeights(tmp_path)
    before = classifier.name
    assert not classifier.follow()
    own.promote(added(own, shipped, 1), reason="better", at_utc=1.0)
    assert classifier.name == before
    assert classifier.follow()
    assert classifier.name == "rules+heads-own1"
    own.rollback(reason="by hand", at_utc=2.0)
    assert classifier.follow()
    assert classifier.name == before


class _Named:
    def __init__(self, name: str) -> None:
        self.name = name

    def crisis(self, post: Post) -> CrisisTier:
        return CrisisTier.NONE

    def judge(self, post: Post, reply: str, rules: SafetyRules = SafetyRules()) -> Verdict:  # noqa: B008 - frozen
        return Verdict(dict.fromkeys(Hazard, 0.0), (), self.name)


def test_what_cannot_be_read_is_told_once_and_the_old_one_serves_on(caplog: pytest.LogCaptureFixture) -> None:
    wanted = ["one"]

    def build() -> _Named:
        if wanted[0] == "bad":
            raise EngineUnavailable("safety heads", "no usable heads")
        return _Named(wanted[0])

    classifier = FollowedClassifier(build, lambda: wanted[0])
    wanted[0] = "bad"
    assert [classifier.follow(), classifier.follow()] == [False, False]
    assert caplog.text.count("safety_weights_refused") == 1
    assert classifier.judge(Post("", ""), "hello").model == "one"


def test_a_pointer_that_cannot_be_read_names_its_file(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_text("{", encoding="utf-8")
    with pytest.raises(CorruptPointer, match=POINTER):
        OwnWeights(tmp_path).serving()
