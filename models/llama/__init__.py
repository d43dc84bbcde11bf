"""The `llama` engine: a GGUF model on the CPU by llama.cpp, with LoRA adapters that are swapped at run time.

An optional extra, since its library is compiled on installation. Importing this imports neither the library nor torch.
"""

from models.llama.engine import LlamaWriter, llama_generator, llama_improver
from models.llama.model import LlamaModel
from models.llama.turn import LlamaUnusable

__all__ = ["LlamaModel", "LlamaUnusable", "LlamaWriter", "llama_generator", "llama_improver"]
