"""Modmail: what moderators say in our conversations, however old they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Refused, Transient
from bot.reddit.client import RedditClient
from bot.reddit.moderators import Moderators, may
from bot.reddit.modmail import Modmail
from bot.reddit.modmail_watch import ModmailWatch
from bot.reddit.things import ModmailMessage


class Ours(set[str]):
    """The conversations that the store would know."""

    async def knows(self, conversation: str) -> bool:
        return conversation in self


@pytest.fixture
def ours() -> Ours:
    return Ours()


def new_watch(client: RedditClient, place: Place, ours: Ours) -> ModmailWatch:
    return ModmailWatch(client, place.subreddits, is_ours=ours.knows, since_utc=0.0)


async def take(watch: ModmailWatch) -> list[str]:
    found = await watch.newest()
    for message in found:
        watch.handled(message)
    return [message.body for message in found]


async def opened(client: RedditClient, ours: Ours, subreddit: str = "quiet") -> str:
    conversation = await Modmail(client).create(subreddit, subject="About a reply", body="F1: please look")
    ours.add(conversation)
    return conversation


async def test_we_open_a_discussion_that_only_moderators_see(client: RedditClient, place: Place, ours: Ours) -> None:
    conversation = place.world.conversation_by_id[await opened(client, ours)]
    assert conversation.is_internal
    assert conversation.participant is None
    assert [message.body_markdown for message in conversation.messages] == ["F1: please look"]


async def test_an_answer_in_an_old_conversation_is_seen(client: RedditClient, place: Place, ours: Ours) -> None:
    watch = new_watch(client, place, ours)
    conversation = await opened(client, ours)
    assert await take(watch) == []  # our own words are no news
    place.world.reply_conversation(conversation, "warden", "agree F1")
    assert await take(watch) == ["agree F1"]
    await place.clock.sleep(1200)
    place.world.reply_conversation(conversation, "warden", "why F1")
    assert await take(watch) == ["why F1"]
    assert await take(watch) == []


async def test_what_a_message_says_of_itself(client: RedditClient, place: Place, ours: Ours) -> None:
    conversation = await opened(client, ours)
    made = place.world.reply_conversation(conversation, "warden", "agree", internal=True)
    (message,) = await new_watch(client, place, ours).newest()
    assert message == ModmailMessage(
        conversation=conversation,
        id=made.messages[-1].id,
        author="warden",
        body="agree",
        created_utc=message.created_utc,
        subreddit="quiet",
        subject="About a reply",
        is_internal=True,
        by_participant=False,
    )
    assert message.created_utc == pytest.approx(place.clock.now(), abs=600)


async def test_an_answer_that_was_archived_at_once_is_seen(client: RedditClient, place: Place, ours: Ours) -> None:
    watch = new_watch(client, place, ours)
    conversation = await opened(client, ours)
    await take(watch)
    place.world.reply_conversation(conversation, "warden", "disagree F1")
    place.world.archive_conversation(conversation, "warden")
    assert await take(watch) == ["disagree F1"]


async def test_two_answers_between_two_looks_come_in_order(client: RedditClient, place: Place, ours: Ours) -> None:
    watch = new_watch(client, place, ours)
    first, second = await opened(client, ours), await opened(client, ours, "harbour")
    place.world.reply_conversation(second, "keeper", "pause")
    place.world.reply_conversation(first, "warden", "agree")
    place.world.reply_conversation(second, "keeper", "resume")
    assert await take(watch) == ["pause", "agree", "resume"]


async def test_other_peoples_conversations_are_not_opened(client: RedditClient, place: Place, ours: Ours) -> None:
    place.world.create_conversation("quiet", "wren", "A private matter", "Please delete my post")
    before = place.sandbox.gate.requests
    assert await take(new_watch(client, place, ours)) == []
    assert place.sandbox.gate.requests - before == 3  # the three lists


async def test_what_was_not_handled_comes_again_even_if_nothing_new_is_said(
    client: RedditClient, place: Place, ours: Ours
) -> None:
    watch = new_watch(client, place, ours)
    conversation = await opened(client, ours)
    place.world.reply_conversation(conversation, "warden", "agree")
    await watch.newest()
    assert await take(watch) == ["agree"]


async def test_a_conversation_that_becomes_ours_late_is_still_read(
    client: RedditClient, place: Place, ours: Ours
) -> None:
    watch = new_watch(client, place, ours)
    conversation = await opened(client, ours)
    ours.clear()  # as after a crash between sending and noting
    place.world.reply_conversation(conversation, "warden", "agree")
    assert await take(watch) == []
    ours.add(conversation)
    assert await take(watch) == ["agree"]


async def test_more_conversations_than_a_page(client: RedditClient, place: Place, ours: Ours) -> None:
    conversation = await opened(client, ours)
    place.world.reply_conversation(conversation, "warden", "agree")
    for number in range(230):
        place.world.create_conversation("quiet", "wren", f"Question {number}", "Hello?")
        place.world.create_conversation("quiet", place.bot, f"Note {number}", "For the team")
    assert await take(new_watch(client, place, ours)) == ["agree"]


@pytest.mark.parametrize("fault", ["503", "429-bare", "html-200", "bad-json", "stall", "403", "401-bare"])
async def test_a_failed_look_loses_no_answer(
    client: RedditClient, place: Place, ours: Ours, arm: Callable[..., None], fault: str
) -> None:
    watch = new_watch(client, place, ours)
    conversation = await opened(client, ours)
    await take(watch)
    place.world.reply_conversation(conversation, "warden", "agree")
    seen: list[str] = []

    arm(fault, path="/api/mod/conversations", method="GET", times=3)
    async with asyncio.timeout(8):
        while not seen:
            try:
                for message in await watch.newest():
                    seen.append(message.body)
                    watch.handled(message)
            except Transient as error:
                # Refused on all sides, it says to come back in half an hour.
                await place.clock.sleep(error.retry_after_s or 30)
    assert seen == ["agree"]


async def test_losing_mail_permission_in_one_subreddit_does_not_silence_the_other(
    client: RedditClient, place: Place, ours: Ours
) -> None:
    watch = new_watch(client, place, ours)
    quiet, harbour = await opened(client, ours), await opened(client, ours, "harbour")
    await take(watch)
    place.moderate("quiet", {"posts"})
    place.world.reply_conversation(quiet, "warden", "agree")
    place.world.reply_conversation(harbour, "keeper", "why")
    assert await take(watch) == ["why"]
    assert list(watch.refused) == ["quiet"]
    await place.clock.sleep(1000)
    place.world.reply_conversation(harbour, "keeper", "pause")
    assert await take(watch) == ["pause"]
    place.moderate("quiet", {"mail"})
    await place.clock.sleep(1000)
    assert await take(watch) == ["agree"]


async def test_archive_and_highlight(client: RedditClient, place: Place, ours: Ours) -> None:
    conversation = await opened(client, ours)
    await Modmail(client).highlight(conversation)
    await Modmail(client).archive(conversation)
    assert place.world.conversation_by_id[conversation].is_highlighted
    assert place.world.conversation_by_id[conversation].state == 2


async def test_a_reply_gives_its_own_id(client: RedditClient, place: Place, ours: Ours) -> None:
    conversation = await opened(client, ours)
    place.world.archive_conversation(conversation, "warden")  # an action among the messages
    id = await Modmail(client).reply(conversation, "Noted.", internal=True)  # noqa: A001 - what Reddit calls it
    last = place.world.conversation_by_id[conversation].messages[-1]
    assert (last.id, last.body_markdown, last.is_internal) == (id, "Noted.", True)


async def test_modmail_where_we_may_not_is_refused(client: RedditClient, place: Place) -> None:
    place.moderate("quiet", None)
    with pytest.raises(Refused) as caught:
        await Modmail(client).create("quiet", subject="x", body="y")
    assert caught.value.code == "HTTP_403"


async def test_moderators_and_what_they_may(client: RedditClient, place: Place) -> None:
    moderators = Moderators(client)
    assert await moderators.moderators("quiet") == {
        "warden": frozenset({"all"}),
        place.bot: frozenset({"mail", "posts", "wiki"}),
    }
    assert await moderators.own("quiet") == frozenset({"mail", "posts", "wiki"})
    assert may(await moderators.permissions("quiet", "WARDEN"), "mail")
    assert await moderators.permissions("quiet", "heron") == frozenset()


async def test_a_moderator_who_was_removed_is_found_out_by_asking_again(client: RedditClient, place: Place) -> None:
    moderators = Moderators(client, keep_s=1e9)
    assert await moderators.permissions("quiet", "warden")
    place.world.set_moderator("quiet", "warden", None)
    assert await moderators.permissions("quiet", "warden")  # believed for a while
    assert not await moderators.permissions("quiet", "warden", refresh=True)
    place.moderate("quiet", {"posts"})
    assert not may(await moderators.own("quiet", refresh=True), "mail")
