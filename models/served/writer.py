"""GM and IM on a model server, each with its own adapter by name."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from models.prompted import Compose, PromptedGenerator, PromptedImprover, Room, Swap, Trial, Written
from models.protocols import EngineUnavailable
from models.registry import CorruptAdapter, read_card, verify_weights
from models.served.client import Client, Health, Rejected
from models.served.hosts import PublicHost
from models.served.stream import NotOpenAI
from models.settings import ServedSettings

logger = logging.getLogger(__name__)

LOAD_S = 120.0
"""How long a server may take to read an adapter."""

_TROUBLE = (aiohttp.ClientError, OSError, PublicHost, Rejected, NotOpenAI)


@dataclass(slots=True)
class _Route:
    """What serves one task, and what served it before."""

    adapter: str = ""
    folder: Path | None = None
    before: str = ""
    swapping: asyncio.Lock = field(default_factory=asyncio.Lock)


class ServedModel:
    """A model server. `start` it inside the running loop, `stop` it at the end."""

    def __init__(self, settings: ServedSettings, token: str = "") -> None:
        self.settings = settings
        self._token = token
        self._base = settings.model
        self._routes: list[_Route] = []
        self.client: Client | None = None

    async def start(self) -> None:
        """Open the connection pool; nothing is sent yet. Raises `PublicHost`."""
        self.client = Client(self.settings, self._token)

    async def stop(self) -> None:
        """Close the connections. What the server holds, it keeps."""
        if self.client is not None:
            await self.client.close()
            self.client = None

    def keep(self, route: _Route) -> None:
        """Remember a route that lasts: what it needs stays loaded, whoever else lets go of it."""
        self._routes.append(route)

    def needs(self, adapter: str, but: _Route) -> bool:
        """Whether another lasting route is served by this adapter, or may go back to it."""
        return any(adapter in (route.adapter, route.before) for route in self._routes if route is not but)

    async def health(self) -> Health:
        """Whether the server answers and has the model that the settings name."""
        return await self.connected().health()

    async def base(self) -> str:
        """The base model's name: the settings' own, or the first that the server lists."""
        if not self._base:
            try:
                self._base = (await self.connected().models())[0]
            except (*_TROUBLE, IndexError) as error:
                raise EngineUnavailable("served", "it lists no model, and models.served.model names none") from error
        return self._base

    def connected(self) -> Client:
        """The client. Raises `EngineUnavailable` before `start` and after `stop`."""
        if self.client is None:
            raise EngineUnavailable("served", "it is not running")
        return self.client


class ServedWriter:
    """Writes for one task on a model server."""

    engine = "served"

    def __init__(self, model: ServedModel, adapter: str = "") -> None:
        self._model = model
        self._route = _Route(adapter)
        if not adapter:  # a writer for a trial has its adapter from the start, and goes after it
            model.keep(self._route)

    @property
    def adapter(self) -> str:
        """The id of the adapter that serves now, or empty for the base model."""
        return self._route.adapter

    async def write(self, compose: Compose, *, seed: int) -> Written:
        """The answer to a prompt. Raises `EngineUnavailable`, and whatever `compose` raises."""
        settings, adapter = self._model.settings, self._route.adapter
        reply_tokens = min(settings.max_new_tokens, settings.context_tokens // 2)
        messages = compose(Room(rough_tokens, settings.context_tokens - reply_tokens - 64, reply_tokens))
        name = adapter or await self._model.base()
        client = self._model.connected()
        try:
            answer = await client.chat(name, messages, seed=seed)
        except Rejected as error:
            if error.status != 404 or adapter != self._route.adapter or not await self._load_again():
                raise EngineUnavailable(self.engine, f"{error}, asked for {name}") from error
            try:
                answer = await client.chat(name, messages, seed=seed)
            except Rejected as again:
                raise EngineUnavailable(self.engine, f"{again}, asked for {name}") from again
        return Written(answer.text, answer.is_cut, adapter)

    async def swap(self, adapter: str, folder: Path | None, trial: Trial) -> Swap:
        """Let `adapter` serve, under its own name on the server and never in another's place.

        The one that served stays loaded for a way back, the one before it is unloaded.
        """
        route = self._route
        async with route.swapping:
            if adapter == route.adapter:
                return Swap(ok=True)
            if adapter and folder is not None:
                why = await self._load(adapter, folder)
                # What served a moment ago has stood its trial, and going back must not depend on luck.
                if not why and adapter != route.before and (why := await trial(ServedWriter(self._model, adapter))):
                    await self._unload(adapter)
                if why:
                    return Swap(ok=False, why=why)
            gone, route.before = route.before, route.adapter
            route.adapter, route.folder = adapter, folder
            if gone and gone != adapter:
                await self._unload(gone)
            logger.info("adapter swapped id=%s was=%s", adapter or "base", route.before or "base")
            return Swap(ok=True)

    async def _load(self, adapter: str, folder: Path) -> str:
        """Have the server load the adapter unless it has it already. What went wrong, or empty."""
        try:
            absolute = await asyncio.to_thread(_sound, folder)
            client = self._model.connected()
            if adapter in await client.models():
                return ""
            seen_as = self._model.settings.registry_on_server
            path = f"{seen_as.rstrip('/')}/{adapter}" if seen_as else absolute
            await client.post("/v1/load_lora_adapter", {"lora_name": adapter, "lora_path": path}, LOAD_S)
        except (CorruptAdapter, EngineUnavailable) as error:
            return str(error)
        except Rejected as error:
            return _load_advice(error, adapter)
        except _TROUBLE as error:
            return f"the server cannot be asked to load {adapter}: {type(error).__name__}"
        return ""

    async def _load_again(self) -> bool:
        """After a restart a server has forgotten what it loaded at run time. Whether it knows the adapter again."""
        route = self._route
        if route.folder is None:
            return False
        why = await self._load(route.adapter, route.folder)
        logger.warning("adapter loaded again id=%s why=%s", route.adapter, why or "the server had forgotten it")
        return not why

    async def _unload(self, adapter: str) -> None:
        """Free the server's memory. That it fails harms nobody, so it is only logged."""
        if self._model.needs(adapter, self._route):
            return
        try:
            await self._model.connected().post("/v1/unload_lora_adapter", {"lora_name": adapter}, LOAD_S)
        except (*_TROUBLE, EngineUnavailable) as error:
            logger.warning("adapter not unloaded id=%s why=%s", adapter, type(error).__name__)


def served_improver(model: ServedModel) -> PromptedImprover:
    """IM on a model server."""
    return PromptedImprover(ServedWriter(model))


def served_generator(model: ServedModel) -> PromptedGenerator:
    """GM on the same server."""
    return PromptedGenerator(ServedWriter(model))


def rough_tokens(text: str) -> int:
    """At least as many tokens as the text is likely to have: we do not know the server's tokenizer."""
    return len(text.encode()) // 3 + 1


def _sound(folder: Path) -> str:
    """The folder's absolute path, once its weights were checked. Raises `CorruptAdapter`."""
    verify_weights(folder, read_card(folder))
    return str(folder.absolute())


def _load_advice(error: Rejected, adapter: str) -> str:
    if error.status in {404, 405}:
        return (
            f"the server cannot load adapters at run time: start vLLM with --enable-lora and "
            f"VLLM_ALLOW_RUNTIME_LORA_UPDATING=True, or with --lora-modules {adapter}=FOLDER"
        )
    return (
        f"the server refused {adapter} ({error}): it must see the registry's folder (models.served.registry_on_server) "
        "and allow its rank (--max-lora-rank); the server's own log says more"
    )
