"""Keeps the libraries from talking: one place for every switch."""

from __future__ import annotations

import os


def hush(*, threads: int, online: bool) -> None:
    """Call it before anything imports torch or transformers.

    No progress bars, no telemetry, no look at the hub unless `online`, and so many threads.

    Threads must be set before torch starts: with two of them on busy cores a small model gets ten times slower.
    """
    settings = {
        "TQDM_DISABLE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TRANSFORMERS_VERBOSITY": "error",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "OMP_NUM_THREADS": str(threads),
    }
    if not online:
        settings |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    os.environ.update(settings)


def hush_libraries() -> None:
    """The switches that need the libraries loaded."""
    import datasets
    import transformers

    datasets.disable_progress_bars()
    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs has no types
    transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # theirs has no types
