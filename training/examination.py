"""An adapter, or two, examined by hand: on every pair that neither of them learned from, nor from anybody in it.

`Record` is `evaluation.json` in a run's folder. It holds figures and ids, never a text: what was written goes into the
store, where whoever takes words back takes them out of it too.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.registry import Card, Registry, weights_sha256
from store import ratings
from store.database import transaction
from store.rows import PairRow
from training.agreement import Proxy, validate
from training.errors import Misconfigured, TooLittle
from training.evaluation import Evaluation, vote_gaps
from training.evaluation.likeness import sentence_encoder
from training.evidence import Log
from training.imported import read_imported
from training.pairs import build_pairs, classifier_screen
from training.power import pairs_needed
from training.ratings import Judged, judge
from training.read import read_log
from training.report import library_versions
from training.run import Workshop
from training.samples import sample_rows
from training.targets import known_support

FILE = "evaluation.json"
BASE = "base"
_WORTH_FINDING = 0.05
"""The gain in accuracy for which is told how many pairs would show it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    adapter: str
    against: str = BASE
    """Another adapter's id, or `base`."""
    samples: int = 64
    """Prompts to generate for."""
    pair_set: Path | None = None
    """An imported set to judge by, in the place of the store's own pairs."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that an examination found."""

    run: str
    task: str
    adapter: str
    against: str
    base: str
    created_utc: float
    seed: int
    evaluation: Evaluation
    ratings: Judged
    """What raters said of anything so far; systems are named by adapter."""
    proxies: tuple[Proxy, ...]
    """How far each rule for votes can be trusted, on this community."""
    versions: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """What was found of preferences, and whether the pairs were enough to tell."""
        measure = self.evaluation.accuracy["implicit"]
        gain, whole = measure.gain, self.evaluation.whole
        needed = pairs_needed(_WORTH_FINDING, spread=measure.spread, design_effect=measure.design_effect)
        enough = "" if self.evaluation.pairs >= needed or gain.bound > 0 else "not enough evidence: "
        beside = f"; length alone is right in {whole.length.mean:.0%}" if whole else ""
        return (
            f"{enough}on {self.evaluation.pairs} pairs of {self.evaluation.posts} posts {self.adapter} leans towards "
            f"the chosen text in {measure.candidate.mean:.0%}, {self.against} in {measure.compared.mean:.0%}: "
            f"{gain.mean:+.2f} [{gain.low:+.2f}, {gain.high:+.2f}]{beside}. A gain of {_WORTH_FINDING:.2f} takes about "
            f"{needed} pairs to see"
        )

    def as_json(self) -> dict[str, object]:
        """The file, whose keys are the fields."""
        plain = ("run", "task", "adapter", "against", "base", "created_utc", "seed")
        return {
            **{name: getattr(self, name) for name in plain},
            "sentence": self.sentence,
            "evaluation": self.evaluation.as_json(),
            "ratings": self.ratings.as_json(),
            "proxies": [one.as_json() for one in self.proxies],
            "versions": dict(self.versions),
        }

    def write(self, folder: Path) -> Path:
        """Write the file, whole or not at all; gives where it is."""
        folder.mkdir(parents=True, exist_ok=True)
        beside = folder / f"{FILE}.tmp"
        beside.write_text(json.dumps(self.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return beside.replace(folder / FILE)


def examine_adapter(shop: Workshop, question: Question) -> Record:
    """Score, generate, measure. Raises `TooLittle` where no pair is left to judge by."""
    from training.base import base_folder, hardware, load_tokenizer, room
    from training.dialogues import dialogues
    from training.evaluate import Contest, Judges, measure

    settings, cards = shop.settings.training, _cards(shop.registry, question)
    log, task = read_log(shop.db), cards[0].task
    pairs, who = _unseen(shop, log, question, cards)
    base = base_folder(shop.settings.models, progress=lambda done, of: shop.progress("tiny", done, of))
    where = hardware(settings, base)
    _same_base(cards, base)
    tokenizer = load_tokenizer(base)
    held_out, _ = dialogues(pairs, tokenizer, room(shop.settings.models, settings, tokenizer, base))
    if not held_out:
        raise TooLittle(task, "pairs to judge by", 0, 1)
    contest = Contest(
        candidate=shop.registry.path(question.adapter),
        serving=None if question.against == BASE else shop.registry.path(question.against),
        serving_id=question.against,
        held_out=tuple(held_out),
        samples=question.samples,
        max_new_tokens=shop.settings.models.local.max_new_tokens,
        seed=settings.seed,
        gaps=vote_gaps(log, pairs, settings.pairs.outcome_age_h),
    )
    is_safe = classifier_screen(shop.classifier, settings.pairs.max_hazard)
    known = known_support(log, pairs, who, rules=settings.pairs, seed=settings.seed)
    judges = Judges(is_safe, shop.classifier, sentence_encoder(), known.fit)
    found = measure(base, tokenizer, contest=contest, where=where, judges=judges, progress=shop.progress)
    run = f"evaluation-{task}-{time.strftime('%Y%m%dT%H%M%S', time.gmtime(shop.now()))}-{question.adapter[-4:]}"
    names = {"candidate": question.adapter, "compared": question.against}
    rows = sample_rows(found.asked, found.texts, run=run, names=names, at_utc=shop.now())
    with transaction(shop.db):
        ratings.add_samples(shop.db, [] if question.pair_set else rows)
    return Record(
        run=run,
        task=task,
        adapter=question.adapter,
        against=question.against,
        base=cards[0].base,
        created_utc=shop.now(),
        seed=settings.seed,
        evaluation=found.evaluation,
        ratings=judge(log.rated, ratings.sheets(shop.db), seed=settings.seed),
        proxies=validate(log, settings.pairs, seed=settings.seed),
        versions=library_versions(),
    )


def _cards(registry: Registry, question: Question) -> list[Card]:
    """Of one adapter or both, verified. They must be of one task."""
    names = [question.adapter] + ([] if question.against == BASE else [question.against])
    cards = [registry.verify(name) for name in names]
    if len({card.task for card in cards}) > 1:
        raise Misconfigured(f"{question.adapter} and {question.against} are for different tasks")
    return cards


def _same_base(cards: Sequence[Card], base: Path) -> None:
    found = weights_sha256(base)
    for card in cards:
        if card.base_sha256 != found:
            raise Misconfigured(f"{card.id} was fitted on another base ({card.base}) than models.local.base names")


def _unseen(
    shop: Workshop, log: Log, question: Question, cards: Sequence[Card]
) -> tuple[tuple[PairRow, ...], Mapping[str, frozenset[str]]]:
    """The pairs of the task without a post, a text or a person that one of the adapters learned from; their people."""
    rules, task = shop.settings.training.pairs, cards[0].task
    texts = frozenset(name for card in cards for name in card.fullnames)
    people = _authors(log, texts)
    if question.pair_set is None:
        is_safe = classifier_screen(shop.classifier, rules.max_hazard)
        built = build_pairs(log, rules, is_safe).of_task(task)
        pairs, who = built.pairs, built.people
    else:
        most = shop.settings.training.max_pairs
        imported = read_imported([question.pair_set], log, weight=1.0, most=most)
        pairs, who = tuple(pair for pair in imported.pairs if pair.task == task), imported.people
    unseen = tuple(
        pair
        for pair in pairs
        if pair.post not in texts and not texts.intersection(pair.texts) and not people & who[pair.key]
    )
    if not unseen:
        raise TooLittle(task, "pairs that no adapter has learned from", 0, 1)
    return unseen, who


def _authors(log: Log, texts: Collection[str]) -> frozenset[str]:
    """Who wrote these, as far as the store still knows."""
    found = {row.author for row in log.posts.values() if row.fullname in texts}
    found |= {row.author for row in log.replies.values() if row.fullname in texts}
    found |= {row.author for row in log.suggestions if row.reply in texts}
    return frozenset(name.casefold() for name in found if name)
