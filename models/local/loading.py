"""From a hub name or a folder to a model and its tokenizer: safetensors only, no code from the repository, ever."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OfflineModeIsEnabled
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, PreTrainedModel, PreTrainedTokenizerBase
from transformers.utils import logging as transformers_logging

from models.memory import Need, count_parameters, estimate, free_bytes, gib
from models.registry import weights_sha256
from models.settings import LocalSettings

logger = logging.getLogger(__name__)

_FILES = ["*.json", "*.safetensors", "tokenizer.model", "*.jinja", "*.txt"]
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}
_BIG_FOR_CPU = 300_000_000
"""Parameters from which bfloat16 is worth it on a CPU that multiplies it; smaller models are quicker in float32."""


class ModelUnusable(Exception):
    """The base model cannot be loaded. The message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A base model ready to generate, and what is known of it."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    name: str
    folder: Path
    sha256: str
    device: torch.device
    need: Need
    stops: tuple[int, ...]
    """Token ids that end a turn."""
    context: int
    """Tokens of prompt and answer together."""


def load(settings: LocalSettings, base: str | Path) -> Loaded:
    """Loads `base`. Raises `ModelUnusable`."""
    started = time.monotonic()
    folder = find(str(base))
    device = pick_device(settings.device)
    dtype, need = _must_fit(settings, folder, device)
    _no_bars()
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False, padding_side="left")
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, use_safetensors=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
        raise ModelUnusable(f"the model in {folder} cannot be loaded: {_first_line(error)}") from error
    if not tokenizer.chat_template:
        raise ModelUnusable(
            f"the model in {folder} has no chat template: choose one that was tuned to follow instructions"
        )
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    model.requires_grad_(False).to(device)  # type: ignore[arg-type]  # its wrapper hides `self`; from_pretrained has called eval() already
    _keep_last_positions_together(model)
    stops = _stops(model, tokenizer)
    # The repository's own sampling habits (temperature, penalties) would silently fill in what we leave unsaid.
    model.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]  # unannotated there
        pad_token_id=tokenizer.pad_token_id, eos_token_id=list(stops)
    )
    context = min(
        settings.context_tokens, int(getattr(model.config, "max_position_embeddings", settings.context_tokens))
    )
    logger.info(
        "model loaded base=%s device=%s dtype=%s need=%s s=%.1f",
        base,
        device,
        dtype,
        gib(need.total),
        time.monotonic() - started,
    )
    return Loaded(model, tokenizer, str(base), folder, weights_sha256(folder), device, need, stops, context)


def find(base: str) -> Path:
    """The folder that holds the model: a folder by that name, or the hub's copy on this machine, fetched if need be."""
    folder = Path(base).expanduser()
    if not folder.is_dir():
        try:
            folder = Path(snapshot_download(base, allow_patterns=_FILES))
        except (HFValidationError, LocalEntryNotFoundError, OfflineModeIsEnabled, HfHubHTTPError, OSError) as error:
            raise ModelUnusable(
                f"{base} is neither a folder nor a model that the hub or its cache on this machine can give "
                f"({_first_line(error)}): set models.local.base to a folder, or fetch it with `hf download {base}`"
            ) from error
    if not (folder / "config.json").is_file():
        raise ModelUnusable(f"{folder} holds no config.json, so it is not a model of the Hugging Face format")
    if not any(folder.glob("*.safetensors")):
        raise ModelUnusable(f"{folder} holds no safetensors: pickled weights can run code, so they are never loaded")
    return folder


def pick_device(wanted: str) -> torch.device:
    """The device, or for `auto` the GPU if there is one."""
    if wanted == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(wanted)
    except RuntimeError as error:
        raise ModelUnusable(f"models.local.device: {wanted!r} is no device: use auto, cpu, cuda or cuda:1") from error
    if device.type == "cuda" and not torch.cuda.is_available():
        raise ModelUnusable("models.local.device is cuda, and torch sees no GPU here: set it to auto or cpu")
    return device


def pick_dtype(wanted: str, device: torch.device, folder: Path) -> torch.dtype:
    """The number format, or for `auto` half precision wherever the device is quick at it."""
    if wanted != "auto":
        return _DTYPES[wanted]
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if device.type == "cpu" and _multiplies_bfloat16() and count_parameters(folder) > _BIG_FOR_CPU:
        return torch.bfloat16
    return torch.float32


def _multiplies_bfloat16() -> bool:
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def _must_fit(settings: LocalSettings, folder: Path, device: torch.device) -> tuple[torch.dtype, Need]:
    try:
        dtype = pick_dtype(settings.dtype, device, folder)
        need = estimate(
            folder,
            bytes_per_number=dtype.itemsize,
            rows=settings.max_batch,
            tokens=settings.context_tokens,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnusable(
            f"the model in {folder} is incomplete or damaged ({_first_line(error)}): fetch it again"
        ) from error
    free = torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else free_bytes()
    if need.total > free * settings.memory_share:
        raise ModelUnusable(
            f"the model in {folder} needs {gib(need.total)} on {device} ({gib(need.weights)} of weights "
            f"and {gib(need.cache + need.work)} for {settings.max_batch} texts of {settings.context_tokens} tokens), "
            f"and {gib(free)} are free: choose a smaller model, or lower models.local.max_batch or context_tokens"
        )
    return dtype, need


def _stops(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> tuple[int, ...]:
    told = getattr(model.generation_config, "eos_token_id", None)
    told = told if isinstance(told, list) else [told]
    return tuple(sorted({stop for stop in (*told, tokenizer.eos_token_id) if isinstance(stop, int)}))


def _keep_last_positions_together(model: PreTrainedModel) -> None:
    """Hand the last positions of a batch to the output layer as one block.

    As a slice with gaps, torch multiplies them row by row, each against a copy of the whole layer, unless its weights
    are being trained: 2 s and 1 GiB for a batch of four on a CPU, with a layer of 152,000 words (torch 2.13).
    """
    head = model.get_output_embeddings()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    if head is not None:
        head.register_forward_pre_hook(lambda _layer, inputs: (inputs[0].contiguous(), *inputs[1:]))


def _no_bars() -> None:
    """Transformers draws a bar for each load; whoever runs a bot wants a log line instead."""
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300]
