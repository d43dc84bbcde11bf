"""A classifier that takes up other weights while it is in use: what a gate promoted, or what was rolled back to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from models.protocols import ANYWHERE, CrisisTier, EngineUnavailable, Post, SafetyClassifier, SafetyRules, Verdict
from models.safety.batch import judge_all

log = logging.getLogger(__name__)


class FollowedClassifier:
    """Implements `SafetyClassifier` with the newest that `build` gave; each verdict comes from one of them alone."""

    def __init__(self, build: Callable[[], SafetyClassifier], wanted: Callable[[], str]) -> None:
        """`wanted` names what `build` would read now. Raises what `build` raises."""
        self._build = build
        self._wanted = wanted
        self._has = wanted()
        self._now = build()

    @property
    def name(self) -> str:
        """What stands in `Verdict.model`."""
        return self._now.name

    def crisis(self, post: Post) -> CrisisTier:
        """How near the post speaks of danger."""
        return self._now.crisis(post)

    def judge(self, post: Post, reply: str, rules: SafetyRules = ANYWHERE) -> Verdict:
        """The verdict of what serves at this moment."""
        return self._now.judge(post, reply, rules)

    def judge_all(self, replies: Sequence[tuple[Post, str]], rules: SafetyRules = ANYWHERE) -> list[Verdict]:
        """The same for many replies, all by the same one."""
        return judge_all(self._now, replies, rules)

    def follow(self) -> bool:
        """Take up what should serve now; whether anything changed. Reads files: not for an event loop.

        What cannot be read is told once, and the old one serves on.
        """
        wanted = self._wanted()
        if wanted == self._has:
            return False
        self._has = wanted
        try:
            self._now = self._build()
        except EngineUnavailable as error:
            log.warning("safety_weights_refused wanted=%s why=%s", wanted, error)
            return False
        log.info("safety_weights now=%s", self._now.name)
        return True
