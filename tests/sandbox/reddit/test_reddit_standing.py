"""How things stand: hidden scores, deletions, removals, edits, and what is gone altogether."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Transient
from bot.reddit.client import RedditClient
from bot.reddit.standing import Lookup
from bot.reddit.things import IncomingPost, IncomingReply, Standing


@pytest.fixture
def lookup(client: RedditClient) -> Lookup:
    return Lookup(client)


async def standing(lookup: Lookup, fullname: str) -> Standing:
    found = (await lookup.standings([fullname]))[fullname]
    assert found is not None
    return found


async def incoming(lookup: Lookup, fullname: str) -> IncomingReply:
    found = (await lookup.things([fullname]))[fullname]
    assert isinstance(found, IncomingReply)
    return found


async def test_a_reply_as_it_stands(lookup: Lookup, place: Place) -> None:
    reply = place.reply("Stay a while.")
    place.world.vote(reply, "teal", 1)
    place.world.report(reply, "teal", "off topic")
    found = await standing(lookup, reply)
    assert found == Standing(
        fullname=reply,
        subreddit="quiet",
        score=2,
        removed=False,
        deleted=False,
        author_gone=False,
        edited_utc=None,
        body="Stay a while.",
        num_reports=1,
    )


async def test_a_hidden_score_is_unknown_and_not_one(lookup: Lookup, place: Place) -> None:
    reply = place.reply()
    place.world.vote(reply, "teal", 1)
    assert (await standing(lookup, reply)).score == 2  # moderators see it
    place.moderate("quiet", None)
    assert (await standing(lookup, reply)).score is None
    shown = await incoming(lookup, reply)
    assert (shown.score, shown.score_hidden) == (None, True)
    await place.clock.sleep(3601)
    assert (await standing(lookup, reply)).score == 2


async def test_a_hidden_score_even_for_a_moderator(lookup: Lookup, place: Place, arm: Callable[..., None]) -> None:
    reply = place.reply()
    arm("hidden-score")
    assert (await standing(lookup, reply)).score is None


async def test_deleted_by_its_author(lookup: Lookup, place: Place) -> None:
    reply = place.reply("I take this back.")
    place.world.delete(reply)
    found = await standing(lookup, reply)
    assert (found.deleted, found.removed, found.author_gone, found.body) == (True, False, False, "")
    shown = await incoming(lookup, reply)
    assert (shown.author, shown.author_id, shown.body, shown.deleted) == (None, None, "", True)


async def test_removed_by_a_moderator_as_a_moderator_sees_it(lookup: Lookup, place: Place) -> None:
    reply = place.reply("Pull yourself together.")
    place.world.remove(reply, "warden")
    found = await standing(lookup, reply)
    assert (found.removed, found.deleted, found.author_gone) == (True, False, False)
    assert found.body == "Pull yourself together."
    assert (await incoming(lookup, reply)).author == "heron"


async def test_removed_by_a_moderator_as_everybody_else_sees_it(lookup: Lookup, place: Place) -> None:
    reply = place.reply("Pull yourself together.")
    place.world.remove(reply, "warden")
    place.moderate("quiet", None)
    found = await standing(lookup, reply)
    assert (found.removed, found.deleted, found.author_gone, found.body) == (True, False, False, "")


async def test_an_account_that_is_gone_leaves_its_words(lookup: Lookup, place: Place) -> None:
    reply = place.reply("Write to me any time.")
    place.world.delete_account("heron")
    found = await standing(lookup, reply)
    assert (found.author_gone, found.deleted, found.removed) == (True, False, False)
    assert found.body == "Write to me any time."
    place.world.remove(reply, "warden")
    assert (await standing(lookup, reply)).author_gone


async def test_somebody_who_writes_the_placeholder_did_not_delete_anything(lookup: Lookup, place: Place) -> None:
    for words in ("[deleted]", "[removed]"):
        found = await standing(lookup, place.reply(words))
        assert (found.deleted, found.removed, found.body) == (False, False, words)


async def test_edited(lookup: Lookup, place: Place) -> None:
    reply = place.reply("First thought.")
    place.world.edit(reply, "Second thought.")
    found = await standing(lookup, reply)
    assert found.body == "Second thought."
    assert found.edited_utc == pytest.approx(place.clock.now(), abs=600)


async def test_what_reddit_does_not_know_is_gone(lookup: Lookup, place: Place) -> None:
    reply = place.reply()
    place.world.purge(reply)
    assert await lookup.standings([reply, "t1_zzzzz"]) == {reply: None, "t1_zzzzz": None}
    assert await lookup.things([reply]) == {reply: None}


async def test_an_id_left_out_once_is_asked_for_again(lookup: Lookup, place: Place, arm: Callable[..., None]) -> None:
    reply = place.reply()
    arm("missing-id")
    assert (await lookup.standings([reply]))[reply] is not None


async def test_a_hundred_to_a_request_in_the_order_asked(lookup: Lookup, place: Place) -> None:
    written = [place.reply(f"reply {number}") for number in range(250)]
    before = place.sandbox.gate.requests
    found = await lookup.standings([*reversed(written), written[0]])
    assert list(found) == list(reversed(written))
    assert all(found.values())
    assert place.sandbox.gate.requests == before + 3
    assert await lookup.standings([]) == {}


async def test_a_look_that_failed_tells_nothing_at_all(lookup: Lookup, place: Place, arm: Callable[..., None]) -> None:
    reply = place.reply()
    for fault in ("503", "html-200", "bad-json", "502-after-processing"):
        arm(fault, path="/api/info")
        with pytest.raises(Transient):
            await lookup.standings([reply])


async def test_a_reply_as_if_it_came_in_now(lookup: Lookup, place: Place) -> None:
    first = place.reply("I am with you.")
    answer = place.world.comment(first, "wren", "Thank you.").fullname
    found = await lookup.things([first, answer, place.post.fullname])
    reply, thanks, post = found[first], found[answer], found[place.post.fullname]
    assert isinstance(reply, IncomingReply)
    assert isinstance(thanks, IncomingReply)
    assert isinstance(post, IncomingPost)
    assert (reply.author, reply.by_seeker, reply.body) == ("heron", False, "I am with you.")
    assert (reply.post_fullname, reply.parent_fullname) == (place.post.fullname, place.post.fullname)
    assert reply.author_id == place.world.users["heron"].fullname
    assert reply.permalink.startswith(f"{place.url}/r/quiet/comments/")
    assert (thanks.author, thanks.by_seeker, thanks.parent_fullname) == ("wren", True, first)
    assert (post.title, post.num_replies) == ("A long week", 2)


async def test_a_deleted_post(lookup: Lookup, place: Place) -> None:
    place.world.delete(place.post.fullname)
    post = (await lookup.things([place.post.fullname]))[place.post.fullname]
    assert isinstance(post, IncomingPost)
    assert (post.author, post.body, post.deleted, post.removed) == (None, "", True, False)


def test_names_and_texts_do_not_show() -> None:
    reply = IncomingReply("t1_a", "t3_a", "t3_a", "quiet", "heron", "t2_a", "my words", 0.0, "/r/quiet")
    assert not any(private in repr(reply) for private in ("heron", "t2_a", "my words"))
    assert "t1_a" in repr(reply)
