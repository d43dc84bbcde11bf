"""Every effect, and finding it again after a send whose fate is unknown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from reddit_place import Place

from bot.errors import Ambiguous, Refused
from bot.reddit.client import RedditClient
from bot.reddit.sender import DryRunSender, RedditSender, shortened

AFTER = ["502-after-processing", "stall", "reset-after", "bad-json"]
MARK = "ref 0123456789"


@pytest.fixture
def sender(client: RedditClient) -> RedditSender:
    return RedditSender(client)


async def test_a_message_and_its_answer_are_sent_and_found(sender: RedditSender, place: Place) -> None:
    started = place.clock.now()
    await sender.message("heron", f"Hello\n\n{MARK}", subreddit="quiet")
    (arrived,) = place.world.inbox("heron")
    assert arrived.body == f"Hello\n\n{MARK}"
    assert await sender.find_message("Heron", MARK, since_utc=started) == arrived.fullname
    assert await sender.find_message("teal", MARK, since_utc=started) is None
    assert await sender.find_message("heron", "ref another", since_utc=started) is None

    asked = place.world.send_message("heron", place.bot, "help", reply_to=arrived.fullname)
    answer = await sender.answer(asked.fullname, "ref answer")
    assert place.world.inbox("heron")[0].fullname == answer
    assert await sender.find_message("heron", "ref answer", since_utc=started) == answer


async def test_looking_for_a_message_stops_at_the_time_it_was_queued(sender: RedditSender, place: Place) -> None:
    await sender.message("heron", MARK, subreddit="quiet")
    await place.clock.sleep(600)
    assert await sender.find_message("heron", MARK, since_utc=place.clock.now()) is None
    for number in range(120):
        place.world.send_message(place.bot, "teal", f"message {number}")
    before = place.sandbox.gate.requests
    await sender.find_message("heron", MARK, since_utc=place.clock.now() + 1000)
    assert place.sandbox.gate.requests == before + 1
    assert await sender.find_message("heron", MARK, since_utc=place.clock.now() - 3600) is not None


async def message(sender: RedditSender, place: Place) -> str:
    return await sender.message("heron", MARK, subreddit="quiet")


async def modmail(sender: RedditSender, place: Place) -> str:
    return await sender.modmail("quiet", subject="A reply", body=MARK)


async def report(sender: RedditSender, place: Place) -> str:
    return await sender.report(f"t1_{place.world.comments('quiet')[0].id36}", "Sidelight F1: method information")


Act = Callable[[RedditSender, Place], Awaitable[str]]


@pytest.mark.parametrize("fault", AFTER)
async def test_a_message_whose_answer_was_lost_is_found(
    sender: RedditSender, place: Place, arm: Callable[..., None], fault: str
) -> None:
    started = place.clock.now()
    arm(fault, path="/api/compose")
    with pytest.raises(Ambiguous):
        await message(sender, place)
    (arrived,) = place.world.inbox("heron")
    assert await sender.find_message("heron", MARK, since_utc=started) == arrived.fullname


@pytest.mark.parametrize("fault", AFTER)
async def test_an_answer_whose_answer_was_lost_is_found(
    sender: RedditSender, place: Place, arm: Callable[..., None], fault: str
) -> None:
    asked = place.world.send_message("heron", place.bot, "help")
    arm(fault, path="/api/comment")
    with pytest.raises(Ambiguous):
        await sender.answer(asked.fullname, MARK)
    assert await sender.find_message("heron", MARK, since_utc=asked.created) == place.world.inbox("heron")[0].fullname
    assert len(place.world.inbox("heron")) == 1


@pytest.mark.parametrize("fault", AFTER)
async def test_modmail_whose_answer_was_lost_is_found(
    sender: RedditSender, place: Place, arm: Callable[..., None], fault: str
) -> None:
    started = place.clock.now()
    arm(fault, path="/api/mod/conversations", method="POST")
    with pytest.raises(Ambiguous):
        await modmail(sender, place)
    (conversation,) = place.world.conversations("quiet")
    assert await sender.find_modmail("quiet", MARK, since_utc=started) == conversation.id

    place.world.reply_conversation(conversation.id, "warden", f"What does {MARK} mean?")
    place.world.archive_conversation(conversation.id, "warden")
    assert await sender.find_modmail("quiet", MARK, since_utc=started) == conversation.id
    assert await sender.find_modmail("quiet", "ref another", since_utc=started) is None
    assert await sender.find_modmail("harbour", MARK, since_utc=started) is None


@pytest.mark.parametrize("fault", AFTER)
async def test_a_modmail_reply_whose_answer_was_lost_is_found(
    sender: RedditSender, place: Place, arm: Callable[..., None], fault: str
) -> None:
    conversation = await modmail(sender, place)
    arm(fault, path="/api/mod/conversations", method="POST")
    with pytest.raises(Ambiguous):
        await sender.modmail_reply(conversation, "ref reply", internal=True)
    messages = place.world.conversation_by_id[conversation].messages
    assert [one.body_markdown for one in messages] == [MARK, "ref reply"]
    assert await sender.find_modmail_reply(conversation, "ref reply") == messages[-1].id
    place.world.reply_conversation(conversation, "warden", "ref of somebody else")
    assert await sender.find_modmail_reply(conversation, "ref of somebody else") is None


@pytest.mark.parametrize("fault", AFTER)
async def test_a_report_whose_answer_was_lost_is_found(
    sender: RedditSender, place: Place, arm: Callable[..., None], fault: str
) -> None:
    reply = place.reply()
    arm(fault, path="/api/report")
    with pytest.raises(Ambiguous):
        await report(sender, place)
    assert await sender.find_report(reply, "Sidelight F1: method information") == reply
    assert await sender.find_report(reply, "another reason") is None


async def test_somebody_elses_report_in_our_words_is_not_ours(sender: RedditSender, place: Place) -> None:
    reply = place.reply()
    place.world.report(reply, "warden", "Sidelight F1: method information")
    assert await sender.find_report(reply, "Sidelight F1: method information") is None


@pytest.mark.parametrize(("act", "path"), [(message, "/api/compose"), (modmail, "/api/mod"), (report, "/api/report")])
async def test_what_never_arrived_is_not_found(
    sender: RedditSender, place: Place, arm: Callable[..., None], act: Act, path: str
) -> None:
    started = place.clock.now()
    reply = place.reply()
    arm("503", path=path, method="POST")
    with pytest.raises(Ambiguous):
        await act(sender, place)
    assert await sender.find_message("heron", MARK, since_utc=started) is None
    assert await sender.find_modmail("quiet", MARK, since_utc=started) is None
    assert await sender.find_report(reply, "Sidelight F1: method information") is None


async def test_a_report_is_cut_to_what_reddit_takes_and_still_found(sender: RedditSender, place: Place) -> None:
    reply, reason = place.reply(), "Sidelight F1: " + "a very long reason " * 10
    assert await sender.report(reply, reason) == reply
    ((said, who),) = place.world.thing(reply).mod_reports  # type: ignore[union-attr] - it is there
    assert (len(said) <= 100, said[-1], who) == (True, "…", place.bot)
    assert await sender.find_report(reply, reason) == reply


async def test_a_report_on_something_deleted_is_passed_over(sender: RedditSender, place: Place) -> None:
    reply = place.reply()
    place.world.delete(reply)
    assert await sender.report(reply, "too late") == reply
    place.world.purge(reply)
    assert await sender.find_report(reply, "too late") is None


async def test_a_note_for_moderators(sender: RedditSender, place: Place) -> None:
    reply = place.reply()
    id_ = await sender.note("quiet", username="heron", text="x" * 300, fullname=reply)
    (note,) = place.world.notes("quiet")
    assert id_.endswith(note.id)
    assert len(note.note) == 250


async def test_a_message_that_is_not_ours_cannot_be_answered(sender: RedditSender, place: Place) -> None:
    others = place.world.send_message("heron", "teal", "between us")
    with pytest.raises(Refused) as caught:
        await sender.answer(others.fullname, "hello")
    assert caught.value.code == "HTTP_403"


async def test_a_text_too_long_is_refused_by_its_name(sender: RedditSender) -> None:
    with pytest.raises(Refused) as caught:
        await sender.message("heron", "x" * 10_001, subreddit="quiet")
    assert caught.value.code == "TOO_LONG"
    with pytest.raises(Refused) as caught:
        await sender.modmail("quiet", subject="x" * 101, body="y")
    assert caught.value.code == "TOO_LONG"


async def test_a_dry_run_sends_nothing(place: Place) -> None:
    dry, before = DryRunSender(), place.sandbox.gate.requests
    shown = [
        await dry.message("heron", "a", subreddit="quiet"),
        await dry.answer("t4_a", "b"),
        await dry.modmail("quiet", subject="c", body="d"),
        await dry.modmail_reply("abc", "e", internal=True),
        await dry.report("t1_a", "f"),
        await dry.note("quiet", username="heron", text="g", fullname="t1_a"),
    ]
    assert set(shown) == {"shown"}
    found = [
        await dry.find_message("heron", "a", since_utc=0.0),
        await dry.find_modmail("quiet", "d", since_utc=0.0),
        await dry.find_modmail_reply("abc", "e"),
        await dry.find_report("t1_a", "f"),
    ]
    assert not any(found)
    assert place.sandbox.gate.requests == before


def test_shortening() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("exactly ten", 11) == "exactly ten"
    assert shortened("one two three", 8) == "one two…"
