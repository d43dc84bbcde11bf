"""What crosses from Reddit into the rest of the bot: frozen, plain, and free of asyncpraw.

Names and texts are hidden from `repr`, so that a careless log line cannot leak them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IncomingReply:
    """A comment as Reddit showed it just now. Times are seconds since the epoch, UTC."""

    fullname: str
    post_fullname: str
    parent_fullname: str
    subreddit: str
    author: str | None = field(repr=False)
    """None when the author deleted it, deleted their account, or a moderator's removal hides the name."""
    author_id: str | None = field(repr=False)
    body: str = field(repr=False)
    """Empty where Reddit shows `[deleted]` or `[removed]` instead of the text."""
    created_utc: float
    permalink: str
    """A full link, on the site that the bot reads."""
    edited_utc: float | None = None
    removed: bool = False
    deleted: bool = False
    by_seeker: bool = False
    by_moderator: bool = False
    """Written with a moderator's or an administrator's badge on."""
    score: int | None = None
    """None while hidden: unknown, never 1."""
    score_hidden: bool = False
    num_reports: int = 0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class IncomingPost:
    """A submission as Reddit showed it just now."""

    fullname: str
    subreddit: str
    author: str | None = field(repr=False)
    author_id: str | None = field(repr=False)
    title: str = field(repr=False)
    body: str = field(repr=False)
    """Empty for a link, and where Reddit shows `[deleted]` or `[removed]`."""
    created_utc: float
    permalink: str
    edited_utc: float | None = None
    removed: bool = False
    deleted: bool = False
    by_moderator: bool = False
    score: int | None = None
    score_hidden: bool = False
    num_replies: int = 0
    num_reports: int = 0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A private message to the bot. Since messages became chat, only the body means anything."""

    fullname: str
    author: str | None = field(repr=False)
    """None when it comes from a subreddit, from Reddit itself, or from an account that is gone."""
    body: str = field(repr=False)
    created_utc: float
    first_message: str | None = None
    """Fullname of the first message of the same room; None when this is the first."""
    is_chat: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What one look at a post or reply says of it."""

    fullname: str
    subreddit: str
    score: int | None
    """None while hidden: unknown, never 1."""
    removed: bool
    deleted: bool
    author_gone: bool
    """The text is still there but the account is not: its name must go from our store."""
    edited_utc: float | None
    body: str = field(repr=False)
    num_reports: int = 0
    locked: bool = False
    collapsed: bool = False
    """Reddit folds it away because of its score."""


@dataclass(frozen=True, slots=True)
class ModmailMessage:
    """One message in a modmail conversation."""

    conversation: str
    id: str
    author: str | None = field(repr=False)
    body: str = field(repr=False)
    created_utc: float
    subreddit: str
    subject: str = field(default="", repr=False)
    is_internal: bool = False
    """A private note among moderators."""
    by_participant: bool = False
    """Written by the person whom the conversation is with, so by nobody on the team."""


@dataclass(frozen=True, slots=True)
class WikiText:
    """A wiki page at one revision."""

    revision: str
    text: str
    author: str | None = field(default=None, repr=False)
