"""Runs a stage's trainer: from its last whole checkpoint, if there is one, to an adapter whose weights are numbers."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from peft import LoraConfig, PeftModel, load_peft_weights, set_peft_model_state_dict
from safetensors import SafetensorError
from safetensors.torch import load_file
from transformers import PreTrainedModel, PrinterCallback

from models.local.quiet import quiet_peft
from models.pointer import write_json
from models.registry import WEIGHTS
from training.callback import COMPLETE
from training.errors import CannotWrite, Diverged, Misconfigured
from training.settings import LoraSettings
from training.steps import Fitted, Recipe, save_adapter

if TYPE_CHECKING:
    from transformers import Trainer

_CURVE = "curve.json"
_CUT_SHORT = ("PytorchStreamWriter", "inline_container", "iostream error")
"""What torch says of a file that it could not write to its end; the system's reason is lost on the way."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def shape(lora: LoraSettings) -> LoraConfig:
    """A fresh adapter's.

    All linear layers but the output layer: TRL multiplies by that one directly, and an adapter on it would not learn.
    """
    return LoraConfig(
        r=lora.r, lora_alpha=lora.alpha, lora_dropout=lora.dropout, target_modules="all-linear", task_type="CAUSAL_LM"
    )


def continued(base: PreTrainedModel, adapter: Path) -> PeftModel:
    """The base with an adapter on that goes on learning.

    It must be named `default`, where TRL looks for it to make its frozen copy, and `is_trainable`, or there is nothing
    to fit.
    """
    with quiet_peft():
        return PeftModel.from_pretrained(base, str(adapter), adapter_name="default", is_trainable=True)


def take_on(trainer: Trainer, adapter: Path) -> None:
    """Give the fresh adapter that `trainer` has made the weights of another of its shape."""
    set_peft_model_state_dict(trainer.model, load_peft_weights(str(adapter), device="cpu"), adapter_name="default")


def run_trainer(trainer: Trainer, recipe: Recipe, stage: str, *, rows: int) -> Fitted:
    """The adapter that `trainer` fits. Raises `Diverged`, `CannotWrite`, and `Misconfigured` where rows are missing."""
    kept = len(cast("Sized", trainer.train_dataset))
    if kept != rows:
        raise Misconfigured(
            f"{stage}: {rows - kept} of {rows} rows do not fit into training.max_length = {recipe.max_length}, and the "
            "trainer dropped them without a word; raise it"
        )
    trainer.remove_callback(PrinterCallback)  # it prints what nobody asked for
    folder = recipe.work / stage
    with _explained(stage, folder), quiet_peft():
        begun = last_checkpoint(folder)
        trainer.train(resume_from_checkpoint=str(begun) if begun else None)
        adapter = save_adapter(trainer, folder / "adapter")
    curve = tuple(_figures(entry) for entry in trainer.state.log_history if "loss" in entry)
    if trainer.args.should_save:
        _check_numbers(stage, adapter, of=trainer.state.max_steps)
        write_json(adapter / _CURVE, curve)
        (adapter / COMPLETE).touch()
    return Fitted(adapter, curve)


def finished(folder: Path) -> Fitted | None:
    """What an earlier run made in this stage's folder, if it got to the end of it."""
    adapter = folder / "adapter"
    if not (adapter / COMPLETE).exists():
        return None
    return Fitted(adapter, tuple(json.loads((adapter / _CURVE).read_text())))


def last_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint that was written to its end."""
    whole = [path for path in folder.glob("checkpoint-*") if (path / COMPLETE).exists()]
    return max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def clear_torn(folder: Path) -> None:
    """Remove checkpoints that a kill cut off in the middle, and an adapter that was not finished."""
    for path in (*folder.glob("checkpoint-*"), folder / "adapter"):
        if path.is_dir() and not (path / COMPLETE).exists():
            shutil.rmtree(path)


def _check_numbers(stage: str, adapter: Path, *, of: int) -> None:
    for value in load_file(adapter / WEIGHTS).values():
        if not value.isfinite().all():
            raise Diverged(stage, "weight", float("nan"), step=of, of=of)


def _figures(entry: Mapping[str, object]) -> Mapping[str, float]:
    """What was measured at one step; times are left out, so that equal runs have equal curves.

    So are the tokens seen: TRL counts them anew in a process that goes on where another was killed.
    """
    known = {name: value for name, value in entry.items() if isinstance(value, int | float) and name != "num_tokens"}
    return {name: float(cast("float", value)) for name, value in known.items()}


@contextmanager
def _explained(stage: str, folder: Path) -> Iterator[None]:
    """Writers in three languages tell of a full disk in their own ways; inside the block it is one error."""
    try:
        yield
    except (OSError, SafetensorError, RuntimeError) as error:
        why = _why_not_written(error)
        if not why:
            raise
        raise CannotWrite(stage, folder, why, free=shutil.disk_usage(folder).free) from error


def _why_not_written(error: Exception) -> str:
    """The reason in one phrase, or empty where the error is about something else."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return os.strerror(error.errno)
    said = str(error)
    known = next((os.strerror(number) for number in _FULL if os.strerror(number) in said), "")
    return known or ("the file was cut short" if any(word in said for word in _CUT_SHORT) else "")
