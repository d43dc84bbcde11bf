"""The real sentence encoder, where its package is installed."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import pytest

from models.encoder import DIMENSIONS, MiniLm, is_installed
from models.protocols import EngineUnavailable, Post
from models.retrieval import Candidate, EncoderRetriever

pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="the encoder extra is not installed"),
    pytest.mark.timeout(120),
]

SLEEP = Post("Awake", "I have not slept through a night since the baby came.")
EXAM = Post("Exam", "I panic before every maths test.")


@pytest.fixture(scope="module")
def minilm() -> MiniLm:
    return MiniLm()


def test_vectors_have_unit_length_and_do_not_depend_on_their_company(minilm: MiniLm) -> None:
    alone = minilm([SLEEP.text])[0]
    together = minilm([EXAM.text * 5, SLEEP.text])[1]
    numbers = struct.unpack(f"<{DIMENSIONS}f", alone)
    assert math.isclose(sum(n * n for n in numbers), 1.0, abs_tol=1e-4)
    assert numbers == pytest.approx(struct.unpack(f"<{DIMENSIONS}f", together), abs=1e-4)


def test_meaning_brings_posts_together_that_share_no_word(minilm: MiniLm) -> None:
    candidates = [
        Candidate(SLEEP, "Nights bend everything.", "a"),
        Candidate(EXAM, "Breathe before you turn the page.", "b"),
    ]
    retriever = EncoderRetriever(candidates, minilm([c.post.text for c in candidates]), minilm, floor=0.3)
    examples = retriever.similar(Post("Newborn", "My infant keeps waking me, I am exhausted."), count=2)
    assert examples[0].post == SLEEP


def test_no_texts_give_no_vectors(minilm: MiniLm) -> None:
    assert minilm([]) == []


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(EngineUnavailable, match="not the expected ones"):
        MiniLm(tmp_path)
