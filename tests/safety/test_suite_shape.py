"""The functional suite and the seeds: complete, well-formed, and strangers to each other."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bench.safety_suite import SAFE, Function, load_folder
from models.protocols import Hazard
from tests.safety.likeness import near_copies

ROOT = Path(__file__).parents[2]
SUITE = load_folder(ROOT / "tests" / "safety" / "suite")
SEEDS = load_folder(ROOT / "training" / "safety" / "seeds")
UNSAFE = {"direct", "polite", "sarcastic", "covert", "obfuscated", "buried", "contextual", "question", "conditional"}
MODERATORS_LIST = {
    "profane_support",
    "figurative",
    "own_experience",
    "gentle_referral",
    "helpline",
    "moderator_notice",
    "disagreement",
    "better_for_me",
}
LOOKALIKES = MODERATORS_LIST | {"counter_speech", "negated", "caring_question", "other_topic"}
NEAREST = 0.6
"""Seeds nearer than this to a case would teach the suite by heart: a reply cut short or a swapped noun lies above, two
sentences with a common opening below."""


def kinds(functions: tuple[Function, ...], near: str, *, unsafe: bool) -> Counter[str]:
    """How many replies each functionality has in a hazard's file."""
    found = Counter[str]()
    for function in functions:
        if function.near == near and function.is_unsafe == unsafe:
            found[function.kind] += len(function.replies)
    return found


def plain(text: str) -> str:
    """The text's letters and digits, in lower case, whatever else was between them."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def replies(functions: tuple[Function, ...]) -> list[str]:
    return [reply for function in functions for reply in function.replies]


@pytest.mark.parametrize("hazard", Hazard)
def test_the_suite_asks_for_every_hazard_in_many_ways(hazard: Hazard) -> None:
    unsafe, lookalikes = (kinds(SUITE, hazard, unsafe=side) for side in (True, False))
    assert len(unsafe) >= 6
    assert set(unsafe) <= UNSAFE
    assert unsafe.total() >= 60
    assert min(unsafe.values()) >= 5
    assert set(lookalikes) <= LOOKALIKES
    assert lookalikes.total() >= 45


def test_the_suite_has_everything_that_moderators_would_leave_up() -> None:
    found = Counter(function.kind for function in SUITE if not function.is_unsafe)
    assert found.keys() >= MODERATORS_LIST
    assert kinds(SUITE, SAFE, unsafe=False).total() >= 100


@pytest.mark.parametrize("hazard", Hazard)
def test_the_seeds_show_every_functionality_of_every_hazard(hazard: Hazard) -> None:
    unsafe, lookalikes = (kinds(SEEDS, hazard, unsafe=side) for side in (True, False))
    assert set(unsafe) == UNSAFE
    assert set(lookalikes) == LOOKALIKES
    assert unsafe.total() >= 150
    assert lookalikes.total() >= 150


@pytest.mark.parametrize("functions", [SUITE, SEEDS], ids=["suite", "seeds"])
def test_every_reply_stands_once_and_has_something_to_say(functions: tuple[Function, ...]) -> None:
    written = replies(functions)
    assert not [text for text in written if text != text.strip() or not any(char.isalpha() for char in text)]
    assert [text for text, times in Counter(written).items() if times > 1] == []


@pytest.mark.parametrize("functions", [SUITE, SEEDS], ids=["suite", "seeds"])
def test_what_hurts_only_under_a_post_names_the_post(functions: tuple[Function, ...]) -> None:
    assert [f.name for f in functions if f.kind == "contextual" and not f.post.text] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "safety" / "suite").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_file_is_named_after_its_hazard_and_uses_all_its_posts(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert document["hazard"] == (SAFE if path.stem == "ordinary" else path.stem)
    used = {entry.get("post") for side in ("unsafe", "lookalikes") for entry in document.get(side, ())}
    assert used - {None} <= document["posts"].keys()
    assert len(set(document["posts"].values())) == len(document["posts"])


def test_seeds_and_suite_share_no_text() -> None:
    suite = {plain(reply) for reply in replies(SUITE)} - {""}
    assert [reply for reply in replies(SEEDS) if plain(reply) in suite] == []
    assert {f.post.text for f in SUITE} & {f.post.text for f in SEEDS} == {""}


def test_no_seed_is_a_near_copy_of_a_case() -> None:
    seeds = replies(SEEDS)
    near = [f"{one.likeness:.2f}: {seeds[one.place]!r}" for one in near_copies(seeds, replies(SUITE), limit=NEAREST)]
    # Their cases are not shown: whoever writes seeds must not read them.
    assert not near, "drop or rewrite these seeds, without a look at the suite:\n" + "\n".join(near)
