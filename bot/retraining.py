"""Retraining by schedule. What is due stands in the store, so a restart loses no week and a long pause costs one run.

One at a time, as a process of its own. A run that is interrupted, by a restart or a kill, is taken up again, and the
maintainers hear how each one ended: what the gate said and where the report lies, and nobody's words.
"""

from __future__ import annotations

import json
import logging
import signal
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.clock import Clock
from store import inbox, outbox, runs
from store.database import Database, Store
from store.rows import OutboxRow, RunRow

log = logging.getLogger(__name__)

KEY = "retraining:"
"""What the outbox's keys of these messages begin with."""
MOST_TRIES = 3
"""Times that an interrupted run is taken up before it waits for its next turn."""
_LOOK_S = 3600.0
_BUSY = 3
_OURS = "sidelight-train: "
"""What a line begins with that we wrote ourselves: any other may quote a text."""
_NAMES = {"im": "The improvement model", "gm": "The generation model", "safety": "Reply safety"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    code: int
    """Below 0 for the signal that killed it."""
    said: str = ""
    """Its last line."""


class Process(Protocol):
    """Runs `python -m training …`."""

    async def run(self, *arguments: str) -> Ended:
        """To its end."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do again and again."""

    name: str
    command: str
    """Of `sidelight-train`."""
    every_s: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a job stands. Kept in the store."""

    since_utc: float
    """When it was first scheduled."""
    begun_utc: float | None = None
    ended_utc: float | None = None
    tries: int = 0
    """How often it was begun since it last came to an end."""

    def is_due(self, every_s: float, now: float) -> bool:
        """Whether it is to begin now."""
        if self.begun_utc is None:
            return now >= self.since_utc + every_s
        was_interrupted = self.ended_utc is None and self.tries < MOST_TRIES
        return was_interrupted or now >= self.begun_utc + every_s

    def begun(self, now: float, every_s: float) -> Turn:
        """As it begins: anew, or again."""
        again = self.begun_utc is not None and self.ended_utc is None and now < self.begun_utc + every_s
        return replace(self, begun_utc=now, ended_utc=None, tries=self.tries + 1 if again else 1)


class Retraining:
    """Does what is due, one after the other, and tells."""

    def __init__(
        self, store: Store, process: Process, clock: Clock, *, jobs: Sequence[Job], maintainers: str = ""
    ) -> None:
        """`maintainers` is the subreddit whose modmail hears of it; only the log does where it is empty."""
        self._store = store
        self._process = process
        self._clock = clock
        self._jobs = tuple(job for job in jobs if job.every_s > 0)
        self._maintainers = maintainers

    @property
    def look_s(self) -> float | None:
        """Seconds between two looks at what is due; None where nothing is scheduled."""
        return min((min(_LOOK_S, job.every_s / 10) for job in self._jobs), default=None)

    async def run_due(self) -> None:
        """Begin what is due and wait for its end. Where another run is at work it is tried at the next look."""
        for job in self._jobs:
            now = self._clock.now()
            turn = await self._store.run(_turn_of, job, now)
            if turn.is_due(job.every_s, now):
                await self._run(job, turn, turn.begun(now, job.every_s))

    async def _run(self, job: Job, before: Turn, turn: Turn) -> None:
        assert turn.begun_utc is not None
        await self._store.run(_keep, job, turn)
        log.info("retraining job=%s try=%d", job.name, turn.tries)
        ended = await self._process.run(job.command, "--now", str(turn.begun_utc))
        if ended.code == _BUSY:
            await self._store.run(_keep, job, before)
            log.info("retraining_waits job=%s", job.name)
            return
        died = ended.code < 0
        after = turn if died and turn.tries < MOST_TRIES else replace(turn, ended_utc=self._clock.now(), tries=0)
        await self._store.run(_keep, job, after)
        await self._store.run(self._tell, job, turn, ended)

    def _tell(self, db: Database, job: Job, turn: Turn, ended: Ended) -> None:
        begun = turn.begun_utc or 0.0
        rows = [row for row in runs.everything(db) if row.started_utc >= begun]
        lines = [line for row in rows if (line := _outcome(row))]
        if ended.code or not lines:
            lines.append(_trouble(job, turn, ended))
        for row in rows:
            log.info("retrained job=%s run=%s state=%s adapter=%s", job.name, row.id, row.state, row.adapter or "none")
        if self._maintainers:
            payload = {"subject": f"Sidelight: {job.name}", "body": "\n\n".join(lines)}
            key = f"{KEY}{job.name}:{begun:.0f}"
            outbox.put(db, OutboxRow(key, "modmail", payload, self._clock.now(), subreddit=self._maintainers))


def _outcome(row: RunRow) -> str:
    """What a run that came to its end says, and where its report lies; empty for one that did not."""
    sentence = str(row.report.get("sentence") or "")
    if row.state in ("failed", "running") or not sentence:
        return ""
    parts = [f"**{_NAMES.get(row.task, row.task)}.** {sentence}"]
    if row.state == "promoted":
        parts.append(f"`sidelight-train rollback {row.task}` takes it back.")
    page = str(row.report.get("page") or "")
    if page and Path(page).exists():
        parts.append(f"The report lies on the machine that trains, in `{page}`.")
    return " ".join(parts)


def _trouble(job: Job, turn: Turn, ended: Ended) -> str:
    """What to say of a run that did not come to its end. What served before serves on, whatever happened."""
    if ended.code < 0:
        why = f"was killed ({_signal(-ended.code)}), perhaps for want of memory"
    elif ended.said.startswith(_OURS):
        why = f"ended: {ended.said.removeprefix(_OURS)}"
    else:
        why = f"ended with code {ended.code}; the bot's log has its last line"
    again = " It is taken up again." if ended.code < 0 and turn.tries < MOST_TRIES else " It waits for its next turn."
    return f"The scheduled {job.name} {why}. What served before serves on.{again}"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _turn_of(db: Database, job: Job, now: float) -> Turn:
    """Where a job stands; one that was never scheduled before begins to count now."""
    kept = inbox.get_meta(db, f"schedule:{job.name}")
    if kept is not None:
        return Turn(**json.loads(kept))
    turn = Turn(now)
    _keep(db, job, turn)
    return turn


def _keep(db: Database, job: Job, turn: Turn) -> None:
    inbox.set_meta(db, f"schedule:{job.name}", json.dumps(asdict(turn)))
