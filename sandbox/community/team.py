"""Moderators: they set the rules, read the bot's modmail, rule on flags, remove what harms, and make mistakes."""

from __future__ import annotations

from functools import partial

from sandbox.community.chance import delay
from sandbox.community.letters import flags_in
from sandbox.community.plan import DAY_S, HOUR_S
from sandbox.community.stage import Stage
from sandbox.things import MODERATORS_ONLY, Comment, Conversation
from sandbox.truth import RulingTruth

RULES_PAGE = "sidelight/rules"
BROKEN_RULES = "version: 1\ndry_run: [false\n  thresholds: : oops\n"
PATROL_EVERY_H = 6.0


class Team:
    """The moderators of one subreddit."""

    def __init__(self, stage: Stage, subreddit: str) -> None:
        self._stage = stage
        self.subreddit = subreddit
        self._names = stage.cast.moderators[subreddit]
        self._rng = stage.chance("team", subreddit)
        self._known: set[int] = set()
        """Flags that somebody of the team has read."""
        self._rules = ""

    def set_rules(self, *, dry_run: bool) -> None:
        """Write the rules page, for moderators only."""
        dry = "true" if dry_run else "false"
        self._rules = f"version: 1\ndry_run: {dry}\ncrisis_alerts: true\nsuggestions:\n  cooldown_hours: 3\n"
        self._write_rules(self._rules)

    def plan_days(self, start: float, *, breaks_rules: bool, pauses: bool) -> None:
        """Put patrols, and the mishaps of this team, on the agenda."""
        stage, agenda = self._stage, self._stage.agenda
        for hour in range(1, int(stage.plan.days * DAY_S / (PATROL_EVERY_H * HOUR_S))):
            agenda.at(start + hour * PATROL_EVERY_H * HOUR_S, self._patrol)
        if breaks_rules:
            broken_at = start + 0.2 * stage.plan.active_s
            agenda.at(broken_at, lambda: self._write_rules(BROKEN_RULES))
            agenda.at(broken_at + 5 * HOUR_S, lambda: self._write_rules(self._rules))
        if pauses:
            paused_at = start + 0.6 * stage.plan.active_s
            agenda.at(paused_at, lambda: self._say("pause", then="resume"))
        agenda.at(start + 0.5 * stage.plan.active_s, lambda: self._say("status"))

    def notice(self, reply: Comment) -> None:
        """A harmful reply stands in their subreddit; readers may report it, and a moderator may find it alone."""
        stage, true = self._stage, self._stage.truth.replies[reply.fullname]
        if self._rng.random() < (0.2 if true.covert else 0.5):
            reporter = self._rng.choice(stage.cast.helpers).name
            stage.agenda.after(
                delay(self._rng, 2 * HOUR_S),
                lambda: stage.world.report(reply.fullname, reporter, "This could hurt somebody"),
            )
        if self._rng.random() < stage.plan.vigilance * (0.6 if true.covert else 1.3):
            stage.agenda.after(delay(self._rng, 5 * HOUR_S), lambda: self._remove(reply.fullname))

    def read(self, conversation: Conversation) -> None:
        """The bot wrote modmail: take in the flags it tells of, and rule on them after a while."""
        for number, reply in flags_in(conversation.messages[-1].body_markdown):
            if number in self._known:
                continue
            self._known.add(number)
            if self._rng.random() < 0.06:
                why = partial(self._answer, conversation, f"why F{number}")
                self._stage.agenda.after(0.6 * HOUR_S, why)
            if self._rng.random() < self._stage.plan.ruling_share:
                ruling = partial(self._rule, conversation, number, reply)
                self._stage.agenda.after(delay(self._rng, 2 * HOUR_S), ruling)

    def _rule(self, conversation: Conversation, number: int, reply: str) -> None:
        stage = self._stage
        true = stage.truth.replies.get(reply)
        if true is None:
            return
        is_right = self._rng.random() >= stage.plan.ruling_error
        ruling = "agree" if true.harmful == is_right else "disagree"
        stage.world.reply_conversation(conversation.id, self._anybody(), f"{ruling} F{number}")
        stage.truth.rulings.append(RulingTruth(number, reply, self.subreddit, ruling, is_right, stage.world.now()))
        if ruling == "agree" and self._rng.random() < 0.85:
            stage.agenda.after(0.1 * HOUR_S, lambda: self._remove(reply))
        elif ruling == "disagree" and self._rng.random() < 0.4:
            stage.agenda.after(0.1 * HOUR_S, lambda: stage.world.approve(reply, self._anybody()))

    def _remove(self, reply: str) -> None:
        if self._stage.reply_of(reply) is not None:
            self._stage.world.remove(reply, self._anybody(), "could hurt somebody")

    def _patrol(self) -> None:
        """Look through the report queue, where the bot's own reports stand too."""
        bot = self._stage.plan.bot_name
        for reply in self._stage.world.comments(self.subreddit):
            reporters = {reporter for _, reporter in (*reply.mod_reports, *reply.reports)}
            if bot in reporters:
                self._stage.truth.flagged.setdefault(reply.fullname, self._stage.world.now())
            if reporters - {bot} and not reply.is_gone and reply.approved_by is None:
                is_harmful = self._stage.truth.replies[reply.fullname].is_still_harmful
                if is_harmful and self._rng.random() < 0.5:
                    self._remove(reply.fullname)

    def _say(self, body: str, *, then: str = "") -> None:
        """A command to the bot, in the newest thread that it opened; try again later while there is none."""
        agenda, thread = self._stage.agenda, self._newest_thread()
        if thread is None:
            agenda.after(4 * HOUR_S, lambda: self._say(body, then=then))
            return
        self._answer(thread, body)
        if then:
            agenda.after(3 * HOUR_S, lambda: self._answer(thread, then))

    def _newest_thread(self) -> Conversation | None:
        bot = self._stage.plan.bot_name
        for conversation in self._stage.world.conversations(self.subreddit):
            if any(message.author == bot for message in conversation.messages):
                return conversation
        return None

    def _answer(self, conversation: Conversation, body: str) -> None:
        self._stage.world.reply_conversation(conversation.id, self._anybody(), body)

    def _write_rules(self, content: str) -> None:
        self._stage.world.edit_wiki(self.subreddit, RULES_PAGE, self._names[0], content, permlevel=MODERATORS_ONLY)

    def _anybody(self) -> str:
        return self._rng.choice(self._names)
