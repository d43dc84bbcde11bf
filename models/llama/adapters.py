"""Adapters beside each other on one llama.cpp model, and which of them each route leads to.

As in the `local` engine, a new one never overwrites one in use: it is loaded beside it, a route is pointed at it
between two answers, and what nobody can come back to is freed. Everything here runs on the model's thread.
"""

from __future__ import annotations

import ctypes
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import llama_cpp

from models.llama.adapter import GGUF, MADE_FROM, BaseShape, convert_adapter, source_of
from models.llama.naming import CannotConvert
from models.protocols import EngineUnavailable
from models.registry import Card, CorruptAdapter, read_card, verify_weights

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One loaded adapter."""

    adapter: str
    """Its id in the registry."""
    handle: Any
    """llama.cpp's pointer to it."""


class Adapters:
    """The adapters of one model and one context, which must outlive them."""

    def __init__(self, model: Any, context: Any, shape: BaseShape, base_sha256: str) -> None:
        """`base_sha256` is empty where the GGUF file does not tell which model it was made from."""
        self._model = model
        self._context = context
        self._shape = shape
        self._base_sha256 = base_sha256
        self._loaded: list[Slot] = []
        self._routes: dict[str, Slot] = {}
        self._before: dict[str, Slot] = {}

    def slot(self, route: str) -> Slot | None:
        """Where the route leads, or None for the base model."""
        return self._routes.get(route)

    def names(self) -> tuple[str, ...]:
        """The ids of the loaded adapters, in the order in which they were loaded."""
        return tuple(slot.adapter for slot in self._loaded)

    def find(self, adapter: str) -> Slot | None:
        """The slot that holds the adapter already, such as the one that served before."""
        return next((slot for slot in self._loaded if slot.adapter == adapter), None)

    def load(self, adapter: str, folder: Path) -> Slot:
        """A fresh slot with the adapter in it; whatever served goes on serving.

        Raises `CorruptAdapter`, or `EngineUnavailable` where it is sound and cannot be converted here.
        """
        card = read_card(folder)
        verify_weights(folder, card)
        if self._base_sha256 and card.base_sha256 and card.base_sha256 != self._base_sha256:
            raise CorruptAdapter(folder, f"it was fitted on another base model, {card.base}")
        file = self._file(folder, card)
        if not (handle := llama_cpp.llama_adapter_lora_init(self._model, str(file).encode())):
            raise CorruptAdapter(folder, f"llama.cpp cannot load its {GGUF} on this base model")
        slot = Slot(adapter, handle)
        self._loaded.append(slot)
        return slot

    def point(self, route: str, slot: Slot | None) -> None:
        """Let the route lead to `slot` from the next answer on, and keep what it led to for a way back."""
        now = self._routes.get(route)
        if now is slot:
            return
        if now is not None:
            self._before[route] = now
        if slot is None:
            self._routes.pop(route, None)
        else:
            self._routes[route] = slot
        self._free_unused()

    def forget(self, route: str) -> None:
        """Drop the route and whatever only it used."""
        self._routes.pop(route, None)
        self._before.pop(route, None)
        self._free_unused()

    def use(self, slot: Slot | None) -> None:
        """Have the context work with the adapter, or with none. Raises RuntimeError."""
        handles = [slot.handle] if slot else []
        given = (llama_cpp.llama_adapter_lora_p_ctypes * len(handles))(*handles)
        scales = (ctypes.c_float * len(handles))(*[1.0] * len(handles))
        if llama_cpp.llama_set_adapters_lora(self._context, given, len(handles), scales):
            raise RuntimeError("the adapter cannot be set")

    def close(self) -> None:
        """Free them all."""
        self._routes.clear()
        self._before.clear()
        self.use(None)
        self._free_unused()

    def _file(self, folder: Path, card: Card) -> Path:
        """The adapter's GGUF file, converted where it is missing or was made from other bytes."""
        file = folder / GGUF
        try:
            if file.exists() and made_from(file) in {None, source_of(card)}:
                return file
            return convert_adapter(folder, card, self._shape)
        except (CannotConvert, OSError) as error:  # the adapter is sound, so it need not go
            raise EngineUnavailable("llama", f"{folder.name} cannot be converted to GGUF: {error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise CorruptAdapter(folder, f"it cannot be converted to GGUF: {error}") from error

    def _free_unused(self) -> None:
        kept = {id(slot) for slot in (*self._routes.values(), *self._before.values())}
        for slot in [slot for slot in self._loaded if id(slot) not in kept]:
            self._loaded.remove(slot)
            self.use(None)  # the context may still point at it
            llama_cpp.llama_adapter_lora_free(slot.handle)
            logger.info("adapter freed id=%s", slot.adapter)


def made_from(file: Path) -> str | None:
    """What the GGUF file says it was made from, or None where another program made it. Raises ValueError or OSError."""
    import gguf

    field = gguf.GGUFReader(file).get_field(MADE_FROM)
    return None if field is None else str(field.contents())
