"""The `[models]` section of config.toml. Everything here works with no weights, no hub and no server by default."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

EngineName = Literal["guideline", "local", "llama", "served"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalSettings(_Section):
    """A causal language model of the Hugging Face format, in this process."""

    base: str = "tiny"
    """A folder, a hub name, or `tiny` for the stand-in that is built on this machine."""
    device: str = "auto"
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = "auto"
    threads: int = Field(default=1, ge=1, le=256)
    """CPU threads that the model may use."""
    memory_share: float = Field(default=0.9, gt=0, le=1)
    """Share of the free memory that it may take; a model that needs more is refused before it is loaded."""
    needs_adapter: bool = False
    """Say nothing until an adapter serves: for a base model that cannot write replies itself, such as the stand-in."""
    max_batch: int = Field(default=8, ge=1, le=256)
    max_new_tokens: int = Field(default=200, ge=8, le=4096)
    context_tokens: int = Field(default=1024, ge=128, le=131072)
    temperature: float = Field(default=0.7, ge=0, le=2)
    deadline_s: float = Field(default=60.0, gt=0)


class LlamaSettings(_Section):
    """A GGUF model in this process, on the CPU by llama.cpp: the `llama_cpp` extra."""

    base: Path | None = None
    """The GGUF file."""
    threads: int = Field(default=1, ge=1, le=256)
    """CPU threads that the model may use."""
    memory_share: float = Field(default=0.9, gt=0, le=1)
    """Share of the free memory that the file may take; a larger one is refused before it is loaded."""
    needs_adapter: bool = False
    """Say nothing until an adapter serves, as in `LocalSettings`."""
    max_new_tokens: int = Field(default=200, ge=8, le=4096)
    context_tokens: int = Field(default=1024, ge=128, le=131072)
    temperature: float = Field(default=0.7, ge=0, le=2)
    deadline_s: float = Field(default=60.0, gt=0)


class ServedSettings(_Section):
    """An OpenAI-compatible server inside the operator's network."""

    url: str = "http://127.0.0.1:8000"
    model: str = ""
    timeout_s: float = Field(default=60.0, gt=0)
    """Seconds from asking to the end of the answer, waiting for a place included."""
    silence_s: float = Field(default=30.0, gt=0)
    """Seconds without a byte after which the server counts as hung; the first token may take as long."""
    concurrency: int = Field(default=4, ge=1, le=256)
    """Requests under way at once."""
    max_new_tokens: int = Field(default=300, ge=8, le=4096)
    context_tokens: int = Field(default=4096, ge=128, le=131072)
    temperature: float = Field(default=0.7, ge=0, le=2)
    allow_public_host: str = ""
    registry_on_server: str = ""
    """The adapters' folder as the server sees it, where that differs from `models.registry`."""


class SafetySettings(_Section):
    """The safety classifier: rules and learned heads always, more where it is asked for."""

    encoder: bool = False
    """Whether the heads also read by the sentence encoder: the `encoder` extra. Finds a quarter more."""
    weights: Path = Path("data/safety")
    """Your own weights for the heads: what refits on rulings made. Those that come with Sidelight serve without any."""
    detoxify: Path | None = None
    detoxify_sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    """Of the checkpoint; empty where the folder itself holds a `sha256` file."""


class ModelSettings(_Section):
    """Which engine writes, which classifier judges, and where adapters live."""

    engine: EngineName = "guideline"
    retrieval: Literal["bm25", "encoder", "off"] = "bm25"
    """How examples for prompts are found; `encoder` needs the extra of that name. The guideline engine needs none."""
    registry: Path = Path("data/adapters")
    rules: dict[str, str] = Field(default_factory=dict)
    """Subreddit → what it asks of replies, in a few words; stands in every prompt for it, at work and in training."""
    cache: Path = Path("data/models")
    """Where the stand-in model is built."""
    local: LocalSettings = LocalSettings()
    llama: LlamaSettings = LlamaSettings()
    served: ServedSettings = ServedSettings()
    safety: SafetySettings = SafetySettings()
