"""The outbox and a Reddit that wants it to wait: one kind of effect never holds up another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import ScaledClock
from bot.errors import Transient
from bot.outbox import Outbox
from bot.reddit.sender import DryRunSender
from store import outbox, permissions
from store.database import Store
from store.rows import OutboxRow, Permission, PermissionRow


class LimitedChat(DryRunSender):
    """Takes modmail, and answers every message with the wait that Reddit asks for."""

    shows_only = False

    def __init__(self, wait_s: float | None) -> None:
        self.wait_s = wait_s
        self.tried: list[str] = []

    async def message(self, recipient: str, body: str, *, subreddit: str) -> str:
        self.tried.append("message")
        raise Transient("sending a message", "RATELIMIT", retry_after_s=self.wait_s)

    async def modmail(self, subreddit: str, *, subject: str, body: str) -> str:
        self.tried.append("modmail")
        return "conversation"


@pytest.fixture
def clock() -> ScaledClock:
    return ScaledClock(1e9, speed=1.0)


async def fill(store: Store) -> None:
    """Two suggestions, written before a flag."""
    grant = PermissionRow("heron", Permission.SUGGESTIONS, 1, "words", 1.0, message="t4_a")
    await store.run(permissions.grant, grant)
    for number in (1, 2):
        row = OutboxRow(f"suggestion:{number}", "message", {"body": "words"}, 1.0, recipient="heron")
        await store.run(outbox.put, row)


async def flag(store: Store) -> None:
    await store.run(outbox.put, OutboxRow("flag:1", "modmail", {"subject": "x", "body": "words"}, 2.0, subreddit="q"))


async def test_a_limit_on_messages_holds_up_messages_alone(tmp_path: Path, clock: ScaledClock) -> None:
    async with Store(tmp_path / "sidelight.db") as store:
        sender = LimitedChat(wait_s=540.0)
        box = Outbox(store, lambda row: sender, clock)
        await fill(store)
        assert await box.send_due() == 0
        assert sender.tried == ["message"]
        await flag(store)
        assert await box.send_due() == 1
        assert sender.tried == ["message", "modmail"]
        clock.set(clock.now() + 541, speed=1.0)
        await box.send_due()
        assert sender.tried == ["message", "modmail", "message"]


async def test_when_reddit_is_away_the_loop_hears_of_it(tmp_path: Path, clock: ScaledClock) -> None:
    async with Store(tmp_path / "sidelight.db") as store:
        box = Outbox(store, lambda row: LimitedChat(wait_s=None), clock)
        await fill(store)
        with pytest.raises(Transient):
            await box.send_due()
        assert (await store.run(outbox.get, "suggestion:1")).state == "queued"  # type: ignore[union-attr]


async def test_what_comes_after_a_thread_waits_until_the_thread_is_there(tmp_path: Path, clock: ScaledClock) -> None:
    async with Store(tmp_path / "sidelight.db") as store:
        for number in (1, 2):
            payload = {"incident": "t3_a", "subject": "x", "body": "words"}
            await store.run(outbox.put, OutboxRow(f"flag:{number}", "modmail", payload, float(number), subreddit="q"))
        first = await store.run(outbox.claim_next, 5.0)
        assert first is not None
        await store.run(outbox.postpone, first.key, 50.0)
        assert await store.run(outbox.claim_next, 6.0) is None
        assert await Outbox(store, lambda row: LimitedChat(None), clock).send_due() == 2


async def test_a_send_is_given_up_only_after_a_day_of_trying(tmp_path: Path, clock: ScaledClock) -> None:
    async with Store(tmp_path / "sidelight.db") as store:
        box = Outbox(store, lambda row: LimitedChat(wait_s=540.0), clock)
        grant = PermissionRow("heron", Permission.SUGGESTIONS, 1, "words", 1.0, message="t4_a")
        await store.run(permissions.grant, grant)
        row = OutboxRow("suggestion:1", "message", {"body": "words"}, clock.now(), recipient="heron")
        await store.run(outbox.put, row)
        states = []
        for _ in range(170):
            await box.send_due()
            clock.set(clock.now() + 541, speed=1.0)
            states.append((await store.run(outbox.get, "suggestion:1")).state)  # type: ignore[union-attr]
        assert states[12 : 24 * 6] == ["queued"] * (24 * 6 - 12)
        assert states[-1] == "refused"
