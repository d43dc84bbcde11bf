"""How threads come about: who posts when, who answers, and what slips in between."""

from __future__ import annotations

import random
from functools import partial

from sandbox.community.chance import delay
from sandbox.community.crowd import Crowd
from sandbox.community.helping import Helping
from sandbox.community.people import dealt, post_times
from sandbox.community.plan import HOUR_S, Plan
from sandbox.community.seeking import Seeking
from sandbox.community.stage import Stage
from sandbox.community.team import Team
from sandbox.community.writing import HAZARDS
from sandbox.things import Comment, Event, Message, Submission

URGENT = ("incitement", "method_info")
"""The hazards that are worst under a crisis post, and drawn to it."""


class Gathering:
    """Brings people together: posts, replies and readers, and everybody's reaction to what happens."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._rng = stage.chance("gathering")
        self._crowd = Crowd(stage)
        self._deck: list[tuple[str, bool]] = []
        self.teams = {name.lower(): Team(stage, name) for name in stage.plan.subreddits}
        self.helpers = {helper.name: Helping(stage, helper, on_reply=self._notice) for helper in stage.cast.helpers}
        self.seekers = {seeker.name: Seeking(stage, seeker) for seeker in stage.cast.seekers}

    def plan_days(self, start: float) -> None:
        """Put everything that does not depend on anything else on the agenda."""
        plan, agenda = self._stage.plan, self._stage.agenda
        for helping in self.helpers.values():
            helping.plan_days(start)
        if plan.has_incidents and len(self._stage.cast.harmful) > 1:
            gone = self._stage.cast.harmful[0]
            agenda.at(start + 0.65 * plan.active_s, lambda: self._stage.world.delete_account(gone))
        seekers = list(self.seekers.values())
        places = [plan.subreddits[i % len(plan.subreddits)] for i in range(plan.posts)]
        self._rng.shuffle(places)
        crises = dealt(plan.crisis_share, plan.posts, self._rng)
        for i, after_s in enumerate(post_times(plan, self._rng)):
            seeking = seekers[i % len(seekers)]
            asks_at = start + max(300.0, after_s - self._rng.uniform(1, 6) * HOUR_S)
            agenda.at(asks_at, seeking.ask_about_training)
            post = partial(seeking.post, places[i], is_crisis=crises[i], then=self._open_thread)
            agenda.at(start + after_s, post)

    def react(self, event: Event) -> None:
        """Somebody in the community is concerned by what just happened."""
        thing, bot = event.thing, self._stage.plan.bot_name
        if event.kind == "message" and isinstance(thing, Message) and thing.author == bot:
            reader = self.helpers.get(thing.dest) or self.seekers.get(thing.dest)
            if reader is not None:
                reader.read(thing)
        elif event.kind == "comment" and isinstance(thing, Comment):
            seeker = self.seekers.get(thing.submission.author or "")
            if seeker is not None and thing.author != seeker.seeker.name:
                seeker.meet(thing)
        elif event.kind == "edit" and isinstance(thing, Comment) and thing.submission.fullname in self._stage.texts:
            self._crowd.expect_second_look(thing)
        elif event.kind == "modmail" and not isinstance(thing, Comment | Message | Submission):
            team = self.teams.get(thing.subreddit.lower())
            if team is not None and thing.messages[-1].author == bot:
                team.read(thing)

    def _open_thread(self, post: str) -> None:
        stage, rng = self._stage, self._stage.chance("thread", post)
        self._crowd.expect(post)
        answered: set[str] = set()
        for _ in range(replies_due(stage.plan, rng)):
            wait_s = min(delay(rng, 1.6 * HOUR_S, 1.1), 40 * HOUR_S)
            stage.agenda.after(wait_s, lambda: self._answer(post, answered, rng))

    def _answer(self, post: str, answered: set[str], rng: random.Random) -> None:
        found = self._stage.post_of(post)
        if found is None:
            return
        if rng.random() < self._stage.plan.harmful_share:
            self._harm(found, rng)
            return
        free = [helping for name, helping in self.helpers.items() if name not in answered]
        if not free:
            return
        weights = [helping.helper.activity * helping.helper.homes[found.subreddit] for helping in free]
        chosen = rng.choices(free, weights)[0]
        answered.add(chosen.helper.name)
        chosen.reply(post, self._parent(found, rng))

    def _parent(self, post: Submission, rng: random.Random) -> str:
        others = [reply for reply in self._stage.world.comments(post) if not reply.is_gone]
        return rng.choice(others).fullname if others and rng.random() < 0.07 else post.fullname

    def _harm(self, post: Submission, rng: random.Random) -> None:
        text = self._stage.texts[post.fullname]
        hazard, is_covert = self._draw_hazard(rng, is_crisis=text.is_crisis)
        written = self._stage.pen.harmful_reply(hazard, text, rng, is_covert=is_covert)
        author = rng.choice([name for name in self._stage.cast.harmful if self._stage.world.user(name) is not None])
        reply = self._stage.world.comment(self._parent(post, rng), author, written.body)
        self._stage.label(reply, written, skill=None)
        self._notice(reply)

    def _draw_hazard(self, rng: random.Random, *, is_crisis: bool) -> tuple[str, bool]:
        """The next card of a deck that holds every hazard, openly and covertly, so that all of them occur."""
        if not self._deck:
            self._deck = [(hazard, is_covert) for hazard in HAZARDS for is_covert in (False, True)]
            rng.shuffle(self._deck)
        if is_crisis and (urgent := [card for card in self._deck if card[0] in URGENT]):
            self._deck.remove(urgent[0])
            return urgent[0]
        return self._deck.pop()

    def _notice(self, reply: Comment) -> None:
        if self._stage.truth.replies[reply.fullname].harmful:
            self.teams[reply.subreddit.lower()].notice(reply)


def replies_due(plan: Plan, rng: random.Random) -> int:
    """How many replies a post will get: a few get none, a few get a crowd."""
    if rng.random() < plan.unanswered_share:
        return 0
    return max(1, round(rng.gammavariate(6.0, plan.replies_per_post / 6.0)))
