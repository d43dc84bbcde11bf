"""The checks that every machine-written text passes before anybody sees it. Pure, fast, never a language model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.audit.case import Case, Thresholds
from models.audit.claims import CLAIMS
from models.audit.hazards import no_greater_hazard
from models.audit.likeness import LIKENESSES
from models.audit.markup import MARKUP, no_prompt_words
from models.audit.novelty import NOVELTIES
from models.audit.tongue import same_language
from models.prompts import gm_messages, im_messages
from models.protocols import Finding, Post, SafetyClassifier

Check = Callable[[Case], Finding | None]

__all__ = ["Audit", "Check", "Thresholds"]

_LONGEST = 12_000
"""Characters. Reddit takes 10,000; nothing longer is even looked at."""


class Audit:
    """Every check, for IM (with a draft) and for GM (with an empty one)."""

    def __init__(
        self, safety: SafetyClassifier, *, thresholds: Thresholds | None = None, prompt: str | None = None
    ) -> None:
        """`prompt` is what no text may repeat; by default all that our prompts say."""
        self._safety = safety
        self._thresholds = thresholds or Thresholds()
        extra = (no_prompt_words(_all_prompts() if prompt is None else prompt),)
        self._checks: tuple[Check, ...] = (
            *MARKUP, *extra, same_language, *LIKENESSES, *NOVELTIES, *CLAIMS, no_greater_hazard,
        )  # fmt: skip

    def check(self, post: Post, draft: str, text: str, *, recent: Sequence[str] = ()) -> tuple[Finding, ...]:
        """What is wrong with `text`; empty where it passed. `recent` holds the last suggestions' texts."""
        if len(text) > _LONGEST:
            return (Finding("length", "No reply is as long.", {"characters": len(text)}),)
        case = Case(post, draft, text, recent, self._safety, self._thresholds)
        return tuple(finding for check in self._checks if (finding := check(case)) is not None)


def _all_prompts() -> str:
    """The words of our prompts without any post or draft in them."""
    nothing = Post("", "")
    messages = [
        *im_messages(nothing, "", count_tokens=len, budget=1_000_000),
        *gm_messages(nothing, count_tokens=len, budget=1_000_000),
    ]
    return "\n".join(message["content"] for message in messages)
