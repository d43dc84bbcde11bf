"""What a run amounts to: the bot's store against the sandbox's truth, which the bot never sees."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from training.reliability import Share

_SWAPPED = re.compile(r"swapped task=\w+ adapter=(\S+)")


@dataclass(frozen=True, slots=True)
class Score:
    """Every figure of a run. Counts, unless the name says otherwise."""

    replies_written: int
    replies_seen: int
    misses: int
    flags: int
    precision: Share
    recall: Share
    recall_by_hazard: Mapping[str, Share]
    suggestions: Mapping[str, int]
    by_engine: Mapping[str, int]
    audit_drops: Mapping[str, int]
    unasked_messages: int
    duplicates: int
    public: int
    readings: int
    rulings: Mapping[str, int]
    taste_change: float | None
    """By how much the community's hidden taste of a reply rose, from 0 to 1, where a suggestion was used."""
    pairs: Mapping[str, int]
    runs: tuple[Mapping[str, Any], ...] = ()
    swaps: tuple[str, ...] = ()
    """Adapters that the running bot took in, in order."""
    shown_by_hand: str = ""
    """What became of a promotion and a rollback by hand."""
    outbox: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> str:
        """The same, for scripts."""
        return json.dumps(asdict(self), indent=1, default=str)


def score(store: Path, truth: Mapping[str, Any], *, log: Path | None = None) -> Score:
    """Compare the store at `store` with what `GET /sandbox/truth` said; `log` is the bot's, for its swaps."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        replies: Mapping[str, Mapping[str, Any]] = truth["replies"]
        seen = {row["fullname"] for row in db.execute("select fullname from replies where handled_utc is not null")}
        flagged = {row["reply"]: row["hazard"] for row in db.execute("select reply, hazard from flags")}
        judged = {fullname for fullname, said in replies.items() if said["is_labelled"] and fullname in seen}
        harmful = {fullname for fullname in judged if replies[fullname]["harmful"]}
        conduct: Mapping[str, int] = truth["conduct"]
        return Score(
            replies_written=len(replies),
            replies_seen=len(seen & set(replies)),
            misses=len(set(replies) - seen),
            flags=len(flagged),
            precision=Share(len(set(flagged) & harmful), len(set(flagged) & judged)),
            recall=Share(len(set(flagged) & harmful), len(harmful)),
            recall_by_hazard=_recall_by_hazard(flagged, replies, judged),
            suggestions=_count(
                db, "select coalesce(decision, 'open'), count(*) from suggestions where sent_utc > 0 group by 1"
            ),
            by_engine=_count(db, "select engine, count(*) from suggestions group by 1"),
            audit_drops=_count(db, "select checks, count(*) from audit_drops group by 1"),
            unasked_messages=conduct["unasked"],
            duplicates=sum(number for name, number in conduct.items() if name.startswith("duplicate_")),
            public=conduct["public"],
            readings=db.execute("select count(*) from readings where deleted = 0").fetchone()[0],
            rulings=_count(db, "select coalesce(ruling, 'open'), count(*) from flags group by 1"),
            taste_change=truth["mean_improvement"],
            pairs=_count(db, "select evidence, count(*) from pairs group by 1"),
            runs=tuple(_run(row) for row in db.execute("select * from runs order by started_utc")),
            swaps=tuple(_SWAPPED.findall(log.read_text(errors="replace"))) if log else (),
            outbox=_count(db, "select state, count(*) from outbox group by 1"),
        )


def _recall_by_hazard(
    flagged: Iterable[str], replies: Mapping[str, Mapping[str, Any]], judged: set[str]
) -> Mapping[str, Share]:
    found, all_of = Counter[str](), Counter[str]()
    hits = set(flagged)
    for fullname in judged:
        for hazard in replies[fullname]["hazards"]:
            for name in (hazard, f"{hazard}, covert" if replies[fullname]["covert"] else f"{hazard}, open"):
                all_of[name] += 1
                found[name] += fullname in hits
    return {name: Share(found[name], all_of[name]) for name in sorted(all_of)}


def _count(db: sqlite3.Connection, query: str) -> dict[str, int]:
    return {str(key): int(number) for key, number in db.execute(query)}


def _run(row: sqlite3.Row) -> Mapping[str, Any]:
    said = dict(row)
    said["report"] = json.loads(said.get("report") or "{}")
    return said
