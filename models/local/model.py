"""A language model that many may ask at once: one thread works, and requests that wait are answered together.

While a batch is being written the next requests gather; when it is done they become the next batch, so nothing ever
waits for a batch to fill. Adapters come and go between two batches.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import torch

from models.local.core import Core
from models.local.loading import ModelUnusable, load
from models.local.rows import Answer, Ask, Row
from models.prompted import Swap
from models.prompts import ChatMessage, PromptTooLong
from models.protocols import EngineUnavailable
from models.registry import CorruptAdapter, UnknownAdapter
from models.settings import LocalSettings

logger = logging.getLogger(__name__)

T = TypeVar("T")


class LocalModel:
    """One base model and its adapters. `start` it first, `stop` it at the end.

    Every wait and deadline here is in real seconds: a model computes no faster in virtual time.
    """

    def __init__(self, settings: LocalSettings, base: str | Path | None = None) -> None:
        """`base` stands in for `settings.base`, for a caller that knows where the stand-in was built."""
        self.settings = settings
        self._base = settings.base if base is None else base
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
        self._waiting: deque[Row] = deque()
        self._writing: Sequence[Row] = ()
        self._is_awake = False
        self._waking = threading.Lock()
        self._core: Core | None = None
        self._is_stopped = False
        self._swapping = asyncio.Lock()

    async def start(self) -> None:
        """Load the model. Raises `ModelUnusable`, one line that says what to do."""
        try:
            self._core = await self._on_thread(self._load)
        except ModelUnusable:
            self._thread.shutdown(wait=False)
            raise

    async def stop(self) -> None:
        """End what is being written and give the memory back. Requests still open get `EngineUnavailable`."""
        with self._waking:
            self._is_stopped = True
        for row in (*self._waiting, *self._writing):
            row.fail(EngineUnavailable("local", "it is being stopped"))
        await asyncio.to_thread(self._thread.shutdown, wait=True)
        self._core = None

    @property
    def base_sha256(self) -> str:
        """Which base model this is, as adapters' cards say it."""
        return self._running().loaded.sha256

    def adapter(self, route: str) -> str:
        """The id of the adapter that answers on this route, or empty for the base model."""
        slot = self._running().slots.slot(route)
        return slot.adapter if slot else ""

    async def generate(self, ask: Ask, *, deadline_s: float | None = None) -> Answer:
        """The answer, within `deadline_s` (or else the settings' own) of now.

        Cancel the caller and the request is dropped, even half written. Raises `EngineUnavailable`, and `PromptTooLong`
        where the prompt's composer does.
        """
        self._running()
        seconds = self.settings.deadline_s if deadline_s is None else deadline_s
        row = Row(ask, time.monotonic() + seconds)
        self._waiting.append(row)
        # At the end of this turn of the loop, so that all who ask in one turn share the first batch.
        asyncio.get_running_loop().call_soon(self._wake)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(row.future)
        except TimeoutError:
            raise EngineUnavailable("local", f"no answer within {seconds:g} s") from None

    async def score(self, messages: list[ChatMessage], completion: str, *, route: str = "") -> tuple[float, int]:
        """The log-probability in nats of `completion` as the answer to `messages`, and how many tokens it has."""
        return await self._on_thread(lambda: self._running().score(messages, completion, route))

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
                with suppress(EngineUnavailable):  # stopped meanwhile, and the slots with it
                    await self._on_thread(lambda: self._running().slots.forget(candidate))

    def _admit(self, candidate: str, adapter: str, folder: Path | None) -> bool:
        """Point the candidate's route at the adapter. Whether it had to be loaded, and so needs a trial."""
        slots = self._running().slots
        if not adapter or folder is None:
            return False
        known = slots.find(adapter)
        slots.point(candidate, known or slots.load(adapter, folder))
        return known is None

    def _flip(self, route: str, candidate: str) -> None:
        slots = self._running().slots
        slots.point(route, slots.slot(candidate))

    def _load(self) -> Core:
        # Torch keeps the number of threads for each calling thread, and this is the one that will compute.
        torch.set_num_threads(self.settings.threads)
        return Core(load(self.settings, self._base))

    def _wake(self) -> None:
        """Have one batch queued on the thread, never two: what else wants the thread waits for one batch at most."""
        with self._waking:
            if self._is_awake or self._is_stopped:
                return
            self._is_awake = True
            self._thread.submit(self._answer_waiting).add_done_callback(_tell_failure)

    def _answer_waiting(self) -> None:
        """On the model's thread: one batch of what waits, and the next one queued if there is more."""
        with self._waking:
            self._is_awake = False
        rows: list[Row] = []
        self._writing = rows
        try:
            self._gather(rows)
            self._write(rows)
        finally:
            self._writing = ()
            for row in rows:
                row.fail(EngineUnavailable("local", "it failed, and the log says how"))
            if self._waiting:
                self._wake()

    def _gather(self, rows: list[Row]) -> None:
        core = self._running()
        while self._waiting and len(rows) < self.settings.max_batch:
            row = self._waiting.popleft()
            if row.is_over:
                row.fail_late()
                continue
            rows.append(row)
            try:
                core.prepare(row)
            except (PromptTooLong, EngineUnavailable) as error:
                row.fail(error)
                rows.pop()

    def _write(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        try:
            answers = self._running().generate(rows)
        except torch.OutOfMemoryError:
            if len(rows) == 1:
                rows[0].fail(EngineUnavailable("local", "the GPU has no memory left for this text"))
                return
            logger.warning("batch halved rows=%d why=out of GPU memory", len(rows))
            torch.cuda.empty_cache()
            for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
                self._write(half)
            return
        for row, answer in zip(rows, answers, strict=True):
            if row.is_over:
                row.fail_late()
            else:
                row.settle(answer)

    def _running(self) -> Core:
        if self._core is None or self._is_stopped:
            raise EngineUnavailable("local", "the model is not running")
        return self._core

    async def _on_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.wrap_future(self._thread.submit(work))
        except RuntimeError as error:
            if self._is_stopped:
                raise EngineUnavailable("local", "the model is not running") from error
            raise


def _tell_failure(batch: Future[None]) -> None:
    """A bug in a batch reaches its callers as `EngineUnavailable`; here is the rest of the story."""
    if not batch.cancelled() and (error := batch.exception()) and not isinstance(error, EngineUnavailable):
        logger.error("batch failed", exc_info=error)
