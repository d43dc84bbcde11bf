"""Helpers: they reply, some opt in, and they do what people do with suggestions."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from sandbox.community.chance import delay
from sandbox.community.letters import Offer, asks_about_training, asks_to_agree, offer_in
from sandbox.community.people import Helper
from sandbox.community.phrases import answers
from sandbox.community.plan import HOUR_S
from sandbox.community.stage import Stage
from sandbox.community.writing import ReplyText, touch
from sandbox.things import Comment, Message, Submission
from sandbox.truth import DecisionTruth

ASKS_AGAIN_AFTER_H = 12.0
WAITS_FOR_HELP_H = 5.0
"""How long somebody who asked for help with a draft waits before posting it as it is."""


@dataclass(slots=True)
class _Waiting:
    """A draft that was sent to the bot before posting."""

    parent: str
    written: ReplyText
    is_open: bool = True


class Helping:
    """One helper: what they have written, and how far they are with the bot."""

    def __init__(self, stage: Stage, helper: Helper, *, on_reply: Callable[[Comment], None]) -> None:
        self._stage = stage
        self.helper = helper
        self._on_reply = on_reply
        self._rng = stage.chance("helper", helper.name)
        self._stage_of_joining = ""
        """What the bot was last told: "", `opt in`, `agree`, `train yes` or `train no`, or how they left."""
        self._replies: list[Comment] = []
        self._seen_offers: set[int] = set()
        self._waiting: _Waiting | None = None

    def plan_days(self, start: float) -> None:
        """Put joining and leaving on the agenda."""
        helper, agenda = self.helper, self._stage.agenda
        if helper.joins_after_s is not None:
            agenda.at(start + helper.joins_after_s, lambda: self._tell("opt in", again=True))
        if helper.leaves_after_s is not None:
            agenda.at(start + helper.leaves_after_s, self._leave)

    def reply(self, post: str, parent: str) -> None:
        """Answer a post (or another reply under it), perhaps asking the bot for help first."""
        found = self._stage.post_of(post)
        if found is None:
            return
        written = self._stage.pen.reply(self.helper, self._stage.texts[post], self._rng)
        if self._is_in and self._waiting is None and self._rng.random() < self.helper.temper.drafts:
            self._ask_for_help(found, parent, written)
        else:
            self.put(parent, written)

    def put(self, parent: str, written: ReplyText, *, is_labelled: bool = True) -> Comment:
        """Post this text; some replies are taken back days later."""
        world = self._stage.world
        reply = world.comment(parent, self.helper.name, written.body)
        if is_labelled:
            self._stage.label(reply, written, skill=self.helper.skill)
        self._replies.append(reply)
        if self._rng.random() < self._stage.plan.deleting_share:
            self._stage.agenda.after(delay(self._rng, 20 * HOUR_S), lambda: world.delete(reply.fullname))
        self._on_reply(reply)
        return reply

    def read(self, message: Message) -> None:
        """A message from the bot arrived: act on it after a while."""
        offer = offer_in(message.body)
        if offer is not None:
            if offer.number not in self._seen_offers:
                self._seen_offers.add(offer.number)
                self._stage.agenda.after(delay(self._rng, self.helper.temper.pace_s), lambda: self._weigh(offer))
        elif self._stage_of_joining == "opt in" and asks_to_agree(message.body):
            self._answer_soon("agree")
        elif self._stage_of_joining == "agree" and asks_about_training(message.body):
            self._answer_soon("train yes" if self.helper.allows_training else "train no")

    @property
    def _is_in(self) -> bool:
        return self._stage_of_joining in ("agree", "train yes", "train no")

    def _answer_soon(self, body: str) -> None:
        self._stage.agenda.after(delay(self._rng, 0.25 * HOUR_S), lambda: self._tell(body))

    def _tell(self, body: str, *, again: bool = False) -> None:
        if self._stage_of_joining in ("opt out", "stop", "forget me") or self._stage_of_joining == body:
            return
        self._stage_of_joining = body
        self._say(body)
        if again:
            self._stage.agenda.after(ASKS_AGAIN_AFTER_H * HOUR_S, self._remind)

    def _remind(self) -> None:
        if self._stage_of_joining == "opt in":
            self._say("opt in")

    def _leave(self) -> None:
        if self._is_in:
            self._stage_of_joining = self.helper.leaves_by
            self._say(self.helper.leaves_by)

    def _say(self, body: str) -> None:
        self._stage.world.send_message(self.helper.name, self._stage.plan.bot_name, body)

    def _ask_for_help(self, post: Submission, parent: str, written: ReplyText) -> None:
        waiting = self._waiting = _Waiting(parent, written)
        link = f"https://www.reddit.com/r/{post.subreddit}/comments/{post.id36}/"
        self._say(f"draft {link}\n{written.body}")
        self._stage.agenda.after(WAITS_FOR_HELP_H * HOUR_S, lambda: self._stop_waiting(waiting))

    def _stop_waiting(self, waiting: _Waiting) -> None:
        if waiting.is_open:
            self._close(waiting)
            self.put(waiting.parent, waiting.written)

    def _close(self, waiting: _Waiting) -> None:
        waiting.is_open = False
        self._waiting = None

    def _weigh(self, offer: Offer) -> None:
        """Decide about a suggestion: for a reply that stands, or for a draft that waits."""
        if offer.reply is None and self._waiting is not None:
            self._weigh_draft(offer, self._waiting)
            return
        reply = self._reply_meant(offer)
        if reply is None:
            return
        taste_of = self._stage.witness.taste_of
        before = taste_of(reply.subreddit, reply.body, reply.submission)
        after = taste_of(reply.subreddit, offer.text, reply.submission)
        decision = self._choose(after - before)
        self._act(offer, reply, decision, before)

    def _act(self, offer: Offer, reply: Comment, decision: str, before: float) -> None:
        text = None
        if decision == "taken":
            text = offer.text
        elif decision == "edited":
            text = touch(offer.text, self._rng.choice(answers.OWN_TOUCH), self._rng)
        if text is not None:
            self._stage.world.edit(reply.fullname, text)
        elif decision == "declined":
            self._say(self._rng.choice((f"decline S{offer.number}", "decline")))
        after = self._stage.truth.replies[reply.fullname].taste if text is not None else None
        self._note(offer, reply.fullname, decision, before=before, after=after)

    def _weigh_draft(self, offer: Offer, waiting: _Waiting) -> None:
        post = self._stage.world.thing(waiting.parent)
        if not isinstance(post, Submission):
            self._stop_waiting(waiting)
            return
        taste_of = self._stage.witness.taste_of
        before = taste_of(post.subreddit, waiting.written.body, post)
        decision = self._choose(taste_of(post.subreddit, offer.text, post) - before)
        self._close(waiting)
        if decision in ("taken", "edited"):
            reply = self.put(waiting.parent, ReplyText(offer.text, flaws=waiting.written.flaws))
        else:
            reply = self.put(waiting.parent, waiting.written)
        after = self._stage.truth.replies[reply.fullname].taste if decision in ("taken", "edited") else None
        self._note(offer, reply.fullname, decision, before=before, after=after)

    def _choose(self, gain: float) -> str:
        return choose(self.helper, gain, self._rng, discerning=self._stage.plan.discerning_share)

    def _note(self, offer: Offer, reply: str, decision: str, *, before: float, after: float | None) -> None:
        stars = None
        if decision != "ignored" and self._rng.random() < self.helper.temper.rates:
            stars = stars_for(decision, self._rng)
            self._say(self._rng.choice((f"rate S{offer.number} {stars}", f"rate {stars}")))
        now = self._stage.world.now()
        if not self._stage.witness.knows_taste(self._stage.truth.replies[reply].subreddit):
            after = None
        self._stage.truth.decisions.append(
            DecisionTruth(self.helper.name, offer.number, reply, decision, now, before, after, stars)
        )

    def _reply_meant(self, offer: Offer) -> Comment | None:
        alive = [reply for reply in self._replies if not reply.is_gone]
        if offer.reply is not None:
            return next((reply for reply in alive if reply.fullname == offer.reply), None)
        recent = alive[-12:]
        return max(recent, key=lambda reply: SequenceMatcher(None, reply.body, offer.text).ratio(), default=None)


def choose(helper: Helper, gain: float, rng: random.Random, *, discerning: float = 0.0) -> str:
    """What a helper does with a suggestion that changes the community's liking by `gain`, as they dimly sense.

    With a chance of `discerning` by that alone; otherwise as openly as they are.
    """
    if discerning and rng.random() < discerning:
        return "taken" if gain + rng.gauss(0.0, 0.1) > 0.02 else "declined"
    temper = helper.temper
    if rng.random() > temper.answers:
        return "ignored"
    sensed = gain + rng.gauss(0.0, 0.15)
    likes = temper.openness * (0.75 if sensed > 0.15 else 0.55 if sensed > -0.05 else 0.12)
    draw = rng.random()
    if draw < likes:
        return "taken"
    if draw < likes + 0.18:
        return "edited"
    return "declined" if rng.random() < 0.6 else "ignored"


def stars_for(decision: str, rng: random.Random) -> int:
    """How many of five stars go with a decision."""
    return rng.choice({"taken": (4, 5, 5, 4), "edited": (3, 4, 4), "declined": (1, 2, 2, 3)}[decision])
