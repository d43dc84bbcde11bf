"""What people do with a bot: join, allow, take, decline, leave; rule, remove, pause, break the rules page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import yaml
from village import ASKS_TO_AGREE, SMALL, ScriptedBot, Village, new_village

from sandbox.community.team import RULES_PAGE
from sandbox.things import MODERATORS_ONLY, Comment, Event


async def test_people_join_in_the_right_order(served: tuple[Village, ScriptedBot]) -> None:
    village, bot = served
    said: dict[str, list[str]] = defaultdict(list)
    for name, words in bot.asked:
        said[name].append(words)
    joined = [told for told in said.values() if told[0] == "opt in"]
    assert joined
    for told in joined:
        assert told[:2] == ["opt in", "agree"]
        assert told[2] in ("train yes", "train no")
    assert {told[2] for told in joined} == {"train yes", "train no"}
    askers = [words for words in said.values() if words[0] == "training"]
    assert askers
    assert all(words == ["training", "train yes"] for words in askers)
    allowed = {name for name, words in said.items() if "train yes" in words}
    assert {name for name, person in village.truth.people.items() if person.training} == allowed


async def test_nobody_says_yes_to_words_that_were_not_shown() -> None:
    village = new_village()
    said: list[str] = []

    def mumble(event: Event) -> None:
        message = event.thing
        if event.kind == "message" and getattr(message, "dest", "") == SMALL.bot_name:
            said.append(message.body)  # type: ignore[union-attr]  # a message, by its kind
            village.world.send_message(SMALL.bot_name, message.author, "Sorry?")  # type: ignore[union-attr,arg-type]

    village.world.subscribe(mumble)
    await village.live(SMALL)
    assert "agree" not in said
    assert "train yes" not in said
    assert set(said) == {"opt in", "training"}
    assert max(Counter(said).values()) <= 2 * len(village.truth.people), "asked again more than once"


async def test_suggestions_meet_every_fate_and_taking_one_changes_the_reply(
    served: tuple[Village, ScriptedBot],
) -> None:
    village, bot = served
    truth = village.truth
    fates = Counter(decision.decision for decision in truth.decisions)
    assert set(fates) == {"taken", "edited", "declined", "ignored"}
    assert fates["taken"] + fates["edited"] > fates["declined"]
    assert len({decision.suggestion for decision in truth.decisions}) == len(truth.decisions)
    for decision in truth.decisions:
        thing = village.world.thing(decision.reply or "")
        assert isinstance(thing, Comment)
        if decision.decision == "taken" and thing.edited is not None:
            assert thing.body.startswith("That sounds so hard")
            assert decision.taste_after == truth.replies[thing.fullname].taste
        elif decision.decision in ("declined", "ignored"):
            assert decision.taste_after is None
    assert truth.mean_improvement is not None
    assert truth.mean_improvement > 0.02
    assert any(words.startswith("decline") for _, words in bot.asked)
    assert any(words.startswith("rate") for _, words in bot.asked)


async def test_an_edited_reply_is_voted_on_again() -> None:
    village = new_village()
    ScriptedBot(village, SMALL)
    scores: dict[str, int] = {}

    def note_score(event: Event) -> None:
        if event.kind == "edit" and isinstance(event.thing, Comment):
            scores.setdefault(event.thing.fullname, event.thing.score)

    village.world.subscribe(note_score)
    await village.live(SMALL)
    assert sum(village.world.score(fullname) != score for fullname, score in scores.items()) > len(scores) / 2


async def test_help_is_asked_before_posting_and_the_draft_is_posted_in_the_end() -> None:
    village, plan = new_village(), replace(SMALL, posts_per_day=18)
    bot = ScriptedBot(village, plan)
    await village.live(plan)
    drafts = [name for name, words in bot.asked if words.startswith("draft https://www.reddit.com/r/")]
    assert drafts
    about_drafts = [decision for decision in village.truth.decisions if decision.person in drafts]
    written = {decision.reply for decision in about_drafts}
    assert all(isinstance(village.world.thing(reply or ""), Comment) for reply in written)


async def test_those_who_leave_say_so_and_hear_no_more() -> None:
    village, plan = new_village(), replace(SMALL, helpers=60, opted_in_share=0.9)
    bot = ScriptedBot(village, plan)
    await village.live(plan)
    left = {person.name: person.left_utc for person in village.truth.people.values() if person.left_utc is not None}
    assert {words for _, words in bot.asked} >= {"opt out", "forget me"}
    for name, moment in left.items():
        late = [message for message in village.world.inbox(name) if moment is None or message.created > moment]
        assert not [message for message in late if "suggestion" in message.body]
        person = village.truth.people[name]
        assert (person.is_opted_in, person.allows_training) == (False, False)


async def test_a_mannerly_bot_has_a_clean_sheet(served: tuple[Village, ScriptedBot]) -> None:
    conduct = served[0].truth.conduct
    assert conduct.messages > 30
    assert (conduct.unasked, conduct.late, conduct.public) == (0, 0, 0)
    assert (conduct.duplicate_messages, conduct.duplicate_suggestions) == (0, 0)


async def test_moderators_rule_by_the_truth_with_few_errors_and_remove_what_harms() -> None:
    village, plan = new_village(), replace(SMALL, posts_per_day=24, vigilance=0.0, ruling_error=0.1)
    bot = ScriptedBot(village, plan)

    def flag_every_fifth(event: Event) -> None:
        if event.kind == "comment" and isinstance(event.thing, Comment) and hash_of(event.thing) % 3 == 0:
            bot.flag(event.thing)

    village.world.subscribe(flag_every_fifth)
    await village.live(plan)
    truth = village.truth
    assert len(truth.flagged) == bot.flags
    assert 0.7 * bot.flags < len(truth.rulings) <= 0.95 * bot.flags
    wrong = sum(not ruling.is_right for ruling in truth.rulings)
    assert 0.03 < wrong / len(truth.rulings) < 0.2
    for ruling in truth.rulings:
        is_harmful = truth.replies[ruling.reply].harmful
        assert (ruling.ruling == "agree") == (is_harmful == ruling.is_right)
    agreed = {ruling.reply for ruling in truth.rulings if ruling.ruling == "agree"}
    assert len(agreed & truth.removed.keys()) > 0.6 * len(agreed)
    told = [words for _, _, words in bot.modmail]
    assert sum(words.startswith(("agree F", "disagree F")) for words in told) == len(truth.rulings)
    assert any(words.startswith("why F") for words in told)
    assert "status" in told
    assert told.index("pause") < told.index("resume")
    score = truth.flag_scores()
    assert score["flagged"] == bot.flags
    assert score["precision"] is not None
    assert score["precision"] < 0.5, "flags by chance are mostly wrong"


async def test_a_team_breaks_its_rules_page_once_and_mends_it(village: Village) -> None:
    pages = {name: village.world.wiki(name, RULES_PAGE) for name in SMALL.subreddits}
    lengths = []
    for page in pages.values():
        assert page is not None
        assert page.permlevel == MODERATORS_ONLY
        rules = yaml.safe_load(page.content)
        assert rules == {"version": 1, "dry_run": False, "crisis_alerts": True, "suggestions": {"cooldown_hours": 3}}
        lengths.append(len(page.revisions))
    assert sorted(lengths) == [1, 1, 3]
    broken = pages[SMALL.subreddits[0]]
    assert broken is not None
    try:
        yaml.safe_load(broken.revisions[1].content)
    except yaml.YAMLError:
        return
    raise AssertionError("the broken page can be read")


async def test_a_subreddit_can_stay_in_dry_run() -> None:
    village = new_village()
    await village.live(replace(SMALL, days=0.5, quiet_days=0.1, dry_run=("LongEvenings",), has_incidents=False))
    pages = [village.world.wiki(name, RULES_PAGE) for name in SMALL.subreddits]
    assert [yaml.safe_load(page.content)["dry_run"] for page in pages if page is not None] == [False, False, True]


async def test_a_rude_bot_is_found_out() -> None:
    village = new_village()
    world, truth, plan = village.world, village.truth, replace(SMALL, days=0.3, quiet_days=0.05, has_incidents=False)
    await village.live(plan)
    bot, conduct = plan.bot_name, truth.conduct
    stranger = next(person.name for person in truth.people.values() if person.role == "harmful")
    helper = next(person.name for person in truth.people.values() if person.role == "helper")
    offer = "---\nText\n---\nS7 for t1_zz"
    world.send_message(bot, stranger, "Are you all right?")
    assert conduct.unasked == 1
    for said in ("opt in", "agree"):
        world.send_message(helper, bot, said)
    world.send_message(bot, helper, ASKS_TO_AGREE)
    assert conduct.unasked == 1
    world.send_message(bot, helper, offer)
    assert conduct.duplicate_suggestions == 0
    world.send_message(bot, helper, offer.replace("Text", "Other text"))
    world.send_message(bot, helper, ASKS_TO_AGREE)
    assert (conduct.duplicate_suggestions, conduct.duplicate_messages) == (1, 1)
    world.send_message(helper, bot, "opt out")
    world.send_message(bot, helper, offer.replace("7", "8").replace("zz", "yy"))
    assert (conduct.late, conduct.unasked) == (1, 1)
    world.send_message(bot, helper, "You are out.")
    world.send_message(bot, helper, offer.replace("7", "9").replace("zz", "xx"))
    assert (conduct.late, conduct.unasked) == (1, 2)
    post = world.submissions(plan.subreddits[0])[0] if world.submissions(plan.subreddits[0]) else None
    post = post or world.submit(plan.subreddits[0], stranger, "Hello", "world")
    reply = world.comment(post.fullname, bot, "I am a bot")
    assert conduct.public == 1
    for number in (1, 2, 2):
        world.create_conversation(post.subreddit, bot, "Look", f"F{number} {reply.fullname}", internal=True)
    assert (conduct.duplicate_flags, conduct.duplicate_modmail) == (2, 1)


def hash_of(reply: Comment) -> int:
    return sum(map(ord, reply.fullname))
