"""Adapters beside each other on one base model, each in a slot of its own.

A new adapter never overwrites one in use: it gets a fresh slot, a route is pointed at it between two generations, and
the slot that nobody can come back to is freed. (`peft.hotswap_adapter` writes into a live slot, and into every slot
whose name contains the first one's. Hence the names: of one length, with a mark at the end, none inside another.)

Everything here runs on the model's thread.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from peft import PeftModel
from transformers import PreTrainedModel

from models.local.quiet import quiet_peft
from models.memory import read_header
from models.registry import CONFIG, WEIGHTS, CorruptAdapter, read_card, verify_weights

logger = logging.getLogger(__name__)

BASE = "__base__"
"""What peft calls a row without an adapter."""

_PLAIN = {
    **dict.fromkeys(("use_dora", "lora_bias", "use_bdlora"), False),
    **dict.fromkeys(("modules_to_save", "trainable_token_indices", "target_parameters"), None),
    **dict.fromkeys(("alora_invocation_tokens", "arrow_config", "kasa_config"), None),
    "bias": "none",
}
"""What an adapter must leave alone so that every row of a batch can have its own."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One loaded adapter."""

    name: str
    adapter: str
    """Its id in the registry."""


class Slots:
    """The loaded adapters, and which of them each route leads to."""

    def __init__(self, base: PreTrainedModel, base_sha256: str) -> None:
        self._base = base
        self._base_sha256 = base_sha256
        self._peft: PeftModel | None = None
        self._made = 0
        self._loaded: dict[str, Slot] = {}
        self._routes: dict[str, Slot] = {}
        self._before: dict[str, Slot] = {}

    @property
    def model(self) -> PreTrainedModel | PeftModel:
        """What generates now."""
        return self._peft if self._peft is not None else self._base

    def slot(self, route: str) -> Slot | None:
        """Where the route leads, or None for the base model."""
        return self._routes.get(route)

    def names(self) -> tuple[str, ...]:
        """The slots in use, in the order in which they were loaded."""
        return tuple(self._loaded)

    def find(self, adapter: str) -> Slot | None:
        """The slot that holds the adapter already, such as the one that served before."""
        return next((slot for slot in self._loaded.values() if slot.adapter == adapter), None)

    def load(self, adapter: str, folder: Path) -> Slot:
        """A fresh slot with the adapter in it. Raises `CorruptAdapter`; whatever served goes on serving."""
        self._must_fit(folder)
        self._made += 1
        slot = Slot(f"s{self._made:06d}x", adapter)
        try:
            if self._peft is None:
                with quiet_peft():
                    self._peft = PeftModel.from_pretrained(
                        self._base, folder, adapter_name=slot.name, is_trainable=False, autocast_adapter_dtype=False
                    )
            else:
                self._peft.load_adapter(str(folder), slot.name, is_trainable=False, autocast_adapter_dtype=False)
        except (OSError, ValueError, KeyError, RuntimeError, TypeError, AttributeError) as error:
            self._sweep(slot.name)
            raise CorruptAdapter(folder, " ".join(str(error).split())[:200]) from error
        self._peft.eval().requires_grad_(False)
        self._loaded[slot.name] = slot
        return slot

    def point(self, route: str, slot: Slot | None) -> None:
        """Let the route lead to `slot` from the next generation on, and keep what it led to for a way back."""
        now = self._routes.get(route)
        if now == slot:
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

    @contextmanager
    def active(self, names: list[str]) -> Iterator[dict[str, list[str]]]:
        """What to pass to the model so that row n is written by the adapter in slot `names[n]`."""
        assert set(names) <= {BASE, *self._loaded}, "peft answers with the base model for a slot that it does not know"
        if self._peft is None:
            yield {}
        elif len(set(names)) > 1:
            yield {"adapter_names": names}
        elif names[0] == BASE:
            with self._peft.disable_adapter():
                yield {}
        else:
            self._peft.set_adapter(names[0], inference_mode=True)
            yield {}

    def _free_unused(self) -> None:
        kept = {slot.name for slot in (*self._routes.values(), *self._before.values())}
        for name in set(self._loaded) - kept:
            del self._loaded[name]
            self._sweep(name)
            logger.info("adapter freed slot=%s", name)

    def _sweep(self, name: str) -> None:
        """Take a slot's weights out of the model; with the last of them goes the wrapping."""
        if self._peft is None or not self._loaded:
            _unwrap(self._base)
            self._peft = None
        elif name in self._peft.peft_config:
            self._peft.set_adapter(next(iter(self._loaded)), inference_mode=True)
            self._peft.delete_adapter(name)

    def _must_fit(self, folder: Path) -> None:
        """Everything that can be known of an adapter before the model is touched."""
        card = read_card(folder)
        verify_weights(folder, card)
        if card.base_sha256 and card.base_sha256 != self._base_sha256:
            raise CorruptAdapter(folder, f"it was fitted on another base model, {card.base}")
        try:
            config = json.loads((folder / CONFIG).read_text())
            shapes = {
                name: tensor["shape"]
                for name, tensor in read_header(folder / WEIGHTS).items()
                if name != "__metadata__"
            }
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CorruptAdapter(folder, str(error)) from error
        if why := _why_not(config, shapes, self._linear_shapes()):
            raise CorruptAdapter(folder, why)

    def _linear_shapes(self) -> dict[str, tuple[int, int]]:
        """Module name → (in, out) features of the base model, wrapped or not."""
        base = self._peft.get_base_model() if self._peft is not None else self._base
        return {
            name.removesuffix(".base_layer"): (module.in_features, module.out_features)
            for name, module in base.named_modules()
            if isinstance(module, torch.nn.Linear) and ".lora_" not in name
        }


def _why_not(
    config: Mapping[str, object], shapes: Mapping[str, list[int]], linear: Mapping[str, tuple[int, int]]
) -> str:
    """What keeps an adapter from running on this base, or empty."""
    if config.get("peft_type") != "LORA":
        return f"it is no LoRA adapter but {config.get('peft_type')}"
    if odd := [key for key, plain in _PLAIN.items() if (config.get(key) or plain) != plain]:
        return f"it uses {', '.join(odd)}, and only plain LoRA can be mixed within a batch"
    for name, shape in shapes.items():
        module, _, part = name.removeprefix("base_model.model.").rpartition(".lora_")
        if module not in linear or part not in {"A.weight", "B.weight"} or len(shape) != 2:
            return f"the base model has no place for {name}"
        features = shape[1] if part.startswith("A") else shape[0]
        if features != linear[module][0 if part.startswith("A") else 1]:
            return f"{name} has another size than the base model's"
    return ""


def _unwrap(model: torch.nn.Module) -> None:
    """Undo what peft did to the base, also where it gave up half way."""
    model.__dict__.pop("peft_config", None)
    for name, module in list(model.named_modules()):
        if hasattr(module, "base_layer") and hasattr(module, "lora_A"):
            parent = model.get_submodule(name.rpartition(".")[0])
            setattr(parent, name.rpartition(".")[2], module.base_layer)
