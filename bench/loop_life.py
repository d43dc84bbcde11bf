"""One life of the loop: a community of two tastes, the bot beside it, and training after each round."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.loop_editor import AT_WORK, CONTEXT, MOST_SENTENCES, SUBREDDITS
from bench.stage import Stage, fast_watch
from bench.waiting import wait_until
from models.registry import Registry
from sandbox.community.plan import Plan

RULES = """version: 1
dry_run: false
suggestions: {cooldown_hours: 0, daily_cap: 2000, min_words: 4}
flags: {hourly_cap: 1000}
"""
TASTES = ("comfort", "practice")
"""Of `SUBREDDITS`, in turn."""
_PAUSE = 1.0
"""Virtual seconds in a real one while training runs: next to nothing happens then."""
_IS_UP = " watching as="
_LONGEST_S = 1500.0
_TRAINING_S = 1500.0
_SWAP_S = 60.0
_SWAPPED = re.compile(r" swapped task=im adapter=(\S+)")
_REFUSED = re.compile(r" swap_refused task=im adapter=(\S+) why=(.*)")
_BY_WRITER = (
    "select iif(adapter = '', engine, adapter), count(*) from suggestions where sent_utc is not null group by 1"
)
_BY_DECISION = "select coalesce(decision, 'open'), count(*) from suggestions where sent_utc > 0 group by 1"

Says = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How large a life is, and who decides what serves."""

    rounds: int
    days: float
    """Virtual, in each round."""
    size: float
    speed: float
    every_candidate_serves: bool
    base: Path

    def plan(self) -> Plan:
        """Many helpers who write seldom, since nobody may be learned from and judged by; few words, no incidents.

        Nobody deletes anything: what has learned from a deleted text is retired with the next run, so that where two
        of a hundred go, as in `make demo`, each round begins from the base again.

        Helpers decide by what their community likes, dimly, and always say so: by temper, as in `make demo`, 62 of 100
        decisions agree with the taste, and a few hundred of those teach nobody.
        """
        return Plan(
            days=self.rounds * self.days + 1.0, quiet_days=0.9, early_share=0.46, subreddits=SUBREDDITS, tastes=TASTES,
            posts_per_day=260.0, replies_per_post=1.4, unanswered_share=0.0, visits_per_post=4.0, voters=40,
            helpers=280, opted_in_share=0.97, training_share=0.97, seekers_training_share=0.97, leaving_share=0.0,
            deleting_share=0.0, discerning_share=1.0, most_sentences=MOST_SENTENCES, harmful_share=0.01,
            harmful_people=2, slip_share=0.0, crisis_share=0.0, lookalike_share=0.0, has_incidents=False,
        ).scaled(self.size)  # fmt: skip

    def sections(self, folder: Path) -> dict[str, dict[str, Any]]:
        """The configuration, beside what the stage fills in. The gate is the usual one, asked for less evidence."""
        return {
            "watch": {**fast_watch(self.speed), "workers": 8},
            "follow": {"ages_h": [2.0, 8.0, 24.0], "ignored_after_h": 24.0},
            "models": {
                "engine": "local",
                "retrieval": "off",
                "registry": str(folder / "adapters"),
                "cache": str(folder / "models"),
                "local": {"base": str(self.base), "deadline_s": 120.0, **AT_WORK},
            },
            "training": {
                "permission_ref": "sandbox", "tasks": ["im"], "min_pairs": 20, "max_pairs": 450, "max_length": CONTEXT,
                # A light first stage, and little weight on likeness to the chosen texts in the second: half of what
                # was chosen is the draft as it stood, and to write like that is to say nothing.
                "batch": 16,
                "sft": {"epochs": 0.5, "learning_rate": 2e-4},
                "dpo": {
                    "epochs": 3.0, "learning_rate": 2e-3, "beta": 0.3, "loss": ["sigmoid", "sft"], "sft_weight": 0.3,
                },
                # Each suggestion is audited at work. Here one flagged text of forty is not yet a veto.
                "gate": {"effect": 0.2, "min_pairs": 20, "samples": 40, "max_unsafe": 0.05},
                "canary": {"share": 0.0},
            },
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to."""

    number: int
    report: Mapping[str, Any]
    """What `sidelight-train run` said."""
    serves: str
    """The adapter that the bot says it has swapped to, or empty for the base."""
    refused: str
    """Why the bot did not take in what the gate let through, or empty."""
    suggestions: Mapping[str, int]
    """How many the community has had so far, by the adapter or else the engine that wrote them."""
    decisions: Mapping[str, int]
    store: str
    """A copy of the store as training read it."""
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """For the file that a run goes on from."""
        return asdict(self)


def live(stage: Stage, options: Options, *, seed: int, says: Says) -> Iterator[Round]:
    """Watch, log, retrain, swap: one `Round` after each. Raises `StageError`."""
    plan = {name: value for name, value in asdict(options.plan()).items() if name not in ("seed", "bot_name")}
    file = stage.folder / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    stage.start_sandbox(
        "--seed", str(seed), "--plan", str(file), "--days", str(plan["days"]), "--speed", str(options.speed)
    )
    for subreddit, team in stage.get("/sandbox/truth")["moderators"].items():
        page = {"subreddit": subreddit, "page": "sidelight/rules", "content": RULES, "permlevel": 2}
        stage.post("/sandbox/do", {"act": "edit_wiki", "user": team[0], **page})
    config = stage.write_config(options.sections(stage.folder))
    stage.post("/sandbox/clock", {"speed": _PAUSE})
    stage.start_bot(config)
    says("the bot gets up")
    wait_until(stage, lambda: _IS_UP in stage.log(), within_s=_LONGEST_S, every_s=0.2)
    began = float(stage.get("/sandbox/clock")["now"])
    for number in range(1, options.rounds + 1):
        started = time.monotonic()
        _watch(stage, options, until=began + (number * options.days + 0.1) * 86_400.0, round_=number, says=says)
        yield _retrain(stage, options, config, round_=number, started=started, says=says)


def _watch(stage: Stage, options: Options, *, until: float, round_: int, says: Says) -> None:
    stage.post("/sandbox/clock", {"speed": options.speed})

    def is_over() -> bool:
        left_h = (until - float(stage.get("/sandbox/clock")["now"])) / 3600
        says(f"round {round_}: {_sent(stage.store)} suggestions sent so far, {max(0.0, left_h):.0f} h to go")
        return left_h <= 0

    wait_until(stage, is_over, within_s=_LONGEST_S, every_s=0.5)
    stage.post("/sandbox/clock", {"speed": _PAUSE})
    time.sleep(3.0)  # the bot asks for the time every two


def _retrain(stage: Stage, options: Options, config: Path, *, round_: int, started: float, says: Says) -> Round:
    says(f"round {round_}: training")
    now = float(stage.get("/sandbox/clock")["now"])
    copy = stage.folder / f"round-{round_}.db"
    copy_store(stage.store, copy)
    report = train(stage, config, now=now)
    registry = Registry(stage.folder / "adapters")
    if report["adapter"] and options.every_candidate_serves:
        registry.promote("im", report["adapter"], reason="bench: every candidate serves", at_utc=now)
    stage.check_alive()
    serves, refused = _swap(stage, registry.serving("im") or "", speed=options.speed)
    return Round(
        round_, report, serves, refused,
        _counts(stage.store, _BY_WRITER),
        _counts(stage.store, _BY_DECISION),
        copy.name, time.monotonic() - started,
    )  # fmt: skip


def _swap(stage: Stage, wanted: str, *, speed: float) -> tuple[str, str]:
    """Which adapter the bot serves once it has heard of the wanted one, and why it is another. Raises `StageError`."""
    if wanted and wanted not in told_of_swaps(stage.log()):
        stage.post("/sandbox/clock", {"speed": speed})  # the bot looks by that clock
        wait_until(stage, lambda: wanted in told_of_swaps(stage.log()), within_s=_SWAP_S, every_s=0.2)
        stage.post("/sandbox/clock", {"speed": _PAUSE})  # what serves is tasted next
    told = told_of_swaps(stage.log())
    return next((adapter for adapter, why in reversed(told.items()) if not why), ""), told.get(wanted, "")


def told_of_swaps(log: str) -> dict[str, str]:
    """Adapter → why the bot refused it, or empty where it swapped; in the order in which it said so last."""
    told: dict[str, str] = {}
    for line in log.splitlines():
        if found := _SWAPPED.search(line) or _REFUSED.search(line):
            adapter = found[1] if found[1] != "none" else ""
            told.pop(adapter, None)
            told[adapter] = found[2] if found.re is _REFUSED else ""
    return told


def train(stage: Stage, config: Path, *, now: float) -> dict[str, Any]:
    """What `sidelight-train run --task im` reports. Raises `StageError` where it fails."""
    command = ("-m", "training", "run", "--task", "im", "--config", str(config), "--now", str(now), "--json")
    report: dict[str, Any] = json.loads(stage.ask("training", *command, within_s=_TRAINING_S))[0]
    return report


def copy_store(store: Path, to: Path) -> None:
    """A whole copy, also while the bot writes."""
    to.unlink(missing_ok=True)
    with closing(sqlite3.connect(store, timeout=30)) as db:
        db.execute("vacuum into ?", (str(to),))


def _sent(store: Path) -> int:
    try:
        return sum(_counts(store, "select 'sent', count(*) from suggestions where sent_utc is not null").values())
    except sqlite3.OperationalError:
        return 0


def _counts(store: Path, query: str) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)) as db:
        return {str(name): int(number) for name, number in db.execute(query)}
