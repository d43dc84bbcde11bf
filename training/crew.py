"""Several processes on one job, as `torchrun` starts them. The first does everything; the others only fit.

So there is one reader of the store, one lock, one gate and one registry, however many GPUs there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from training.jobs import Job, do, prepare
from training.steps import Fitted, Progress

_PATIENCE = timedelta(days=7)
"""How long the others wait for the next job: the first one may be judging, or there may be much to do."""


@dataclass(frozen=True, slots=True)
class Crew:
    """This process and the others."""

    rank: int
    size: int

    def perform(self, job: Job, progress: Progress) -> Fitted:
        """Fit the job's adapter with everybody, unless an earlier run has done it. Only the first process calls it."""
        made = prepare(job)
        if made is not None:
            return made
        self._tell(job)
        return do(job, progress)

    def follow(self, progress: Progress) -> None:
        """What the others do until the first process has no more jobs."""
        while (job := self._tell(None)) is not None:
            do(job, progress)

    def dismiss(self) -> None:
        """Let the others go."""
        self._tell(None)

    def _tell(self, job: Job | None) -> Job | None:
        """What the first process says, told to all of them."""
        if self.size == 1:
            return job
        from torch import distributed

        said = [job]
        distributed.broadcast_object_list(said, src=0)
        return said[0]


ALONE = Crew(0, 1)


@contextmanager
def crew(device: str) -> Iterator[Crew]:
    """The processes that `torchrun` or `accelerate launch` started, or this one alone.

    The first one lets the others go at the end of the block. Where it fails, the launcher ends them.
    """
    rank, size = (int(os.environ.get(name, default)) for name, default in (("RANK", "0"), ("WORLD_SIZE", "1")))
    if size == 1:
        yield ALONE
        return
    import torch
    from torch import distributed

    has_gpu = device != "cpu" and torch.cuda.is_available()
    if has_gpu:
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    distributed.init_process_group("cpu:gloo,cuda:nccl" if has_gpu else "gloo", timeout=_PATIENCE)
    ours = Crew(rank, size)
    yield ours
    if rank == 0:
        ours.dismiss()
    distributed.destroy_process_group()
