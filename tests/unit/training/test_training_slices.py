"""Accuracy slice by slice, with what length alone says beside it."""

from __future__ import annotations

import pytest
from little_log import BAD, GOOD, a_log, a_reading, two_replies

from store.rows import PairRow
from training.evaluation import Gap, PairScore, Scores, evaluate, vote_gaps


def a_pair(number: int, *, chosen: str = "kind words", rejected: str = "curt", evidence: str = "votes") -> PairRow:
    post, texts = f"t3_{number}", (GOOD, BAD)
    return PairRow(f"gm:{number}", "gm", post, "x", "quiet", "T", "B", "", chosen, rejected, evidence, 1.0, 0.0, texts)


def a_score(chosen: float, rejected: float) -> PairScore:
    return PairScore(chosen, rejected, 10, 10)


def test_evidence_comes_in_the_order_of_its_strength() -> None:
    pairs = [a_pair(n, evidence=kind) for n, kind in enumerate(["votes", "ruling", "files", "votes"])]
    same = [a_score(-10, -10)] * 4
    found = evaluate(pairs, Scores(same, same, same), compared_with="base", seed=1)
    assert [(one.name, one.pairs) for one in found.by_evidence.values()] == [("ruling", 1), ("votes", 2), ("files", 1)]


def test_accuracy_follows_the_gap_of_votes_beside_length_alone() -> None:
    texts = [("a b c", "d"), ("a b", "d"), ("a", "d e"), ("a b", "c d")]
    pairs = [a_pair(number, chosen=chosen, rejected=rejected) for number, (chosen, rejected) in enumerate(texts)]
    base = [a_score(-10, -10)] * 4
    candidate = [a_score(-9, -10), a_score(-9, -10), a_score(-11, -10), a_score(-9, -10)]
    gaps = {"gm:0": Gap(6, 1.5), "gm:1": Gap(9, None), "gm:2": Gap(60, 9.0)}
    found = evaluate(pairs, Scores(candidate, base, base), compared_with="base", seed=1, gaps=gaps)
    assert [(one.name, one.pairs, one.candidate.mean) for one in found.curve] == [
        ("votes 5-9", 2, 1.0),
        ("votes 50 or more", 1, 0.0),
        ("ratio 1.5-2", 1, 1.0),
        ("ratio 8 or more", 1, 0.0),
    ]
    assert found.whole is not None
    assert found.whole.length.mean == pytest.approx((1 + 1 + 0 + 0.5) / 4), "the longer one is chosen more often"
    assert found.whole.over_length.mean == pytest.approx((0 + 0 + 0 + 0.5) / 4)
    assert found.curve[1].length.mean == 1.0, "of this one pair the shorter"


def test_gaps_are_of_two_replies_read_at_one_age() -> None:
    pair = a_pair(1)
    log = a_log(replies=two_replies(), readings=[a_reading(GOOD, 12), a_reading(BAD, 3)])
    assert vote_gaps(log, [pair], 24.0) == {"gm:1": Gap(9, 4.0)}
    assert vote_gaps(log, [pair], 6.0) == {}
    hidden = a_log(replies=two_replies(), readings=[a_reading(GOOD, 12), a_reading(BAD, None)])
    assert vote_gaps(hidden, [pair], 24.0) == {}
    disliked = a_log(replies=two_replies(), readings=[a_reading(GOOD, 12), a_reading(BAD, -2)])
    assert vote_gaps(disliked, [pair], 24.0) == {"gm:1": Gap(14, None)}
