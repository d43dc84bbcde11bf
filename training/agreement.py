"""How far votes can be trusted: how often they prefer the reply that better evidence prefers, with an interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

from training.bootstrap import Estimate, estimate
from training.evidence import Log

Judgement = Callable[[Log, str], float | None]


def vote_agreement(log: Log, age_h: float, *, seed: int) -> Mapping[str, Estimate]:
    """Evidence → share of pairs of replies to one post, judged differently by it, that votes order alike.

    Votes that are equal count half. Evidence that no two voted replies share is left out. Only numbers are
    read, no texts.
    """
    found: dict[str, Estimate] = {}
    for name, judgement in _JUDGEMENTS.items():
        values, posts = [], []
        for post, replies in log.by_post.items():
            judged = [(judgement(log, row.fullname), _score(log, row.fullname, age_h)) for row in replies]
            for (a, votes_a), (b, votes_b) in combinations(judged, 2):
                if a is None or b is None or votes_a is None or votes_b is None or a == b:
                    continue
                values.append(0.5 if votes_a == votes_b else float((votes_a > votes_b) == (a > b)))
                posts.append(post)
        if values:
            found[name] = estimate(values, posts, seed=seed)
    return found


def _score(log: Log, reply: str, age_h: float) -> int | None:
    reading = log.reading(reply, age_h)
    return None if reading is None else reading.score


def _ruled(log: Log, reply: str) -> float | None:
    """Upheld flags are below everything; a reply with an open flag is not judged yet."""
    if log.is_upheld(reply):
        return 0.0
    return None if log.is_flagged(reply) else 1.0


def _answered(log: Log, reply: str) -> float | None:
    return {"thanks": 1.0, "pushback": 0.0}.get(log.seeker_answer(reply) or "")


def _rated(log: Log, reply: str) -> float | None:
    """Stars on a suggestion that became the reply."""
    taken = [row.stars for row in log.suggestions if row.reply == reply and row.decision == "taken"]
    return next((float(stars) for stars in taken if stars is not None), None)


_JUDGEMENTS: Mapping[str, Judgement] = {"ruling": _ruled, "seeker": _answered, "rating": _rated}
