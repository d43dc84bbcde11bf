"""What a pass of training has to say for itself."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version

from training.bootstrap import Estimate
from training.evaluation import Evaluation

_LIBRARIES = ("torch", "transformers", "trl", "peft", "accelerate", "safetensors")


@dataclass(slots=True)
class Report:
    """Filled in as the pass goes on."""

    task: str
    run: str
    state: str = "failed"
    """`promoted`, `canary` (tried on some helpers first), `kept` or `failed`."""
    adapter: str = ""
    sentence: str = ""
    """Promoted or not and why."""
    counts: Mapping[str, int] = field(default_factory=dict)
    by_evidence: Mapping[str, int] = field(default_factory=dict)
    funnel: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    agreement: Mapping[str, Estimate] = field(default_factory=dict)
    """Evidence → how often votes prefer what it prefers."""
    evaluation: Evaluation | None = None
    page: str = ""
    """Where its report lies, once the run has ended."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """Stage → what it learned from, or why it was left out."""
    curves: Mapping[str, Sequence[Mapping[str, float]]] = field(default_factory=dict)
    """Stage → what the trainer measured, step by step."""
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """For the run's row and for `--json`."""
        return {
            "task": self.task,
            "run": self.run,
            "state": self.state,
            "adapter": self.adapter,
            "sentence": self.sentence,
            "page": self.page,
            "counts": dict(self.counts),
            "pairs_by_evidence": dict(self.by_evidence),
            "funnel": {evidence: dict(falls) for evidence, falls in self.funnel.items()},
            "vote_agreement": {evidence: one.as_json() for evidence, one in self.agreement.items()},
            "stages": dict(self.stages),
            "curves": {stage: thinned(curve) for stage, curve in self.curves.items()},
            "evaluation": self.evaluation.as_json() if self.evaluation else None,
            "seconds": {stage: round(took, 2) for stage, took in self.seconds.items()},
        }


def thinned(curve: Sequence[Mapping[str, float]], *, most: int = 100) -> list[dict[str, float]]:
    """At most so many points of a curve, the last among them, each the mean of the steps that it stands for."""
    width = max(1, -(-len(curve) // most))
    groups = [curve[start : start + width] for start in range(0, len(curve), width)]
    return [
        {name: round(sum(point.get(name, 0.0) for point in group) / len(group), 6) for name in group[-1]}
        for group in groups
    ]


class Timer:
    """Notes how long each stage took, in seconds of the wall clock."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time the block."""
        started = time.monotonic()
        try:
            yield
        finally:
            self._seconds[stage] = time.monotonic() - started


def library_versions() -> dict[str, str]:
    """Of Python and everything that decides what comes out."""
    return {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}}
