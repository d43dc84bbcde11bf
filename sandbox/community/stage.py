"""What everybody in the simulation shares."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.community.agenda import Agenda
from sandbox.community.chance import chance
from sandbox.community.people import Cast
from sandbox.community.plan import Plan
from sandbox.community.taste import TASTES, Taste
from sandbox.community.witness import Witness
from sandbox.community.writing import Pen, PostText, ReplyText
from sandbox.things import Comment, Submission
from sandbox.truth import Truth
from sandbox.world import World


@dataclass(slots=True)
class Stage:
    """The world, the agenda, the truth, and the texts that were written for this run."""

    world: World
    agenda: Agenda
    truth: Truth
    witness: Witness
    plan: Plan
    cast: Cast
    pen: Pen
    texts: dict[str, PostText] = field(default_factory=dict)
    """Fullname of a post → what its writer knows about it."""

    def chance(self, *names: object) -> random.Random:
        """Random numbers of one person or one thread."""
        return chance(self.cast.root, *names)

    def post_of(self, fullname: str) -> Submission | None:
        """The post, as long as it is still there to be read."""
        thing = self.world.thing(fullname)
        return thing if isinstance(thing, Submission) and not thing.is_gone else None

    def reply_of(self, fullname: str) -> Comment | None:
        """The reply, as long as it is still there to be read."""
        thing = self.world.thing(fullname)
        return thing if isinstance(thing, Comment) and not thing.is_gone else None

    def label(self, reply: Comment, written: ReplyText, *, skill: float | None) -> None:
        """Put on record what the witness cannot know of a reply: what its writer put into it."""
        true = self.truth.replies[reply.fullname]
        true.is_labelled = True
        true.hazards, true.harmful, true.covert = written.hazards, bool(written.hazards), written.is_covert
        true.is_lookalike, true.flaws, true.language = written.is_lookalike, written.flaws, written.language
        true.evidence, true.is_still_harmful, true.skill = written.evidence, bool(written.hazards), skill


def tastes_of(plan: Plan) -> Mapping[str, Taste]:
    """Which community likes what: the plan's tastes in turn."""
    return {name: TASTES[plan.tastes[i % len(plan.tastes)]] for i, name in enumerate(plan.subreddits)}
