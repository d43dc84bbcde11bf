"""Readers who vote. They see the early replies and the top ones more than the rest, and agree only roughly."""

from __future__ import annotations

import math
import random

from sandbox.community.plan import HOUR_S, Plan
from sandbox.community.stage import Stage
from sandbox.things import Comment

SEEN_FIRST = 0.92
"""The chance that a visitor reads the reply at the top."""
VISITS_FADE_H = 9.0
"""After this many hours the stream of visitors has thinned to a third."""
MOST_UPVOTES, UPVOTES_FROM = 0.7, 0.1
"""The chance that a reply far above indifference gets an upvote, and where half of that is reached."""
MOST_DOWNVOTES, DOWNVOTES_FROM = 0.3, -0.36
SHARPNESS = 12.0


class Crowd:
    """The readers of every subreddit, without names of their own beyond a number."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._voted: dict[tuple[str, str], int] = {}
        """Voter and reply → the edit that they voted on."""

    def expect(self, post: str) -> None:
        """Plan the visits to a new post: many at first, fewer each hour, the last ones days later."""
        stage, rng = self._stage, self._stage.chance("visits", post)
        for moment in visit_times(stage.plan, rng):
            stage.agenda.after(moment, lambda: self._visit(post, rng))

    def expect_second_look(self, reply: Comment) -> None:
        """Some who saw an edited reply before come back to it."""
        stage, rng = self._stage, self._stage.chance("second look", reply.fullname, reply.edited)
        for _ in range(round(0.3 * stage.plan.visits_per_post)):
            wait_s = rng.expovariate(1 / (VISITS_FADE_H * HOUR_S))
            stage.agenda.after(wait_s, lambda: self._look(self._voter(reply.subreddit, rng), reply, rng))

    def _visit(self, post: str, rng: random.Random) -> None:
        found = self._stage.post_of(post)
        if found is None:
            return
        voter = self._voter(found.subreddit, rng)
        replies = [reply for reply in self._stage.world.comments(post) if not reply.is_gone]
        replies.sort(key=lambda reply: (-reply.score, reply.created, reply.fullname))
        chance_s = SEEN_FIRST
        for reply in replies:
            if rng.random() < chance_s:
                self._look(voter, reply, rng)
            chance_s *= self._stage.plan.seen_next

    def _look(self, voter: str, reply: Comment, rng: random.Random) -> None:
        true = self._stage.truth.replies.get(reply.fullname)
        if true is None or reply.is_gone or true.by_seeker:
            return
        if self._voted.get((voter, reply.fullname), -1) >= true.edits:
            return
        appeal = true.taste - 0.5 + rng.gauss(0.0, self._stage.plan.discord)
        if true.is_still_harmful:
            # Open harm repels. A kind voice hides it from most, which is why votes never outrank safety.
            appeal -= 0.05 if true.covert else 0.35
        direction = vote_for(appeal, rng)
        if direction:
            self._stage.world.vote(reply.fullname, voter, direction)
            self._voted[voter, reply.fullname] = true.edits
            self._stage.truth.votes += 1

    def _voter(self, subreddit: str, rng: random.Random) -> str:
        return f"reader_{subreddit}_{rng.randrange(self._stage.plan.voters)}"


def vote_for(appeal: float, rng: random.Random) -> int:
    """1, -1 or, most often, nothing, for a reply that appeals so much more (or less) than an indifferent one."""
    draw = rng.random()
    if draw < MOST_UPVOTES * _rise(appeal - UPVOTES_FROM):
        return 1
    return -1 if draw > 1 - MOST_DOWNVOTES * _rise(DOWNVOTES_FROM - appeal) else 0


def _rise(above: float) -> float:
    return 1 / (1 + math.exp(-SHARPNESS * above))


def visit_times(plan: Plan, rng: random.Random) -> list[float]:
    """Seconds after the post at which visitors come, ascending; some posts draw many more than others."""
    count = round(plan.visits_per_post * rng.lognormvariate(-0.08, 0.4))
    times = [
        rng.expovariate(1 / (VISITS_FADE_H * HOUR_S)) if rng.random() < 0.85 else rng.uniform(0, 100 * HOUR_S)
        for _ in range(count)
    ]
    return sorted(times)
