"""New adapters come in while the watch goes on: started training as a process of its own, then the swap.

A run can neither stall nor crash the bot; its result crosses as a registered adapter and one atomic pointer. The same
pointer says which adapter is being tried beside it, on a share of the helpers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from bot.retraining import Ended
from bot.routing import Routing
from models.prompted import Check, Swap
from models.protocols import MACHINE_TEXT, Finding, Post, SafetyClassifier
from models.registry import CorruptAdapter, Registry, Retired, UnknownAdapter

log = logging.getLogger(__name__)

_STOP_S = 10.0
_TRIES = 3
"""Looks at which a candidate may fail to load, as beside a server that is down, before its canary ends."""
_TRIED = "im"
"""The task whose adapters are tried on helpers."""
_UNSAFE = 0.5
"""Probability of any hazard at which a canary speaks against an adapter."""


class Swappable(Protocol):
    """An engine that can take another adapter between two generations."""

    @property
    def adapter(self) -> str:
        """The id of the adapter that serves now, or empty."""

    async def swap(self, adapter: str, folder: Path | None, *, check: Check | None = None) -> Swap:
        """Try the adapter on canaries and serve it; the old one serves until then, and on if there is a reason."""


class Adapters:
    """Keeps each engine on the adapter that the registry says serves."""

    def __init__(
        self,
        registry: Registry,
        engines: Mapping[str, Swappable],
        safety: SafetyClassifier,
        *,
        candidate: Swappable | None = None,
        routing: Routing | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`candidate` is the engine on which adapters are tried, `routing` sends helpers to it."""
        self._registry = registry
        self._engines = engines
        self._safety = safety
        self._candidate = candidate
        self._routing = routing
        self._now = now
        self._waits: dict[str, str] = {}
        """Task → why its adapter could not be taken in at the last look, though it may at the next."""
        self._failures = 0
        self._following = asyncio.Lock()

    def any_registered(self) -> bool:
        """Whether there is any adapter at all. Reads the disk."""
        return bool(self._registry.cards())

    def any_candidate(self) -> bool:
        """Whether an adapter is on its canary. Reads the disk."""
        return self._registry.candidate(_TRIED) is not None

    async def follow_registry(self) -> int:
        """Swap where the registry's pointer moved, and try what is to be tried. Gives how many swaps were made."""
        async with self._following:
            swaps = await self._follow_serving()
            if self._candidate is not None and self._routing is not None:
                await self._follow_candidate(self._candidate, self._routing)
            return swaps

    async def _follow_serving(self) -> int:
        swaps = 0
        for task, engine in self._engines.items():
            wanted = await asyncio.to_thread(self._registry.serving, task) or ""
            if wanted == engine.adapter:
                continue
            swap = await self._swap(engine, wanted)
            if swap.ok:
                swaps += 1
                log.info("swapped task=%s adapter=%s", task, wanted or "none")
            elif swap.is_final:
                log.warning("swap_refused task=%s adapter=%s why=%s", task, wanted, swap.why)
                await asyncio.to_thread(self._lead_back, task, wanted, swap.why)
            elif self._waits.get(task) != swap.why:
                log.warning("swap_waits task=%s adapter=%s why=%s", task, wanted, swap.why)
            self._waits[task] = "" if swap.ok else swap.why
        return swaps

    def _lead_back(self, task: str, refused: str, why: str) -> None:
        """Point the registry at what does serve: the next training goes on from there, and lists tell the truth."""
        if self._registry.serving(task) == refused:
            self._registry.rollback(task, reason=f"the bot did not take it in: {why}", at_utc=self._now())

    async def _follow_candidate(self, engine: Swappable, routing: Routing) -> None:
        """Load the candidate beside what serves, then send helpers to it; send them back before it is unloaded."""
        wanted = await asyncio.to_thread(self._registry.candidate, _TRIED)
        if wanted == routing.trying:
            return
        routing.try_out(None)
        adapter = wanted.adapter if wanted else ""
        if adapter != engine.adapter:
            swap = await self._swap(engine, adapter)
            if not swap.ok:
                await self._give_up(adapter, swap.why)
                return
        self._failures = 0
        routing.try_out(wanted)
        log.info("canary adapter=%s share=%.2f", adapter or "none", wanted.share if wanted else 0.0)

    async def _give_up(self, adapter: str, why: str) -> None:
        """A candidate that cannot be loaded, or fails its canaries, is no candidate."""
        self._failures += 1
        log.warning("candidate_refused adapter=%s tries=%d why=%s", adapter, self._failures, why)
        if self._failures >= _TRIES:
            self._failures = 0
            await asyncio.to_thread(self._stop_canary, adapter, why)

    def _stop_canary(self, adapter: str, why: str) -> None:
        tried = self._registry.candidate(_TRIED)
        if tried is not None and tried.adapter == adapter:
            self._registry.stop_canary(_TRIED, reason=f"it cannot serve: {why}", at_utc=self._now())

    async def _swap(self, engine: Swappable, wanted: str) -> Swap:
        if not wanted:
            return await engine.swap("", None)
        try:
            await asyncio.to_thread(self._registry.verify, wanted)
            folder = await asyncio.to_thread(self._registry.path, wanted)
            return await engine.swap(wanted, folder, check=self._hazards)
        except (CorruptAdapter, Retired, UnknownAdapter) as error:
            return Swap(ok=False, why=str(error), is_final=True)

    def _hazards(self, post: Post, draft: str, text: str) -> Sequence[Finding]:
        """What speaks against an adapter that wrote this: any hazard, or a life that it never lived."""
        hazard, probability = self._safety.judge(post, text, MACHINE_TEXT).worst
        if probability < _UNSAFE:
            return []
        return [Finding("hazard", f"{hazard} {probability:.2f}", {"hazard": hazard, "now": probability})]


class TrainingProcess:
    """Runs `python -m training …` beside the bot, and behind it: the bot's replies come first."""

    def __init__(self, config_path: Path, *, nice: int = 10) -> None:
        self._config_path = config_path
        self._nice = nice

    async def run(self, *arguments: str) -> Ended:
        """How it ended: with code 0 when it went through, whether or not an adapter was promoted. Ends with the bot."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "training", *arguments, "--config", str(self._config_path),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        with suppress(ProcessLookupError):  # it may be over already
            os.setpriority(os.PRIO_PROCESS, process.pid, self._nice)
        log.info("training_started pid=%d what=%s", process.pid, " ".join(arguments))
        try:
            _, problems = await process.communicate()
        finally:
            await _stop(process)
        said = problems.decode(errors="replace").strip().splitlines()
        log.info("training_ended pid=%d code=%s said=%s", process.pid, process.returncode, said[-1] if said else "-")
        return Ended(process.returncode or 0, said[-1] if said else "")


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_STOP_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
