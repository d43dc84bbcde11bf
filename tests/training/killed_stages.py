"""Does each of the pickled jobs in a process of its own, which kills itself at a step. Run by a test."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path

# Imported before the forks, once for all of them.
from training.jobs import Job, do, prepare

STEP = 3


def kill_at_step(_stage: str, done: int, _of: int) -> None:
    """As the kernel does it when memory is short: no handler runs, nothing is tidied."""
    if done == STEP:
        os.kill(os.getpid(), signal.SIGKILL)


def main(path: Path) -> None:
    """Exits with 0 if every stage was killed."""
    jobs: list[Job] = pickle.loads(path.read_bytes())
    for job in jobs:
        child = os.fork()
        if child == 0:
            assert prepare(job) is None
            do(job, kill_at_step)
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"{job.stage} ended by itself"
        assert os.WTERMSIG(status) == signal.SIGKILL


if __name__ == "__main__":
    main(Path(sys.argv[1]))
