"""The `llama` engine: GM and IM, each on its own route of one shared GGUF model."""

from __future__ import annotations

from pathlib import Path

from models.llama.model import LlamaModel
from models.prompted import Compose, PromptedGenerator, PromptedImprover, Swap, Trial, Written
from models.protocols import EngineUnavailable


class LlamaWriter:
    """Writes on one route of a GGUF model."""

    engine = "llama"

    def __init__(self, model: LlamaModel, route: str) -> None:
        self._model = model
        self._route = route

    @property
    def adapter(self) -> str:
        """The id of the adapter that serves now, or empty for the base model."""
        return self._model.adapter(self._route)

    async def write(self, compose: Compose, *, seed: int) -> Written:
        """The answer to a prompt. Raises `EngineUnavailable`, and whatever `compose` raises."""
        if self._model.settings.needs_adapter and not self.adapter:
            raise EngineUnavailable(
                self.engine, f"no adapter serves {self._route} yet, and models.llama.needs_adapter is set"
            )
        answer = await self._model.generate(compose, route=self._route, seed=seed)
        return Written(answer.text, answer.is_cut, answer.adapter)

    async def swap(self, adapter: str, folder: Path | None, trial: Trial) -> Swap:
        """Let `adapter` serve, if it is sound and the trial finds nothing against it; else the old one goes on."""

        async def on_route(route: str) -> str:
            return await trial(LlamaWriter(self._model, route))

        return await self._model.swap(self._route, adapter, folder, on_route)


def llama_improver(model: LlamaModel, route: str = "im") -> PromptedImprover:
    """IM on a GGUF model, with the adapter of its route."""
    return PromptedImprover(LlamaWriter(model, route))


def llama_generator(model: LlamaModel) -> PromptedGenerator:
    """GM on the same model; the two share the base and differ in their adapters."""
    return PromptedGenerator(LlamaWriter(model, "gm"))
