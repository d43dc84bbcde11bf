"""Seekers: they post, some let the bot learn from it, and they answer some of the replies."""

from __future__ import annotations

import random
from collections.abc import Callable

from sandbox.community.chance import delay
from sandbox.community.grammar import pick
from sandbox.community.letters import asks_about_training
from sandbox.community.people import Seeker
from sandbox.community.phrases import answers
from sandbox.community.plan import HOUR_S
from sandbox.community.stage import Stage
from sandbox.things import Comment, Message

ASKS_AGAIN_AFTER_H = 10.0


class Seeking:
    """One seeker."""

    def __init__(self, stage: Stage, seeker: Seeker) -> None:
        self._stage = stage
        self.seeker = seeker
        self._rng = stage.chance("seeker", seeker.name)
        self._has_asked = False
        self._has_allowed = False

    def post(self, subreddit: str, *, is_crisis: bool, then: Callable[[str], None]) -> None:
        """Write a post, and hand its fullname on."""
        stage = self._stage
        written = stage.pen.post(self.seeker, self._rng, is_crisis=is_crisis)
        post = stage.world.submit(subreddit, self.seeker.name, written.title, written.body)
        stage.texts[post.fullname] = written
        true = stage.truth.posts[post.fullname]
        true.topic, true.is_crisis = written.topic.name, is_crisis
        if self._rng.random() < stage.plan.deleting_share:
            stage.agenda.after(delay(self._rng, 30 * HOUR_S), lambda: stage.world.delete(post.fullname))
        then(post.fullname)

    def ask_about_training(self) -> None:
        """Ask the bot for the training words; ask once more if no answer comes."""
        if self._has_asked or not self.seeker.allows_training:
            return
        self._has_asked = True
        self._say("training")
        self._stage.agenda.after(ASKS_AGAIN_AFTER_H * HOUR_S, self._ask_again)

    def read(self, message: Message) -> None:
        """A message from the bot arrived."""
        if not self._has_allowed and asks_about_training(message.body):
            self._has_allowed = True
            self._stage.agenda.after(delay(self._rng, 0.3 * HOUR_S), lambda: self._say("train yes"))

    def meet(self, reply: Comment) -> None:
        """Somebody replied: read it later, and perhaps answer."""
        if self._rng.random() < self.seeker.talkativeness:
            self._stage.agenda.after(delay(self._rng, 2.5 * HOUR_S), lambda: self._answer(reply))

    def _answer(self, reply: Comment) -> None:
        true = self._stage.truth.replies[reply.fullname]
        if self._stage.reply_of(reply.fullname) is None or self._stage.post_of(true.post) is None:
            return
        kind = answer_kind(true.taste, self._rng, is_harmful=true.is_still_harmful, is_covert=true.covert)
        if kind is None:
            return
        banks = {"thanks": answers.THANKS, "pushback": answers.PUSHBACK, "other": answers.MORE}
        answer = self._stage.world.comment(reply.fullname, self.seeker.name, pick(banks[kind], self._rng))
        self._stage.truth.replies[answer.fullname].is_labelled = True
        true.seeker_answer = kind

    def _ask_again(self) -> None:
        if not self._has_allowed:
            self._say("training")

    def _say(self, body: str) -> None:
        self._stage.world.send_message(self.seeker.name, self._stage.plan.bot_name, body)


def answer_kind(taste: float, rng: random.Random, *, is_harmful: bool, is_covert: bool) -> str | None:
    """How a seeker answers a reply: `thanks`, `pushback`, `other`, or None for silence."""
    feels = taste + rng.gauss(0.0, 0.12) - (0.0 if not is_harmful else 0.12 if is_covert else 0.4)
    draw = rng.random()
    if feels > 0.55:
        return "thanks" if draw < 0.7 else "other" if draw < 0.9 else None
    if feels < 0.22:
        return "pushback" if draw < 0.5 else None
    return "other" if draw < 0.45 else "thanks" if draw < 0.55 else None
