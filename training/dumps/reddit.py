"""One line of a Reddit dump, as Pushshift and Arctic Shift publish them, to what is kept of it.

Fifteen years of dumps say the same thing in different ways: times are numbers or strings, `edited` is a flag or a time,
a hidden score reads 1, older lines have no `name`, and Arctic Shift keeps the words of what was deleted later.
"""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

from training.dumps.records import Left, Post, Reply, cleaned
from training.hidden import Hide

_STAND_INS = frozenset({"", "[deleted]", "[removed]", "[ removed by reddit ]", "[deleted by user]"})
_BOTS = frozenset({"automoderator", "reddit", "sneakpeekbot", "remindmebot", "repostsleuthbot", "sub_mentions"})
_SETTLED_S = 24 * 3600
"""A score that was read sooner after the reply was written says little but that it was new."""


class Unreadable(ValueError):
    """A field that no known dump would hold; the message names it."""


def to_record(found: object, subreddits: frozenset[str], hide: Hide) -> Post | Reply | Left:
    """What is kept of one decoded line. `subreddits` are in lower case; empty means all. Raises `Unreadable`."""
    if not isinstance(found, dict):
        raise Unreadable("a line must be one JSON object")
    subreddit = found.get("subreddit")
    if not isinstance(subreddit, str):
        return Left("not in a subreddit")
    if subreddits and subreddit.lower() not in subreddits:
        return Left("another subreddit")
    if "link_id" in found and "body" in found:
        return _reply(found, subreddit, hide)
    if "title" in found:
        return _post(found, subreddit, hide)
    raise Unreadable("neither a post (with a `title`) nor a reply (with `body` and `link_id`)")


def _post(found: Mapping[str, Any], subreddit: str, hide: Hide) -> Post | Left:
    text = _text(found, "selftext")
    if reason := _gone(found, text):
        return Left(f"post: {reason}")
    if found.get("is_self") is False:
        return Left("post: a link, no words")
    title = cleaned(html.unescape(_text(found, "title")))
    body = "" if _stands_in(text) else cleaned(html.unescape(text))
    score = _score(found, _time(found, "created_utc"), _read(found))
    return Post(_fullname(found, "t3_"), subreddit, _author(found, hide), title, body, score)


def _reply(found: Mapping[str, Any], subreddit: str, hide: Hide) -> Reply | Left:
    text = _text(found, "body")
    if _stands_in(text):
        return Left("reply: deleted or removed")
    if reason := _gone(found, text):
        return Left(f"reply: {reason}")
    author = found.get("author")
    if not isinstance(author, str) or author == "[deleted]":
        return Left("reply: its author deleted the account")
    body = cleaned(html.unescape(text))
    post, parent = _text(found, "link_id"), found.get("parent_id")
    if not post.startswith("t3_"):
        raise Unreadable(f"`link_id` is {post[:20]!r}, not a post's fullname")
    created, read = _time(found, "created_utc"), _read(found)
    return Reply(
        fullname=_fullname(found, "t1_"),
        post=post,
        subreddit=subreddit,
        author=hide(author),
        body=body,
        words=len(body.split()),
        score=_score(found, created, read),
        created_utc=created,
        views=None,
        # Pushshift's oldest lines give the parent of a direct reply as a number or not at all.
        is_direct=not (isinstance(parent, str) and parent.startswith("t1_")),
        is_edited=bool(found.get("edited")) or bool(_meta(found).get("is_edited")),
        is_staff=_is_staff(found, author),
        read_utc=read,
    )


def _gone(found: Mapping[str, Any], text: str) -> str:
    """Why it may not be kept, whatever words the archive still holds; empty where nothing speaks against it."""
    meta = _meta(found)
    if text.strip().lower() == "[deleted]" or meta.get("was_deleted_later") or meta.get("was_initially_deleted"):
        return "deleted or removed"
    if any(found.get(key) for key in ("removed_by_category", "removed_by", "banned_by", "removal_reason", "removed")):
        return "deleted or removed"
    return "deleted or removed" if meta.get("removal_type") or text.strip().lower() == "[removed]" else ""


def _stands_in(text: str) -> bool:
    return text.strip().lower() in _STAND_INS


def _is_staff(found: Mapping[str, Any], author: str) -> bool:
    name = author.lower()
    is_bot = name in _BOTS or name.endswith(("_bot", "-bot"))
    return is_bot or bool(found.get("distinguished")) or found.get("stickied") is True


def _author(found: Mapping[str, Any], hide: Hide) -> str | None:
    author = found.get("author")
    return hide(author) if isinstance(author, str) and author != "[deleted]" else None


def _score(found: Mapping[str, Any], created: int | None, read: int | None) -> int | None:
    """None while it was hidden, or where the archive looked before votes could come in."""
    if found.get("score_hidden") is True:
        return None
    if created is not None and read is not None and read - created < _SETTLED_S:
        return None
    score = found.get("score", found.get("ups"))
    return score if isinstance(score, int) and not isinstance(score, bool) else None


def _read(found: Mapping[str, Any]) -> int | None:
    """When the archive last looked. Arctic Shift looks twice, and what it holds is of the second time."""
    second = _time(_meta(found), "retrieved_2nd_on")
    if second is not None:
        return second
    for key in ("updated_utc", "retrieved_utc", "retrieved_on"):
        when = _time(found, key)
        if when is not None:
            return when
    return None


def _meta(found: Mapping[str, Any]) -> Mapping[str, Any]:
    meta = found.get("_meta")
    return meta if isinstance(meta, dict) else {}


def _fullname(found: Mapping[str, Any], prefix: str) -> str:
    name = found.get("id") or found.get("name")
    if not isinstance(name, str) or not name:
        raise Unreadable("`id` is missing")
    return prefix + name.removeprefix(prefix)


def _time(found: Mapping[str, Any], key: str) -> int | None:
    value = found.get(key)
    if value is None or isinstance(value, bool):
        return None
    try:
        when = float(value)
    except (TypeError, ValueError):
        raise Unreadable(f"`{key}` is {str(value)[:30]!r}, not a time") from None
    return int(when) if math.isfinite(when) else None


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"`{key}` is no text")
    return value
