"""A real bot process, killed with SIGKILL where it hurts: nobody may notice, but that it takes a moment longer.

The long version is `python -m bench.kill`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.stage import Stage, fast_watch, staged
from bench.waiting import close_books, settle, wait_until

SPEED = 3600.0
SUBREDDIT, KEEPER = "QuietHarbour", "harbour-keeper"
RULES = "version: 1\ndry_run: false\nsuggestions: {cooldown_hours: 0}\n"
BLUNT = "You should call a friend and go outside more, because walks help."
CRUEL = "Nobody would miss you. Just kill yourself."


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A quiet subreddit with three people in it, where moderators let the bot speak; the bot is not started yet."""
    with staged(tmp_path) as stage:
        stage.start_sandbox("--people", "none", "--speed", str(SPEED), "--seed", "5")
        for name in ("wren", "heron", "teal"):
            do(stage, "add_user", user=name)
        do(stage, "edit_wiki", user=KEEPER, subreddit=SUBREDDIT, page="sidelight/rules", content=RULES, permlevel=2)
        yield stage


def do(stage: Stage, act: str, **how: object) -> str:
    return str(stage.post("/sandbox/do", {"act": act, **how})["fullname"])


def write(stage: Stage, *, number: int) -> None:
    """A post, one reply that could be kinder, and one that moderators must hear of."""
    post = do(stage, "submit", user="wren", subreddit=SUBREDDIT, title=f"Week {number}", body="I feel so lost lately.")
    do(stage, "comment", user="heron", parent=post, body=f"{BLUNT} That helped me in week {number}.")
    do(stage, "comment", user="teal", parent=post, body=f"{CRUEL} It is week {number} of this.")


def opt_in(stage: Stage, name: str) -> None:
    for word in ("opt in", "agree"):
        before = len(stage.mail()["sent"])
        do(stage, "send_message", user=name, to=stage.bot_name, body=word)
        wait_until(stage, lambda before=before: len(stage.mail()["sent"]) > before, within_s=15)  # type: ignore[misc]


def stalled(stage: Stage, *paths: str) -> Callable[[], bool]:
    """Have Reddit take the next request of each kind and keep silent; tells whether one is held up now."""
    before = fired(stage)
    for path in paths:
        stage.post("/sandbox/faults", {"name": "stall", "path": path, "method": "POST", "times": 1, "seconds": 9})
    return lambda: fired(stage) > before


def fired(stage: Stage) -> int:
    return int(stage.get("/sandbox/faults")["fired"].get("stall", 0))


@pytest.mark.timeout(90)
def test_three_kills_lose_nothing_and_repeat_nothing(stage: Stage) -> None:
    config = stage.write_config({"watch": fast_watch(SPEED), "models": {"engine": "guideline"}})
    stage.start_bot(config)
    opt_in(stage, "heron")
    held_up = stalled(stage, "/api/compose")
    write(stage, number=1)
    wait_until(stage, held_up, within_s=15)
    stage.kill_bot()  # the helper has the suggestion, and the bot does not know

    write(stage, number=2)
    held_up = stalled(stage, "/api/mod/conversations")
    stage.start_bot(config)
    wait_until(stage, held_up, within_s=15)
    stage.kill_bot()  # the moderators have the flag, and the bot does not know

    do(stage, "send_message", user="teal", to=stage.bot_name, body="help")
    held_up = stalled(stage, "/api/read_message")
    stage.start_bot(config)
    wait_until(stage, held_up, within_s=15)
    stage.kill_bot()  # the message is handled, and perhaps not marked as read

    stage.start_bot(config)
    assert settle(stage, within_s=20)
    ledger = close_books(stage)
    assert ledger.wrongs == {}
    assert ledger.handled == 4
    said = [one["body"] for one in stage.mail()["sent"]]
    assert sum("S1" in text for text in said) == sum("S2" in text for text in said) == 1
    flags = [one["body"] for one in stage.mail()["modmail"]]
    assert sum("**F1**" in text for text in flags) == sum("**F2**" in text for text in flags) == 1
