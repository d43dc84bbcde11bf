"""The `local` engine: a causal language model in this process, with LoRA adapters that are swapped while it works.

Importing this imports torch; nothing else under `models` does.
"""

from models.local.engine import LocalWriter, local_generator, local_improver
from models.local.loading import ModelUnusable
from models.local.model import LocalModel
from models.local.rows import Answer, Ask

__all__ = ["Answer", "Ask", "LocalModel", "LocalWriter", "ModelUnusable", "local_generator", "local_improver"]
