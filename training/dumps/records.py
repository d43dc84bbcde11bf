"""What is kept of a file, whatever its format: posts and replies, scrubbed, their authors under other names.

A field is None where the file does not say: unknown is never taken for 0.
"""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa

from training.scrub import scrub


class Post(NamedTuple):
    """A post, or the talk that came before a counsellor's answer."""

    fullname: str
    subreddit: str
    author: str | None
    title: str
    body: str
    score: int | None


class Reply(NamedTuple):
    """A reply, with everything that the rules for pairs ask about."""

    fullname: str
    post: str
    subreddit: str
    author: str | None
    body: str
    words: int
    score: int | None
    """None while hidden or read too soon; 1 is the author's own vote."""
    created_utc: int | None
    views: int | None
    """How often it was seen, where the site counts that."""
    is_direct: bool
    """Whether it answers the post and not another reply."""
    is_edited: bool
    is_staff: bool
    """By a moderator speaking as one, a bot, or pinned: its votes are for something else."""
    read_utc: int | None
    """When the archive looked; the latest look at a reply counts."""


class Example(NamedTuple):
    """What somebody said, and what was answered: to write like, with nothing to compare it with."""

    fullname: str
    subreddit: str
    author: str
    title: str
    body: str
    answer: str


class Left(NamedTuple):
    """A record that is not kept, and why."""

    reason: str


Record = Post | Reply | Example

_TEXT, _NUMBER, _FLAG = pa.string(), pa.int64(), pa.bool_()
POSTS = pa.schema(
    [
        ("fullname", _TEXT),
        ("subreddit", _TEXT),
        ("author", _TEXT),
        ("title", _TEXT),
        ("body", _TEXT),
        ("score", _NUMBER),
    ]
)
REPLIES = pa.schema(
    [
        *[(name, _TEXT) for name in ("fullname", "post", "subreddit", "author", "body")],
        *[(name, _NUMBER) for name in ("words", "score", "created_utc", "views")],
        *[(name, _FLAG) for name in ("is_direct", "is_edited", "is_staff")],
        ("read_utc", _NUMBER),
    ]
)
EXAMPLES = pa.schema([(name, _TEXT) for name in Example._fields])
KINDS: dict[str, tuple[type[Record], pa.Schema]] = {
    "posts": (Post, POSTS),
    "replies": (Reply, REPLIES),
    "examples": (Example, EXAMPLES),
}
"""Kind of Parquet file → what its rows are."""


def cleaned(text: str) -> str:
    """As it may be kept: scrubbed, without the blanks around it, and without what UTF-8 cannot say."""
    return scrub(text.encode("utf-8", "replace").decode()).replace("\0", "").strip()
