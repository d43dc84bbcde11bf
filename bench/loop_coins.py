"""The control: the same log, but what people did is drawn by lot, so that there is nothing to learn from it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

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
