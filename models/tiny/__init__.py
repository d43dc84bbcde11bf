"""A stand-in language model that anybody can build on a laptop in under a minute.

Two million parameters of a real architecture, with its own tokenizer and chat template, fitted on text that this folder
makes up. It writes like a parrot. It is there so that everything around a model (adapters, training, swapping, serving)
runs for real, with no hub and no download.
"""

from models.tiny.build import STEPS, build_tiny, is_built, recipe

__all__ = ["STEPS", "build_tiny", "is_built", "recipe"]
