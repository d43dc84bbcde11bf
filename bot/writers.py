"""What writes and judges, built from the `[models]` section: for the bot, and for commands that need no Reddit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.adapters import Swappable
from bot.config import optional_secret
from bot.errors import Misconfigured
from models.improve import Drafter, Improver
from models.prompted import CANDIDATE, PromptedGenerator, PromptedImprover
from models.protocols import CrisisTier, EngineUnavailable, Post, SafetyClassifier
from models.retrieval import Encode
from models.settings import EngineName, LlamaSettings, ModelSettings, ServedSettings

_Engines = tuple[PromptedImprover, PromptedGenerator, PromptedImprover]
"""IM, GM, and IM once more for an adapter on its canary; all on one model."""

TINY = "tiny"
"""The base model that is built on this machine instead of being loaded."""


@dataclass(frozen=True, slots=True)
class Writers:
    """One set of them."""

    safety: SafetyClassifier
    improver: Improver
    drafter: Drafter
    swappable: Mapping[str, Swappable]
    """Task → the engine that takes its adapters; empty without a local model."""
    candidate: Improver | None = None
    """The improver for an adapter on its canary, with an adapter of its own on the same model."""
    on_canary: Swappable | None = None
    """The engine that takes that adapter."""
    encode: Encode | None = None
    """The sentence encoder, where examples are found by it."""

    async def draft_for(self, post: Post, seed: int) -> str | None:
        """A first draft for a moderator, audited; None under a post that speaks of present danger."""
        if self.safety.crisis(post) is CrisisTier.IMMINENT:
            return None
        drafting = await self.drafter.draft(post, seed=seed)
        return drafting.draft.text if drafting.draft else None


@asynccontextmanager
async def open_writers(settings: ModelSettings, *, engine: EngineName | None = None) -> AsyncIterator[Writers]:
    """The writers for the length of the block. Loading a model takes seconds; a bad one is `Misconfigured`."""
    try:
        safety = await asyncio.to_thread(_load_safety, settings)
    except EngineUnavailable as error:
        raise Misconfigured(str(error)) from error
    from models.audit import Audit  # these load word lists and language models, which `--help` need not wait for
    from models.guideline import GuidelineEngine

    audit = Audit(safety)
    guideline = GuidelineEngine(is_crisis=lambda post: safety.crisis(post) is CrisisTier.IMMINENT)
    chosen = engine or settings.engine
    if chosen == "guideline":
        yield Writers(safety, Improver(guideline, None, audit), Drafter(guideline, None, audit), {})
        return
    async with _opened(chosen, settings) as (im, gm, tried):
        for one in (im, gm, tried):
            one.rules = settings.rules
        encode = await asyncio.to_thread(_encoder) if settings.retrieval == "encoder" else None
        yield Writers(
            safety, Improver(im, guideline, audit), Drafter(gm, guideline, audit), {"im": im, "gm": gm},
            candidate=Improver(tried, guideline, audit), on_canary=tried, encode=encode,
        )  # fmt: skip


def _load_safety(settings: ModelSettings) -> SafetyClassifier:
    from models.safety import configured_classifier  # reads its rules from files when it is imported

    return configured_classifier(settings)


def _encoder() -> Encode:
    from models.encoder import MiniLm

    try:
        return MiniLm()
    except EngineUnavailable as error:
        raise Misconfigured(str(error)) from error


def _opened(engine: EngineName, settings: ModelSettings) -> AbstractAsyncContextManager[_Engines]:
    if engine == "local":
        return _local(settings)
    return _llama(settings.llama) if engine == "llama" else _served(settings.served)


@asynccontextmanager
async def _local(settings: ModelSettings) -> AsyncIterator[_Engines]:
    """IM and GM on one model in this process, each on the adapter that the registry says serves."""
    from models.local import LocalModel, ModelUnusable, local_generator, local_improver  # imports torch: seconds

    base: str | Path = settings.local.base
    if base == TINY:
        from models.tiny import build_tiny

        base = await asyncio.to_thread(build_tiny, settings.cache / TINY)
    model = LocalModel(settings.local, base)
    try:
        await model.start()
    except ModelUnusable as error:
        raise Misconfigured(str(error)) from error
    try:
        yield local_improver(model), local_generator(model), local_improver(model, CANDIDATE)
    finally:
        await model.stop()


@asynccontextmanager
async def _llama(settings: LlamaSettings) -> AsyncIterator[_Engines]:
    """IM and GM on one GGUF model in this process, where the optional extra is installed."""
    from models.llama import LlamaModel, LlamaUnusable, llama_generator, llama_improver

    model = LlamaModel(settings)
    try:
        await model.start()
    except LlamaUnusable as error:
        raise Misconfigured(str(error)) from error
    try:
        yield llama_improver(model), llama_generator(model), llama_improver(model, CANDIDATE)
    finally:
        await model.stop()


@asynccontextmanager
async def _served(settings: ServedSettings) -> AsyncIterator[_Engines]:
    """IM and GM on a server inside the operator's network. Nothing is sent yet."""
    from models.served import PublicHost, ServedModel, served_generator, served_improver

    model = ServedModel(settings, optional_secret("SIDELIGHT_SERVED_TOKEN"))
    try:
        await model.start()
    except (PublicHost, ValueError) as error:
        raise Misconfigured(str(error)) from error
    try:
        yield served_improver(model), served_generator(model), served_improver(model)
    finally:
        await model.stop()
