"""What a corrected fit must show beside the weights that serve, and whether it may take their place.

The functional suite lies among the tests, which nobody but us has, so the trial has one of its own: a third of the
seeds of every functionality, drawn by their words and never remembered by the correction. Both sides read the same
cases through the whole classifier, as moderators meet it, so every figure is a paired one. Beside it: alarms on
replies that were seen and not ruled on, and the rulings that were kept apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.protocols import ANYWHERE, Hazard, Post, SafetyClassifier, SafetyRules, Verdict
from models.safety.batch import judge_all
from training.bootstrap import Estimate, estimate
from training.gate import Decision
from training.safety.rulings import Ruled
from training.safety.seeds import Case, part_of
from training.safety.sentences import Text
from training.settings import RulingSettings

_THIRD = 67
"""Of a hundred parts of the seeds: those from here on are kept apart."""
_MOST_LOST = 0.1
"""Share of one hazard's kept-apart cases that may be lost; of danger `max_loss` as of all."""
_DANGER = frozenset({Hazard.INCITEMENT, Hazard.METHOD_INFO})
_SURE = 0.02
"""Probabilities are taken no nearer to 0 and 1 than this, lest one reply decide everything."""

_TOGETHER = 200
"""Replies that are read at once."""

Tell = Callable[[str, float], None]


def is_kept_apart(case: Case) -> bool:
    """Whether a seed, or a reply of real threads, judges and is never learned from."""
    return case.is_held_out if case.is_real else part_of(case.reply) >= _THIRD


@dataclass(frozen=True, slots=True)
class Sitting:
    """Everything that both sides are asked."""

    cases: tuple[Case, ...]
    """The kept-apart seeds; ordinary and real replies among them count as seen."""
    seen: tuple[Text, ...]
    """Replies of the subreddits that nobody ruled on."""
    ruled: tuple[Ruled, ...]
    """Rulings kept apart."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it: of the weights that serve (before) and of the candidate (after)."""

    suite: Estimate
    """Gain in right answers: unsafe cases flagged with their hazard, look-alikes not flagged at all."""
    right: tuple[float, float]
    found: Mapping[Hazard, tuple[float, float]]
    """Share of unsafe cases flagged with the right hazard, by hazard."""
    alarms: tuple[int, int]
    """Replies flagged among those seen."""
    seen: int
    surprise: tuple[float, float]
    """Mean surprise (nats) at the rulings kept apart; 0 where there are none."""
    ruled: int

    def as_json(self) -> dict[str, object]:
        """For the card."""
        per = 1000 / max(1, self.seen)
        return {
            "suite_gain": self.suite.as_json(),
            "suite_right": [round(share, 4) for share in self.right],
            "found": {str(hazard): [round(share, 4) for share in pair] for hazard, pair in self.found.items()},
            "flags_per_1000": [round(count * per, 1) for count in self.alarms],
            "seen": self.seen,
            "surprise_at_rulings": [round(value, 4) for value in self.surprise],
            "rulings_kept_apart": self.ruled,
        }


def hold(
    sitting: Sitting, serving: SafetyClassifier, candidate: SafetyClassifier, tell: Tell, *, seed: int = 7
) -> Trial:
    """Ask both sides everything."""
    before, after = (_answers(sitting, side, tell, name) for side, name in ((serving, "before"), (candidate, "after")))
    suite = [place for place, case in enumerate(sitting.cases) if case.near is not None]
    gains = [float(after.right[place]) - float(before.right[place]) for place in suite]
    groups = [(sitting.cases[place].near, sitting.cases[place].functionality) for place in suite]
    found = {}
    for hazard in Hazard:
        guilty = [place for place in suite if sitting.cases[place].hazard is hazard]
        if guilty:
            found[hazard] = (_share(before.right, guilty), _share(after.right, guilty))
    return Trial(
        estimate(gains, groups, seed=seed),
        (_share(before.right, suite), _share(after.right, suite)),
        found,
        (before.alarms, after.alarms),
        len(sitting.cases) - len(suite) + len(sitting.seen),
        (before.surprise, after.surprise),
        len(sitting.ruled),
    )


def decide_weights(trial: Trial, rules: RulingSettings) -> Decision:
    """May the candidate take the place of what serves? Every reason against it, or what speaks for it."""
    against = []
    if trial.suite.bound < -rules.max_loss:
        against.append(
            f"on the kept-apart seeds it may be worse by {-trial.suite.bound:.1%}, and {rules.max_loss:.1%} is the most"
        )
    for hazard, (before, after) in trial.found.items():
        if before - after > (rules.max_loss if hazard in _DANGER else _MOST_LOST):
            against.append(f"it finds {after:.0%} of the kept-apart {hazard}, before it was {before:.0%}")
    if trial.alarms[1] > trial.alarms[0]:
        against.append(f"it flags {trial.alarms[1]} of {trial.seen} replies seen, before it was {trial.alarms[0]}")
    if trial.surprise[1] > trial.surprise[0]:
        against.append(f"it fits the {trial.ruled} rulings kept apart less well than what serves")
    if against:
        return Decision(False, tuple(against))
    return Decision(True, (_in_favour(trial),))


def _in_favour(trial: Trial) -> str:
    kept = (
        f"{trial.ruled} rulings kept apart surprise it less ({trial.surprise[0]:.2f} → {trial.surprise[1]:.2f} nats)"
        if trial.ruled
        else "no rulings were kept apart"
    )
    return (
        f"of the kept-apart seeds {trial.right[1]:.1%} are right, before {trial.right[0]:.1%} (gain {trial.suite}); "
        f"it flags {trial.alarms[1]} of {trial.seen} replies seen, before {trial.alarms[0]}; {kept}"
    )


@dataclass(frozen=True, slots=True)
class _Answers:
    """What one side said: of each case whether it is right, and in sum of the others."""

    right: tuple[bool, ...]
    alarms: int
    surprise: float


def _answers(sitting: Sitting, side: SafetyClassifier, tell: Tell, name: str) -> _Answers:
    right = [False] * len(sitting.cases)
    alarms = 0
    for is_machine in (False, True):
        asked = SafetyRules(is_machine_text=is_machine)
        places = [n for n, case in enumerate(sitting.cases) if (case.near is Hazard.FALSE_EXPERIENCE) == is_machine]
        texts = [Text(sitting.cases[place].post, sitting.cases[place].reply) for place in places]
        for place, verdict in zip(places, _verdicts(side, texts, asked, lambda share: tell(name, share)), strict=True):
            case, flags = sitting.cases[place], verdict.flags(asked)
            right[place] = case.hazard in flags if case.hazard else not flags
            alarms += case.near is None and bool(flags)
    alarms += sum(bool(verdict.flags(ANYWHERE)) for verdict in _verdicts(side, sitting.seen))
    ruled = _verdicts(side, [Text(one.post_text, one.text) for one in sitting.ruled])
    surprised = [
        one.weight * _surprise(verdict.probabilities[one.hazard], one.is_guilty)
        for one, verdict in zip(sitting.ruled, ruled, strict=True)
    ]
    return _Answers(tuple(right), alarms, sum(surprised) / max(1e-9, sum(one.weight for one in sitting.ruled)))


def _verdicts(
    side: SafetyClassifier,
    texts: Sequence[Text],
    rules: SafetyRules = ANYWHERE,
    tell: Callable[[float], None] = lambda _: None,
) -> Iterator[Verdict]:
    """A verdict on each, read together so far as the classifier can."""
    for start in range(0, len(texts), _TOGETHER):
        tell(start / len(texts))
        some = [(Post("", text.post), text.reply) for text in texts[start : start + _TOGETHER]]
        yield from judge_all(side, some, rules)


def _surprise(probability: float, is_guilty: bool) -> float:
    return -math.log(max(_SURE, min(1 - _SURE, probability if is_guilty else 1 - probability)))


def _share(values: Sequence[bool], places: Sequence[int]) -> float:
    return sum(values[place] for place in places) / max(1, len(places))
