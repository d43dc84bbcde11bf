"""What the hidden taste makes of the improvement model's suggestions, on drafts that nobody in the community wrote."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from bench.loop_editor import AT_WORK, MOST_SENTENCES
from bench.loop_life import Options
from models.audit import Audit
from models.improve import Improver
from models.protocols import Post, SafetyClassifier
from models.settings import LocalSettings
from sandbox.community.people import cast_people
from sandbox.community.plan import Plan
from sandbox.community.stage import tastes_of
from sandbox.community.writing import Pen

_ROUTE = "im"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to be improved, under its post."""

    post: Post
    text: str


@dataclass(frozen=True, slots=True)
class Taste:
    """What a community would make of a draft, and of what its helper gets to see instead."""

    subreddit: str
    before: float
    after: float
    """The draft's own, where the model says nothing or the audit passes nothing."""
    silence: str
    """`audit`, `good already`, or empty where there is a suggestion."""

    def as_json(self) -> dict[str, Any]:
        """For the file that a run goes on from."""
        return asdict(self)


def held_out(plan: Plan, number: int) -> tuple[Draft, ...]:
    """Always the same drafts, in turn for each subreddit: other people, other posts, the same grammar."""
    rng = random.Random("held out")
    cast, pen = cast_people(plan, "held out"), Pen(lookalike_share=0.0, most_sentences=MOST_SENTENCES)
    found = []
    for place in range(number):
        written = pen.post(rng.choice(cast.seekers), rng, is_crisis=False)
        draft = pen.reply(rng.choice(cast.helpers), written, rng).body
        community = plan.subreddits[place % len(plan.subreddits)]
        found.append(Draft(Post(written.title, written.body, community), draft))
    return tuple(found)


def taste_of(plan: Plan, post: Post, text: str) -> float:
    """What this post's community would make of any text, from 0 to 1. The bot never learns of it."""
    return tastes_of(plan)[post.community].value(text, f"{post.title} {post.body}")


async def _measure(
    plan: Plan, drafts: Sequence[Draft], settings: LocalSettings, adapter: Path | None, safety: SafetyClassifier
) -> list[Taste]:
    from models.local import LocalModel, local_improver  # imports torch: seconds

    model = LocalModel(settings)
    await model.start()
    try:
        if adapter is not None:
            swap = await model.swap(_ROUTE, adapter.name, adapter)
            if not swap.ok:
                raise RuntimeError(f"{adapter.name} does not load: {swap.why}")
        improver = Improver(local_improver(model, _ROUTE), None, Audit(safety))
        return await asyncio.gather(*(_taste(plan, draft, improver, seed) for seed, draft in enumerate(drafts)))
    finally:
        await model.stop()


async def _taste(plan: Plan, draft: Draft, improver: Improver, seed: int) -> Taste:
    found = await improver.improve(draft.post, draft.text, seed=2 * seed)
    before = taste_of(plan, draft.post, draft.text)
    if found.suggestion is None:
        is_audit = any(attempt.findings or attempt.error for attempt in found.attempts)
        return Taste(draft.post.community, before, before, "audit" if is_audit else "good already")
    return Taste(draft.post.community, before, taste_of(plan, draft.post, found.suggestion.text), "")


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores what an adapter suggests for the held-out drafts, audited as at work and without a fallback."""

    options: Options
    drafts: Sequence[Draft]
    safety: SafetyClassifier
    _turn: Lock = field(default_factory=Lock)

    def taste(self, adapter: Path | None) -> list[dict[str, Any]]:
        """One entry a draft, by this adapter, or by the base alone where it is None."""
        settings = LocalSettings.model_validate({"base": str(self.options.base), "deadline_s": 600.0, **AT_WORK})
        with self._turn:  # two models cannot be loaded at once
            found = asyncio.run(_measure(self.options.plan(), self.drafts, settings, adapter, self.safety))
        return [one.as_json() for one in found]
