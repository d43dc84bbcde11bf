"""The control: the same log, but what people did is drawn by lot, so that there is nothing to learn from it."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.loop_book import Book
from bench.loop_figures import mean_taste
from bench.loop_life import train
from bench.loop_taste import Judge
from models.registry import Registry

_DECIDED = ("taken", "edited", "declined")


def draw_lots(store: Path, to: Path, *, seed: int) -> int:
    """A copy of a store in which every decision is a coin's and votes are dealt out anew. Gives how many decisions.

    Taken and declined come alike often. Merely shuffled, decisions would still say that suggestions are taken more
    often than not, which is so, and which an adapter may rightly learn.
    """
    shutil.copyfile(store, to)
    rng = random.Random(seed)
    with closing(sqlite3.connect(to)) as db:
        marks = ", ".join("?" * len(_DECIDED))
        decided = [row[0] for row in db.execute(f"select id from suggestions where decision in ({marks})", _DECIDED)]
        coins = ["taken", "declined"] * (len(decided) // 2 + 1)
        coins = coins[: len(decided)]
        rng.shuffle(coins)
        db.executemany(
            "update suggestions set decision = ?, final = '', stars = null where id = ?",
            list(zip(coins, decided, strict=True)),
        )
        read = list(db.execute("select rowid, age_h, score from readings where score is not null"))
        for age in {row[1] for row in read}:
            rows, scores = [row[0] for row in read if row[1] == age], [row[2] for row in read if row[1] == age]
            rng.shuffle(scores)
            db.executemany("update readings set score = ? where rowid = ?", list(zip(scores, rows, strict=True)))
        db.commit()
    return len(decided)


@dataclass(frozen=True, slots=True)
class Draw:
    """One control: which log it learns from, with decisions by lot."""

    number: int
    seed: str
    lived: Mapping[str, Any]
    """The round whose log it is."""


def draws(book: Book, *, wanted: int) -> list[Draw]:
    """Those still to come, over the rounds of all lives in turn."""
    logs = [(seed, one) for seed, life in sorted(book.lives.items()) for one in life[1:] if one["report"]["adapter"]]
    done = {control["number"] for control in book.controls}
    return [Draw(n, *logs[n % len(logs)]) for n in range(wanted if logs else 0) if n not in done]


def control(
    book: Book, judge: Judge, out: Path, draw: Draw, *, is_tasted: bool, says: Callable[..., None]
) -> None:  # fmt: skip
    """A training on a log by lot, in a folder of its own, which goes again."""
    says(f"control {draw.number + 1}")
    life, folder = out / f"seed-{draw.seed}", out / f"control-{draw.number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    decisions = draw_lots(life / draw.lived["store"], folder / "sidelight.db", seed=draw.number)
    config = folder / "config.toml"
    lived = (life / "config.toml").read_text(encoding="utf-8")
    config.write_text(lived.replace(str(life), str(folder)), encoding="utf-8")
    with book.staged(folder) as stage:
        report = train(stage, config, now=time.time())
    taste = None
    if is_tasted and report["adapter"]:
        taste = mean_taste({"taste": judge.taste(Registry(folder / "adapters").path(report["adapter"]))})
    base = mean_taste(book.lives[draw.seed][0])
    book.controls.append(
        {
            "number": draw.number, "seed": draw.seed, "round": draw.lived["number"], "decisions": decisions,
            "promoted": report["state"] == "promoted", "sentence": report["sentence"], "counts": report["counts"],
            "taste": taste, "gain": None if taste is None else taste - base,
        }
    )  # fmt: skip
    book.write()
    shutil.rmtree(folder)
    says(f"control {draw.number + 1}: done", 1)
