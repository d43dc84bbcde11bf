"""Engine, once more, fallback, silence: in this order, with every attempt told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.improve import Drafter, Improver
from models.protocols import EngineUnavailable, Example, Finding, Post, ReplyDraft, Suggestion

POST = Post("Tired", "I feel so tired.")


@dataclass
class Writer:
    """Answers what it was given, in order, and remembers the seeds."""

    engine: str
    answers: list[str | EngineUnavailable | None]
    seeds: list[int] = field(default_factory=list)

    def _next(self, seed: int) -> str | None:
        self.seeds.append(seed)
        answer = self.answers.pop(0)
        if isinstance(answer, EngineUnavailable):
            raise answer
        return answer

    async def improve(
        self, post: Post, draft: str, *, seed: int = 0, examples: Sequence[Example] = ()
    ) -> Suggestion | None:
        text = self._next(seed)
        return None if text is None else Suggestion(text, (), self.engine, seed=seed)

    async def draft(self, post: Post, *, seed: int = 0, examples: Sequence[Example] = ()) -> ReplyDraft | None:
        text = self._next(seed)
        return None if text is None else ReplyDraft(text, self.engine, seed=seed)


class Checks:
    """Finds fault with every text that says "bad"."""

    def check(self, post: Post, draft: str, text: str, *, recent: Sequence[str] = ()) -> tuple[Finding, ...]:
        if text in recent:
            return (Finding("template", "It was said before."),)
        return (Finding("badness", "It says so."),) if "bad" in text else ()


async def _improve(
    engine: Writer, fallback: Writer | None, recent: Sequence[str] = ()
) -> tuple[str | None, list[tuple[str, int, int, bool]]]:
    found = await Improver(engine, fallback, Checks()).improve(POST, "A draft.", seed=7, recent=recent)
    told = [(a.engine, a.seed, len(a.findings), bool(a.error)) for a in found.attempts]
    return (found.suggestion.text if found.suggestion else None), told


async def test_a_good_answer_ends_it() -> None:
    assert await _improve(Writer("local", ["good"]), None) == ("good", [("local", 7, 0, False)])


async def test_a_bad_answer_is_tried_again_with_another_seed() -> None:
    engine = Writer("local", ["bad", "good"])
    assert await _improve(engine, None) == ("good", [("local", 7, 1, False), ("local", 8, 0, False)])
    assert engine.seeds == [7, 8]


async def test_then_the_fallback_then_silence() -> None:
    text, told = await _improve(Writer("local", ["bad", "bad"]), Writer("guideline", ["bad", "bad"]))
    assert text is None
    assert [t[0] for t in told] == ["local", "local", "guideline", "guideline"]


async def test_an_engine_that_is_down_is_not_asked_again() -> None:
    engine = Writer("served", [EngineUnavailable("served", "no route")])
    assert await _improve(engine, Writer("guideline", ["good"])) == (
        "good",
        [("served", 7, 0, True), ("guideline", 7, 0, False)],
    )


async def test_a_draft_that_is_good_already_ends_it_without_a_fallback() -> None:
    fallback = Writer("guideline", ["good"])
    assert await _improve(Writer("local", [None]), fallback) == (None, [("local", 7, 0, False)])
    assert not fallback.seeds


async def test_recent_suggestions_reach_the_audit() -> None:
    text, told = await _improve(Writer("local", ["same", "new"]), None, recent=["same"])
    assert text == "new"
    assert told[0][2] == 1


async def test_drafts_go_the_same_way() -> None:
    found = await Drafter(Writer("local", ["bad", "bad"]), Writer("guideline", ["good"]), Checks()).draft(POST, seed=1)
    assert found.draft is not None
    assert found.draft.text == "good"
    assert [a.seed for a in found.attempts] == [1, 2, 1]
    down = Writer("served", [EngineUnavailable("served", "no route")])
    silent = await Drafter(down, Writer("guideline", [None]), Checks()).draft(POST)
    assert silent.draft is None
    assert silent.attempts[0].error == "no route"
