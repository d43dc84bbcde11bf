"""Which preferences may be learned from: permission first, then safety, then quality. Every fall is counted.

The order of `_RULES` is the order of the counting: a candidate falls at the first rule it breaks. What goes into a
pair is scrubbed of what says who or where somebody is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from models.protocols import ANYWHERE, MACHINE_TEXT, Hazard, Post, SafetyClassifier
from store.rows import PairRow, PostRow
from training.candidates import MACHINE, Candidate, Fall, Wording
from training.evidence import Evidence, Log
from training.scrub import scrub
from training.settings import PairSettings
from training.sources import candidates
from training.thumbs import Thumb, thumbs

PAIRS = "pairs"
"""What the funnel calls candidates that came through."""
THUMBS = "alone, for KTO"
"""What it calls texts that are good or bad with nothing to compare them with."""
_NEAR = 0.9
_WORD = re.compile(r"\w+")
_STAND_INS = frozenset({"", "[deleted]", "[removed]"})


class Screen(Protocol):
    """Whether a text is safe enough to be somebody's example, under its post."""

    def __call__(self, post: Post, text: str, *, draft: str | None = None) -> bool:
        """`draft` tells that a model wrote the text, and from what: empty where it started from nothing."""


@dataclass(frozen=True, slots=True)
class Met:
    """What was met on the way from the log to the pairs; the tally counts each of these."""

    task: str
    subreddit: str
    source: str
    what: str
    """Why it fell, or `PAIRS`, or `THUMBS`."""


@dataclass(frozen=True, slots=True)
class Built:
    """The pairs, and what became of everything that is not among them."""

    pairs: tuple[PairRow, ...]
    tally: Mapping[Met, int]
    people: Mapping[str, frozenset[str]]
    """Pair key → everybody whose words are in it, the seeker too. Never leaves this process."""
    thumbs: tuple[PairRow, ...] = ()
    """Texts with nothing to compare them with, for KTO: of each either `chosen` or `rejected` is empty."""

    @property
    def funnel(self) -> dict[str, dict[str, int]]:
        """Source → what happened → how many. `pairs` is what came through."""
        counts: Counter[tuple[str, str]] = Counter()
        for met, number in self.tally.items():
            counts[met.source, met.what] += number
        nested: dict[str, dict[str, int]] = defaultdict(dict)
        for (source, what), number in sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
            nested[source][what] = number
        return dict(nested)

    @property
    def by_evidence(self) -> dict[str, int]:
        """How many pairs rest on what."""
        return dict(Counter(pair.evidence for pair in self.pairs))

    def of_task(self, task: str) -> Built:
        """Only what is about one task."""
        return Built(
            tuple(pair for pair in self.pairs if pair.task == task),
            {met: number for met, number in self.tally.items() if met.task == task},
            {key: people for key, people in self.people.items() if key.startswith(f"{task}:")},
            tuple(thumb for thumb in self.thumbs if thumb.task == task),
        )

    def beside(
        self, pairs: Iterable[PairRow], thumbs: Iterable[PairRow], people: Mapping[str, frozenset[str]]
    ) -> Built:
        """These and others, which came in another way."""
        return replace(
            self, pairs=(*self.pairs, *pairs), thumbs=(*self.thumbs, *thumbs), people={**self.people, **people}
        )


def build_pairs(log: Log, rules: PairSettings, screen: Screen) -> Built:
    """Every pair that may be learned from, the strongest evidence first, and the texts that are good or bad alone."""
    counted = _Counted(log)
    judge = _Judge(log, rules, screen)
    sound: list[Candidate] = []
    for found in candidates(log, rules):
        reason = found.reason if isinstance(found, Fall) else judge.why_not(found)
        if reason:
            counted(found, reason)
        elif isinstance(found, Candidate):
            sound.append(found)
    kept = _capped(_settled(sound, counted), rules.max_pairs_per_post, counted)
    for candidate in kept:
        counted(candidate, PAIRS)
    alone = list(_alone(log, rules, judge=judge, counted=counted, kept=kept))
    people = {one.key: _people(one, log) for one in (*kept, *(thumb.as_candidate for thumb in alone))}
    rows = tuple(_row(candidate, log) for candidate in kept)
    return Built(rows, counted.tally, people, tuple(_thumb_row(thumb, log) for thumb in alone))


class _Counted:
    """Counts what was met."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.tally: Counter[Met] = Counter()

    def __call__(self, met: Candidate | Fall, what: str) -> None:
        post = self._log.posts.get(met.post)
        self.tally[Met(met.task, "" if post is None else post.subreddit, met.source, what)] += 1


def _alone(
    log: Log, rules: PairSettings, *, judge: _Judge, counted: _Counted, kept: Sequence[Candidate]
) -> Iterable[Thumb]:
    """The texts in no pair that are good or bad by themselves."""
    paired = {(one.task, side.id) for one in kept for side in (one.chosen, one.rejected)}
    for found in thumbs(log, rules):
        candidate = found.as_candidate
        if (found.task, found.wording.id) in paired:
            continue
        reason = judge.why_no_thumb(candidate, is_up=found.is_up)
        counted(candidate, reason or THUMBS)
        if not reason:
            yield found


def classifier_screen(classifier: SafetyClassifier, max_hazard: float) -> Screen:
    """A screen that asks the safety classifier. What it cannot read is not safe."""

    def is_safe(post: Post, text: str, *, draft: str | None = None) -> bool:
        verdict = classifier.judge(post, text, ANYWHERE if draft is None else MACHINE_TEXT)
        found = dict(verdict.probabilities)
        if draft and found[Hazard.FALSE_EXPERIENCE] > max_hazard:
            # What the helper told of their own life may stay in what a model made of it.
            before = classifier.judge(post, draft, MACHINE_TEXT).probabilities[Hazard.FALSE_EXPERIENCE]
            found[Hazard.FALSE_EXPERIENCE] = 0.0 if before > max_hazard else found[Hazard.FALSE_EXPERIENCE]
        return not verdict.unreadable and max(found.values()) <= max_hazard

    return is_safe


class _Judge:
    """Says why a candidate may not become a pair."""

    def __init__(self, log: Log, rules: PairSettings, screen: Screen) -> None:
        self._log = log
        self._rules = rules
        self._screen = screen
        self._screened: dict[tuple[str, str], bool] = {}
        self._ours = {_plain(text) for row in log.suggestions for text in (row.text, row.final) if text}

    def why_not(self, candidate: Candidate) -> str:
        """The first rule that it breaks, or empty."""
        return next((reason for reason, breaks in _RULES if breaks(self, candidate)), "")

    def why_no_thumb(self, candidate: Candidate, *, is_up: bool) -> str:
        """The same for one text alone, which stands on both sides of the candidate."""
        asked = _UP if is_up else _DOWN
        return next((reason for reason, breaks in _RULES if breaks in asked and breaks(self, candidate)), "")

    def post_not_allowed(self, c: Candidate) -> bool:
        post = self._log.posts.get(c.post)
        return post is None or post.body is None or post.gone_utc is not None or not self._log.allows(post.author)

    def chosen_not_allowed(self, c: Candidate) -> bool:
        return not self._allows(c.chosen)

    def rejected_not_allowed(self, c: Candidate) -> bool:
        return not self._allows(c.rejected)

    def _allows(self, wording: Wording) -> bool:
        return wording.author == MACHINE or self._log.allows(wording.author)

    def text_missing(self, c: Candidate) -> bool:
        words = (c.chosen.text, c.rejected.text)
        gone = any(self._log.is_gone(wording.reply) for wording in (c.chosen, c.rejected))
        return gone or any((text or "").strip() in _STAND_INS for text in words)

    def chosen_flagged(self, c: Candidate) -> bool:
        return c.chosen.is_as_posted and self._log.is_flagged(c.chosen.reply)

    def chosen_removed(self, c: Candidate) -> bool:
        return self._log.is_removed(c.chosen.reply)

    def chosen_hazardous(self, c: Candidate) -> bool:
        if c.chosen.is_as_posted and self._log.is_overruled(c.chosen.reply):
            return False
        verdict = self._log.verdicts.get(c.chosen.reply) if c.chosen.is_as_posted else None
        if verdict and (
            verdict.unreadable or max(verdict.probabilities.values(), default=0.0) > self._rules.max_hazard
        ):
            return True
        at = (c.post, c.chosen.id)
        if at not in self._screened:
            draft = None if c.chosen.is_as_posted else c.draft
            self._screened[at] = self._screen(as_post(self._log.posts[c.post]), c.chosen.text or "", draft=draft)
        return not self._screened[at]

    def machine_written(self, c: Candidate) -> bool:
        """A reply that is word for word a suggestion: learning from its votes would be learning from ourselves."""
        return c.task == "gm" and any(_plain(w.text or "") in self._ours for w in (c.chosen, c.rejected))

    def too_short(self, c: Candidate) -> bool:
        return len((c.chosen.text or "").split()) < self._rules.min_words

    def too_alike(self, c: Candidate) -> bool:
        chosen, rejected = _plain(c.chosen.text or ""), _plain(c.rejected.text or "")
        if c.task == "im":
            return chosen == rejected
        a, b = (set(_WORD.findall(text)) for text in (chosen, rejected))
        return len(a & b) >= _NEAR * len(a | b)

    def lengths_apart(self, c: Candidate) -> bool:
        if c.evidence is not Evidence.VOTES:
            return False
        short, long = sorted(len((wording.text or "").split()) for wording in (c.chosen, c.rejected))
        return long > self._rules.max_length_ratio * max(1, short)

    def weightless(self, c: Candidate) -> bool:
        return c.weight <= 0


_RULES: tuple[tuple[str, Callable[[_Judge, Candidate], bool]], ...] = (
    ("no permission for the post", _Judge.post_not_allowed),
    ("no permission for the chosen text", _Judge.chosen_not_allowed),
    ("no permission for the rejected text", _Judge.rejected_not_allowed),
    ("text deleted or not kept", _Judge.text_missing),
    ("chosen was flagged", _Judge.chosen_flagged),
    ("chosen was removed", _Judge.chosen_removed),
    ("chosen looks unsafe", _Judge.chosen_hazardous),
    ("machine-written", _Judge.machine_written),
    ("chosen too short", _Judge.too_short),
    ("too alike", _Judge.too_alike),
    ("lengths too far apart", _Judge.lengths_apart),
    ("weight is 0", _Judge.weightless),
)
_DOWN = frozenset({_Judge.post_not_allowed, _Judge.chosen_not_allowed, _Judge.text_missing, _Judge.machine_written})
_UP = _DOWN | {_Judge.chosen_flagged, _Judge.chosen_removed, _Judge.chosen_hazardous, _Judge.too_short}
"""What is asked of a text that stands alone: of a bad one only whether we may have it."""


def as_post(row: PostRow) -> Post:
    """The post as models read it."""
    return Post(row.title or "", row.body or "", row.subreddit)


def _settled(found: Iterable[Candidate], counted: _Counted) -> list[Candidate]:
    """One pair for each two texts: stronger evidence stands, and overrules the weaker where they contradict."""
    ordered = sorted(found, key=lambda c: (c.evidence.rank, -c.margin, -c.weight, c.key))
    kept: dict[tuple[str, frozenset[str]], Candidate] = {}
    for candidate in ordered:
        two = (candidate.task, frozenset((candidate.chosen.id, candidate.rejected.id)))
        stronger = kept.setdefault(two, candidate)
        if stronger is not candidate:
            agrees = stronger.chosen.id == candidate.chosen.id
            counted(candidate, f"{'repeats' if agrees else 'overruled by'} stronger evidence")
    return list(kept.values())


def _capped(found: Sequence[Candidate], most: int, counted: _Counted) -> list[Candidate]:
    """At most so many pairs a post and task, so that no loud thread speaks for a community."""
    taken: Counter[tuple[str, str]] = Counter()
    kept = []
    for candidate in found:
        if taken[candidate.task, candidate.post] >= most:
            counted(candidate, "more than enough of this post")
            continue
        taken[candidate.task, candidate.post] += 1
        kept.append(candidate)
    return kept


def _people(candidate: Candidate, log: Log) -> frozenset[str]:
    authors = (candidate.chosen.author, candidate.rejected.author, log.posts[candidate.post].author)
    return frozenset(author.casefold() for author in authors if author)


def _row(c: Candidate, log: Log) -> PairRow:
    post = log.posts[c.post]
    assert c.chosen.author is not None
    assert c.chosen.text
    assert c.rejected.text
    return PairRow(
        key=c.key,
        task=c.task,
        post=c.post,
        author=c.chosen.author,
        subreddit=post.subreddit,
        post_title=scrub(post.title or ""),
        post_body=scrub(post.body or ""),
        draft=scrub(c.draft),
        chosen=scrub(c.chosen.text),
        rejected=scrub(c.rejected.text),
        evidence=str(c.evidence),
        weight=c.weight,
        created_utc=c.at_utc,
        texts=tuple(dict.fromkeys(side.reply for side in (c.chosen, c.rejected) if side.reply)),
    )


def _thumb_row(thumb: Thumb, log: Log) -> PairRow:
    row = _row(thumb.as_candidate, log)
    return replace(row, rejected="") if thumb.is_up else replace(row, chosen="")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
