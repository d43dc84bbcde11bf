"""One pass of training, from the log to an adapter that serves or the reason why not. Read it from top to bottom."""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from models.protocols import SafetyClassifier
from models.registry import Card, CorruptAdapter, Json, Registry, Retired, UnknownAdapter, weights_sha256
from store import pairs as pair_store
from store import permissions, ratings
from store.database import Database, transaction
from store.rows import PairRow, Permission
from training.agreement import vote_agreement
from training.base import base_folder, hardware, load_base, load_tokenizer, room
from training.bootstrap import Estimate
from training.canary import TASK, Watch, begin, why_not
from training.dialogues import Dialogue, dialogues, dpo_rows, sft_rows
from training.errors import TooLittle, Withdrawn
from training.evaluation import vote_gaps
from training.evaluation.likeness import sentence_encoder
from training.evidence import Log
from training.gate import Decision, decide
from training.imported import Imported, is_imported, known, named_texts, read_imported, texts_of_others
from training.lock import only_run
from training.page.writing import clean_pages, keep_page, page_file
from training.pairs import Built, build_pairs, classifier_screen
from training.read import read_log
from training.recorded import Now, Recorded, close_left_open, stopped_by_signal
from training.report import Report, Timer, library_versions
from training.samples import sample_rows
from training.settings import TASKS, OnWithdrawal, Settings, Task, require_permission
from training.split import Split, split
from training.steps import Progress, Recipe
from training.withdraw import affected, allowed_texts, deleted_texts, withdraw, withdrawn_texts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every pass works with."""

    settings: Settings
    db: Database
    registry: Registry
    classifier: SafetyClassifier
    now: Now
    progress: Progress
    """Hears (stage, steps done, steps in all)."""


def run_all(shop: Workshop, tasks: Sequence[Task]) -> list[Report]:
    """One pass for each task. What becomes of adapters that learned from texts withdrawn since, the settings say; those
    that learned from deleted ones go at the end.

    Raises `Misconfigured` without Reddit's permission, and `Busy` where another run is at work.
    """
    require_permission(shop.settings)
    with only_run(shop.settings.store), stopped_by_signal():
        close_left_open(shop.db, shop.now)
        cards, gone = shop.registry.cards(), deleted_texts(shop.db)
        imported = named_texts(cards)
        withdrawn = withdrawn_texts(cards, allowed_texts(shop.db) | gone)
        withdrawn |= imported & _imported(shop, read_log(shop.db)).barred
        gone |= texts_of_others(imported, shop.settings.training.imports.sets)
        action = shop.settings.training.withdrawal
        _let_go(shop, withdrawn, action)
        if action == "retrain":
            gone |= withdrawn
        reports = [run_task(shop, task, stale=affected(cards, gone)) for task in tasks]
        _let_go(shop, frozenset(name for card in cards for name in card.fullnames) & gone, "retire")
        clean_pages(shop.db, shop.registry, shop.settings)
        return reports


def _imported(shop: Workshop, log: Log) -> Imported:
    """What may be learned from of the sets that the settings name."""
    settings = shop.settings.training
    return read_imported(settings.imports.sets, log, weight=settings.pairs.weights.imported, most=settings.max_pairs)


def _let_go(shop: Workshop, texts: frozenset[str], action: OnWithdrawal) -> None:
    if texts:
        done = withdraw(shop.db, shop.registry, texts, at_utc=shop.now(), action=action)
        log.info("withdrawn texts=%d adapters=%s", len(texts), ",".join(done.adapters) or "none")


@dataclass(frozen=True, slots=True)
class Look:
    """What could be learned from, without learning it."""

    built: Built
    agreement: Mapping[str, Estimate]

    @property
    def funnel(self) -> Mapping[str, Mapping[str, int]]:
        """Evidence → what happened → how many."""
        return self.built.funnel

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "pairs": {task: self.built.of_task(task).by_evidence for task in TASKS},
            "funnel": {evidence: dict(falls) for evidence, falls in self.funnel.items()},
            "vote_agreement": {evidence: one.as_json() for evidence, one in self.agreement.items()},
        }


def look_at_pairs(shop: Workshop) -> Look:
    """The pairs that a run would build now, counted. Changes nothing."""
    rules = shop.settings.training.pairs
    log = read_log(shop.db)
    built = build_pairs(log, rules, classifier_screen(shop.classifier, rules.max_hazard))
    agreement = vote_agreement(log, rules.outcome_age_h, seed=shop.settings.training.seed)
    return Look(built, agreement)


def run_task(shop: Workshop, task: Task, *, stale: Collection[str] = ()) -> Report:
    """Train, judge and perhaps promote one task's adapter. Holds no lock: the caller does.

    A serving adapter among the `stale` is about to go, so the candidate need not be better than it.
    Too few pairs is a report, not an exception. Whatever is raised leaves a `failed` row and no adapter.
    """
    run = f"{task}-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{time.time_ns() % 1_000_000:06d}"
    report = Report(task, run, page=str(page_file(shop.settings, run)))
    try:
        with Recorded(shop.db, run, task, shop.now) as outcome:
            try:
                run_once(shop, report, stale)
            except (TooLittle, Withdrawn, Retired) as error:
                report.sentence = f"Not trained: {error}."
                report.state = "kept"
            finally:
                outcome.report = report.as_json()
            outcome.state, outcome.adapter = report.state, report.adapter
    finally:
        keep_page(shop.db, shop.registry, shop.settings, run)
    return report


def run_once(shop: Workshop, report: Report, stale: Collection[str]) -> None:
    """The recipe, from top to bottom; fills in `report`. `TooLittle` and `Withdrawn` are expected ends."""
    settings, rules, task = shop.settings.training, shop.settings.training.pairs, report.task
    timer = Timer(report.seconds)

    with timer("pairs"):
        log = read_log(shop.db)
        built = build_pairs(log, rules, classifier_screen(shop.classifier, rules.max_hazard)).of_task(task)
        with transaction(shop.db):
            pair_store.replace_all(shop.db, task, built.pairs)
        report.funnel, report.by_evidence = built.funnel, built.by_evidence
        report.agreement = vote_agreement(log, rules.outcome_age_h, seed=settings.seed)
        imported = _imported(shop, log) if task == "gm" else Imported()
        built = built.beside(imported.pairs, imported.examples, imported.people)
        report.funnel = {**report.funnel, **({"imported": imported.counts} if imported.counts else {})}
        serving = _serving(shop.registry, task)
        parts = _part(shop, built, serving)
        serving = None if serving is None or serving.id in stale else serving
    _enough(task, parts, settings.min_pairs)

    with timer("load"):
        where = hardware(settings)
        base = base_folder(shop.settings.models, progress=lambda done, of: shop.progress("tiny", done, of))
        tokenizer = load_tokenizer(base)
        space = room(shop.settings.models, settings, tokenizer, base)
        learned, too_long = dialogues(parts.train, tokenizer, space)
        judged, too_long_to_judge = dialogues(parts.held_out, tokenizer, space)
        report.counts = {
            "pairs": len(built.pairs),
            "train": len(learned),
            "held_out": len(judged),
            "dropped": len(built.pairs) - len(parts.train) - len(parts.held_out),
            "too_long": too_long + too_long_to_judge,
        }
        from training.dpo import fit_dpo  # torch and TRL take seconds to import, and pairs may have been too few
        from training.evaluate import Contest, Judges, measure
        from training.sft import fit_sft

    with tempfile.TemporaryDirectory(prefix="sidelight-training-") as scratch:
        recipe = Recipe(where, settings.batch, space.whole, settings.seed, Path(scratch), shop.progress)
        with timer("sft"):
            rows = sft_rows(learned, most=settings.sft.max_rows, batch=settings.batch, seed=settings.seed)
            first = fit_sft(
                load_base(base, where), tokenizer, rows=rows, recipe=recipe, settings=settings.sft, lora=settings.lora
            )
        with timer("dpo"):
            drawn = dpo_rows(learned, batch=settings.batch, seed=settings.seed)
            adapter = fit_dpo(
                load_base(base, where), tokenizer, adapter=first, rows=drawn, recipe=recipe, settings=settings.dpo
            )
        with timer("evaluate"):
            contest = Contest(
                candidate=adapter,
                serving=shop.registry.path(serving.id) if serving else None,
                serving_id=serving.id if serving else "base",
                held_out=tuple(judged),
                samples=settings.gate.samples,
                max_new_tokens=shop.settings.models.local.max_new_tokens,
                seed=settings.seed,
                gaps=vote_gaps(log, built.pairs, rules.outcome_age_h),
            )
            judges = Judges(classifier_screen(shop.classifier, rules.max_hazard), shop.classifier, sentence_encoder())
            measured = measure(base, tokenizer, contest=contest, where=where, judges=judges, progress=shop.progress)
            report.evaluation = measured.evaluation
        decision = decide(report.evaluation, settings.gate)
        card = _card(shop, report, learned=learned, judged=judged, decision=decision, base=base)
        _settle(shop, report, decision=decision, card=card, adapter=adapter, people=built.people)
    names = {"candidate": report.adapter, "compared": contest.serving_id}
    samples = sample_rows(measured.asked, measured.texts, run=report.run, names=names, at_utc=shop.now())
    with transaction(shop.db):
        ratings.add_samples(shop.db, samples)


def _settle(
    shop: Workshop,
    report: Report,
    *,
    decision: Decision,
    card: Card,
    adapter: Path,
    people: Mapping[str, frozenset[str]],
) -> None:
    """Register the adapter and let it serve if the gate says so. Raises `Withdrawn` where somebody took a text back."""
    allowing = permissions.allowed_usernames(shop.db, Permission.TRAINING)
    if taken_back := [key for key in card.pairs if not known(people[key]) <= allowing]:
        raise Withdrawn(card.task, len(taken_back))
    added = shop.registry.add(adapter, card)
    report.adapter, report.sentence = added.id, decision.sentence
    report.state = "promoted" if decision.promote else "kept"
    if decision.promote:
        report.state, report.sentence = _let_serve(shop, report, added.id)


def _let_serve(shop: Workshop, report: Report, adapter: str) -> tuple[str, str]:
    """Promote what the gate let pass, or try it on a share of the helpers first. Gives state and sentence."""
    watch, sentence = Watch(shop.db, shop.registry, shop.settings.training.canary, shop.now()), report.sentence
    stands_alone = report.evaluation is not None and report.evaluation.compared_with == "base"
    is_tried = report.task == TASK and not stands_alone and shop.registry.serving(TASK) != adapter
    why = why_not(watch) if is_tried else ""
    if why or not is_tried:
        shop.registry.promote(report.task, adapter, reason=sentence, at_utc=shop.now())
        return "promoted", f"{sentence} No canary: {why}." if why else sentence
    if any(mark.kind == "vetoed" for mark in shop.registry.marks(adapter)):
        return "kept", f"Not promoted: {adapter} was vetoed on an earlier canary."
    tried = shop.registry.candidate(TASK)
    if tried is not None and tried.adapter != adapter:
        return "kept", f"Not promoted yet: it passed the gate, and {tried.adapter} is on its canary."
    if tried is None:
        begin(watch, adapter, reason=sentence)
    return "canary", f"On its canary with {watch.rules.share:.0%} of the helpers: {sentence.removeprefix('Promoted: ')}"


def _part(shop: Workshop, built: Built, serving: Card | None) -> Split:
    """Train and held-out pairs. What judged the serving adapter judges again; what it learned from never does."""
    before = cast("list[str]", serving.evaluation.get("held_out_keys", [])) if serving else []
    settings = shop.settings.training
    parts = split(built.pairs, built.people, share=settings.holdout, seed=settings.seed, before=before)
    seen = frozenset(serving.fullnames) if serving else frozenset()
    fresh = tuple(pair for pair in parts.held_out if pair.post not in seen and not seen.intersection(pair.texts))
    own = tuple(pair for pair in fresh if not is_imported(pair.post))
    train = parts.train
    if len(own) >= settings.gate.min_pairs:  # other communities judge only where there is too little of this one
        judges = frozenset(name for pair in own for name in built.people[pair.key])
        others = (pair for pair in parts.held_out if is_imported(pair.post))
        train += tuple(pair for pair in others if not built.people[pair.key] & judges)
        fresh = own
    return Split(_strongest(train, settings.max_pairs), fresh, parts.dropped)


def _strongest(found: tuple[PairRow, ...], most: int) -> tuple[PairRow, ...]:
    """At most so many: the heaviest, and of those the newest."""
    return tuple(sorted(found, key=lambda pair: (-pair.weight, -pair.created_utc, pair.key))[:most])


def _enough(task: str, parts: Split, least: int) -> None:
    if len(parts.train) < least:
        raise TooLittle(task, "pairs to learn from", len(parts.train), least)
    if not parts.held_out:
        raise TooLittle(task, "pairs to judge by", 0, 1)


def _serving(registry: Registry, task: str) -> Card | None:
    """The card of what serves now; a damaged one is rolled back from, as the bot would."""
    serving = registry.serving(task)
    if serving is None:
        return None
    try:
        return registry.verify(serving)
    except (CorruptAdapter, UnknownAdapter):
        return None


def _card(
    shop: Workshop,
    report: Report,
    *,
    learned: list[Dialogue],
    judged: list[Dialogue],
    decision: Decision,
    base: Path,
) -> Card:
    seen = [one.pair for one in learned]
    evaluation = {} if report.evaluation is None else report.evaluation.as_json()
    evaluation |= {
        "decision": decision.sentence,
        "gate": decision.as_json(shop.settings.training.gate),
        "held_out_keys": [one.pair.key for one in judged],
    }
    settings = shop.settings.training.model_dump(mode="json")
    return Card(
        task=report.task,
        base=shop.settings.models.local.base,
        base_sha256=weights_sha256(base),
        parent=None,
        created_utc=shop.now(),
        pairs=tuple(pair.key for pair in seen),
        fullnames=tuple(sorted({name for pair in seen for name in (pair.post, *pair.texts)})),
        counts={**report.counts, **Counter(f"{pair.evidence}_pairs" for pair in seen)},
        config=cast("Mapping[str, Json]", settings),
        seed=shop.settings.training.seed,
        versions=library_versions(),
        evaluation=cast("Mapping[str, Json]", json.loads(json.dumps(evaluation))),
    )
