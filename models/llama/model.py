"""A GGUF model that many may ask: one thread owns it, and requests take turns.

llama.cpp answers one after another here; on a CPU that is where its speed is anyway. Adapters come and go between two
answers.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.llama.turn import Answer, LlamaUnusable, Turn
from models.prompted import Compose, Swap
from models.protocols import EngineUnavailable
from models.registry import CorruptAdapter, UnknownAdapter
from models.settings import LlamaSettings

if TYPE_CHECKING:
    from models.llama.core import Core

logger = logging.getLogger(__name__)

T = TypeVar("T")


class LlamaModel:
    """One base model and its adapters. `start` it first, `stop` it at the end.

    Every wait and deadline here is in real seconds: a model computes no faster in virtual time.
    """

    def __init__(self, settings: LlamaSettings) -> None:
        self.settings = settings
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="llama")
        self._core: Core | None = None
        self._is_stopped = False
        self._open: list[Turn] = []
        self._swapping = asyncio.Lock()

    async def start(self) -> None:
        """Load the model. Raises `LlamaUnusable`, one line that says what to do."""
        try:
            self._core = await self._on_thread(self._load)
        except LlamaUnusable:
            self._thread.shutdown(wait=False)
            raise

    async def stop(self) -> None:
        """End what is being written and give the memory back. Requests still open get `EngineUnavailable`."""
        if self._is_stopped:
            return
        self._is_stopped = True
        for turn in self._open:
            turn.over = "it is being stopped"
        core, self._core = self._core, None
        if core is not None:
            await asyncio.wrap_future(self._thread.submit(core.close))
        await asyncio.to_thread(self._thread.shutdown, wait=True)

    def adapter(self, route: str) -> str:
        """The id of the adapter that answers on this route, or empty for the base model."""
        slot = self._running().adapters.slot(route)
        return slot.adapter if slot else ""

    async def generate(
        self, compose: Compose, *, route: str = "", seed: int = 0, deadline_s: float | None = None
    ) -> Answer:
        """The answer, within `deadline_s` (or else the settings' own) of now.

        Cancel the caller and the request is dropped, even half written. Raises `EngineUnavailable`, and whatever
        `compose` raises.
        """
        core = self._running()
        settings = self.settings
        seconds = settings.deadline_s if deadline_s is None else deadline_s
        turn = Turn(
            compose, route, seed, settings.max_new_tokens, settings.temperature, expires=time.monotonic() + seconds
        )
        self._open.append(turn)
        try:
            async with asyncio.timeout(seconds):
                return await self._on_thread(lambda: core.answer(turn))
        except TimeoutError:
            raise EngineUnavailable("llama", f"no answer within {seconds:g} s") from None
        finally:
            self._open.remove(turn)
            turn.over = turn.over or "nobody waits for it any more"

    async def swap(
        self, route: str, adapter: str, folder: Path | None, trial: Callable[[str], Awaitable[str]] | None = None
    ) -> Swap:
        """Let `adapter` answer on `route`, unless it is damaged or `trial` speaks against it; then the old one stays.

        `trial` gets the name of a route that leads to the new adapter alone. The adapter that answered until now stays
        loaded, so that going back to it takes no time and no trial. An empty `adapter` means the base model.
        """
        async with self._swapping:
            candidate = f"{route}?"
            try:
                is_new = await self._on_thread(lambda: self._admit(candidate, adapter, folder))
                why = await trial(candidate) if is_new and trial else ""
                if not why:
                    await self._on_thread(lambda: self._flip(route, candidate))
                    logger.info("adapter swapped route=%s id=%s", route, adapter or "base")
                return Swap(ok=not why, why=why)
            except (CorruptAdapter, UnknownAdapter, EngineUnavailable) as error:
                return Swap(ok=False, why=str(error))
            finally:
                with suppress(EngineUnavailable):  # stopped meanwhile, and the adapters with it
                    await self._on_thread(lambda: self._running().adapters.forget(candidate))

    def _admit(self, candidate: str, adapter: str, folder: Path | None) -> bool:
        """Point the candidate's route at the adapter. Whether it had to be loaded, and so needs a trial."""
        adapters = self._running().adapters
        if not adapter or folder is None:
            return False
        known = adapters.find(adapter)
        adapters.point(candidate, known or adapters.load(adapter, folder))
        return known is None

    def _flip(self, route: str, candidate: str) -> None:
        adapters = self._running().adapters
        adapters.point(route, adapters.slot(candidate))

    def _load(self) -> Core:
        try:
            from models.llama.core import Core
        except (ImportError, OSError, RuntimeError) as error:
            raise LlamaUnusable(
                f"llama.cpp is not installed ({' '.join(str(error).split())[:120]}): pip install '.[llama_cpp]', "
                "which compiles it and needs a C compiler, or choose another models.engine"
            ) from error
        return Core(self.settings)

    def _running(self) -> Core:
        if self._core is None or self._is_stopped:
            raise EngineUnavailable("llama", "the model is not running")
        return self._core

    async def _on_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.wrap_future(self._thread.submit(work))
        except RuntimeError as error:
            if self._is_stopped:
                raise EngineUnavailable("llama", "the model is not running") from error
            raise
