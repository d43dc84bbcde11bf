"""What changed, sentence by sentence, for a result by any engine."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.edits import align, similarity
from models.protocols import Edit, EditKind

KEEP, REPLACE, INSERT, DELETE = EditKind.KEEP, EditKind.REPLACE, EditKind.INSERT, EditKind.DELETE


def _short(edits: tuple[Edit, ...]) -> list[tuple[EditKind, str, str]]:
    return [(e.kind, e.before, e.after) for e in edits]


def test_each_sentence_has_one_fate() -> None:
    draft = "You should call her today. Others have it worse. I'm around."
    result = "That sounds hard. You could call her today. I'm around."
    assert _short(align(draft, result)) == [
        (INSERT, "", "That sounds hard."),
        (REPLACE, "You should call her today.", "You could call her today."),
        (DELETE, "Others have it worse.", ""),
        (KEEP, "I'm around.", "I'm around."),
    ]


def test_an_unchanged_text_is_all_kept() -> None:
    edits = align("One. Two?\n\nThree!", "One. Two?\n\nThree!")
    assert {e.kind for e in edits} == {KEEP}
    assert not any(e.reason for e in edits)


def test_every_change_has_a_reason() -> None:
    edits = align("One thing here. Gone now.", "One other thing here. Quite new words arrived.")
    assert all(e.reason for e in edits if e.kind is not KEEP)


def test_a_new_paragraph_is_an_insert_of_a_blank_line() -> None:
    edits = align("First thought. Second thought.", "First thought.\n\nSecond thought.")
    assert _short(edits) == [
        (KEEP, "First thought.", "First thought."),
        (INSERT, "", "\n\n"),
        (KEEP, "Second thought.", "Second thought."),
    ]


def test_reasons_can_be_given() -> None:
    edits = align("Aa bb cc.", "Aa bb dd.", lambda before, after: (f"{before}>{after}", "some-id"))
    assert edits[0].reason == "Aa bb cc.>Aa bb dd."
    assert edits[0].guideline == "some-id"


def test_nothing_in_common_is_a_delete_and_an_insert() -> None:
    assert [e.kind for e in align("Apples fall down.", "Completely unrelated words.")] in (
        [DELETE, INSERT],
        [INSERT, DELETE],
    )


def test_similarity() -> None:
    assert similarity("a b c", "c b a") == 1
    assert similarity("a b", "c d") == 0
    assert similarity("...", "...") == 1


WORDS = st.sampled_from(["you", "could", "call", "her", "today", "maybe", "soon", "again"])
SENTENCE = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: " ".join(words).capitalize() + ".")


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCE, max_size=6), st.lists(SENTENCE, max_size=6))
def test_the_two_texts_can_be_read_off_the_edits(old: list[str], new: list[str]) -> None:
    edits = align(" ".join(old), " ".join(new))
    assert [e.before for e in edits if e.before] == old
    assert [e.after for e in edits if e.after.strip()] == new


def test_long_texts_are_not_compared_pair_by_pair() -> None:
    old = " ".join(f"Old sentence number {n}." for n in range(700))
    new = " ".join(f"New line with {n} in it!" for n in range(700))
    assert {e.kind for e in align(old, new)} == {DELETE, INSERT}
