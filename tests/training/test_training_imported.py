"""A run that learns from an imported set beside its own pairs, and lets go of it when no setting names it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

from taught_place import CONFIG, Place, make_place

from models.registry import Registry
from models.tiny.grammar import good_reply, make_scene, poor_reply
from store import pairs as pair_store
from store.rows import PairRow
from training.hidden import hidden_by
from training.preferences import EXAMPLES, Known, write_preferences
from training.run import run_all
from training.settings import read_settings

HIDE = hidden_by("salt")
PAIRS = 12


def write_set(folder: Path) -> Path:
    """Pairs of another community, which likes the same, and one example."""
    folder.mkdir()
    (folder / "card.json").write_text(json.dumps({"format": 1, "salt": "salt", "permission": "they are made up"}))
    rng = random.Random(3)
    known = [imported(number, rng) for number in range(PAIRS)]
    write_preferences(folder / "pairs.parquet", known)
    (talk, people), _rest = imported(99, rng), None
    told = replace(talk, rejected="", key="gm:forum/talk", evidence="transcript", texts=("forum/talk",))
    write_preferences(folder / "examples.parquet", [(told, people)], schema=EXAMPLES)
    return folder


def imported(number: int, rng: random.Random) -> Known:
    scene = make_scene(rng)
    texts = f"forum/t1_k{number}", f"forum/t1_u{number}"
    author, other, seeker = (HIDE(f"{who}{number}") for who in ("kind", "curt", "seeker"))
    row = PairRow(
        key=f"gm:{texts[0]}>{texts[1]}", task="gm", post=f"forum/t3_{number}", author=author, subreddit="Forum",
        post_title=scene.title, post_body=scene.body, draft="", chosen=good_reply(scene, rng),
        rejected=poor_reply(scene, rng), evidence="imported", weight=1.0, created_utc=1.0, texts=texts,
    )  # fmt: skip
    return row, {author, other, seeker}


def place_with(folder: Path, tiny: Path, sets: str) -> Place:
    made = make_place(folder, tiny, posts=12)
    quick = CONFIG.replace("min_pairs = 8", "min_pairs = 2").replace("samples = 3", "samples = 0")
    made.config.write_text(quick.format(tiny=tiny) + f"[training.imports]\nsets = [{sets}]\n")
    settings = read_settings(made.config)
    return replace(made, settings=settings, shop=replace(made.shop, settings=settings))


def test_a_named_set_is_learned_from_kept_apart_and_let_go(tmp_path: Path, tiny: Path) -> None:
    write_set(tmp_path / "forum")
    place = place_with(tmp_path, tiny, '"forum"')
    with place.db:
        (report,) = run_all(place.shop, ("gm",))
        assert report.adapter, report.sentence
        card = Registry(place.settings.models.registry).card(report.adapter)
        # The tiny grammar says few things, so some of them nearly repeat a text that is held out, and are dropped.
        assert PAIRS // 3 <= card.counts["imported_pairs"] <= PAIRS
        assert report.funnel["imported"] == {"imported": PAIRS + 1}
        assert "forum/talk" in card.fullnames
        assert report.stages["support"].startswith("not fitted, so all targets are kept: "), "too few have thanked"
        assert (card.counts["targets"] > 0, card.counts["targets_left_out"]) == (True, 0)
        held_out = card.evaluation["held_out_keys"]
        assert isinstance(held_out, list)
        assert held_out
        assert not [key for key in held_out if "forum/" in str(key)], "its own community judges"
        assert not [pair for pair in pair_store.of_task(place.db, "gm") if "/" in pair.post], "the store is for its own"

        run_all(place.shop, ())
        assert place.shop.registry.card(report.adapter).fullnames, "while the set is named nothing changes"
        unnamed = place.settings.training.imports.model_copy(update={"sets": ()})
        settings = replace(place.settings, training=place.settings.training.model_copy(update={"imports": unnamed}))
        run_all(replace(place.shop, settings=settings), ())
        assert place.shop.registry.serving("gm") != report.adapter
        assert not place.shop.registry.card(report.adapter).fullnames, "retired: what it was fitted on is forgotten"
