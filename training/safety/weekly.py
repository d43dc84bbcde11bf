"""The weekly refit: from rulings to weights that serve, or the reason why not. Read `refit_on_rulings` top to bottom.

Each refit starts from the base (the weights that came along, or the operator's own `heads.npz`) and learns from every
ruling that may be learned from now, so that what is withdrawn is gone with the next one. What it makes lies in
`models.safety.weights`, beside what served before; the package's own weights are never written.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.protocols import EngineUnavailable
from models.safety import LayeredClassifier, RulesClassifier
from models.safety.heads import Encode, Heads, load_heads
from models.safety.own import OwnFit, OwnWeights
from models.settings import ModelSettings
from store.database import Database
from training.errors import Misconfigured, TooLittle
from training.gate import Decision
from training.lock import only_run
from training.recorded import Now, Recorded, close_left_open, stopped_by_signal
from training.safety.correct import correct
from training.safety.rulings import Ruled, Rulings, read_rulings, seen_replies
from training.safety.seeds import read_seeds, read_threads
from training.safety.sentences import Text
from training.safety.trial import Sitting, Tell, Trial, decide_weights, hold, is_kept_apart
from training.settings import Settings, require_permission
from training.withdraw import allowed_texts

TASK = "safety"


@dataclass(frozen=True, slots=True)
class Bench:
    """What a refit works with."""

    settings: Settings
    db: Database
    own: OwnWeights
    now: Now
    tell: Tell
    encode: Encode | None = None
    """The sentence encoder, where the configuration lets the heads read by it."""
    seeds: Path | None = None
    """A folder of seeds in place of our own."""


@dataclass(slots=True)
class Refit:
    """Filled in as it goes on."""

    run: str
    state: str = "failed"
    """`promoted`, `kept` or `failed`."""
    weights: str = ""
    """The id of what was promoted."""
    sentence: str = ""
    rulings: Mapping[str, object] = field(default_factory=dict)
    trial: Trial | None = None
    withdrawn: tuple[str, ...] = ()
    """Fits that went, because a text that they learned from did."""

    def as_json(self) -> dict[str, object]:
        """For the run's row and for `--json`."""
        return {
            "task": TASK,
            "run": self.run,
            "state": self.state,
            "weights": self.weights,
            "sentence": self.sentence,
            "rulings": dict(self.rulings),
            "trial": self.trial.as_json() if self.trial else None,
            "withdrawn": list(self.withdrawn),
        }


def refit_on_rulings(bench: Bench) -> Refit:
    """Learn from rulings, judge, and serve if the gate says so. Too few rulings is a report, not an exception.

    Raises `Misconfigured` without Reddit's permission, and `Busy` where another run is at work.
    """
    require_permission(bench.settings)
    run = f"{TASK}-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{time.time_ns() % 1_000_000:06d}"
    with only_run(bench.settings.store), stopped_by_signal():
        close_left_open(bench.db, bench.now)
        with Recorded(bench.db, run, TASK, bench.now) as outcome:
            refit = Refit(run)
            try:
                _refit(bench, refit)
            except TooLittle as error:
                refit.state, refit.sentence = "kept", f"Not fitted: {error}."
            outcome.state, outcome.adapter, outcome.report = refit.state, refit.weights, refit.as_json()
    return refit


def _refit(bench: Bench, refit: Refit) -> None:
    rules, share = bench.settings.training.rulings, bench.settings.training.holdout
    refit.withdrawn = withdraw_fits(bench.own, allowed_texts(bench.db), at_utc=bench.now())
    rulings = read_rulings(bench.db, rules)
    refit.rulings = rulings.as_json()
    learned = [one for one in rulings.ruled if not one.is_held_out(share)]
    held_out = tuple(one for one in rulings.ruled if one.is_held_out(share))
    if len(learned) < rules.min_rulings:
        raise TooLittle(TASK, "rulings that may be learned from", len(learned), rules.min_rulings, look="rulings")
    serving = _serving(bench.own)
    if serving is not None and serving.card.get("rulings") == rulings.digest():
        refit.state, refit.sentence = "kept", "Not fitted: nobody has ruled since the weights that serve were fitted."
        return
    cases = [*(read_seeds(bench.seeds) if bench.seeds else read_seeds())]
    cases += read_threads(rules.threads) if rules.threads else []
    base = load_heads(bench.own.base)
    version = f"{base.version}-{time.strftime('%Y%m%d', time.gmtime(bench.now()))}"
    candidate = correct(
        base, learned, [case for case in cases if not is_kept_apart(case)], version=version, encode=bench.encode
    )
    sitting = Sitting(
        tuple(case for case in cases if is_kept_apart(case)),
        tuple(Text(post, reply) for post, reply in seen_replies(bench.db)),
        held_out,
    )
    serves, corrected = (
        LayeredClassifier(RulesClassifier(), heads, bench.encode) for heads in (load_heads(bench.own.folder), candidate)
    )
    refit.trial = hold(sitting, serves, corrected, bench.tell)
    decision = decide_weights(refit.trial, rules)
    _settle(bench, refit, candidate, decision=decision, rulings=rulings, learned=learned)


def _settle(
    bench: Bench, refit: Refit, heads: Heads, *, decision: Decision, rulings: Rulings, learned: Sequence[Ruled]
) -> None:
    """Keep and promote what passed. What did not is not kept: its figures stand in the run's row."""
    refit.state, refit.sentence = "kept", decision.sentence
    fullnames = sorted({name for one in learned for name in one.fullnames})
    if not decision.promote:
        return
    if not allowed_texts(bench.db).issuperset(fullnames):
        refit.sentence = "Not promoted: a text that it learned from was taken back meanwhile."
        return
    assert refit.trial is not None
    card = {
        "made_utc": bench.now(),
        "learned_from": {**refit.rulings, "learned": len(learned)},
        "rulings": rulings.digest(),
        "fullnames": fullnames,
        "with_encoder": bench.encode is not None,
        "trial": refit.trial.as_json(),
        "decision": decision.sentence,
        "served_before": bench.own.serving(),
    }
    refit.weights, refit.state = bench.own.add(heads, card), "promoted"
    bench.own.promote(refit.weights, reason=decision.sentence, at_utc=bench.now())


def withdraw_fits(own: OwnWeights, allowed: frozenset[str], *, at_utc: float) -> tuple[str, ...]:
    """Remove every fit that learned from a text outside `allowed`; what serves steps back first. Gives their ids."""
    going = stale_fits(own, allowed)
    for fit in reversed(going):
        own.remove(fit, reason="a text it was fitted on was withdrawn", at_utc=at_utc)
    return going


def stale_fits(own: OwnWeights, allowed: frozenset[str]) -> tuple[str, ...]:
    """The fits that learned from a text outside `allowed`."""
    return tuple(fit.id for fit in own.fits() if not fit.fullnames <= allowed)


def configured_encoder(settings: ModelSettings, *, threads: int) -> Encode | None:
    """The sentence encoder that the weights to correct read by, or None where the configuration has none."""
    if not settings.safety.encoder:
        return None
    from models.safety.minilm import OnnxMiniLm, adapter_of

    try:
        adapter = adapter_of(OwnWeights(settings.safety.weights).base)
        return OnnxMiniLm(settings.cache, adapter=adapter, threads=threads)
    except EngineUnavailable as error:
        raise Misconfigured(str(error)) from error


def weights_rows(own: OwnWeights) -> list[dict[str, object]]:
    """Every fit, the newest first, as `adapter_rows` shows adapters."""
    serving = own.serving()
    return [
        {
            "id": fit.id,
            "task": TASK,
            "serves": fit.id == serving,
            "created_utc": fit.card.get("made_utc", 0.0),
            "pairs": 0,
            "texts": len(fit.fullnames),
            "decision": fit.card.get("decision", ""),
        }
        for fit in reversed(own.fits())
    ]


def _serving(own: OwnWeights) -> OwnFit | None:
    serving = own.serving()
    return next((fit for fit in own.fits() if fit.id == serving), None)
