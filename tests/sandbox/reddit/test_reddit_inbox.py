"""Messages to the bot: none lost, and marked as read only after they were handled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Transient
from bot.reddit.client import RedditClient
from bot.reddit.inbox import Inbox


@pytest.fixture
def inbox(client: RedditClient) -> Inbox:
    return Inbox(client)


def unread(place: Place) -> list[str]:
    return [message.body for message in place.world.inbox(place.bot) if message.new]


async def take(inbox: Inbox) -> list[str]:
    found = await inbox.unread()
    await inbox.mark_read([message.fullname for message in found])
    return [message.body for message in found]


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


async def test_each_comes_once_and_is_read_then(inbox: Inbox, place: Place) -> None:
    for number in range(30):  # more than Reddit lets us mark at once
        place.world.send_message("heron", place.bot, f"message {number}")
    assert await take(inbox) == [f"message {number}" for number in range(30)]
    assert await take(inbox) == []
    assert unread(place) == []


async def test_after_a_crash_before_the_mark_it_comes_again(inbox: Inbox, client: RedditClient, place: Place) -> None:
    place.world.send_message("heron", place.bot, "opt in")
    place.world.send_message("heron", place.bot, "agree")
    first, _ = await inbox.unread()
    await inbox.mark_read([first.fullname])
    assert await take(Inbox(client)) == ["agree"]


async def test_what_could_not_be_marked_is_marked_later_and_does_not_come_again(
    inbox: Inbox, place: Place, arm: Callable[..., None]
) -> None:
    place.world.send_message("heron", place.bot, "opt in")
    arm("503", path="/api/read_message")
    with pytest.raises(Transient):
        await take(inbox)
    assert unread(place) == ["opt in"]
    assert await take(inbox) == []
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
    assert await take(inbox) == []
    assert not [
        thing for thing in place.world.received(place.bot).newest_first() if place.world.is_unread(place.bot, thing)
    ]
