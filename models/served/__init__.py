"""The `served` engine: any OpenAI-compatible server inside the operator's network (vLLM, SGLang, llama-server)."""

from models.served.client import Health
from models.served.hosts import CONSENT, PublicHost
from models.served.writer import ServedModel, served_generator, served_improver

__all__ = ["CONSENT", "Health", "PublicHost", "ServedModel", "served_generator", "served_improver"]
