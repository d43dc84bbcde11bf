"""Retraining by schedule: when it is due, what a restart costs, and what the maintainers hear."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters import TrainingProcess
from bot.retraining import MOST_TRIES, Ended, Job, Retraining
from store import outbox, runs
from store.database import Database, Store
from store.rows import OutboxRow, RunRow

WEEK = 7 * 86_400.0
SENTENCE = "Promoted: on 500 held-out pairs the gain is +0.08."


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


class Trainer:
    """Stands where `python -m training` would: notes what was asked, leaves a row, and ends as told."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[tuple[str, ...]] = []
        self.ends = Ended(0)
        self.row: RunRow | None = RunRow(
            "im-1", "im", 0.0, state="promoted", adapter="im-a", report={"sentence": SENTENCE}
        )
        self.never_ends = False

    async def run(self, *arguments: str) -> Ended:
        self.asked.append(arguments)
        if self.row is not None:
            await self.store.run(self._leave, self.row, float(arguments[-1]))
        if self.never_ends:
            await asyncio.Event().wait()
        return self.ends

    def _leave(self, db: Database, row: RunRow, now: float) -> None:
        runs.start(db, RunRow(f"{row.id}-{len(self.asked)}", row.task, now + 1))
        if row.state != "running":
            runs.finish(
                db,
                f"{row.id}-{len(self.asked)}",
                at_utc=now + 2,
                state=row.state,
                adapter=row.adapter,
                report=row.report,
            )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store(tmp_path / "s.db") as opened:
        yield opened


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def trainer(store: Store) -> Trainer:
    return Trainer(store)


def weekly(store: Store, trainer: Trainer, clock: Hands, *jobs: Job) -> Retraining:
    return Retraining(store, trainer, clock, jobs=jobs or (Job("training", "run", WEEK),), maintainers="sidelight_team")


async def told(store: Store) -> list[OutboxRow]:
    """What waits to be sent to the maintainers, the oldest first."""
    found = []
    while (row := await store.run(outbox.claim_next, 9e9)) is not None:
        found.append(row)
    return found


async def test_it_begins_a_week_after_it_was_first_scheduled_and_then_every_week(
    store: Store, trainer: Trainer, clock: Hands
) -> None:
    retraining = weekly(store, trainer, clock)
    for _ in range(40):
        await retraining.run_due()
        clock.at += WEEK / 10
    assert len(trainer.asked) == 3
    assert trainer.asked[0] == ("run", "--now", str(1_000_000.0 + WEEK))


async def test_a_restart_loses_no_week_and_a_month_of_silence_costs_one_run(
    store: Store, trainer: Trainer, clock: Hands
) -> None:
    await weekly(store, trainer, clock).run_due()
    clock.at += WEEK - 10
    await weekly(store, trainer, clock).run_due()
    assert trainer.asked == []
    clock.at += 4 * WEEK
    for _ in range(3):
        await weekly(store, trainer, clock).run_due()
    assert len(trainer.asked) == 1


async def test_the_maintainers_hear_the_gates_sentence_and_where_the_report_lies(
    store: Store, trainer: Trainer, clock: Hands, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    page.write_text("a page")
    trainer.row = RunRow("im-1", "im", 0.0, state="promoted", report={"sentence": SENTENCE, "page": str(page)})
    retraining = weekly(store, trainer, clock)
    await retraining.run_due()
    clock.at += WEEK
    await retraining.run_due()
    (row,) = await told(store)
    assert (row.kind, row.subreddit, row.payload["subject"]) == ("modmail", "sidelight_team", "Sidelight: training")
    assert row.payload["body"] == (
        f"**The improvement model.** {SENTENCE} `sidelight-train rollback im` takes it back. "
        f"The report lies on the machine that trains, in `{page}`."
    )


async def test_without_a_subreddit_only_the_log_hears_of_it(
    store: Store, trainer: Trainer, clock: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    retraining = Retraining(store, trainer, clock, jobs=[Job("training", "run", WEEK)])
    await retraining.run_due()
    clock.at += WEEK
    with caplog.at_level("INFO"):
        await retraining.run_due()
    assert "state=promoted adapter=im-a" in caplog.text
    assert await told(store) == []


async def test_where_another_run_is_at_work_it_is_tried_at_the_next_look(
    store: Store, trainer: Trainer, clock: Hands
) -> None:
    trainer.ends, trainer.row = Ended(3, "sidelight-train: another training run is at work"), None
    retraining = weekly(store, trainer, clock)
    await retraining.run_due()
    clock.at += WEEK
    await retraining.run_due()
    assert await told(store) == []
    trainer.ends, trainer.row = (
        Ended(0),
        RunRow("im-1", "im", 0.0, state="kept", report={"sentence": "Not promoted: no."}),
    )
    clock.at += 3600
    await retraining.run_due()
    assert len(trainer.asked) == 2
    assert [row.payload["body"] for row in await told(store)] == ["**The improvement model.** Not promoted: no."]


async def test_a_run_that_the_bots_own_end_cut_off_is_taken_up_at_the_next_start(
    store: Store, trainer: Trainer, clock: Hands
) -> None:
    await weekly(store, trainer, clock).run_due()
    clock.at += WEEK
    trainer.never_ends = True
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await weekly(store, trainer, clock).run_due()
    trainer.never_ends = False
    clock.at += 60
    await weekly(store, trainer, clock).run_due()
    await weekly(store, trainer, clock).run_due()
    assert len(trainer.asked) == 2


async def test_a_run_that_is_killed_is_told_and_taken_up_again_but_not_for_ever(
    store: Store, trainer: Trainer, clock: Hands
) -> None:
    trainer.ends, trainer.row = Ended(-9, "a line with somebody's words"), RunRow("im-1", "im", 0.0)
    retraining = weekly(store, trainer, clock)
    await retraining.run_due()
    clock.at += WEEK
    for _ in range(20):
        await retraining.run_due()
        clock.at += 3600
    assert len(trainer.asked) == MOST_TRIES
    bodies = [str(row.payload["body"]) for row in await told(store)]
    assert len(bodies) == MOST_TRIES
    assert bodies[0].startswith("The scheduled training was killed (SIGKILL)")
    assert bodies[0].endswith("taken up again.")
    assert bodies[-1].endswith("waits for its next turn.")
    assert not [body for body in bodies if "somebody's words" in body]
    clock.at += WEEK
    await retraining.run_due()
    assert len(trainer.asked) == MOST_TRIES + 1


@pytest.mark.parametrize(
    ("said", "tells"),
    [
        ("sidelight-train: config.toml: training.batch: too small", "ended: config.toml: training.batch: too small."),
        ("ValueError: 'I told nobody but you'", "ended with code 1; the bot's log has its last line."),
    ],
)
async def test_trouble_is_told_in_our_own_words_only(
    store: Store, trainer: Trainer, clock: Hands, said: str, tells: str
) -> None:
    trainer.ends, trainer.row = Ended(1, said), None
    retraining = weekly(store, trainer, clock)
    await retraining.run_due()
    clock.at += WEEK
    await retraining.run_due()
    (row,) = await told(store)
    assert (
        row.payload["body"]
        == f"The scheduled training {tells} What served before serves on. It waits for its next turn."
    )


async def test_jobs_never_run_side_by_side(store: Store, trainer: Trainer, clock: Hands) -> None:
    jobs = (Job("training", "run", WEEK), Job("refit", "refit", WEEK), Job("never", "never", 0.0))
    retraining = weekly(store, trainer, clock, *jobs)
    await retraining.run_due()
    clock.at += WEEK
    await retraining.run_due()
    assert [asked[0] for asked in trainer.asked] == ["run", "refit"]
    assert [row.payload["subject"] for row in await told(store)] == ["Sidelight: training", "Sidelight: refit"]


def test_nothing_scheduled_means_no_look(store: Store, trainer: Trainer, clock: Hands) -> None:
    assert weekly(store, trainer, clock).look_s == 3600.0
    assert Retraining(store, trainer, clock, jobs=[Job("training", "run", 0.0)]).look_s is None


@pytest.mark.timeout(120)
async def test_the_real_process_stands_back_and_says_how_it_ended(tmp_path: Path) -> None:
    process = TrainingProcess(tmp_path / "none.toml", nice=15)
    running = asyncio.create_task(process.run("pairs"))
    nices = set()
    while not running.done():
        for child in await asyncio.to_thread(_children):
            try:
                nices.add(os.getpriority(os.PRIO_PROCESS, child))
            except ProcessLookupError:
                continue
        await asyncio.sleep(0.05)
    ended = await running
    assert 15 in nices
    assert ended.code == 2
    assert ended.said.startswith("sidelight-train: ")
    assert "none.toml does not exist" in ended.said


def _children() -> list[int]:
    """Processes that this one started, where the system tells."""
    tasks = Path("/proc/self/task")
    if not tasks.exists():
        pytest.skip("only Linux tells a process's children")
    return [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
