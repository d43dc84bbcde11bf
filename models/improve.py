"""From an engine to something that may be shown: try, audit, try again, fall back, or stay silent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from models.protocols import (
    EngineUnavailable,
    Example,
    Finding,
    GenerationModel,
    ImprovementModel,
    Post,
    ReplyDraft,
    Suggestion,
)

log = logging.getLogger(__name__)

_E = TypeVar("_E")


class Checks(Protocol):
    """The audit."""

    def check(self, post: Post, draft: str, text: str, *, recent: Sequence[str] = ()) -> tuple[Finding, ...]:
        """What is wrong with `text`; empty where it passed."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of one engine. No findings and no error: it passed, or the engine had nothing to say."""

    engine: str
    seed: int
    findings: tuple[Finding, ...] = ()
    error: str = ""
    """Why the engine could not answer, or empty."""
    adapter: str = ""
    """The adapter that wrote what was audited, or empty for the base model."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """A suggestion that may be shown, or silence, and how it came to that."""

    suggestion: Suggestion | None
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Drafting:
    """A reply draft that a moderator may be shown, or silence, and how it came to that."""

    draft: ReplyDraft | None
    attempts: tuple[Attempt, ...]


class Improver:
    """IM with its audit: the engine, once more with another seed, then the fallback, then silence."""

    def __init__(self, engine: ImprovementModel, fallback: ImprovementModel | None, audit: Checks) -> None:
        self._engines = (engine,) if fallback is None else (engine, fallback)
        self._audit = audit

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, recent: Sequence[str] = (), examples: Sequence[Example] = ()
    ) -> Improvement:
        """A suggestion that passed the audit, or silence. An engine that finds the draft good ends the search."""
        attempts: list[Attempt] = []
        for engine, try_seed in _tries(self._engines, seed):
            if _gave_up(attempts, engine.engine):
                continue
            try:
                found = await engine.improve(post, draft, seed=try_seed, examples=examples)
            except EngineUnavailable as error:
                attempts.append(_down(error, try_seed))
                continue
            if found is None:
                attempts.append(Attempt(engine.engine, try_seed))
                return Improvement(None, tuple(attempts))
            findings = await asyncio.to_thread(self._audit.check, post, draft, found.text, recent=recent)
            attempts.append(Attempt(found.engine, try_seed, findings, adapter=found.adapter))
            if not findings:
                return Improvement(found, tuple(attempts))
        return Improvement(None, tuple(attempts))


class Drafter:
    """GM with its audit, in the same order."""

    def __init__(self, engine: GenerationModel, fallback: GenerationModel | None, audit: Checks) -> None:
        self._engines = (engine,) if fallback is None else (engine, fallback)
        self._audit = audit

    async def draft(
        self, post: Post, *, seed: int = 0, recent: Sequence[str] = (), examples: Sequence[Example] = ()
    ) -> Drafting:
        """A reply draft that passed the audit, or silence."""
        attempts: list[Attempt] = []
        for engine, try_seed in _tries(self._engines, seed):
            if _gave_up(attempts, engine.engine):
                continue
            try:
                found = await engine.draft(post, seed=try_seed, examples=examples)
            except EngineUnavailable as error:
                attempts.append(_down(error, try_seed))
                continue
            if found is None:
                attempts.append(Attempt(engine.engine, try_seed))
                return Drafting(None, tuple(attempts))
            findings = await asyncio.to_thread(self._audit.check, post, "", found.text, recent=recent)
            attempts.append(Attempt(found.engine, try_seed, findings, adapter=found.adapter))
            if not findings:
                return Drafting(found, tuple(attempts))
        return Drafting(None, tuple(attempts))


def _tries(engines: Sequence[_E], seed: int) -> Iterator[tuple[_E, int]]:
    """Each engine twice, with two seeds."""
    for engine in engines:
        yield engine, seed
        yield engine, seed + 1


def _gave_up(attempts: Sequence[Attempt], engine: str) -> bool:
    """Whether this engine said that it cannot answer now; asking again at once would only add to its load."""
    return bool(attempts) and attempts[-1].engine == engine and bool(attempts[-1].error)


def _down(error: EngineUnavailable, seed: int) -> Attempt:
    log.warning("engine_unavailable engine=%s why=%s", error.engine, error.why)
    return Attempt(error.engine, seed, error=error.why)
