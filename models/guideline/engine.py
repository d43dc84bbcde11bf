"""`guideline`: the editor with no weights, behind the two protocols."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.guideline.compose import compose
from models.guideline.revise import ENGINE, revise
from models.protocols import Example, Post, ReplyDraft, Suggestion


class GuidelineEngine:
    """IM and GM by the catalogue of guidelines. `is_crisis` and `is_harmful` say what it must leave to people."""

    def __init__(
        self,
        *,
        is_crisis: Callable[[Post], bool] | None = None,
        is_harmful: Callable[[Post, str], bool] | None = None,
    ) -> None:
        self._is_crisis = is_crisis or _never
        self._is_harmful = is_harmful or _never_harmful

    @property
    def engine(self) -> str:
        """Its name in the log."""
        return ENGINE

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, examples: Sequence[Example] = ()
    ) -> Suggestion | None:
        """A suggestion, or None where the draft is good or not an editor's business. Examples are not needed."""
        return None if self._is_harmful(post, draft) else revise(post, draft, seed=seed)

    async def draft(self, post: Post, *, seed: int = 0, examples: Sequence[Example] = ()) -> ReplyDraft | None:
        """A modest first draft, or None for a crisis or a post that it did not understand well enough."""
        text = compose(post, is_crisis=self._is_crisis, seed=seed)
        return None if text is None else ReplyDraft(text, ENGINE, seed=seed)


def _never(post: Post) -> bool:
    return False


def _never_harmful(post: Post, draft: str) -> bool:
    return False
