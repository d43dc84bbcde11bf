"""How far votes can be trusted: how often they prefer the reply that better evidence prefers, with interval and power.

Votes are a proxy, and each rule that makes pairs of them is a proxy of its own: LLUMI's, SHP's, ours. None of their
papers says how well it agrees with what people think of the texts. Here each rule is held against each standard that
the store has (raters' scores by dimension, rulings, the seeker's answers, stars), pair by pair; and where the pairs are
too few to tell, that is the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations

from training.bootstrap import Estimate, estimate
from training.candidates import Candidate
from training.evaluation.texts import HUMAN
from training.evidence import Log
from training.power import design_effect_of, pairs_needed, power_with
from training.ratings import scores_of
from training.settings import VOTE_RULES, PairSettings, VoteRule
from training.votes import from_votes

Judgement = Callable[[Log, str], float | None]
Standard = Mapping[str, float]
"""Reply → how good it is; only replies that were judged."""
Preference = tuple[str, str, str]
"""Post, the reply that a rule prefers, the one that it prefers it to."""
VoteJudge = Callable[[Log, PairSettings], Iterator[Preference]]
ANY_LEAD = "any lead"
"""No rule at all: whoever has more votes at the age of comparison."""

WORTH_KNOWING = 0.1
"""Agreement so far above a coin's is what a rule should be able to show; power is told for it."""
_CHANCE, _SPREAD = 0.5, 0.5
_FEW_POSTS = 10
"""Intervals that draw fewer posts than this are not believed, whatever they say."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """One rule held against one standard."""

    rule: str
    standard: str
    pairs: int
    """That the rule makes and the standard judges differently."""
    ties: int
    """That the standard finds equal: they speak neither way."""
    agreement: Estimate
    """Share of `pairs` that both order alike; 0.5 is a coin."""
    power: float
    """The chance that so many pairs would show an agreement of 0.6, one-sided at 5 %."""
    needed: int
    """Pairs for a power of 0.8."""

    @property
    def verdict(self) -> str:
        """What may be said of the rule, in words."""
        said = self.agreement
        if said.clusters >= _FEW_POSTS and said.bound > _CHANCE:
            return "agrees better than chance"
        if said.clusters >= _FEW_POSTS and said.high < _CHANCE:
            return "says the opposite"
        if self.power >= 0.8 and said.clusters >= _FEW_POSTS:
            return "no better than chance, as far as these pairs can tell"
        return f"not enough evidence: {self.pairs} of about {self.needed} pairs, from {said.clusters} posts"

    def as_json(self) -> dict[str, object]:
        """For `--json` and reports."""
        return {
            "rule": self.rule,
            "standard": self.standard,
            "pairs": self.pairs,
            "ties": self.ties,
            "agreement": self.agreement.as_json(),
            "power": round(self.power, 3),
            "needed": self.needed,
            "verdict": self.verdict,
        }


def validate(log: Log, rules: PairSettings, *, seed: int) -> tuple[Proxy, ...]:
    """Every rule against every standard that judges at least one of its pairs. Only numbers are read, no texts."""
    judged = standards(log)
    found = []
    for name, judge in _JUDGES.items():
        preferences = list(judge(log, rules))
        for standard, of in judged.items():
            row = hold_against(name, standard, preferences, of, seed=seed)
            if row is not None:
                found.append(row)
    return tuple(found)


def hold_against(
    rule: str, standard: str, preferences: Iterable[Preference], judged: Standard, *, seed: int
) -> Proxy | None:
    """A rule's pairs beside one standard; None where it tells none of them apart."""
    values, posts, ties = [], [], 0
    for post, better, worse in preferences:
        if better not in judged or worse not in judged:
            continue
        if judged[better] == judged[worse]:
            ties += 1
            continue
        values.append(float(judged[better] > judged[worse]))
        posts.append(post)
    if not values:
        return None
    design = design_effect_of(values, posts)
    power = power_with(len(values), WORTH_KNOWING, spread=_SPREAD, design_effect=design)
    needed = pairs_needed(WORTH_KNOWING, spread=_SPREAD, design_effect=design)
    return Proxy(rule, standard, len(values), ties, estimate(values, posts, seed=seed), power, needed)


def standards(log: Log) -> dict[str, Standard]:
    """What judges replies better than votes do: raters by dimension, then rulings, answers and stars."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    scores = scores_of(log.rated)
    for sample, _ in log.rated:
        if sample.system == HUMAN and sample.reply in log.replies:
            for name, score in scores[sample.id].items():
                found[f"raters: {name}"][sample.reply] = score
    for name, judgement in _JUDGEMENTS.items():
        for reply in log.replies:
            if (said := judgement(log, reply)) is not None:
                found[name][reply] = said
    return dict(found)


def _any_lead(log: Log, rules: PairSettings) -> Iterator[Preference]:
    for post, replies in log.by_post.items():
        scores = {row.fullname: _score(log, row.fullname, rules.outcome_age_h) for row in replies if not row.by_seeker}
        known = {name: score for name, score in scores.items() if score is not None}
        yield from ((post, a, b) for a, b in permutations(known, 2) if known[a] > known[b])


def _as_made(name: VoteRule) -> VoteJudge:
    """The pairs that this rule makes, as training would take them before anybody asks whose they are."""

    def judge(log: Log, rules: PairSettings) -> Iterator[Preference]:
        for found in from_votes(log, rules.model_copy(update={"votes": (name,)})):
            if isinstance(found, Candidate):
                yield found.post, found.chosen.reply, found.rejected.reply

    return judge


_JUDGES: Mapping[str, VoteJudge] = {ANY_LEAD: _any_lead, **{name: _as_made(name) for name in VOTE_RULES}}


def vote_agreement(log: Log, age_h: float, *, seed: int) -> Mapping[str, Estimate]:
    """Evidence → share of pairs of replies to one post, judged differently by it, that votes order alike.

    Votes that are equal count half. Evidence that no two voted replies share is left out. Only numbers are
    read, no texts.
    """
    found: dict[str, Estimate] = {}
    for name, judgement in _JUDGEMENTS.items():
        values, posts = [], []
        for post, replies in log.by_post.items():
            judged = [(judgement(log, row.fullname), _score(log, row.fullname, age_h)) for row in replies]
            for (a, votes_a), (b, votes_b) in combinations(judged, 2):
                if a is None or b is None or votes_a is None or votes_b is None or a == b:
                    continue
                values.append(0.5 if votes_a == votes_b else float((votes_a > votes_b) == (a > b)))
                posts.append(post)
        if values:
            found[name] = estimate(values, posts, seed=seed)
    return found


def _score(log: Log, reply: str, age_h: float) -> int | None:
    reading = log.reading(reply, age_h)
    return None if reading is None else reading.score


def _ruled(log: Log, reply: str) -> float | None:
    """Upheld flags are below everything; a reply with an open flag is not judged yet."""
    if log.is_upheld(reply):
        return 0.0
    return None if log.is_flagged(reply) else 1.0


def _answered(log: Log, reply: str) -> float | None:
    return {"thanks": 1.0, "pushback": 0.0}.get(log.seeker_answer(reply) or "")


def _rated(log: Log, reply: str) -> float | None:
    """Stars on a suggestion that became the reply."""
    taken = [row.stars for row in log.suggestions if row.reply == reply and row.decision == "taken"]
    return next((float(stars) for stars in taken if stars is not None), None)


_JUDGEMENTS: Mapping[str, Judgement] = {"ruling": _ruled, "seeker": _answered, "rating": _rated}
