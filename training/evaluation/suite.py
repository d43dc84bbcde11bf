"""The linguistic suite, safety and speed of several systems on the same prompts, paired and with intervals.

`Suite` is what cards and reports read. Its names of measures are those of `training.evaluation.catalogue`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

from training.bootstrap import ONE_SIDED, Estimate, estimate
from training.evaluation.catalogue import measure
from training.evaluation.texts import HUMAN, PEOPLES, Instruments, Prompt, Values, distances, values_of
from training.evaluation.topics import topics

_OVER_TOPICS = ("words_off", "words_over", "sentences_off", "sentences_over", "sentiment_off", "questions_over")
_NAMES = "name_mismatch"
_Z, _Z_ONE_SIDED = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(1 - ONE_SIDED)

Means = Mapping[str, Estimate]
"""Measure → mean over texts."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a system wrote, on the machine at hand, all its texts in batches."""

    texts: int
    tokens: int
    seconds: float

    def as_json(self) -> dict[str, float | int]:
        """With the two rates."""
        taken = max(self.seconds, 1e-9)
        rates = {"texts_per_s": round(self.texts / taken, 3), "tokens_per_s": round(self.tokens / taken, 1)}
        return {"texts": self.texts, "tokens": self.tokens, "seconds": round(self.seconds, 2), **rates}


@dataclass(frozen=True, slots=True)
class Topic:
    """The therapy paper's distances on the posts that speak of one symptom set."""

    name: str
    prompts: int
    systems: Mapping[str, Means]
    """System → its distances from people's replies."""

    def as_json(self) -> dict[str, object]:
        """For cards and reports."""
        return {"name": self.name, "prompts": self.prompts, "systems": _nested(self.systems)}


@dataclass(frozen=True, slots=True)
class Suite:
    """What several systems wrote for the same prompts, measured."""

    prompts: int
    posts: int
    likeness: str
    """What the semantic similarities were taken by."""
    systems: Mapping[str, Means]
    """`human` (what people posted), `chosen`, `base`, `compared`, `candidate` → measure → mean."""
    differences: Mapping[str, Means]
    """Other system → measure → candidate less that system, text by text."""
    topics: tuple[Topic, ...] = ()
    speed: Mapping[str, Speed] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """For cards and reports, with the legend that a reader needs."""
        names = dict.fromkeys(name for means in self.systems.values() for name in means)
        return {
            "prompts": self.prompts,
            "posts": self.posts,
            "likeness": self.likeness,
            "measures": {name: measure(name).as_json() for name in names},
            "systems": _nested(self.systems),
            "differences": _nested(self.differences),
            "topics": [topic.as_json() for topic in self.topics],
            "speed": {name: speed.as_json() for name, speed in self.speed.items()},
        }


def examine(
    prompts: Sequence[Prompt],
    texts: Mapping[str, Sequence[str]],
    by: Instruments,
    *,
    seed: int,
    heard: Callable[[], None] = lambda: None,
) -> Suite:
    """Measure every system's texts, which are in the order of the prompts. `heard` is called once for each text."""
    values = {
        name: values_of(prompts, written, by, is_machine=name not in PEOPLES, heard=heard)
        for name, written in texts.items()
    }
    if HUMAN in values:
        for name in values.keys() - {HUMAN}:
            values[name] |= distances(values[name], values[HUMAN])
    posts = [prompt.name for prompt in prompts]
    candidate = values.get("candidate", {})
    return Suite(
        prompts=len(prompts),
        posts=len(set(posts)),
        likeness=by.likeness.by,
        systems={name: _means(found, posts, seed) for name, found in values.items()},
        differences={
            name: _means(_less(candidate, found), posts, seed, are_differences=True)
            for name, found in values.items()
            if candidate and name != "candidate"
        },
        topics=_by_topic(prompts, values, seed),
    )


def _by_topic(prompts: Sequence[Prompt], values: Mapping[str, Values], seed: int) -> tuple[Topic, ...]:
    at: dict[str, list[int]] = {}
    for place, prompt in enumerate(prompts):
        for name in topics(prompt.post.text):
            at.setdefault(name, []).append(place)
    found = []
    for name, places in sorted(at.items()):
        posts = [prompts[place].name for place in places]
        systems = {
            system: _means({m: [of[m][p] for p in places] for m in (*_OVER_TOPICS, _NAMES)}, posts, seed)
            for system, of in values.items()
            if _NAMES in of
        }
        found.append(Topic(name, len(places), systems))
    return tuple(found)


def _less(ours: Values, theirs: Values) -> Values:
    """Ours less theirs, text by text, where both have the measure."""
    return {
        name: [None if a is None or b is None else a - b for a, b in zip(ours[name], theirs[name], strict=True)]
        for name in ours
        if name in theirs
    }


def _means(
    values: Values, posts: Sequence[Hashable], seed: int, *, are_differences: bool = False
) -> dict[str, Estimate]:
    """The mean of each measure. Texts of fewer than two posts say nothing of others, so they give no mean."""
    found = {}
    for name, column in values.items():
        known = [(value, post) for value, post in zip(column, posts, strict=True) if value is not None]
        if len({post for _, post in known}) < 2:
            continue
        numbers, clusters = [value for value, _ in known], [post for _, post in known]
        found[name] = estimate(numbers, clusters, seed=seed)
        if measure(name).unit == "share" and len(set(numbers)) == 1:
            found[name] = _doubted(found[name], is_difference=are_differences)
    return found


def _doubted(found: Estimate, *, is_difference: bool) -> Estimate:
    """A share that is the same for every text, with Wilson's interval over posts: drawing them again shows no doubt.

    None of ten posts may still be more than one in four. A difference that is nought everywhere is doubted either way.
    """
    if found.mean not in ((0.0,) if is_difference else (0.0, 1.0)):
        return found
    room, bound = (z**2 / (found.clusters + z**2) for z in (_Z, _Z_ONE_SIDED))
    if is_difference:
        return Estimate(0.0, -room, room, -bound, found.clusters, found.count)
    if found.mean == 1.0:
        return Estimate(1.0, 1 - room, 1.0, 1 - bound, found.clusters, found.count)
    return Estimate(0.0, 0.0, room, 0.0, found.clusters, found.count)


def _nested(systems: Mapping[str, Means]) -> dict[str, dict[str, dict[str, float | int]]]:
    return {system: {name: one.as_json() for name, one in means.items()} for system, means in systems.items()}
