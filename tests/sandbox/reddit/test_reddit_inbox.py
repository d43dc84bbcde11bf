"""Messages to the bot: none lost, and marked as read only after they were handled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Transient
from bot.reddit.client import RedditClient
from bot.reddit.inbox import Inbox
from bot.reddit.things import IncomingMessage


@pytest.fixture
def inbox(client: RedditClient) -> Inbox:
    return Inbox(client)


def unread(place: Place) -> list[str]:
    return [message.body for message in place.world.inbox(place.bot) if message.new]


async def run_for_a_while(inbox: Inbox, handle: Callable[[IncomingMessage], object]) -> None:
    async def handled(message: IncomingMessage) -> None:
        handle(message)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await inbox.run(handled, every_s=60)


async def test_messages_come_oldest_first_with_what_matters(inbox: Inbox, place: Place) -> None:
    first = place.world.send_message("heron", place.bot, "opt in")
    second = place.world.send_message("heron", place.bot, "agree", reply_to=first.fullname)
    found = await inbox.unread()
    assert [message.fullname for message in found] == [first.fullname, second.fullname]
    assert [message.body for message in found] == ["opt in", "agree"]
    assert [message.first_message for message in found] == [None, first.fullname]
    assert {message.author for message in found} == {"heron"}
    assert all(message.is_chat for message in found)


async def test_looking_marks_nothing(inbox: Inbox, place: Place) -> None:
    place.world.send_message("heron", place.bot, "opt in")
    await inbox.unread()
    assert unread(place) == ["opt in"]


async def test_each_is_handled_once_and_then_read(inbox: Inbox, place: Place) -> None:
    for number in range(30):  # more than Reddit lets us mark at once
        place.world.send_message("heron", place.bot, f"message {number}")
    seen: list[str] = []
    await run_for_a_while(inbox, lambda message: seen.append(message.body))
    assert seen == [f"message {number}" for number in range(30)]
    assert unread(place) == []


async def test_a_crash_while_handling_leaves_the_message_unread(
    inbox: Inbox, client: RedditClient, place: Place
) -> None:
    for body in ("first", "second", "third"):
        place.world.send_message("heron", place.bot, body)

    class CrashError(RuntimeError):
        pass

    def crash(message: IncomingMessage) -> None:
        if message.body == "second":
            raise CrashError

    with pytest.raises(CrashError):
        await run_for_a_while(inbox, crash)
    assert unread(place)[:2] == ["third", "second"]
    seen: list[str] = []
    await run_for_a_while(Inbox(client), lambda message: seen.append(message.body))
    assert seen[-2:] == ["second", "third"]
    assert unread(place) == []


async def test_what_was_handled_but_could_not_be_marked_is_marked_later_and_not_handled_again(
    inbox: Inbox, place: Place, arm: Callable[..., None]
) -> None:
    place.world.send_message("heron", place.bot, "opt in")
    seen: list[str] = []
    arm("503", path="/api/read_message")
    with pytest.raises(Transient):
        await run_for_a_while(inbox, lambda message: seen.append(message.body))
    assert unread(place) == ["opt in"]
    await run_for_a_while(inbox, lambda message: seen.append(message.body))
    assert seen == ["opt in"]
    assert unread(place) == []


async def test_an_answer_that_got_lost_on_the_way_loses_no_message(
    inbox: Inbox, place: Place, arm: Callable[..., None]
) -> None:
    place.world.send_message("heron", place.bot, "opt in")
    for fault in ("502-after-processing", "bad-json", "reset-after"):
        arm(fault, path="/message", times=2 if fault == "reset-after" else 1)
        with pytest.raises(Transient):
            await inbox.unread()
    assert [message.body for message in await inbox.unread()] == ["opt in"]


async def test_somebody_whose_account_is_gone(inbox: Inbox, place: Place) -> None:
    place.world.send_message("teal", place.bot, "opt in")
    place.world.delete_account("teal")
    found = await inbox.unread()
    assert [message.author for message in found] in ([None], ["teal"], [])


async def test_replies_to_something_we_wrote_are_passed_over(inbox: Inbox, place: Place) -> None:
    note = place.world.comment(place.post.fullname, place.bot, "A note by hand").fullname
    place.world.comment(note, "heron", "opt in")
    seen: list[str] = []
    await run_for_a_while(inbox, lambda message: seen.append(message.body))
    assert seen == []
    assert not [
        thing for thing in place.world.received(place.bot).newest_first() if place.world.is_unread(place.bot, thing)
    ]
