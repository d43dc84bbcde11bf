"""One line of a file of threads: a question with its answers, their votes and how often each was seen.

`{"id", "topic", "title", "body", "replies": [{"author", "body", "upvotes", "views", "created_utc"?}, …]}`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from training.dumps.records import Left, Post, Reply, cleaned
from training.dumps.reddit import Unreadable
from training.hidden import Hide


def to_records(found: object, hide: Hide, place: str) -> Iterator[Post | Reply | Left]:
    """The post and the replies of one decoded line. `place` stands for the site. Raises `Unreadable`."""
    if not isinstance(found, dict) or not isinstance(found.get("replies"), list):
        raise Unreadable("a line must be one JSON object with a list of `replies`")
    id_ = found.get("id")
    if not isinstance(id_, str | int) or id_ == "":
        raise Unreadable("`id` is missing")
    post, subreddit = f"{place}.{id_}", str(found.get("topic") or place)
    asker = found.get("author")
    author = hide(asker) if isinstance(asker, str) and asker else None
    yield Post(post, subreddit, author, cleaned(_text(found, "title")), cleaned(_text(found, "body")), None)
    for number, reply in enumerate(found["replies"], start=1):
        if not isinstance(reply, dict):
            raise Unreadable(f"reply {number} must be a JSON object")
        yield _reply(reply, (f"{post}/{number}", post, subreddit), hide)


def _reply(found: Mapping[str, Any], names: tuple[str, str, str], hide: Hide) -> Reply | Left:
    body = cleaned(_text(found, "body"))
    if not body:
        return Left("reply: no words")
    author, upvotes = found.get("author"), _count(found, "upvotes")
    return Reply(
        *names,
        author=hide(author) if isinstance(author, str) and author else None,
        body=body,
        words=len(body.split()),
        # Reddit's scores start at 1, the author's own vote; these at 0.
        score=None if upvotes is None else upvotes + 1,
        created_utc=_count(found, "created_utc"),
        views=_count(found, "views"),
        is_direct=True,
        is_edited=False,
        is_staff=False,
        read_utc=None,
    )


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key) or ""
    if not isinstance(value, str):
        raise Unreadable(f"`{key}` is no text")
    return value


def _count(found: Mapping[str, Any], key: str) -> int | None:
    value = found.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(f"`{key}` is no number")
    return int(value)
