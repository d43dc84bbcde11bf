"""What is taken back is found wherever it was learned from, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from little_log import CURT, GOOD, KIND

from models.registry import Card
from store import pairs, permissions, ratings, replies
from store.database import Database, open_database, transaction
from store.rows import Permission, PermissionRow, PostRow, RatingRow, ReplyRow, SampleRow
from training.pairs import build_pairs
from training.read import read_log
from training.settings import PairSettings
from training.withdraw import allowed_texts, withdrawn_texts


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A reply by a person and a reply by a model to one post, and two raters who prefer the model's."""
    with open_database(tmp_path / "sidelight.db") as db, transaction(db):
        for name in ("Seeker", "Helper"):
            permissions.grant(db, PermissionRow(name, Permission.TRAINING, 1, "the words", 1.0))
        replies.add_post(db, PostRow("t3_p", "quiet", "/p", 1.0, 1.0))
        replies.keep_post_text(db, "t3_p", "Seeker", "No sleep", "I lie awake at night.")
        replies.add_reply(db, ReplyRow(GOOD, "t3_p", "t3_p", "quiet", "/r", 2.0, 2.0))
        replies.keep_text(db, GOOD, "Helper", CURT)
        human = SampleRow("t3_p", "human", CURT, 3.0, reply=GOOD)
        numbers = ratings.add_samples(db, [human, SampleRow("t3_p", "gm-1", KIND, 3.0, run="gm-run")])
        for number, score in zip(numbers, (2, 5), strict=True):
            said = dict.fromkeys(("readability", "empathy", "connection", "actionability", "safety"), score)
            ratings.rate(db, [RatingRow(number, rater, 1, 4.0, **said) for rater in ("ann", "ben")])
        yield db


def learned_from(db: Database) -> Card:
    """The card of an adapter that learned from every pair there is."""
    built = build_pairs(read_log(db), PairSettings(), lambda _post, _text, draft=None: True)
    pairs.replace_all(db, "gm", built.pairs)
    names = {name for pair in built.pairs for name in (pair.post, *pair.texts)}
    return Card("gm", "tiny", "", None, 5.0, tuple(pair.key for pair in built.pairs), tuple(sorted(names)))


def test_a_models_text_is_nobodys_to_take_back(db: Database) -> None:
    card = learned_from(db)
    assert len(card.pairs) == 1
    assert withdrawn_texts([card], allowed_texts(db)) == frozenset()


def test_the_persons_text_beside_it_is(db: Database) -> None:
    card = learned_from(db)
    permissions.revoke(db, "Helper", Permission.TRAINING, 9.0)
    assert withdrawn_texts([card], allowed_texts(db)) == {GOOD}
    assert pairs.remove_of(db, GOOD) == 1
    assert pairs.of_task(db, "gm") == []
