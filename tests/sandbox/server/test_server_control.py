"""The endpoints that Reddit does not have, and the command line."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path

import aiohttp
from small_reddit import SmallReddit

from sandbox.api.control import ACTS


async def test_anybody_can_be_made_to_do_anything(small: SmallReddit) -> None:
    async def do(act: str, **how: object) -> str:
        status, answer = await small.control("/sandbox/do", {"act": act, **how})
        assert status == 200, answer
        return answer["fullname"]

    world = small.world
    await do("add_user", user="ibis")
    post = await do("submit", user="ibis", subreddit="harbour", title="Hello", body="there")
    late = await do("comment", user="teal", parent=post, body="early words", created=1.0)
    reply = await do("comment", user="teal", parent=post, body="words")
    assert [one.body for one in world.comments(post)] == ["words", "early words"]
    await do("vote", user="ibis", fullname=reply, direction=1)
    await do("edit", fullname=reply, body="better words")
    await do("report", user="ibis", fullname=reply, reason="unkind")
    await do("remove", user="keeper", fullname=reply, reason="unkind")
    await do("delete", fullname=late)
    thing = world.thing(reply)
    assert thing is not None
    assert (thing.score, thing.removed_by, len(thing.reports)) == (2, "keeper", 1)
    message = await do("send_message", user="ibis", to=small.bot, body="opt in")
    await do("send_message", user=small.bot, to="ibis", body="words", reply_to=message)
    assert [one.parent for one in world.inbox("ibis")] == [message]
    letter = await do("create_conversation", user="ibis", subreddit="harbour", subject="May I", body="?")
    await do("reply_conversation", user="keeper", id=letter, body="yes")
    assert len(world.conversations("harbour")[0].messages) == 2
    await do("edit_wiki", user="keeper", subreddit="harbour", page="rules", content="x: 1", permlevel=2)
    await do("set_moderator", user="ibis", subreddit="harbour", permissions=["mail"])
    await do("set_moderator", user=small.bot, subreddit="harbour", permissions=None)
    await do("block_messages", user="teal")
    assert list(world.subreddit("harbour").moderators) == ["keeper", "ibis"]
    await do("add_subreddit", name="third", moderators={"keeper": ["all"]})
    assert {subreddit.name for subreddit in world.subreddits.values()} == {"quiet", "harbour", "third"}
    await do("delete_account", user="ibis")
    assert world.user("ibis") is None


async def test_mistakes_are_explained(small: SmallReddit) -> None:
    for asked, code in (
        ({"act": "fly"}, "BAD_REQUEST"),
        ({"act": "comment", "user": "teal"}, "BAD_REQUEST"),
        ({"act": "comment", "user": "nobody", "parent": small.post.fullname, "body": "x"}, "USER_DOESNT_EXIST"),
        ({"act": "remove", "user": "teal", "fullname": small.reply()}, "FORBIDDEN"),
    ):
        status, why = await small.control("/sandbox/do", asked)
        assert (status, why["error"]) == (400, code)
    assert "comment" in ACTS


async def test_nothing_changes_for_a_form_from_another_site(small: SmallReddit) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/sandbox/do", "/sandbox/clock", "/sandbox/faults"):
            async with session.post(small.url + path, data={"act": "delete_account", "user": "teal"}) as answer:
                assert answer.status == 415
    assert small.world.user("teal") is not None


async def test_state_and_truth(small: SmallReddit) -> None:
    small.reply()
    small.sandbox.truth = lambda: {"replies": {}}
    small.sandbox.is_running = True
    _, state = await small.control("/sandbox/state")
    assert (state["posts"], state["comments"], state["running"]) == (1, 1, True)
    assert state["subreddits"] == ["quiet", "harbour"]
    assert await small.control("/sandbox/truth") == (200, {"replies": {}})


async def test_nothing_is_hidden_from_whoever_counts(small: SmallReddit) -> None:
    world, first = small.world, small.reply()
    second = small.reply("words that go again")
    world.delete(second)
    _, replies = await small.control("/sandbox/replies")
    assert {name: reply["deleted"] for name, reply in replies.items()} == {first: False, second: True}
    world.send_message("heron", small.bot, "opt in")
    for _ in range(2):
        world.send_message(small.bot, "heron", "the same words")
        world.report(first, small.bot, "unkind")
    talk = world.create_conversation("quiet", small.bot, "A reply", "F1")
    world.reply_conversation(talk.id, "warden", "agree")
    world.create_conversation("quiet", "heron", "Not the bot's", "at all")
    _, mail = await small.control(f"/sandbox/mail?user={small.bot}")
    assert [message["body"] for message in mail["sent"]] == ["the same words"] * 2
    assert [message["body"] for message in mail["received"]] == ["opt in"]
    assert [(message["author"], message["body"]) for message in mail["modmail"]] == [
        (small.bot, "F1"), ("warden", "agree"),
    ]  # fmt: skip
    assert mail["reports"] == [{"fullname": first, "reason": "unkind"}] * 2
    status, _ = await small.control("/sandbox/mail?user=nobody")
    assert status == 400


async def test_from_the_command_line_to_the_end(tmp_path: Path) -> None:
    announce = tmp_path / "sandbox.json"
    options = ["--people", "none", "--speed", "3600", "--announce", str(announce)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    announced = json.loads(announce.read_text())
    assert announced["url"] == url
    assert set(announced["bot"]) == {"username", "password", "client_id", "client_secret"}
    assert announced["subreddits"] == ["QuietHarbour"]
    async with aiohttp.ClientSession() as session, session.get(f"{url}/sandbox/clock") as answer:
        assert (await answer.json())["speed"] == 3600
    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()
    assert (process.returncode, errors.decode()) == (0, "")


async def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    options = ["--people", "none", "--threads", str(tmp_path / "missing.jsonl")]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *options, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await process.communicate()
    assert process.returncode == 1
    assert errors.decode().splitlines() == [f"No such file or directory: {tmp_path / 'missing.jsonl'}"]
