"""New replies and posts: each once, whatever happens on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from reddit_place import Place

from bot.errors import Transient
from bot.reddit import streams
from bot.reddit.client import RedditClient
from bot.reddit.streams import Watch
from bot.reddit.things import IncomingReply


@pytest.fixture
def watch(client: RedditClient, place: Place) -> Watch[IncomingReply]:
    return streams.replies(client, place.subreddits)


async def take(watch: Watch[IncomingReply]) -> list[str]:
    found = await watch.newest()
    for reply in found:
        watch.handled(reply)
    return [reply.fullname for reply in found]


async def test_what_was_there_before_comes_first_and_the_oldest_before_the_newest(
    watch: Watch[IncomingReply], place: Place
) -> None:
    written = [place.reply(f"reply {number}") for number in range(130)]
    assert await take(watch) == written
    assert await take(watch) == []


async def test_one_request_serves_all_subreddits(watch: Watch[IncomingReply], place: Place) -> None:
    other = place.world.submit("harbour", "teal", "Hello", "New here.")
    first, second = place.reply(), place.world.comment(other.fullname, "wren", "Welcome!").fullname
    before = place.sandbox.gate.requests
    assert set(await take(watch)) == {first, second}
    assert place.sandbox.gate.requests == before + 1


async def test_what_was_not_handled_comes_again(watch: Watch[IncomingReply], place: Place) -> None:
    written = place.reply()
    assert [reply.fullname for reply in await watch.newest()] == [written]
    assert await take(watch) == [written]
    assert await take(watch) == []


async def test_a_burst_of_more_than_a_page_leaves_no_gap(watch: Watch[IncomingReply], place: Place) -> None:
    place.reply("the first")
    await take(watch)
    written = [place.reply(f"reply {number}") for number in range(350)]
    assert await take(watch) == written


async def test_a_late_insertion_on_the_newest_page_is_seen(watch: Watch[IncomingReply], place: Place) -> None:
    for number in range(20):
        place.reply(f"reply {number}")
    await take(watch)
    late = place.reply("I come late", created=place.clock.now() - 30)
    newest = place.reply("and I in time")
    assert set(await take(watch)) == {late, newest}


async def test_a_late_insertion_further_down_is_found_by_the_sweep(watch: Watch[IncomingReply], place: Place) -> None:
    started = place.clock.now()
    for number in range(250):
        place.reply(f"reply {number}", created=started - 250 + number)
    await take(watch)
    late = place.reply("I come very late", created=started - 240)
    assert await take(watch) == []
    swept = await watch.sweep()
    assert [reply.fullname for reply in swept] == [late]


async def test_the_newest_reply_deleted_while_we_were_away_costs_nothing(client: RedditClient, place: Place) -> None:
    """The dead anchor: asyncpraw's stream, told to go on after a deleted reply, brings 100 of the 150."""
    place.world.delete(place.reply("the last one seen"))
    written = [place.reply(f"reply {number}") for number in range(150)]
    assert await take(streams.replies(client, place.subreddits)) == written


async def test_a_page_that_ends_on_a_deleted_reply_makes_the_next_look_a_sweep(
    watch: Watch[IncomingReply], place: Place, arm: Callable[..., None]
) -> None:
    place.reply("the first")
    await take(watch)
    written = [place.reply(f"reply {number}") for number in range(250)]
    arm("dead-anchor")
    assert await take(watch) == written[-100:]
    assert await take(watch) == written[:-100]
    before = place.sandbox.gate.requests
    assert await take(watch) == []
    assert place.sandbox.gate.requests == before + 1


async def test_memory_stays_bounded_and_old_replies_do_not_come_round_again(
    watch: Watch[IncomingReply], place: Place
) -> None:
    for number in range(1300):
        place.reply(f"reply {number}")
    assert len(await take(watch)) == 1000  # as far as Reddit lists
    assert await watch.sweep() == []
    for _ in range(5):
        place.reply()
    assert len(await take(watch)) == 5
    assert await watch.sweep() == []


FAULTS = [
    "401-invalid-token",
    "401-bare",
    "403",
    "429-retry-after",
    "429-bare",
    "503",
    "502-after-processing",
    "stall",
    "reset-before",
    "reset-after",
    "html-200",
    "bad-json",
    "late-insertion",
    "hidden-score",
    "deleted",
    "removed",
]


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_watch_outlives_every_fault_and_brings_everything(
    watch: Watch[IncomingReply], place: Place, arm: Callable[..., None], fault: str
) -> None:
    seen: list[str] = []

    async def keep_watching() -> None:
        while True:
            try:
                seen.extend(await take(watch))
            except Transient as error:
                await place.clock.sleep(error.retry_after_s or 30)
            await place.clock.sleep(20)

    written = {place.reply(f"before {number}") for number in range(3)}
    arm(fault, times=2, seconds=0.2 if fault == "429-retry-after" else None)
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(keep_watching())
        written |= {place.reply(f"during {number}") for number in range(3)}
        await until(lambda: len(seen) >= len(written) - 2 and not place.sandbox.faults.armed)
        written |= {place.reply(f"after {number}") for number in range(3)}
        await until(lambda: len(seen) >= len(written) - 2)
        await place.clock.sleep(600)
        watching.cancel()
    # A reply that its author deleted at this very moment may be gone from the listing before we see it.
    there = {name for name in written if not place.world.thing(name).deleted}  # type: ignore[union-attr] - they exist
    assert there <= set(seen) <= written
    assert len(seen) == len(set(seen))


async def test_a_subreddit_that_shuts_us_out_does_not_end_the_others(client: RedditClient, place: Place) -> None:
    watch = streams.replies(client, ["quiet", "gone-private"])
    written = place.reply()
    assert await take(watch) == [written]
    assert list(watch.refused) == ["gone-private"]
    before = place.sandbox.gate.requests
    again = place.reply()
    assert await take(watch) == [again]
    assert place.sandbox.gate.requests == before + 1

    place.world.add_subreddit("gone-private", moderators={"keeper": {"all"}, place.bot: {"all"}})
    post = place.world.submit("gone-private", "teal", "We are back", "Hello")
    inside = place.world.comment(post.fullname, "wren", "Good!").fullname
    await place.clock.sleep(1900)
    assert await take(watch) == [inside]
    assert not watch.refused


async def test_nothing_but_refusals_is_worth_another_try_later(client: RedditClient) -> None:
    watch = streams.replies(client, ["nowhere", "neverland"])
    with pytest.raises(Transient, match="every subreddit refuses us") as caught:
        await watch.newest()
    assert caught.value.retry_after_s == pytest.approx(1800, abs=60)


async def test_one_403_in_passing_sets_nobody_aside(
    watch: Watch[IncomingReply], place: Place, arm: Callable[..., None]
) -> None:
    written = place.reply()
    arm("403")
    assert await take(watch) == [written]
    assert not watch.refused


async def test_new_posts(client: RedditClient, place: Place) -> None:
    watch = streams.posts(client, place.subreddits)
    (first,) = await watch.newest()
    assert (first.fullname, first.title, first.body) == (
        place.post.fullname,
        "A long week",
        "I do not know where to begin.",
    )
    assert first.author == "wren"
    assert first.permalink.startswith(f"{place.url}/r/quiet/comments/{place.post.id36}/")
    assert first.num_replies == 0
    watch.handled(first)
    assert await watch.newest() == []


async def until(is_so: Callable[[], bool]) -> None:
    """Wait in real time for something that happens soon."""
    async with asyncio.timeout(8):
        while not is_so():
            await asyncio.sleep(0.01)
