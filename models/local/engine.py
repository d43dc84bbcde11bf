"""The `local` engine: GM and IM, each on its own route of one shared model."""

from __future__ import annotations

from pathlib import Path

from models.local.model import LocalModel
from models.local.rows import Ask
from models.prompted import Compose, PromptedGenerator, PromptedImprover, Swap, Trial, Written
from models.protocols import EngineUnavailable


class LocalWriter:
    """Writes on one route of a local model."""

    engine = "local"

    def __init__(self, model: LocalModel, route: str) -> None:
        self._model = model
        self._route = route

    @property
    def adapter(self) -> str:
        """The id of the adapter that serves now, or empty for the base model."""
        return self._model.adapter(self._route)

    async def write(self, compose: Compose, *, seed: int) -> Written:
        """The answer to a prompt. Raises `EngineUnavailable`, and whatever `compose` raises."""
        settings = self._model.settings
        if settings.needs_adapter and not self.adapter:
            raise EngineUnavailable(
                self.engine, f"no adapter serves {self._route} yet, and models.local.needs_adapter is set"
            )
        ask = Ask(compose, self._route, settings.max_new_tokens, settings.temperature, seed)
        answer = await self._model.generate(ask)
        return Written(answer.text, answer.is_cut, answer.adapter)

    async def swap(self, adapter: str, folder: Path | None, trial: Trial) -> Swap:
        """Let `adapter` serve, if it is sound and the trial finds nothing against it; else the old one goes on."""

        async def on_route(route: str) -> str:
            return await trial(LocalWriter(self._model, route))

        return await self._model.swap(self._route, adapter, folder, on_route)


def local_improver(model: LocalModel, route: str = "im") -> PromptedImprover:
    """IM on a local model, with the adapter of its route."""
    return PromptedImprover(LocalWriter(model, route))


def local_generator(model: LocalModel) -> PromptedGenerator:
    """GM on the same model; the two share the base and differ in their adapters."""
    return PromptedGenerator(LocalWriter(model, "gm"))
