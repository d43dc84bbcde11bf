"""One pass of training, from the log to an adapter that serves or the reason why not. Read it from top to bottom."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from models.protocols import SafetyClassifier
from models.registry import Card, CorruptAdapter, Json, Registry, Retired, UnknownAdapter, weights_sha256
from store import pairs as pair_store
from store import permissions, ratings
from store.database import Database, transaction
from store.rows import PairRow, Permission
from training.agreement import vote_agreement
from training.base import base_folder, hardware, load_tokenizer, room
from training.bootstrap import Estimate
from training.canary import TASK, Watch, begin, why_not
from training.crew import ALONE, Crew
from training.dialogues import Dialogue, dialogues
from training.errors import TooLittle, Withdrawn
from training.evaluation import vote_gaps
from training.evaluation.likeness import sentence_encoder
from training.evidence import Log
from training.gate import Decision, decide
from training.imported import Imported, is_imported, known, named_texts, read_imported, texts_of_others
from training.learn import Parent, Place, apart, find_parent, learn, to_learn
from training.lock import only_run
from training.page.writing import clean_pages, keep_page, page_file
from training.pairs import Built, build_pairs, classifier_screen
from training.read import read_log
from training.recorded import Now, Recorded, close_left_open, stopped_by_signal
from training.report import Report, Timer, library_versions
from training.samples import sample_rows
from training.settings import TASKS, OnWithdrawal, Settings, Task, require_permission
from training.split import Split, split
from training.steps import Progress
from training.targets import known_support, pick
from training.used import USED, digests, used_digests
from training.withdraw import affected, allowed_texts, deleted_texts, withdraw, withdrawn_texts
from training.work import workspace

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
    crew: Crew = ALONE
    """The processes that fit together; most often there is one."""


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


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What there is to learn from and to judge by, before any model is looked at."""

    log: Log
    built: Built
    imported: Imported
    parts: Split
    serving: Card | None
    """What serves, unless it is about to go."""

    @property
    def barred(self) -> frozenset[str]:
        """Imported texts that what serves has seen, and that may not be learned from any more."""
        return named_texts([self.serving] if self.serving else []) & self.imported.barred


def _gather(shop: Workshop, report: Report, stale: Collection[str]) -> _Gathered:
    """Every pair that may be learned from, on its side. Raises `TooLittle`."""
    settings, rules, task = shop.settings.training, shop.settings.training.pairs, report.task
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
    _enough(task, parts, settings.min_pairs)
    return _Gathered(log, built, imported, parts, None if serving is None or serving.id in stale else serving)


def run_once(shop: Workshop, report: Report, stale: Collection[str]) -> None:
    """The recipe, from top to bottom; fills in `report`. `TooLittle` and `Withdrawn` are expected ends."""
    settings, rules, task = shop.settings.training, shop.settings.training.pairs, report.task
    timer = Timer(report.seconds)

    with timer("pairs"):
        found = _gather(shop, report, stale)
        parts, people, serving = found.parts, found.built.people, found.serving

    with timer("load"):
        base = base_folder(shop.settings.models, progress=lambda done, of: shop.progress("tiny", done, of))
        where, base_sha256, tokenizer = hardware(settings, base), weights_sha256(base), load_tokenizer(base)
        gone = withdrawn_texts([serving] if serving else [], allowed_texts(shop.db)) | found.barred
        parent = find_parent(shop.registry, serving, settings, base_sha256=base_sha256, withdrawn=gone)
        space = room(shop.settings.models, settings, tokenizer, base)
        fitting, too_long = dialogues(parts.train, tokenizer, space)
        has_to_go = bool(gone) or (serving is None and shop.registry.serving(task) is not None)
        used = () if has_to_go else used_digests(shop.registry, task, settings, base_sha256=base_sha256)
        learned = to_learn(task, fitting, parent, settings, used=used)
        alone, _ = dialogues(apart(found.built.thumbs, parts, people, parent.keys), tokenizer, space)
        judged, too_long_to_judge = dialogues(parts.held_out, tokenizer, space)
        report.counts = {
            "pairs": len(found.built.pairs),
            "train": len(learned),
            "alone": len(alone),
            "held_out": len(judged),
            "dropped": len(found.built.pairs) - len(parts.train) - len(parts.held_out),
            "too_long": too_long + too_long_to_judge,
        }
        from training.evaluate import Contest, Judges, measure  # torch takes seconds, and pairs may have been too few

    with workspace(settings.work / task) as work:
        place = Place(where, base, base_sha256, space.whole, work, shop.crew, shop.progress)
        with timer("learn"):
            support = known_support(found.log, parts.held_out, people, rules=rules, seed=settings.seed)
            targets = [] if parent.card else [one.pair for one in (*learned, *alone)]
            picked = pick(targets, support.fit, share=settings.sft.support_share)
            course = learn(place, settings, pairs=learned, thumbs=alone, parent=parent, picked=picked)
            report.stages, report.curves = {"support": support.says, **course.said}, course.curves
            report.counts = {**report.counts, **picked.counts}
        assert course.adapter is not None
        with timer("evaluate"):
            contest = Contest(
                candidate=course.adapter,
                serving=shop.registry.path(serving.id) if serving else None,
                serving_id=serving.id if serving else "base",
                held_out=tuple(judged),
                samples=settings.gate.samples,
                max_new_tokens=shop.settings.models.local.max_new_tokens,
                seed=settings.seed,
                gaps=vote_gaps(found.log, found.built.pairs, rules.outcome_age_h),
            )
            is_safe = classifier_screen(shop.classifier, rules.max_hazard)
            judges = Judges(is_safe, shop.classifier, sentence_encoder(shop.settings.models), support.fit)
            measured = measure(base, tokenizer, contest=contest, where=where, judges=judges, progress=shop.progress)
            report.evaluation = measured.evaluation
        decision = decide(report.evaluation, settings.gate)
        seen = [*learned, *alone]
        card = _card(shop, report, learned=seen, judged=judged, decision=decision, base_sha256=base_sha256)
        card = _with_parent(card, parent)
        _settle(shop, report, decision=decision, card=card, adapter=course.adapter, people=people)
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
    if taken_back := [key for key in card.pairs if key in people and not known(people[key]) <= allowing]:
        raise Withdrawn(card.task, len(taken_back))
    if card.parent and (gone := withdrawn_texts([card], allowed_texts(shop.db))):
        raise Withdrawn(card.task, len(gone), what="texts")
    added = shop.registry.add(adapter, card)
    report.adapter, report.sentence, report.state = added.id, decision.sentence, "kept"
    if decision.promote and shop.settings.training.promotes:
        report.state, report.sentence = _let_serve(shop, report, added.id)
    elif decision.promote:
        report.sentence = (
            f"Not promoted, since this run was not to (it passed the gate): {'; '.join(decision.reasons)}."
        )


def _with_parent(card: Card, parent: Parent) -> Card:
    """The card of an adapter that has learned all that its parent had, so that forgetting somebody finds it as well."""
    if parent.card is None:
        return card
    return replace(
        card,
        parent=parent.id,
        pairs=tuple(dict.fromkeys((*card.pairs, *parent.card.pairs))),
        fullnames=tuple(sorted(parent.fullnames.union(card.fullnames))),
    )


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
    base_sha256: str,
) -> Card:
    seen = [one.pair for one in learned]
    evaluation = {} if report.evaluation is None else report.evaluation.as_json()
    evaluation |= {
        "decision": decision.sentence,
        "gate": decision.as_json(shop.settings.training.gate),
        "held_out_keys": [one.pair.key for one in judged],
        USED: digests(one.pair.key for one in (*learned, *judged)),
    }
    settings = shop.settings.training.model_dump(mode="json")
    return Card(
        task=report.task,
        base=shop.settings.models.local.base,
        base_sha256=base_sha256,
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
