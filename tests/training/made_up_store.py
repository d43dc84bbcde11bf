"""A made-up community in a real store: some replies are kind and some are not, and everybody says which they prefer."""

from __future__ import annotations

import random
from pathlib import Path

from models.tiny.grammar import Scene, draft_and_rewrite, good_reply, make_scene, poor_reply
from store import flags, permissions, readings, replies, suggestions
from store.database import Database, open_database, transaction
from store.rows import (
    FlagRow,
    Permission,
    PermissionRow,
    PostRow,
    ReadingRow,
    ReplyRow,
    SuggestionRow,
)

HOUR_S = 3600.0
START_UTC = 1_790_000_000.0
CIRCLE = 4
"""Posts that the same few helpers answer: small circles, so that people can be held out without losing everything."""


def build_store(path: Path, *, posts: int, seed: int = 0, first: int = 0) -> Path:
    """A store in which votes, rulings, thanks and decisions all prefer the kinder text; adds to one that is there."""
    rng = random.Random(seed)
    with open_database(path) as db, transaction(db):
        for number in range(first, first + posts):
            _add_post(db, number, rng)
    return path


def allow(db: Database, username: str) -> None:
    """This person allows training."""
    if not permissions.allows(db, username, Permission.TRAINING):
        permissions.grant(db, PermissionRow(username, Permission.TRAINING, 1, "the words", START_UTC))


def _add_post(db: Database, number: int, rng: random.Random) -> None:
    scene = make_scene(rng)
    post, seeker = f"t3_p{number:03d}", f"seeker{number}"
    created = START_UTC + number * HOUR_S
    allow(db, seeker)
    replies.add_post(db, PostRow(post, "Quiet", f"/{post}", created, created))
    replies.keep_post_text(db, post, seeker, scene.title, scene.body)
    circle = number // CIRCLE
    kind = [
        _add_reply(db, f"{number:03d}k{n}", post, f"kind{circle}_{n}", good_reply(scene, rng), at=created + 60 * n)
        for n in range(2)
    ]
    poor = [
        _add_reply(db, f"{number:03d}u{n}", post, f"curt{circle}_{n}", poor_reply(scene, rng), at=created + 90 * n)
        for n in range(2)
    ]
    for fullname in kind:
        readings.note_answer(db, fullname, "thanks")
    for fullname, score in ((kind[0], 12), (kind[1], 9), (poor[0], -2), (poor[1], 3)):
        _read(db, fullname, created, score, removed=False)
    if number % 5 == 0:
        flag = flags.add(db, FlagRow(poor[0], post, "Quiet", "abuse", 0.9, "modmail", created + 100))
        flags.rule(db, flag, "agree", created + 200)
    for n in range(2):
        _add_suggestion(db, number, n, scene, rng)


def _add_reply(db: Database, name: str, post: str, author: str, text: str, *, at: float) -> str:
    fullname = f"t1_{name}"
    allow(db, author)
    replies.add_reply(db, ReplyRow(fullname, post, post, "Quiet", f"/{fullname}", at, at))
    replies.keep_text(db, fullname, author, text)
    return fullname


def _read(db: Database, fullname: str, created: float, score: int, *, removed: bool) -> None:
    readings.add(db, ReadingRow(fullname, 24.0, created + 24.5 * HOUR_S, score, removed=removed))


def _add_suggestion(db: Database, number: int, n: int, scene: Scene, rng: random.Random) -> None:
    """A helper's draft by chat message, and the suggestion that they took."""
    draft, text = draft_and_rewrite(scene, rng, kindly=True)
    author, created = f"drafter{number // CIRCLE}_{n}", START_UTC + number * HOUR_S
    allow(db, author)
    row = SuggestionRow(
        f"t4_d{number:03d}{n}", f"t3_p{number:03d}", "Quiet", author, "guideline", "", draft, text, (), created
    )
    added = suggestions.add(db, row)
    suggestions.mark_sent(db, added, created)
    suggestions.decide(db, added, "taken", created + HOUR_S)
    if n:
        suggestions.rate(db, added, 5)
