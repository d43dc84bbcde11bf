"""Every guideline changes what it is for, and leaves its look-alikes alone."""

from __future__ import annotations

import pytest
from guideline_cases import CHANGES, LEAVES, POST

from models.guideline import BY_ID, CATALOGUE, Guideline, firing
from models.protocols import Post

Case = str | tuple[Post, str]


def _pairs(table: dict[str, tuple[Case, ...]]) -> list[tuple[str, Post, str]]:
    return [
        (guideline, *(case if isinstance(case, tuple) else (POST, case)))
        for guideline, cases in table.items()
        for case in cases
    ]


@pytest.mark.parametrize(("guideline", "post", "draft"), _pairs(CHANGES))
def test_it_changes_what_it_is_for(guideline: str, post: Post, draft: str) -> None:
    assert guideline in firing(post, _long_enough(draft))


@pytest.mark.parametrize(("guideline", "post", "draft"), _pairs(LEAVES))
def test_it_leaves_look_alikes_alone(guideline: str, post: Post, draft: str) -> None:
    assert guideline not in firing(post, _long_enough(draft))


@pytest.mark.parametrize("guideline", CATALOGUE, ids=lambda g: g.id)
def test_each_has_five_texts_either_way_and_says_why(guideline: Guideline) -> None:
    assert len(CHANGES[guideline.id]) >= 5
    assert len(LEAVES[guideline.id]) >= 5
    for words in (guideline.looks_for, guideline.edit, guideline.reason):
        assert words.endswith(".")
        assert 10 < len(words) < 130
    assert guideline.source
    assert 0 < guideline.weight <= 1


def test_reasons_speak_of_texts_and_not_of_the_helper() -> None:
    for guideline in CATALOGUE:
        assert not {"you", "your", "you're"} & set(guideline.reason.lower().replace(".", "").split()) - {"you"} or (
            "both of you" in guideline.reason
        )


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(CATALOGUE)


def _long_enough(draft: str) -> str:
    """Drafts of two or three words are nobody's reply; a neutral sentence makes one of them."""
    return draft if len(draft.split()) > 6 else f"It makes sense that it hurts. {draft}"
